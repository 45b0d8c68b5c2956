"""A web server that does what none should: each path is a function of the connection. And canaries that must never be asked."""
import gzip
import socket
import threading
import time
import zlib


class HostileServer:
    """`paths`: path -> function(connection, request). What the function raises ends the connection."""

    def __init__(self):
        self.paths, self.asked = {}, []
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.ending = False
        threading.Thread(target=self.accept, daemon=True).start()

    def base(self, host):
        return f"http://{host}.localhost:{self.port}"

    def accept(self):
        while not self.ending:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            try:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    request += piece
                path = request.split(b" ")[1].decode()
                self.asked.append((time.monotonic(), path))
                self.paths.get(path, not_found)(connection, request)
            except OSError:
                pass  # the client has had enough: that is what is tested

    def close(self):
        self.ending = True
        self.listener.close()


def head(connection, *lines, status="200 OK"):
    connection.sendall("\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *lines, "", ""]).encode())


def not_found(connection, request):
    head(connection, "Content-Length: 0", status="404 Not Found")


def body(content, *lines, type="application/rss+xml"):
    def answer(connection, request):
        head(connection, f"Content-Type: {type}", f"Content-Length: {len(content)}", *lines)
        connection.sendall(content)
    return answer


def redirect(to):
    return lambda connection, request: head(connection, f"Location: {to}", "Content-Length: 0", status="302 Found")


def endless(total, chunked):
    """`total` bytes of a feed without entries that does not end, plain or chunked."""
    piece = b"<rating>more and more and more</rating>\n" * 1600

    def answer(connection, request):
        head(connection, "Content-Type: application/rss+xml", "Transfer-Encoding: chunked" if chunked else f"Content-Length: {total}")
        start = b"<rss version='2.0'><channel><title>big</title>"
        sent = 0
        while sent < total:
            data = start + piece if sent == 0 else piece
            connection.sendall(b"%x\r\n%s\r\n" % (len(data), data) if chunked else data)
            sent += len(data)
    return answer


def drip_headers(connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(10_000):
        connection.sendall(b"X-%d: y\r\n" % n)
        time.sleep(0.5)


def drip_body(rate):
    def answer(connection, request):
        head(connection, "Content-Type: application/rss+xml", "Content-Length: 1000000")
        while True:
            connection.sendall(b"<" * rate)
            time.sleep(1)
    return answer


def never(connection, request):
    time.sleep(600)


def zeros(compress):
    """200 MiB of white space behind a feed's first tag."""
    packer = compress()
    packed = packer.compress(b"<rss version='2.0'><channel><title>bomb</title>")
    for _ in range(200):
        packed += packer.compress(b" " * 2**20)
    return packed + packer.flush()


def gzip_bomb():
    return zeros(lambda: zlib.compressobj(9, zlib.DEFLATED, 31))


def stacked_bomb():
    return gzip.compress(gzip_bomb())


def deflate_bomb():
    return zeros(lambda: zlib.compressobj(9))


class Canary:
    """A listener that counts who comes; nobody may."""

    def __init__(self, address, port=0):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.listener = socket.socket(family)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((address, port))
        self.listener.listen(16)
        self.port, self.visits = self.listener.getsockname()[1], 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.visits += 1
            connection.close()

    def close(self):
        self.listener.close()
