"""
Say of a name that cannot be content what is wrong with it, and what to do.

What is not known is refused here by name, and never dropped: a text that nobody
reads is as bad a surprise as a backup that everybody can.
"""

import os
import re
import unicodedata
from collections.abc import Collection

from briefgen.content.refused_kinds import REFUSED_SECRET, Refusal, of_kind
from briefgen.content.root_files import DOMAIN_FILE, WELL_KNOWN, belongs_at_root
from briefgen.model.file_kinds import (
    ASSET_ENDINGS,
    TEXTS,
    is_copy,
    is_probe,
    is_section_file,
    is_temporary,
    is_text,
)
from briefgen.model.paths import UNUSABLE
from briefgen.model.source import ROOT_FOLDER

_TOOL_FOLDERS = (
    *("bower_components", "node_modules", "venv", "$recycle.bin", "#recycle"),
    *("system volume information", "__macosx", "__pycache__", "_site"),
)
_TOOL_FILES = (
    *("package.json", "package-lock.json", "composer.json", "tsconfig.json", "jsconfig.json"),
    *("vercel.json", "now.json", "firebase.json", "staticwebapp.config.json", "_routes.json"),
)
_HIDDEN_SECRETS = re.compile(
    r"\.(?:aws|docker|env|git-credentials|gnupg|htpasswd|netrc|npmrc|pgpass|pypirc|ssh)(?:[._-].*)?"
)
_OF_OTHERS = ("_data", "_includes", "_layouts", "_plugins", "_sass", "_theme", "_templates")


_KNOWN = "|".join(re.escape(one) for one in (*TEXTS, *ASSET_ENDINGS) if one != ".json")
_USUAL = re.compile(
    rf"(?!readme\b)(?:[a-z0-9]{{1,20}}-[a-z0-9-]{{1,150}}(?:{_KNOWN})?|[a-z0-9]{{1,40}}(?:{_KNOWN}))"
)
"""Names that nothing is wrong with, which need no closer look: ten thousand take 0.1 s."""


DEEPEST = 50
"""Folders in folders that content may have."""

TOO_DEEP = (
    f"this lies more than {DEEPEST} folders deep, and nothing in it is read",
    "move it up; an address that long can hardly be read either",
)


def of_entry(
    entry: os.DirEntry[str], *, is_at_top: bool, beside: Collection[str] = ()
) -> Refusal | None:
    """
    Return what is wrong with the name of *entry*, or with a folder as a whole.

    *beside* are the names in its folder.
    """
    name = entry.name
    if not is_at_top and _USUAL.fullmatch(name) and not entry.is_symlink():
        return None
    is_folder = entry.is_dir(follow_symlinks=False)
    refusal = of_leftover(name, beside, is_folder=is_folder)
    refusal = refusal or of_root_file(name, is_at_top=is_at_top) or unreadable(entry)
    if refusal or is_section_file(name):
        return refusal
    return (of_folder(name) if is_folder else of_tool(name)) or of_hidden(name)


def unreadable(entry: os.DirEntry[str]) -> Refusal | None:
    """Return why *entry* is never followed or read, whatever its kind."""
    if entry.is_symlink():
        return (
            "this is a symbolic link, and links are not followed",
            "put the file itself here, so that nothing outside content can be published",
        )
    name = entry.name
    unusable = UNUSABLE.search(name)
    if unusable:
        place = f"character {unusable.start() + 1} of this name is {_called(unusable[0])}"
        return f"{place}, which no address may have", "rename it without that"
    if name != name.strip():
        end, space = ("begins", name[0]) if name != name.lstrip() else ("ends", name[-1])
        return (
            f"this name {end} with {_called(space)}, which gets lost when it is written down",
            "rename it without that",
        )
    if len(os.fsencode(name)) > 200:
        return "this name is longer than 200 bytes", "shorten it"
    return None


def _called(character: str) -> str:
    """Return what a message calls a character that nobody can see."""
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return f"no letter of UTF-8 (the byte 0x{code & 0xFF:02X})"
    names = {"\t": "tab", "\n": "line break", "\r": "line break", "\\": "backslash"}
    name = names.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{code:04X} ({name})"


def of_second_text(path: str) -> Refusal:
    """Return what is wrong with a text beside or below that of an article's folder."""
    section = path.partition("/")[0]
    return (
        "this folder belongs to one article, and a second text in it would never be read",
        (
            f"move it to `content/{section}/` to make it an article of its own, or put what it "
            "says into the article's text"
        ),
    )


