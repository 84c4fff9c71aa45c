"""Serve bare repositories over HTTP on this machine, with git's own http-backend."""

import contextlib
import functools
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.publish.repositories import ENVIRONMENT


class _Handler(BaseHTTPRequestHandler):
    """Hands each request to ``git http-backend`` (CGI, RFC 3875)."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def __init__(self, *arguments: Any, folder: Path, status: int) -> None:
        self.folder, self.status = folder, status
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self._body())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _serve(self, body: bytes) -> None:
        if self.status != 200:
            self._answer(self.status, {"Content-Type": "text/plain"}, b"")
            return
        parts = urlsplit(self.path)
        done = subprocess.run(
            ["git", "http-backend"],
            input=body,
            capture_output=True,
            check=True,
            env={
                **ENVIRONMENT,
                "GIT_PROJECT_ROOT": os.fspath(self.folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "REMOTE_USER": "ada",
                "REQUEST_METHOD": self.command,
                "PATH_INFO": parts.path,
                "QUERY_STRING": parts.query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            },
        )
        head, _, data = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self._answer(int(headers.pop("Status", "200").split()[0]), headers, data)

    def _answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response(status)
        for name, text in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing of those who hang up."""


@contextlib.contextmanager
def serve_git(folder: Path, *, status: int = 200) -> Iterator[str]:
    """
    Serve the repositories in *folder* while the block runs; gives their address.

    With another *status* than 200, every request is refused with it.
    """
    with _Server(("127.0.0.1", 0), functools.partial(_Handler, folder=folder, status=status)) as it:
        thread = threading.Thread(target=it.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{it.server_port}"
        finally:
            it.shutdown()
            thread.join(10)
