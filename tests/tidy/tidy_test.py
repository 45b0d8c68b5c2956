"""The house keeps its order: who may include whom, where third-party headers live, and what must not stand in the tree."""
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
BASE_STAGES = {"text", "html", "tagging"}

# Rooms of the daemon that know nothing of each other; what joins them (app, walk, commands …) stands in daemon/ itself
# and in daemon/commands. The ledger's types are what they all speak of.
DAEMON_MAY_USE = {
    "log": set(),
    "ledger": set(),
    "ingest": {"ledger"},
    "wire": set(),
    "hub": {"wire"},
    "worker": {"jobs", "wire"},
    "output": {"ledger", "wire"},
    "jobs": set(),
    "settings": {"ingest"},
    "search": {"ledger"},
    "web": {"ledger", "search"},
}

# Header (a prefix) -> the places that may include it.
HOMES = {
    "curl/": ["daemon/ingest/fetch"],
    "pugixml": ["stages/feed/"],
    "SQLiteCpp": ["daemon/ledger/"],
    "sqlite3": ["daemon/ledger/", "tests/faults/shim/"],
    "zmq": ["daemon/wire/", "daemon/hub/", "daemon/worker/", "daemon/output/", "deploy/examples/", "tests/bench/"],
    "myhtml": ["stages/html/", "tests/faults/shim/"],
    "toml++": ["daemon/settings/"],
    "CLI/": ["daemon/main.cpp", "daemon/commands/", "daemon/worker/start", "stages/train"],
    "iconv.h": ["stages/text/"],
    "uchardet": ["stages/text/"],
    "cld2": ["stages/text/"],
    "httplib": ["daemon/web/", "deploy/demo/", "tests/support/"],
    "prometheus": ["daemon/web/"],
    "systemd": ["daemon/service", "daemon/log/"],
}


def sources():
    tracked = subprocess.run(["git", "ls-files", "*.cpp", "*.h"], cwd=ROOT, capture_output=True, text=True)
    names = tracked.stdout.split() if tracked.returncode == 0 and tracked.stdout else [
        str(path.relative_to(ROOT)) for pattern in ("*.cpp", "*.h") for path in ROOT.rglob(pattern)
        if "build" not in path.relative_to(ROOT).parts[0]]
    for name in names:
        path = ROOT / name
        if path.exists():
            yield name, path.read_text(encoding="utf-8")


def ours(included):
    return included.split("/")[0] in ("proto", "stages", "daemon", "tests", "deploy")


class Tidy(unittest.TestCase):
    def complain(self, problems):
        self.assertEqual([], problems, "\n" + "\n".join(problems))

    def test_there_is_something_to_check(self):
        self.assertGreater(len(list(sources())), 50)

    def test_rooms_include_only_what_stands_below_them(self):
        problems = []
        for name, text in sources():
            for _, included in INCLUDE.findall(text):
                if ours(included) and not self.may_include(name, included):
                    problems.append(f"{name} includes {included}")
        self.complain(problems)

    @staticmethod
    def may_include(name, included):
        here, there = name.split("/"), included.split("/")
        if here[0] in ("tests", "deploy"):
            return True
        if there[0] == "tests":
            return name.endswith(("_test.cpp", "_bench.cpp")) and there[1] == "support"
        if there[0] == "proto":
            return True
        if here[0] == "proto":
            return False
        if there[0] == "stages":
            if here[0] == "daemon" or there[1] == here[1]:
                return True
            if there[1] == "text":
                return True
            return there[1] in BASE_STAGES and here[1] not in BASE_STAGES or here[1] in ("train", "trainer")
        if here[0] != "daemon":
            return False
        room = here[1] if len(here) > 2 else None
        other = there[1] if len(there) > 2 else None
        if room in (None, "commands") or room == other:
            return True
        if room == "worker" and name.startswith("daemon/worker/stages"):
            return True
        return other in DAEMON_MAY_USE[room]

    def test_third_party_headers_stay_at_home(self):
        problems = []
        for name, text in sources():
            for _, included in INCLUDE.findall(text):
                for header, homes in HOMES.items():
                    if included.startswith(header) and not any(name.startswith(home) for home in homes):
                        problems.append(f"{name} includes {included}, whose home is {' or '.join(homes)}")
        self.complain(problems)

    def test_no_absolute_path_of_a_machine_stands_in_the_code(self):
        pattern = re.compile(r'["\s=](/home/\w|/root/|%s/)' % re.escape(str(ROOT)))
        self.complain([f"{name}: {match.group(0)}" for name, text in sources() for match in pattern.finditer(text)])

    def test_nothing_unfinished_is_marked(self):
        pattern = re.compile(r"\b(TODO|FIXME|XXX)\b")
        self.complain([f"{name}: {match.group(0)}" for name, text in sources() for match in pattern.finditer(text)])

    def test_every_header_guards_itself(self):
        self.complain([name for name, text in sources() if name.endswith(".h") and "#pragma once" not in text])

    def test_every_room_explains_itself(self):
        rooms = [path for parent in ("stages", "daemon") for path in (ROOT / parent).iterdir()
                 if path.is_dir() and path.name != "commands" and list(path.glob("*.cpp"))]
        self.complain([str(room.relative_to(ROOT)) + " has no README.md" for room in rooms if not (room / "README.md").exists()])


if __name__ == "__main__":
    unittest.main()
