"""List for the manual what becomes of the files of ``content/``, from the code's own lists."""

from collections.abc import Iterable, Sequence

from briefgen.content import refused_kinds as kinds
from briefgen.model.file_kinds import (
    ASSETS,
    MARKDOWN_VARIANTS,
    MARKUP,
    SECRETS,
    SETTINGS,
    TEXTS,
    WORD_PROCESSING,
    is_copy,
    is_ignored,
    is_temporary,
)

_BACKUPS = (
    *("talks.md~", "#talks.md#", ".#talks.md", "talks.md.bak", "talks.md.orig", "talks.md.rej"),
    *("talks.md.swp", "~$letter.docx", "film.mp4.part", "film.mp4.crdownload", "notes.tmp"),
)
_COPIES = ("talks (conflicted copy).md", "Copy of talks.md", "talks - Copy.md")
_MAYBE_COPIES = ("talks copy.md", "talks copy 2.md", "talks (1).md")
_IGNORED = (
    *(".DS_Store", "._talks.md", "Thumbs.db", "desktop.ini", ".directory", ".git", ".gitignore"),
    *(".gitkeep", ".talks.md.swp", ".~lock.data.ods#", ".obsidian", ".trash", ".vscode", ".idea"),
    *(".picasa.ini", ".tmp.drivedownload", "IMG_2031.AAE"),
)


def rows_of_kinds() -> Sequence[tuple[str, str, str]]:
    """Return for each kind of file its name, its endings or examples, and what becomes of it."""
    assert all(map(is_temporary, _BACKUPS))
    assert all(is_copy(name) for name in _COPIES)
    assert all(is_copy(name, ["talks.md"]) for name in _MAYBE_COPIES)
    assert all(any(is_ignored(name, is_folder=it) for it in (True, False)) for name in _IGNORED)
    away = "refused: move them out of `content/`"
    return (
        ("texts", _code(TEXTS), "read"),
        *((kind, _code(endings), "published as they are") for kind, endings in ASSETS),
        ("what `assets` names", "see below", "published as they are"),
        ("files of the root", "in `_root/`, see below", "published at the root of the site"),
        ("copies made by `briefgen import`", "`_sources/`, `_versions/`", "never read"),
        ("what systems and programs keep", _code(_IGNORED), "passed over in silence"),
        ("backups and unfinished files", _code(_BACKUPS), "refused: delete them"),
        ("second copies", _code(_COPIES), "refused: delete or rename them"),
        (
            "numbered or named copies",
            f"{_code(_MAYBE_COPIES)}, if `talks.md` lies beside",
            "refused: delete or rename them",
        ),
        ("Markdown by another name", _code(MARKDOWN_VARIANTS), "refused: rename them to `.md`"),
        (
            "texts in another markup",
            _code(MARKUP),
            "refused: save them as Markdown or plain text",
        ),
        ("documents of word processors", _code(WORD_PROCESSING), "refused: `briefgen import`"),
        ("saved pages", _code(kinds.PAGES), "refused: `briefgen import`"),
        ("mails", _code(kinds.MAILS), "refused: `briefgen import`"),
        ("presentations", _code(kinds.SLIDES), "refused: export them as PDF"),
        ("other spreadsheets", _code(kinds.SHEETS), "refused: save them as `.xlsx` or `.csv`"),
        ("working files of pictures", _code(kinds.WORKING_FILES), "refused: export the picture"),
        ("styles and scripts", _code(kinds.SCRIPTS), "refused: a theme has them, or `assets`"),
        ("settings", _code(SETTINGS), away),
        ("keys and passwords", _code(SECRETS), away),
        ("notes for those who work on it", "`README.md`", "refused: move or rename them"),
        ("shortcuts", _code(kinds.SHORTCUTS), "refused: link to the page from a text"),
        ("a second text in an article's folder", "`flood/part-2.md`", "refused: move it up"),
        ("other names that begin with `_`", "`_posts/`, `_draft.md`", "refused: rename them"),
        ("other hidden names", "`.env`, `.htaccess`, `.notes.md`", away),
        ("symbolic links, pipes", "", "refused: put the file itself there"),
        ("everything else", "", "refused: move it, or name its ending in `assets`"),
    )


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)
