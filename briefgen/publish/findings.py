"""
Say where that comes from which must not be public.

The same key is on an article's page, on every list that quotes it, and in six
feeds.  An editor wants to hear of it once, and in which file to take it out.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from briefgen.build.project import Project
from briefgen.errors import Diagnostic, Location, error
from briefgen.model.file_kinds import is_text
from briefgen.model.source import ROOT_FOLDER
from briefgen.publish.held import Phrase
from briefgen.publish.leaks import POSITION, SEALED, Leak

_SHOWN = 3


def leak_faults(
    project: Project, shown: str, leaks: Iterable[tuple[str, Leak]]
) -> Iterator[Diagnostic]:
    """Return one error for each of *leaks*; *shown* stands before the path of a finished file."""
    places: dict[str, list[tuple[str, Leak]]] = {}
    for path, leak in leaks:
        # A picture stands for itself.
        places.setdefault(leak.words or path, []).append((path, leak))
    for found in places.values():
        leak = found[0][1]
        said = f": `{leak.shown}`" if leak.words else f" ({leak.shown})" if leak.shown else ""
        place, others = _place(project, shown, [path for path, _ in found], leak.words, leak.line)
        yield error(f"this holds {leak.what}{said}{others}", place, help=_help(leak, found[0][0]))


def _help(leak: Leak, path: str) -> str:
    allow = "name it in briefgen.yml: `publish: {allow: […]}`"
    if leak.what == SEALED:
        allow = allow.replace("…", path)
        return f"publish it in another form; or, if you know that all of it may be public, {allow}"
    if leak.what == POSITION:
        return (
            "install the extra `images`, which leaves such notes of pictures out, or save it anew "
            "without them"
        )
    return (
        "take it out of the content; a key that was public for a moment has to be replaced. "
        f"If it is harmless, {allow}"
    )


_KINDS = {"draft": "a draft", "scheduled": "scheduled for later", "expired": "expired"}


def phrase_faults(
    project: Project, shown: str, phrases: Iterable[tuple[str, Phrase]]
) -> Iterator[Diagnostic]:
    """Return one error for each of *phrases*, in the same way."""
    places: dict[Phrase, list[str]] = {}
    for path, phrase in phrases:
        key = replace(phrase, letters="") if phrase.what == "text" else phrase
        places.setdefault(key, []).append(path)
    for phrase, found in places.items():
        kind = _KINDS[phrase.reason]
        sought = phrase.shown.removesuffix(" …")
        place, others = _place(project, shown, found, sought, 0, but=phrase.path)
        yield error(
            f"this shows the {phrase.what} of {phrase.path}, which is {kind}: "
            f"“{phrase.shown}”{others}",
            place,
            help="take it out of the text or the template that says it, or publish the article "
            "too. If it is harmless, name it in briefgen.yml: `publish: {allow: […]}`",
        )


def _place(
    project: Project, shown: str, found: list[str], words: str, line: int, *, but: str = ""
) -> tuple[Location, str]:
    """Return where to take *words* out, and in words where else they are *found*."""
    paths = list(dict.fromkeys(found))
    source = _source(project, words, but) if words else None
    if source is None:
        source = Location(shown + paths[0], line)
        paths = paths[1:]
        before = "also in "
    else:
        before = "in the site it is in "
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return source, f"; {before}{', '.join(paths[:_SHOWN])}{more}" if paths else ""


def _source(project: Project, words: str, but: str) -> Location | None:
    """Return the file of the content that says *words*, and in which line."""
    sought = words.encode()
    for file in sorted(project.content.rglob("*")):
        path = file.relative_to(project.root).as_posix()
        is_written = is_text(path) or path.startswith(f"content/{ROOT_FOLDER}/")
        if path == but or file.is_symlink() or not is_written:
            continue
        data = file.read_bytes() if file.is_file() else b""
        at = data.find(sought)
        if at >= 0:
            return Location(path, data.count(b"\n", 0, at) + 1)
    return None
