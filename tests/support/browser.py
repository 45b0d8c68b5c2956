"""A headless Chromium, driven over the DevTools protocol with nothing but the standard library."""
import base64
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class WebSocket:
    """The client's side of RFC 6455, as far as DevTools needs it."""

    def __init__(self, url):
        host, _, path = url.removeprefix("ws://").partition("/")
        name, _, port = host.partition(":")
        self.socket = socket.create_connection((name, int(port)), 30)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.socket.recv(1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode())

    def send(self, text):
        body, mask = text.encode(), os.urandom(4)
        size = len(body)
        head = b"\x81" + (bytes([0x80 | size]) if size < 126 else
                          b"\xfe" + struct.pack(">H", size) if size < 65536 else b"\xff" + struct.pack(">Q", size))
        self.socket.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(body)))

    def receive(self, seconds):
        """One whole message; raises TimeoutError."""
        text = b""
        while True:
            self.socket.settimeout(max(seconds, 0.01))
            first, size = self.exactly(2)
            self.socket.settimeout(30)
            size &= 0x7F
            if size == 126:
                size, = struct.unpack(">H", self.exactly(2))
            elif size == 127:
                size, = struct.unpack(">Q", self.exactly(8))
            text += self.exactly(size)
            if first & 0x80:
                return text.decode()

    def exactly(self, size):
        got = b""
        while len(got) < size:
            part = self.socket.recv(min(size - len(got), 1 << 20))
            if not part:
                raise ConnectionError("the browser has gone")
            got += part
        return got


class Browser:
    """Use it as a context manager; `page(…)` opens a page."""

    def __enter__(self):
        self.folder, self.pages = pathlib.Path(tempfile.mkdtemp(prefix="nw-chromium-", dir="/tmp")), []
        self.process = subprocess.Popen(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
             "--hide-scrollbars", f"--user-data-dir={self.folder}", "--remote-debugging-port=0", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 240
        port_file = self.folder / "DevToolsActivePort"
        while not port_file.exists() or not port_file.read_text().strip():
            if time.monotonic() > deadline or self.process.poll() is not None:
                self.__exit__()
                raise TimeoutError("chromium did not start")
            time.sleep(0.1)
        self.port = int(port_file.read_text().split()[0])
        return self

    def __exit__(self, *_):
        for page in self.pages:
            page.wire.socket.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def page(self, url, width=1280, height=900, dark=False, script=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?about:blank", method="PUT")
        with urllib.request.urlopen(request, timeout=30) as answer:
            page = Page(json.load(answer)["webSocketDebuggerUrl"])
        self.pages.append(page)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.call(f"{domain}.enable")
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        if script:
            page.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        page.call("Page.navigate", url=url)
        return page


class Page:
    def __init__(self, url):
        self.wire, self.number, self.events = WebSocket(url), 0, []

    def call(self, method, **parameters):
        self.number += 1
        self.wire.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        deadline = time.monotonic() + 120
        while True:
            message = json.loads(self.wire.receive(deadline - time.monotonic()))
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            if "method" in message:
                self.events.append(message)

    def value(self, expression):
        """What a JavaScript expression (or promise) gives."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", str(answer["exceptionDetails"])))
        return answer["result"].get("value")

    def wait(self, expression, seconds=60):
        """Until the expression holds; answers whether it did."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.value(expression):
                return True
            time.sleep(0.1)
        return False

    def press(self, key):
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        code = {"Enter": 13, "Tab": 9, "Escape": 27}.get(key, ord(key.upper()) if len(key) == 1 else 0)
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "", windowsVirtualKeyCode=code)

    def start_trace(self):
        self.call("Tracing.start", transferMode="ReportEvents", categories="toplevel")

    def longest_task(self):
        """Ends the trace; the longest task of the page's main thread in milliseconds of processor time."""
        self.call("Tracing.end")
        events, done = [], False
        while not done:
            for message in [m for m in self.events if m["method"].startswith("Tracing.")] or [json.loads(self.wire.receive(60))]:
                if message in self.events:
                    self.events.remove(message)
                events += message["params"].get("value", []) if message.get("method") == "Tracing.dataCollected" else []
                done = done or message.get("method") == "Tracing.tracingComplete"
        main = {(e["pid"], e["tid"]) for e in events if e.get("name") == "thread_name" and e["args"].get("name") == "CrRendererMain"}
        return max((e.get("tdur", 0) for e in events if (e["pid"], e["tid"]) in main and e["name"].endswith("RunTask")), default=0) / 1000

    def screenshot(self, file):
        pathlib.Path(file).write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def complaints(self):
        """Errors of the console, uncaught exceptions, breaches of the content policy."""
        self.value("1")  # takes in what has been said until now
        found = []
        for event in self.events:
            parameters = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(str(parameters["exceptionDetails"]))
            elif event["method"] == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "assert"):
                found.append(str(parameters["args"]))
            elif event["method"] == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                found.append(parameters["entry"]["text"] + " " + parameters["entry"].get("url", ""))
        return found

    def asked(self):
        """URLs that were requested."""
        return [event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"]
