"""
Import one text: read it, decide, and put draft and copy in their places.

The two steps are apart, so that an editor can look at the decisions, and answer
what is missing, before anything is written.
"""

from pathlib import Path

from msgspec import Struct

from briefgen.content.filing import (
    refuse_links,
    schema_comment,
    section_folder,
    sections_of,
    taken_slugs,
)
from briefgen.errors import CommandError, Diagnostic, Location, error, warning
from briefgen.ingest.body import to_body
from briefgen.ingest.decide import decide, language_in
from briefgen.ingest.draft import SOURCES, Given, file_name, gaps, settled, to_draft
from briefgen.ingest.findings import Findings, gather
from briefgen.ingest.pieces import Decision
from briefgen.ingest.reading import Input, read
from briefgen.ingest.shelf import Shelf, write_new

UNSORTED = "unsorted"
"""The section of a text that names none."""


class Understood(Struct, frozen=True):
    """A text with every decision about it; nothing has been written."""

    source: Input
    kind: str
    decisions: tuple[Decision, ...]
    findings: Findings
    notes: tuple[str, ...]


class Imported(Struct, frozen=True):
    """What has become of a text."""

    understood: Understood
    path: str
    """Of the draft, from the root of the site."""
    snapshot: str
    """Of the copy, from the root of the site; empty if nothing was written."""
    is_new: bool
    """Whether the draft was made now; if not, it was there already."""
    text: str
    """Of the draft."""
    warnings: tuple[Diagnostic, ...]


def understand(source: Input, given: Given, keep: frozenset[int]) -> Understood:
    """
    Return every decision about *source*, with what was *given* in place of what was found.

    Raises:
        CommandError: it cannot be read.

    """
    manuscript = read(source)
    language = language_in(manuscript)
    decisions = decide(manuscript, language=language, keep=keep)
    findings = settled(gather(decisions, manuscript.facts, language), given, source.url)
    return Understood(source, manuscript.kind, decisions, findings, manuscript.notes)


class Desk:
    """Where drafts are written: one site, or none for a dry run."""

    def __init__(self, root: Path | None, language: str) -> None:
        """
        Take the folder of a site and its language.

        Raises:
            CommandError: what would be written would lie outside of the site.

        """
        if root:
            refuse_links(root, f"content/{SOURCES}")
        self._root = root
        self._language = language
        self.shelf = Shelf(root / "content") if root else None
        self._taken: dict[Path, dict[str, str]] = {}
        """Addresses by folder, looked up once: with many texts, each would look at all before."""

    def already(self, source: Input) -> Imported | None:
        """Return the draft that was made of the same text before."""
        if self.shelf is None:
            return None
        snapshot = self.shelf.find(source.data)
        drafts = self.shelf.drafts_of(snapshot) if snapshot else ()
        if not drafts:
            return None
        empty = Understood(source, "", (), Findings(), ())
        path = f"content/{drafts[0]}"
        return Imported(empty, path, f"content/{snapshot}", False, "", ())

    def section_for(self, asked: str, findings: Findings) -> tuple[str, bool]:
        """
        Return the folder for a draft, and whether it is certain.

        Raises:
            CommandError: the section that was *asked* for cannot be one.

        """
        content = self._root / "content" if self._root else Path()
        sections = sections_of(content) if self._root else ()
        if asked:
            return section_folder(content, asked, sections), True
        if findings.section:
            try:
                return section_folder(content, findings.section, sections), True
            except CommandError:
                return UNSORTED, False
        return (sections[0], True) if len(sections) == 1 else (UNSORTED, False)

    def place(self, understood: Understood, asked: str, given: Given, *, dry: bool) -> Imported:
        """
        Write draft and copy, or with *dry* only say what would be written.

        Raises:
            CommandError: the section that was *asked* for cannot be one, or is a link.

        """
        findings, source = understood.findings, understood.source
        section, is_certain = self.section_for(asked, findings)
        if self._root:
            refuse_links(self._root, f"content/{section}")
        stem = self._free_stem(section, *file_name(findings))
        path = f"content/{section}/{stem}.md"
        if self._root and self.shelf and not dry:
            snapshot, text = self._write(self._root / path, understood, given, self.shelf)
        else:
            snapshot = f"_sources/{stem}{source.suffix}"
            text = self._draft(understood, given, snapshot)
        warnings = _warnings(understood, path, section if not is_certain else "")
        return Imported(understood, path, f"content/{snapshot}", True, text, warnings)

    def _draft(self, understood: Understood, given: Given, snapshot: str) -> str:
        return to_draft(
            understood.findings,
            to_body(understood.decisions),
            snapshot,
            name=Path(understood.source.name).name,
            accessed=given.accessed,
            site_language=self._language,
            schema=schema_comment(self._root, "article") if self._root else (),
        )

    def _write(
        self, file: Path, understood: Understood, given: Given, shelf: Shelf
    ) -> tuple[str, str]:
        """Write copy and draft; a copy that was not there before goes if its draft fails."""
        source = understood.source
        found = shelf.find(source.data)
        snapshot = found or shelf.keep(source.data, file.stem, source.suffix)
        is_written = False
        try:
            text = self._draft(understood, given, snapshot)
            is_written = write_new(file, text.encode())
        finally:
            if not is_written and not found:
                shelf.forget(source.data, snapshot)
        if not is_written:
            message = f"another program has just made {file.name}"
            raise CommandError(error(message, help="import the text again"))
        shelf.add_draft(file, snapshot)
        return snapshot, text

    def _free_stem(self, section: str, day: str, slug: str) -> str:
        """Return *slug* below *day*, with a number if the section has that address."""
        before = f"{day}-" if day else ""
        if self._root is None:
            return before + slug
        folder = self._root / "content" / section
        free, number = slug, 2
        if folder not in self._taken:
            self._taken[folder] = taken_slugs(folder)
        taken = self._taken[folder]
        while free in taken or (folder / f"{before}{free}.md").exists():
            free = f"{slug}-{number}"
            number += 1
        taken[free] = f"{before}{free}.md"
        return before + free


_GUESSED = "if letters look wrong, save the text as UTF-8, and import that"

_GAPS = {
    "title": ("no title was found", "give one with --title, or in the draft"),
    "date": ("no date was found", "give one with --date, or in the draft"),
    "source": (
        "nothing says where this was published",
        "give --source-url, or say it in the draft",
    ),
}


def _warnings(understood: Understood, path: str, unsorted: str) -> tuple[Diagnostic, ...]:
    place = Location(path)
    findings = understood.findings
    found = [warning(note, place, help=_GUESSED) for note in understood.notes]
    for name in gaps(findings):
        message, help = _GAPS[name]
        if name == "title" and findings.title_guess:
            message = f"{message}; {findings.title_reason} is there as a guess"
        if name == "date" and findings.written_date:
            message = f"“{findings.written_date}” is not certain to be one date"
        found.append(warning(message, place, help=help))
    if unsorted:
        message = f"no section was found, so it is in content/{unsorted}"
        found.append(warning(message, place, help="give one with --section, or move the file"))
    return tuple(found)
