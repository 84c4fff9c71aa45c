"""Name the media types of a site's files (RFC 6838), the same ones on every system."""

from collections.abc import Mapping
from functools import cache
from mimetypes import MimeTypes

_MORE = {
    ".avif": "image/avif",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@cache
def _types() -> Mapping[str, str]:
    """Return what Python knows by itself; the tables of systems differ from one to the next."""
    return MimeTypes().types_map[True]


def media_type(path: str) -> str:
    """
    Return the media type of the file at *path*, with the encoding if it is text.

    >>> media_type("world/index.html"), media_type("a.webp"), media_type("x.pf_meta")
    ('text/html; charset=utf-8', 'image/webp', 'application/octet-stream')
    """
    suffix = f".{path.rpartition('.')[2].lower()}"
    found = _MORE.get(suffix) or _types().get(suffix) or "application/octet-stream"
    is_text = found.startswith("text/") or found.endswith(("json", "xml"))
    return f"{found}; charset=utf-8" if is_text else found
