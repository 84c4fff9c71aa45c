"""
Say what a file of ``content/`` is by its name.

The lists are closed: what stands in none of them is refused, so that no note,
backup or program becomes public because it lay in the wrong folder.  Builds,
the preview and publishing ask the same lists.  Endings count in any case.
"""

import re

TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".txt")
"""Endings of what is read, and never copied."""

ASSETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "pictures",
        (
            *(".apng", ".avif", ".bmp", ".gif", ".heic", ".heif", ".ico", ".jfif", ".jpe", ".jpeg"),
            *(".jpg", ".jxl", ".png", ".svg", ".tif", ".tiff", ".webp"),
        ),
    ),
    (
        "audio",
        (
            *(".aac", ".aif", ".aiff", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus"),
            *(".wav", ".weba"),
        ),
    ),
    (
        "video",
        (*(".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ogv", ".webm"),),
    ),
    ("captions", (".srt", ".vtt")),
    ("documents", (".epub", ".pdf")),
    (
        "data",
        (
            *(".csv", ".geojson", ".gpx", ".ics", ".json", ".jsonl", ".kml", ".kmz", ".ndjson"),
            *(".ods", ".topojson", ".tsv", ".xls", ".xlsx"),
        ),
    ),
    ("archives", (".zip",)),
    ("fonts", (".otf", ".ttf", ".woff", ".woff2")),
)
"""Endings of what is published as it is, by kind."""

ASSET_ENDINGS = tuple(ending for _, endings in ASSETS for ending in endings)

MARKDOWN_VARIANTS = (
    *(".livemd", ".mdc", ".mdoc", ".mdtext", ".mdtxt", ".mdwn", ".mdx", ".mkdn", ".mmd", ".qmd"),
    *(".rmd", ".ronn", ".text"),
)
MARKUP = (
    *(".adoc", ".asciidoc", ".creole", ".dbk", ".dj", ".djot", ".docbook", ".fountain"),
    *(".ipynb", ".latex", ".ltx", ".mediawiki", ".org", ".pod", ".rdoc", ".rest", ".rst"),
    *(".t2t", ".tex", ".texi", ".textbundle", ".textile", ".textpack", ".typ", ".wiki"),
)
WORD_PROCESSING = (
    *(".abw", ".docx", ".docm", ".doc", ".dot", ".dotm", ".dotx", ".fdx", ".fodt", ".hwp"),
    *(".hwpx", ".lwp", ".odm", ".odt", ".ott", ".pages", ".rtf", ".rtfd", ".scriv", ".scrivx"),
    *(".sxw", ".wpd", ".wps", ".wri"),
)
SETTINGS = (".cfg", ".conf", ".ini", ".toml", ".yaml", ".yml")
SECRETS = (
    *(".env", ".gpg", ".htpasswd", ".jks", ".kdb", ".kdbx", ".keystore", ".mobileconfig"),
    *(".netrc", ".ovpn", ".p12", ".p8", ".pem", ".pfx", ".pgp", ".ppk"),
)
_BACKUPS = (
    r"autosave|back|backup|bak\d*|crdownload|crswap|download|dpkg-(?:bak|dist|new|old)|filepart"
    r"|kate-swp|lck|lock|mine|old|opdownload|orig|part|partial|rej|rpmnew|rpmsave|sav|save"
    r"|sw[a-z]|temp|tmp|wbk|asd"
)

