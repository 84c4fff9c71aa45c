"""
Say of a file of a kind that is not published what to do with it.

What no rule has a name for is refused as well, and the message lists all that is
published, so that nobody has to look for it.
"""

import shlex
from collections.abc import Collection

from briefgen.model.file_kinds import (
    ASSETS,
    MARKDOWN_VARIANTS,
    MARKUP,
    SECRETS,
    SETTINGS,
    TEXTS,
    WORD_PROCESSING,
    ending_of,
)

Refusal = tuple[str, str]
"""What is wrong, and what to do."""

PAGES = (".htm", ".html", ".maff", ".mht", ".mhtml", ".shtml", ".warc", ".webarchive", ".xhtml")
MAILS = (".eml", ".emlx", ".mbox", ".msg", ".oft", ".olm", ".pst")
SLIDES = (".key", ".odp", ".otp", ".pot", ".potx", ".pps", ".ppsx", ".ppt", ".pptm", ".pptx")
WORKING_FILES = (
    *(".3fr", ".afdesign", ".afphoto", ".afpub", ".ai", ".arw", ".blend", ".cdr", ".cr2", ".cr3"),
    *(".dng", ".drawio", ".eps", ".fig", ".graffle", ".idml", ".indd", ".kra", ".nef", ".orf"),
    *(".procreate", ".psb", ".psd", ".pub", ".raf", ".rw2", ".sketch", ".srw", ".vsd", ".vsdx"),
    *(".xcf", ".xd"),
)
SHORTCUTS = (".desktop", ".gdoc", ".gform", ".gsheet", ".gslides", ".lnk", ".url", ".webloc")
SHEETS = (".fods", ".numbers", ".ots", ".xlsb", ".xlsm", ".xltx")
SCRIPTS = (".css", ".js", ".less", ".map", ".mjs", ".sass", ".scss", ".ts", ".wasm")
_READABLE = (".docx", ".eml", ".htm", ".html", ".mht", ".mhtml", ".xhtml")
_KEY_NAMES = ("authorized_keys", "credentials", "id_dsa", "id_ecdsa", "id_ed25519", "id_rsa")
_TEXTS = f"Markdown (`{TEXTS[0]}`) or plain text (`{TEXTS[-1]}`)"
_AWAY = ", then move it out of `content/`"


REFUSED_SECRET = (
    "such files hold keys and passwords",
    "move it out of `content/`; if it was ever public, replace what it holds",
)


def of_kind(path: str) -> Refusal | None:
    """Return why the file at *path* is not published, if its ending or its name says it."""
    ending = ending_of(path)
    name = path.rpartition("/")[2]
    if ending in SECRETS or name.lower() in _KEY_NAMES:
        return REFUSED_SECRET
    return _of_text(ending) or _of_document(path, ending) or _of_other(ending)


def of_unknown(path: str, endings: Collection[str]) -> Refusal:
    """Return why a file of another kind is not published; *endings* are those of all of them."""
    if not ending_of(path):
        return (
            "nobody can tell what this file is, as its name has no ending",
            f"give it one, that of {_TEXTS} if it is a text; or move it out of `content/`",
        )
    added = ", ".join(sorted(ending for ending in endings if ending))
    return (
        "files of this kind are not published",
        (
            "move it out of `content/`; if readers are to have it, add its ending to briefgen.yml, "
            f"as in `assets: [{added}]`. These are published by themselves: {published_kinds()}"
        ),
    )


def published_kinds() -> str:
    """Return all endings that are published as they are, by kind, as a sentence has them."""
    return "; ".join(f"{kind} ({' '.join(endings)})" for kind, endings in ASSETS)


def _of_text(ending: str) -> Refusal | None:
    if ending in MARKDOWN_VARIANTS:
        return (
            f"briefgen reads no texts that end in `{ending}`",
            "rename it to `.md` if all of it is Markdown, or to `.txt` if it is plain text",
        )
    if ending in MARKUP:
        return (
            f"briefgen does not read the markup of `{ending}` files",
            f"save it as {_TEXTS}, or move it out of `content/`",
        )
    if ending in SETTINGS:
        return (
            "settings and data of other programs are no content",
            (
                "move it out of `content/`; what a text says about itself stands at its beginning, "
                "between lines of `---`, and what concerns the whole site in briefgen.yml"
            ),
        )
    return None


def _of_document(path: str, ending: str) -> Refusal | None:
    for endings, what, readable in (
        (WORD_PROCESSING, "this is a document of a word processor", ".docx"),
        (PAGES, "this is a saved page", ".html"),
        (MAILS, "this is a mail", ".eml"),
    ):
        if ending in endings and ending in _READABLE:
            command = f"briefgen import {shlex.quote(f'content/{path}')}"
            help = f"`{command}` makes a draft of it; then move it out of `content/`"
            return f"{what}, and is not published", help
        if ending in endings:
            help = f"save it as `{readable}` or plain text outside of `content/`; "
            return f"{what}, and is not published", f"{help}`briefgen import FILE` makes a draft"
    return None


def _of_other(ending: str) -> Refusal | None:
    if ending in SLIDES:
        return "presentations hold notes, and are not published", f"export it as PDF{_AWAY}"
    if ending in SHEETS:
        return "spreadsheets of this kind are not published", f"save it as `.xlsx` or `.csv`{_AWAY}"
    if ending in WORKING_FILES:
        return (
            "this is the working file of a picture, which browsers cannot show",
            f"export it as `.jpg`, `.png`, `.svg` or PDF{_AWAY}",
        )
    if ending in SCRIPTS:
        return (
            "styles and scripts are a theme's, and not published from here",
            (
                "move it to the theme (docs/themes.md); if an article needs it, add "
                f"`assets: [{ending}]` to briefgen.yml"
            ),
        )
    if ending in SHORTCUTS:
        return (
            "this only leads to a file or page that is somewhere else",
            "link to that from a text, or save it here; then delete this",
        )
    return None
