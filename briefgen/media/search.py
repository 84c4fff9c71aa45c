"""
Make the index that readers search the site with.

Pagefind makes it from pages that are written for this purpose alone: what an
article says, without what stands around it.  The whole site is one index in the
site's language, so that an article in another one is found as well; and it has
no filters, as Pagefind lays them down in another order each time.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path

from msgspec import Struct

from briefgen.errors import CommandError, error
from briefgen.model.article import Content

LONGEST = 600
"""Seconds that Pagefind may take; it indexes some hundred articles in one."""

_NOT_TEXT = re.compile("\1[^\1]*\1|\2[^\2]*\2|<img\\b[^<>]*>")
"""Where permalinks and the names of blocks go, and images, which have no words to index."""

_IGNORED = ".citation"
"""Numbers of sources in the text: they would stand within the words that are shown."""


class Labels(Struct, frozen=True):
    """What a result of a search says of itself besides its words."""

    title: str
    section: str
    """Its title; empty for a page and an edition."""
    date: str
    """As in front matter: ``2026-11-22``, or empty."""
    topics: str
    """Their names with commas between them; they are searched, too."""
    language: str
    """BCP 47 tag."""


def to_searched(labels: Labels, content: Content, gathered: tuple[str, ...]) -> str:
    """Return the page to index for a text; *gathered* is what an edition says of its items."""
    found = (("section", labels.section), ("date", labels.date), ("topics", labels.topics))
    lines = [f'<!doctype html>\n<html lang="{escape(labels.language)}">\n<head>']
    lines += [
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">'
        for name, text in (*found, ("language", labels.language))
        if text
    ]
    lines.append(f"</head>\n<body>\n<h1>{escape(labels.title)}</h1>")
    lines += [f"<p>{escape(text)}</p>" for text in (content.summary, *content.key_points) if text]
    lines.append(_NOT_TEXT.sub("", "".join(content.body.parts)))
    lines += [f"<p>{escape(text)}</p>" for text in gathered if text]
    return "\n".join((*lines, "</body>\n</html>\n"))


def make_index(pages: Path, bundle: Path, language: str, *, limit: float = LONGEST) -> None:
    """
    Index all *pages* into the folder *bundle*; a text's address is that of its page.

    Raises:
        CommandError: Pagefind does not run, fails, or takes longer than *limit* seconds.

    """
    # Loaded here because most sites are built without it.
    from pagefind_bin import get_executable  # type: ignore[import-untyped]  # has no types

    try:
        done = subprocess.run(  # noqa: S603 - Pagefind, with arguments of our own
            [
                os.fspath(get_executable()),
                *("--site", os.fspath(pages.resolve())),
                *("--output-path", os.fspath(bundle.resolve())),
                *("--force-language", language.partition("-")[0].lower()),
                *("--exclude-selectors", _IGNORED),
                "--quiet",
            ],
            # Settings of Pagefind's own, in the environment or a file, must not change the site.
            env={name: text for name, text in os.environ.items() if "PAGEFIND" not in name},
            cwd=pages,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _failed(f"it was stopped after {limit:g} seconds") from None
    except OSError as fault:
        raise _failed(fault.strerror or str(fault)) from fault
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _failed(said[0] if said else f"it ended with {done.returncode}")


def _failed(why: str) -> CommandError:
    return CommandError(
        error(
            f"Pagefind could not make the index for searching: {why}",
            help="install the extra again (pip install --force-reinstall 'briefgen[search]'), "
            "or set `output.search: no` in briefgen.yml",
        )
    )


def index_files(bundle: Path) -> Iterator[str]:
    """
    Return the files of an index that a search page needs, below *bundle* and sorted.

    Pagefind's ready-made interfaces, of half a megabyte, are not among them.
    """
    entry = "pagefind-entry.json"
    languages = json.loads((bundle / entry).read_bytes())["languages"].values()
    engines = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in languages}
    tables = {path.name for path in bundle.glob("*.pf_meta")}
    yield from sorted({entry, "pagefind.js", "pagefind-worker.js", *engines, *tables})
    for folder in ("fragment", "index"):
        yield from sorted(f"{folder}/{name}" for name in os.listdir(bundle / folder))