def of_leftover(
    name: str, beside: Collection[str] = (), *, is_folder: bool = False
) -> Refusal | None:
    """Return what is wrong with a name that editors and programs for sharing give to copies."""
    if is_temporary(name) or (is_probe(name) and not is_folder):
        return (
            "this is a backup or an unfinished file that a program has left here",
            "delete it; if it holds what you need, save that under a name of its own first",
        )
    if is_copy(name, beside):
        return (
            "this is a second copy of a file",
            "delete it, once the first has all that is in it; if it stands for itself, rename it",
        )
    return None


def of_hidden(name: str) -> Refusal | None:
    """Return what is wrong with a name that hides a file or folder, or is kept for briefgen."""
    if name == WELL_KNOWN:
        return (
            f"`{WELL_KNOWN}` belongs at the root of the site",
            f"move it to `content/{ROOT_FOLDER}/{WELL_KNOWN}`",
        )
    folded = name.lower()
    if _HIDDEN_SECRETS.fullmatch(folded):
        return REFUSED_SECRET
    if name.startswith("."):
        return (
            "this name is hidden, and hidden files are not published",
            "delete it, or move it out of `content/`; if it is for readers, take away the dot",
        )
    if not name.startswith("_"):
        return None
    if folded in _OF_OTHERS:
        return (
            "other generators keep templates or data here, and briefgen does not",
            "move it out of `content/`; templates and styles belong into a theme: docs/themes.md",
        )
    if folded in {"_posts", "_drafts", "_pages", "_articles"}:
        return (
            "briefgen publishes nothing from folders that begin with `_`",
            (
                "move what is in it to the folder of its section, such as `content/world/`; "
                "what is not for readers yet says `draft: yes` in its front matter"
            ),
        )
    return (
        "names that begin with `_` are kept for briefgen, and this one means nothing",
        (
            "rename it without `_`, or move it out of `content/`; a text that is not for readers "
            "yet says `draft: yes` in its front matter"
        ),
    )


def of_root_file(name: str, *, is_at_top: bool) -> Refusal | None:
    """Return what is wrong with a name that others look for at the root of a site."""
    if name.lower().removesuffix(".txt") == DOMAIN_FILE:
        return (
            "this would say what domain the site has, which is a setting",
            "set it in briefgen.yml, as `publish: {domain: example.org}`, and delete the file",
        )
    # Where a system hides endings, a name gets its own twice.
    plain = name.lower().removesuffix(".txt")
    proper = (belongs_at_root(name) or belongs_at_root(plain)) if is_at_top else ""
    if proper:
        where = f"content/{ROOT_FOLDER}/{proper}"
        return "this file belongs at the root of the site", f"move it to `{where}`"
    if is_at_top and name.lower() == "llms.txt":
        return "briefgen makes this file itself", "delete it, or rename it if it is a page"
    return None


def of_depth(path: str) -> Refusal:
    """Return what is wrong with a text that lies in a folder below that of its section."""
    folder = path.rpartition("/")[0]
    what, where = "article", "its section's folder"
    if path.startswith("editions/"):
        what, where = "edition", "`content/editions`"
    return (
        f"an {what} lies directly in {where}",
        f"move it up, or call it `{folder}/index.md` if the folder is the {what}",
    )


def of_tool(name: str) -> Refusal | None:
    """Return what is wrong with a file that is called as programs call their own."""
    if _KEY_FILE.fullmatch(name):
        return REFUSED_SECRET
    if name.lower() == "readme" or (is_text(name) and name.lower().startswith("readme.")):
        return (
            "a README is for those who work on a folder, and here it would become a page",
            "move it out of `content/`; if it is for readers, rename it, such as to `about.md`",
        )
    if name.lower() in _TOOL_FILES:
        return "these are settings of another program, and no content", "move it out of `content/`"
    return None


_KEY_FILE = re.compile(
    r"(?:client[_-]?)?(?:secrets?|credentials?|tokens?)\.json|client_secret_\d[\w.-]*\.json"
    r"|(?:google|gcp|aws)[_-]credentials\.json|application_default_credentials\.json"
    r"|service[_-]?account(?:[_-]?key)?\.json|.*-firebase-adminsdk-[\w-]+\.json",
    re.IGNORECASE,
)


def of_folder(name: str) -> Refusal | None:
    """Return what is wrong with a folder that a program shows as one file, or has filled."""
    if name.lower() in _TOOL_FOLDERS:
        return "a program has made this folder, and it is no content", "delete it"
    return of_kind(name)
