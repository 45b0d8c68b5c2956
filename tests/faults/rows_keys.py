"""Keys: a client that is revoked while it reads, and a server key that is changed under readers."""
import pathlib
import subprocess

from daemon_under_test import PROGRAM, free_port
from subscribers import Durable, Memory
from world import World, needs


def new_pair(file):
    """(public, secret) of a fresh pair in `file`."""
    subprocess.run([PROGRAM, "keys", "new", str(file)], check=True, capture_output=True)
    words = dict(line.split()[:2] for line in pathlib.Path(file).read_text().splitlines() if line and not line.startswith("#"))
    return words["public"].encode(), words["secret"].encode()


def open_hub(world):
    """Lets workers of other machines in before the daemon starts, and nobody on the list; answers (address, the server's public key)."""
    folder, address = world.daemon.folder, f"127.0.0.1:{free_port()}"
    server, _ = new_pair(folder / "server.key")
    (folder / "workers").write_text("# nobody\n")
    with world.daemon.config.open("a") as config:
        config.write(f'\n[hub]\nlisten = ["tcp://{address}"]\nworkers = "{folder}/workers"\n[curve]\nserver_key = "{folder}/server.key"\n')
    return address, server


class KeyedWorld(World):
    """A log endpoint on every address, behind CURVE; the loopback endpoints stay as they are."""

    def __init__(self, seed):
        super().__init__(seed)
        folder = self.daemon.folder
        self.port, self.next_port = free_port(), free_port()
        self.server, _ = new_pair(folder / "server.key")
        self.next_server, _ = new_pair(folder / "next.key")
        self.clients = {name: new_pair(folder / f"{name}.key") for name in ("stays", "leaves")}
        self.allow("stays", "leaves")
        self.configure("")

    def allow(self, *names):
        (self.daemon.folder / "clients").write_text("".join(f"{self.clients[name][0].decode()} {name}\n" for name in names))

    def configure(self, more):
        text = getattr(self, "plain", None) or self.daemon.config.read_text()
        self.plain = text
        folder = self.daemon.folder
        text = text.replace(f'log = ["tcp://{self.daemon.log}"]', f'log = ["tcp://{self.daemon.log}", "tcp://0.0.0.0:{self.port}"]')
        self.daemon.config.write_text(text + f'\n[curve]\nserver_key = "{folder}/server.key"\nclients = "{folder}/clients"\n{more}\n')

    def reader(self, name, port=None, server=None):
        reader = Durable(Memory(), f"127.0.0.1:{port or self.port}")
        reader.keys = (*self.clients[name], server or self.server)
        reader.start()
        return reader

    def reload(self):
        answer = subprocess.run([PROGRAM, "reload", "--config", str(self.daemon.config)], capture_output=True, text=True, timeout=30)
        assert answer.returncode == 0, f"reload: {answer.stderr}"


def revoked_client(seed):
    """A client that is taken off the list is off within 5 s of the reload; the others go on without loss."""
    needs("next_server_key")
    with KeyedWorld(seed) as world:
        stays, leaves = world.reader("stays"), world.reader("leaves")
        world.issue(10)
        world.wait(lambda: min(len(stays.entries), len(leaves.entries)) >= 10, 30, "the keyed readers get nothing")
        world.allow("stays")
        world.reload()
        world.wait(lambda: leaves.silent_for() > 2.5, 8, "the revoked client still hears the log 5 s after the reload")
        known = len(leaves.entries)
        world.issue(10)
        world.wait_logged(20)
        world.wait(lambda: {e["seq"] for e in world.durable.entries} <= {e["seq"] for e in stays.entries}, 30,
                   lambda: f"the other client lost its place: {len(stays.entries)} of {len(world.durable.entries)}")
        assert len(leaves.entries) == known, "the revoked client got new entries"
        assert [e["seq"] for e in stays.entries] == sorted({e["seq"] for e in stays.entries}), "repeats at the other client"
        stays.stop()
        leaves.stop()
        world.check()
        return f"{known} entries before, none after"


def changed_server_key(seed):
    """A second key on a second endpoint, then the first one gone: a reader that moves over loses nothing."""
    needs("next_server_key")
    with KeyedWorld(seed) as world:
        world.issue(10)
        old = world.reader("stays")
        world.wait(lambda: len(old.entries) >= 10, 30, "the old key does not serve")
        world.daemon.stop()
        folder = world.daemon.folder
        world.configure(f'next_server_key = "{folder}/next.key"\nnext_log = ["tcp://0.0.0.0:{world.next_port}"]')
        world.restart()
        world.issue(5)
        world.wait(lambda: len(old.entries) >= 15, 30, "the old key does not serve beside the next")
        new = world.reader("stays", world.next_port, world.next_server)
        world.wait(lambda: len(new.entries) >= 15, 30, "the next key does not serve")
        old.stop()
        world.issue(5)
        world.wait_logged(20)
        world.wait(lambda: {e["seq"] for e in world.durable.entries} <= {e["seq"] for e in new.entries}, 30, "the moved reader lacks entries")
        wrong = world.reader("stays", world.next_port, world.server)
        world.wait(lambda: len(world.casual.beats) > 2, 10, "no beat")
        assert not wrong.entries, "the old key is taken where the next one is asked"
        wrong.stop()
        new.stop()
        world.check()
        return f"{len(new.entries)} entries under the next key"
