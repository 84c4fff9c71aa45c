"""
Say what a file of ``content/`` is by its name.

The lists are closed: what stands in none of them is refused, so that no note,
backup or program becomes public because it lay in the wrong folder.  Builds,
the preview and publishing ask the same lists.  Endings count in any case.
"""

import re
from collections.abc import Collection

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
    r"|kate-swp|lck|lock|mine|old|opdownload|orig|part|partial|rej|rpmnew|rpmsave|save"
    r"|sw[g-p]|temp|tmp|wbk|asd"
)

_IGNORED = re.compile(
    r"""
    \.ds_store | \._.* | \.localized | icon\r | \.apdisk | \.volumeicon\.icns | \.com\.apple\..*
    | \.metadata_never_index | (?:eh)?thumbs(?:_vista)?\.db | desktop\.ini | \.directory
    | \.nomedia | \.hidden | \.nfs[0-9a-f]+
    | \.git(?:attributes|ignore|keep|modules)? | \.hg(?:ignore|tags)
    | \.keep | \.empty | \.editorconfig | \.nojekyll | \.prettier(?:rc|ignore)
    | \.markdownlint(?:ignore|(?:-cli2)?\.(?:json|jsonc|yaml|yml)) | \.vale\.ini
    | \.dropbox(?:\.\w+)? | \.st(?:folder|ignore) | \.bridge(?:sort|labelsandratings|cachet?)
    | \.picasa\.ini | \.owncloudsync\.log | \.nextcloudsync\.log | \.sync_[0-9a-f]+\.db(?:-\w+)?
    | .*\.aae                           # iPhones: how a picture was cut and coloured
    | \.(?:.*\.)?sw[g-p]                # Vim: what is not saved yet
    | \..*\.kate-swp | \.~lock\..*\# | \.goutputstream-.* | \.fuse_hidden.* | \.syncthing\..*
    | \.import-.*                       # what `briefgen import` has not finished
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_IGNORED_FOLDERS = re.compile(
    r"""
    \.appledouble | \.spotlight-v100 | \.trashes | \.fseventsd | \.temporaryitems
    | \.documentrevisions-v100 | \.trash(?:-\d+)? | \.git(?:hub|lab)? | \.hg | \.svn | \.bzr | \.jj
    | \.(?:obsidian|smart-env|logseq|foam|vscode|idea|zed|vs|fleet) | \.ipynb_checkpoints
    | \.dropbox\.\w+ | \.st(?:folder|versions) | \.tmp\.drive(?:download|upload)
    | \.picasaoriginals | \.thumbnails | \.xvpics
    | @eadir                            # network drives
    """,
    re.VERBOSE | re.IGNORECASE,
)

_TEMPORARY = re.compile(
    rf"""
    .*~                         # backups of many editors
    | \#.*\# | \.\#.*           # Emacs: what is not saved yet, and who edits
    | ~.*                       # office programs
    | .*\.(?:{_BACKUPS})(?:[-._]?\d+)?
    | .*___jb_(?:tmp|old|bak)___
    | .*\.sb-[0-9a-f]{{8}}-\w{{6}}  # macOS: what its own editors save to first
    | (?-i:.+_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\.\w+)  # git mergetool
    | (?-i:.+(?P<ending>\.\w+)\.(?:BACKUP|BASE|LOCAL|REMOTE)\.\d+(?P=ending))
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_PROBE = re.compile(r"4913|sed(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{6}")
"""By which Vim finds out whether it may write to a folder, and what ``sed -i`` writes to first."""

_CONFLICT = re.compile(
    r"""
    .*\([^()]*\b(?:conflicted\ copy|conflict\ copy|konfliktkopie|copie\ en\ conflit
        |copia\ en\ conflicto|(?:case|encoding|sync|whitespace)\ conflict)\b[^()]*\).*
    | .*[(\[](?:sf)?conflict\b[^()\[\]]*\b\d{4}-\d\d-\d\d[\ _-]\d\d[^()\[\]]*[)\]].*
    | .*[.-]sync-conflict-\d.* | .*_conflict-\d{8}-\d{6}.*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_COPY_WORD = "(?:copy|kopie|kopia|copie|copia|копія)"
_COPY = re.compile(
    rf"""
    {_COPY_WORD}\ (?:\(\d+\)\ )?(?:of|von|van|de|di)\ .*
    | .*\ -\ {_COPY_WORD}(?:\ ?\(?\d+\)?)?\.\w+
    | .*\((?:{_COPY_WORD}(?:\ \d+)?|another\ copy|\d+(?:st|nd|rd|th)\ copy)\)\.\w+
    | .*\.(?:backup|bak\d*|old|orig|rej|temp|tmp)\.\w+
    | (?-i:.*-(?:DESKTOP|LAPTOP)-[A-Z0-9]{{6,8}}(?:-\d+)?\.\w+)  # OneDrive
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MAYBE_COPY = re.compile(
    rf"(?P<stem>.*\S)(?:\ {_COPY_WORD}(?:\ ?\(?\d+\)?)?|\ ?\(\d{{1,2}}\))(?P<ending>\.\w+)",
    re.IGNORECASE | re.DOTALL,
)
"""What is a copy only if its original lies beside it."""


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


def is_ignored(name: str, *, is_folder: bool) -> bool:
    """
    Whether systems, git or programs keep such a file or folder, and nobody wrote it.

    >>> is_ignored(".obsidian", is_folder=True), is_ignored("desktop.ini", is_folder=True)
    (True, False)
    """
    if is_folder:
        return name[:1] in ".@" and _IGNORED_FOLDERS.fullmatch(name) is not None
    is_likely = name[:1] in ".tedTEDiI" or name[-4:].lower() == ".aae"
    return is_likely and _IGNORED.fullmatch(name) is not None


def is_temporary(name: str) -> bool:
    """
    Whether an editor has left such a file beside what it edits, or will delete it soon.

    >>> is_temporary("talks.md"), is_temporary("talks.md~"), is_temporary("talks.MD.bak")
    (False, True, True)
    """
    return _TEMPORARY.fullmatch(name) is not None


def is_probe(name: str) -> bool:
    """Whether editors make and delete a file of this name at once; a folder may have it."""
    return _PROBE.fullmatch(name) is not None


def is_copy(name: str, beside: Collection[str] = ()) -> bool:
    """
    Whether *name* says that a program for sharing, or somebody, has made a second copy.

    Of pictures and data only what is in conflict counts: cameras and browsers
    number what they save.  *beside* are the names in the same folder: a number or
    word at the end says something only if there is the same name without it.

    >>> is_copy("talks - Copy.md"), is_copy("river (1).jpg"), is_copy("Dune (84).md")
    (True, False, False)
    >>> is_copy("talks copy.md", ["talks.md"])
    True
    """
    if _CONFLICT.fullmatch(name):
        return True
    if not is_text(name):
        return False
    found = _MAYBE_COPY.fullmatch(name)
    original = f"{found['stem']}{found['ending']}" if found else name
    return _COPY.fullmatch(name) is not None or (original != name and original in beside)


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
