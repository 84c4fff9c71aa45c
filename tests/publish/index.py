"""An index of packages on this machine that has what is installed here, and nothing else."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.parse import quote, unquote
from zipfile import ZipFile


class _Index(ThreadingHTTPServer):
    """Serves wheels that it makes of what is installed, and notes what was asked for."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.asked: list[str] = []

    def wheel_of(self, name: str) -> Path | None:
        """Return a wheel of the distribution *name*; None if it is not installed, or ours."""
        try:
            found = distribution(name)
        except LookupError:
            return None
        if name == "briefgen" or not found.files:
            return None
        (tag, *_) = (
            line.removeprefix("Tag: ")
            for line in (found.read_text("WHEEL") or "").splitlines()
            if line.startswith("Tag: ")
        )
        plain = found.name.replace("-", "_").replace(".", "_")
        file = self.folder / f"{plain}-{found.version}-{tag}.whl"
        if not file.exists():
            _pack(found, file)
        return file


def _pack(found: Distribution, file: Path) -> None:
    with ZipFile(file, "w") as archive:
        for path in found.files or ():
            source = Path(str(found.locate_file(path)))
            if ".." not in path.parts and path.suffix != ".pyc" and source.is_file():
                archive.write(source, path.as_posix())


class _Handler(BaseHTTPRequestHandler):
    """The simple repository API (PEP 503)."""

    timeout = 30
    server: _Index

    def do_GET(self) -> None:
        _, kind, name, *_ = [*unquote(self.path).split("/"), ""]
        if kind == "simple":
            self.server.asked.append(name)
            file = self.server.wheel_of(name)
            link = f'<a href="/files/{quote(file.name)}">{file.name}</a>' if file else ""
            self._answer("text/html", link.encode())
        else:
            self._answer("application/zip", (self.server.folder / Path(name).name).read_bytes())

    def _answer(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serve_index(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve an index while the block runs; gives its address, and the names asked for so far."""
    folder.mkdir()
    with _Index(folder) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/simple/", server.asked
        finally:
            server.shutdown()
            thread.join(10)
