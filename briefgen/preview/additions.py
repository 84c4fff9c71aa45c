"""Add to a page what lets it follow the preview, and nothing else."""

from html import escape

FOLDER = "/_briefgen/"
"""Where the preview's own files are; no article can be there, as an underscore comes first."""

_SCRIPT = (
    '<script src="{folder}preview.js" id="briefgen-preview"'
    ' data-at="{at}" data-base="{base}" data-key="{key}"></script>'
)


def with_script(page: bytes, *, at: str, base: str, key: str) -> bytes:
    """
    Return *page* with the preview's script at its end.

    *at* is where the page is, below *base*, and *key* says what it shows.

    >>> with_script(b"<body><p>Text.</body></html>", at="a/", base="/", key="0f")[-26:]
    b'"0f"></script></body></html>'
    """
    filled = {"folder": FOLDER, "at": escape(at), "base": escape(base), "key": escape(key)}
    script = _SCRIPT.format(**filled).encode()
    end = page.lower().rfind(b"</body>")
    return page[:end] + script + page[end:] if end >= 0 else page + script


def placeholder(title: str, text: str) -> bytes:
    """Return a page for when there is none of the site."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(text)}</p></body></html>"
    ).encode()


def entrance(target: str) -> bytes:
    """Return a page that leads on to *target*, as if a link had been followed there."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0;url={escape(target)}">'
        f'<title>Preview</title></head><body><p><a href="{escape(target)}">To the preview</a></p>'
        "</body></html>"
    ).encode()
