"""Build the demonstration site as its publisher would, and serve it on this machine."""

import contextlib
import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from briefgen.build.pipeline import build
from briefgen.build.project import Project
from briefgen.build.request import Request
from tests.testsite import NOW

ROOT = Path(__file__).resolve().parents[2]

PREFIX = "/some/prefix/"


def build_demonstration(folder: Path, base_url: str | None = None) -> Path:
    """Build the site in *folder*, which does not exist yet, and return where it was written."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "briefgen.yml", folder)
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    request = Request(instant=NOW, workers=1, base_url=base_url)
    build(Project(folder), request, lambda *_: None)
    return folder / "site"


def read_tree(output: Path) -> dict[str, bytes]:
    """Return every file that readers can ask for, with its bytes."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix; what is missing gets the site's own 404 page."""

    protocol_version = "HTTP/1.1"
    timeout = 10
    extensions_map = {  # noqa: RUF012 — as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        "": "application/octet-stream",
        ".avif": "image/avif",
        ".js": "text/javascript; charset=utf-8",
        ".md": "text/markdown; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".webp": "image/webp",
        ".xml": "application/xml",
    }

    def __init__(self, *arguments: Any, prefix: str, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*arguments, directory=directory)

    def translate_path(self, path: str) -> str:
        """Find what lies below the prefix, and nothing outside of it."""
        inside = path.startswith(self.prefix)
        shortened = "/" + path.removeprefix(self.prefix) if inside else "/.outside"
        return super().translate_path(shortened)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page if there is nothing at an address."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing of browsers that hang up."""


@contextlib.contextmanager
def serve(output: Path, prefix: str = "/") -> Iterator[str]:
    """Serve *output* below *prefix* while the block runs; gives the address, with the prefix."""
    handler = functools.partial(_Handler, prefix=prefix, directory=str(output))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join(10)
