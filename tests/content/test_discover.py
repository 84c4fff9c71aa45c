"""Every file of a folder is taken, refused by name, or one that nobody wrote."""

import os
import tempfile
from pathlib import Path
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.content.discover import discover
from briefgen.model.file_kinds import ASSET_ENDINGS, TEXTS, is_ignored, is_text
from briefgen.model.source import Role

_STEMS = (
    *("talks", "index", "_index", "Index", "robots", "Copy of talks", "talks copy", "_posts"),
    *("", ".", "~$", "#", "favicon", "CNAME", "ä ö", "2026-11-01-talks", ".well-known", "_root"),
)
_ENDINGS = (
    "",
    "~",
    "#",
    ".py",
    ".docx",
    ".MD",
    ".bak",
    ".md.orig",
    ".html",
    ".PNG",
    ".yml",
    " (1).md",
)
_PLAIN = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=12)
_ENDING = st.sampled_from((*_ENDINGS, *TEXTS, *ASSET_ENDINGS))
_NAME = st.builds(str.__add__, st.sampled_from(_STEMS) | _PLAIN, _ENDING | _PLAIN).filter(
    lambda name: name not in {"", ".", ".."}
)
_PATHS = st.lists(st.lists(_NAME, min_size=1, max_size=3).map("/".join), max_size=6)


def _written(root: Path, paths: list[str]) -> list[str]:
    """Write a file at each of *paths*, as far as the system and the others allow it."""
    for path in paths:
        try:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(b"x")
        except OSError:
            continue
    return [
        os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
        for folder, _, names in os.walk(root)
        for name in names
    ]


@settings(max_examples=150)
@given(_PATHS)
def test_nothing_vanishes_and_no_text_is_copied(paths: list[str]) -> None:
    """Whatever files are called, each is a source, or named by a fault itself or by its folder."""
    with tempfile.TemporaryDirectory() as folder:
        written = _written(Path(folder), paths)
        sources, faults = discover(Path(folder))
    taken = {source.path for source in sources}
    named = {fault.location.path.removeprefix("content/") for fault in faults if fault.location}
    for path in written:
        *folders, name = path.split("/")
        unseen = is_ignored(name, is_folder=False) or path.startswith(("_sources/", "_versions/"))
        unseen = unseen or any(is_ignored(one, is_folder=True) for one in folders)
        parts = normalize("NFC", path).split("/")
        above = {"/".join(parts[:count]) for count in range(1, len(parts) + 1)}
        assert unseen or above & (taken | named), path
    for source in sources:
        is_raw = source.role is Role.ASSET and not source.path.startswith("_root/")
        assert not (is_raw and is_text(source.path)), source.path
