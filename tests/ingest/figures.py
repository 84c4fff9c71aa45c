"""
Measure the import over the texts of ``corpus/``: how much of what is there is found.

Each text lies beside a file that says what a reader sees in it.  A third of them
were written before any rule was, and not looked at while the rules were tuned.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from briefgen.ingest.decide import decide, language_in
from briefgen.ingest.findings import Findings, day_of, gather
from briefgen.ingest.mending import mend
from briefgen.ingest.pieces import IN_BODY, Decision, Manuscript, Role
from briefgen.ingest.plain import read_plain

FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Text:
    """A text of the corpus, and what a reader sees in it."""

    path: Path
    expected: dict[str, Any]

    @property
    def shape(self) -> str:
        """What kind of text it is."""
        return self.path.parent.name

    @property
    def is_held_back(self) -> bool:
        """Whether it was kept away from whoever tuned the rules."""
        return bool(self.expected.get("held_back"))

    def __str__(self) -> str:
        return f"{self.shape}/{self.path.stem}"


def corpus() -> list[Text]:
    """Return all texts by path."""
    return [
        Text(path, yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*/*.txt"))
    ]


@dataclass
class Figures:
    """How often something was found, invented and missed."""

    right: int = 0
    invented: int = 0
    missed: int = 0
    slips: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def count(self, text: Text, found: list[str], expected: list[str]) -> None:
        """Compare what was *found* in *text* with what was *expected*."""
        surplus = Counter(found) - Counter(expected)
        lost = Counter(expected) - Counter(found)
        self.right += len(found) - surplus.total()
        self.invented += surplus.total()
        self.missed += lost.total()
        self.slips += [f"{text}: invented {one!r}" for one in surplus.elements()]
        self.slips += [f"{text}: missed {one!r}" for one in lost.elements()]


KINDS = ("title", "authors", "date", "section", "language")
"""What there is one of, at most."""

LINES = ("headings", "furniture", "captions", "standfirst", "repeats")
"""Lines, by what they are for."""

_ROLES = {
    "headings": {Role.HEADING},
    "furniture": {Role.FURNITURE, Role.SECTION},
    "captions": {Role.CAPTION},
    "standfirst": {Role.STANDFIRST},
    "repeats": {Role.REPEAT},
}


def understand(text: str) -> tuple[tuple[Decision, ...], Findings]:
    """Return what the import makes of a plain *text*."""
    manuscript = Manuscript("text", read_plain(mend(text)))
    language = language_in(manuscript)
    decisions = decide(manuscript, language=language)
    return decisions, gather(decisions, manuscript.facts, language)


def measure(texts: list[Text]) -> dict[str, Figures]:
    """Return the figures over *texts*, by what was looked for."""
    figures = {name: Figures() for name in (*KINDS, *LINES, "body")}
    for text in texts:
        decisions, findings = understand(text.path.read_text(encoding="utf-8"))
        for name, found in _values(findings).items():
            expected = text.expected.get(name) or []
            figures[name].count(
                text, found, expected if isinstance(expected, list) else [str(expected)]
            )
        for name, roles in _ROLES.items():
            shown = [" ".join(one.piece.written.split()) for one in decisions if one.role in roles]
            figures[name].count(
                text, shown, [" ".join(x.split()) for x in text.expected.get(name, [])]
            )
        figures["body"].count(text, list(_body(decisions)), list(_expected_body(text)))
    return figures


def _values(findings: Findings) -> dict[str, list[str]]:
    return {
        "title": [findings.title] if findings.title else [],
        "authors": list(findings.authors),
        "date": [day_of(findings.date)] if findings.date else [],
        "section": [findings.section] if findings.section else [],
        "language": [findings.language] if findings.language else [],
    }


def _body(decisions: tuple[Decision, ...]) -> Iterator[str]:
    """Yield the words of the body that are no headings."""
    for one in decisions:
        if one.role in IN_BODY and one.role is not Role.HEADING:
            yield from f"{one.piece.number} {one.piece.text}".split()


_OUTSIDE = ("headings", "furniture", "captions", "standfirst", "byline", "date_lines", "repeats")


def _expected_body(text: Text) -> Iterator[str]:
    """Yield the words of the lines that the expectation says nothing else of."""
    outside = Counter(line for name in _OUTSIDE for line in text.expected.get(name, []))
    title = text.expected.get("title_line") or text.expected["title"]
    outside[title] += 1
    for line in text.path.read_text(encoding="utf-8").split("\n"):
        if outside[line]:
            outside[line] -= 1
            continue
        words = line.split()
        # A bullet is a sign, not a word.
        yield from words[1:] if words and words[0] in {"•", "-", "*"} else words


def table(texts: list[Text]) -> str:
    """Return the figures as a Markdown table, one row for each shape."""
    names = ("title", "authors", "date", "headings", "furniture", "body")
    rows = [
        "| shape | texts | " + " | ".join(names) + " |",
        "| --- | ---: |" + " ---: |" * len(names),
    ]
    shapes = sorted({text.shape for text in texts})
    groups = [(shape, [one for one in texts if one.shape == shape]) for shape in shapes]
    held = [one for one in texts if one.is_held_back]
    groups += [("all", texts), ("held back", held)]
    for name, group in groups:
        figures = measure(group)
        cells = [f"{figures[one].precision:.2f} / {figures[one].recall:.2f}" for one in names]
        rows.append(f"| {name} | {len(group)} | " + " | ".join(cells) + " |")
    return "\n".join(rows)
