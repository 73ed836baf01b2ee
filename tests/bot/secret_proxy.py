"""A proxy in front of a webhook: adds the secret that the platform would send with every post."""

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    target, secret = "", ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": self.secret}
        with urllib.request.urlopen(urllib.request.Request(self.target, body, headers)) as answer:
            self.send_response(answer.status)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        """Nothing."""


@contextmanager
def secret_proxy(target: str, secret: str) -> Iterator[str]:
    """The URL at which posts are taken for `target`."""
    handler = type("_Here", (_Handler,), {"target": target, "secret": secret})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