_IGNORED = re.compile(
    r"""
    \.ds_store | \._.* | \.localized | icon\r | \.appledouble | \.apdisk | \.volumeicon\.icns
    | \.spotlight-v100 | \.trashes | \.fseventsd | \.temporaryitems | \.documentrevisions-v100
    | (?:eh)?thumbs(?:_vista)?\.db | desktop\.ini | \.directory | \.trash-\d+ | \.nfs[0-9a-f]+
    | \.git(?:attributes|hub|ignore|keep|lab|modules)? | \.hg(?:ignore|tags)? | \.svn | \.bzr | \.jj
    | \.keep | \.empty | \.editorconfig | \.nojekyll
    | \.(?:obsidian|vscode|idea|zed|vs) | \.dropbox(?:\.\w+)? | \.st(?:folder|ignore|versions)
    | \.(?:.*\.)?s[vw][a-z]             # Vim: what is not saved yet
    | \..*\.kate-swp | \.~lock\..*\# | \.goutputstream-.* | \.fuse_hidden.* | \.syncthing\..*
    | @eadir                            # network drives
    | \.import-.*                       # what `briefgen import` has not finished
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_TEMPORARY = re.compile(
    rf"""
    .*~                         # backups of many editors
    | \#.*\# | \.\#.*           # Emacs: what is not saved yet, and who edits
    | ~.*                       # office programs
    | .*\.(?:{_BACKUPS})(?:[-._]?\d+)?
    | .*___jb_(?:tmp|old|bak)___
    | .*\.sb-[0-9a-f]{{8}}-\w{{6}}  # macOS: what its own editors save to first
    | 4913 | 5036 | 5159        # Vim: whether it may write to a folder
    | (?-i:sed(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{{6}})  # sed -i
    | .*[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+\.\w+  # git mergetool
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_CONFLICT = re.compile(
    r"""
    .*\b(?:conflicted\ copy|conflict\ copy|konfliktkopie|copie\ en\ conflit
        |copia\ en\ conflicto)\b.*
    | .*\((?:case\ |sf)?conflict\b.*\).* | .*\[conflict\b.*\].*
    | .*[.-]sync-conflict-\d.* | .*_conflict-\d{8}-\d{6}.*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_COPY_WORD = "(?:copy|kopie|kopia|copie|copia|копія)"
_COPY = re.compile(
    rf"""
    {_COPY_WORD}\ (?:\(\d+\)\ )?(?:of|von|van|de|di)\ .*
    | .*\ {_COPY_WORD}(?:\ ?\(?\d+\)?)?\.\w+
    | .*\((?:{_COPY_WORD}(?:\ \d+)?|another\ copy|\d+(?:st|nd|rd|th)\ copy|\d{{1,2}})\)\.\w+
    | .*\.(?:backup|bak\d*|old|orig|rej|temp|tmp)\.\w+
    | (?-i:.*-(?:DESKTOP|LAPTOP)-[A-Z0-9]{{6,8}}(?:-\d+)?\.\w+)  # OneDrive
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def ending_of(name: str) -> str:
    """
    Return the ending of *name* in lower case, with its dot; empty if it has none.

    >>> ending_of("world/Talks.MD"), ending_of("Makefile")
    ('.md', '')
    """
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def is_text(name: str) -> bool:
    """Whether a file of this name is read."""
    return ending_of(name) in TEXTS


def is_plain_text(name: str) -> bool:
    """Whether a file of this name is text as it was pasted, without markup."""
    return ending_of(name) == ".txt"


_INDEXES = frozenset(f"index{ending}" for ending in TEXTS)
_SECTION_FILES = frozenset(f"_index{ending}" for ending in TEXTS)


def is_index(name: str) -> bool:
    """Whether *name* is that of the text of a folder, such as ``index.md``."""
    return name.rpartition("/")[2].lower() in _INDEXES


def is_section_file(name: str) -> bool:
    """Whether *name* is that of the text of a section, such as ``_index.md``."""
    return name.rpartition("/")[2].lower() in _SECTION_FILES


def is_ignored(name: str) -> bool:
    """Whether systems, git or programs keep such a file beside others, and nobody wrote it."""
    return name[:1] in ".tedTEDiI@" and _IGNORED.fullmatch(name) is not None


def is_temporary(name: str) -> bool:
    """
    Whether an editor has left such a file beside what it edits, or will delete it soon.

    >>> is_temporary("talks.md"), is_temporary("talks.md~"), is_temporary("talks.MD.bak")
    (False, True, True)
    """
    return _TEMPORARY.fullmatch(name) is not None


def is_copy(name: str) -> bool:
    """
    Whether *name* says that a program for sharing, or somebody, has made a second copy.

    Of pictures and data only what is in conflict counts: cameras and browsers
    number what they save.

    >>> is_copy("talks copy.md"), is_copy("river (1).jpg")
    (True, False)
    """
    if _CONFLICT.fullmatch(name):
        return True
    return is_text(name) and _COPY.fullmatch(name) is not None


def why_never_an_asset(ending: str) -> str:
    """Return why files with *ending* are never published as they are; empty if they may be."""
    last = f".{ending.rpartition('.')[2].lower()}"
    if last in TEXTS:
        return "texts are read, and never copied"
    if last in (*MARKDOWN_VARIANTS, *MARKUP):
        return "it is that of texts that briefgen does not read"
    if last in WORD_PROCESSING:
        return "documents of word processors are not published; `briefgen import` makes drafts"
    if last in SETTINGS:
        return "settings are not published"
    if last in SECRETS:
        return "keys and passwords are not published"
    return "backups are not published" if is_temporary(f"x{ending}") else ""
