"""Add to a page what lets it follow the preview, and nothing else."""

import re
from html import escape

FOLDER = "/_briefgen/"
"""Where the preview's own files are; no article can be there, as an underscore comes first."""

_SCRIPT = (
    '<script src="{folder}preview.js" id="briefgen-preview"'
    ' data-at="{at}" data-base="{base}" data-key="{key}"></script>'
)


_HEAD = re.compile(rb"<head(?:\s[^<>]*)?>", re.IGNORECASE)


def with_script(page: bytes, *, at: str, base: str, key: str) -> bytes:
    """
    Return *page* with the preview's script before all of its own.

    *at* is where the page is, below *base*, and *key* says what it shows.

    >>> with_script(b"<head><title>A</title></head>", at="a/", base="/", key="0f")[-37:]
    b'"0f"></script><title>A</title></head>'
    """
    filled = {"folder": FOLDER, "at": escape(at), "base": escape(base), "key": escape(key)}
    script = _SCRIPT.format(**filled).encode()
    head = _HEAD.search(page)
    place = head.end() if head else len(page)
    return page[:place] + script + page[place:]


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
