"""
Decide what every piece of a text is for.

The rules are asked in order, and each may look at what those before it have said.
Every rule has a name, which ``--explain`` prints, and a test.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from briefgen.ingest import rules_furniture, rules_headings, rules_opening
from briefgen.ingest.pieces import Decision, Evidence, Form, Manuscript, Piece, Role
from briefgen.ingest.scan import Scan
from briefgen.ingest.tongues import language_of


class Rule(Struct, frozen=True):
    """Something that a reader sees at once, and a program has to be told."""

    name: str
    find: Callable[[Scan], Iterator[Evidence]]


RULES = (
    Rule("pasted-twice", rules_furniture.pasted_twice),
    Rule("repeated-paragraph", rules_furniture.repeated_paragraph),
    Rule("mail-header", rules_opening.mail_header),
    Rule("furniture-phrase", rules_furniture.furniture_phrase),
    Rule("breadcrumbs", rules_furniture.breadcrumbs),
    Rule("reading-time", rules_furniture.reading_time),
    Rule("credit-line", rules_opening.credit_line),
    Rule("date-line", rules_opening.date_line),
    Rule("byline", rules_opening.byline),
    Rule("repeated-caption", rules_opening.repeated_caption),
    Rule("section-line", rules_furniture.section_line),
    Rule("title", rules_opening.title),
    Rule("bare-name", rules_opening.bare_name),
    Rule("role-line", rules_opening.role_line),
    Rule("label-above-title", rules_furniture.label_above_title),
    Rule("standfirst", rules_opening.standfirst),
    Rule("related-lines", rules_furniture.related_lines),
    Rule("closing-run", rules_furniture.closing_run),
    Rule("pull-quote", rules_furniture.pull_quote),
    Rule("marked-heading", rules_headings.marked_heading),
    Rule("short-line-above-text", rules_headings.short_line_above_text),
    Rule("numbered-heading", rules_headings.numbered_heading),
    Rule("classic-heading", rules_headings.classic_heading),
    Rule("question-heading", rules_headings.question_heading),
)
"""What is asked, in this order."""

KEPT = "kept"
"""The rule of what ``--keep`` brings back."""


def decide(
    manuscript: Manuscript, *, language: str, keep: frozenset[int] = frozenset()
) -> tuple[Decision, ...]:
    """
    Return what each piece of *manuscript* is for, in order; none is left out.

    *keep* are lines whose pieces stay in the text whatever the rules say.
    """
    apart = {piece.line: one for piece in manuscript.pieces if (one := _by_markup(piece))}
    rest = tuple(piece for piece in manuscript.pieces if piece.line not in apart)
    scan = Scan(replace(manuscript, pieces=rest), language)
    for rule in RULES:
        scan.add(rule.name, rule.find(scan))
    decisions = sorted((*apart.values(), *scan.decisions()), key=lambda one: one.piece.line)
    return tuple(_kept(one, keep) for one in decisions)


_MARKUP = {
    "nav": "the page marks it as navigation, an aside or the like",
    "outside": "it stands outside the article",
    "lost": "a picture that was saved beside the page, and has no address",
}


def _by_markup(piece: Piece) -> Decision | None:
    """Decide on what the markup of a page says is no part of its article; rules see the rest."""
    why = next((why for hint, why in _MARKUP.items() if hint in piece.hints), "")
    return Decision(piece, Role.FURNITURE, "marked-up", why, 90) if why else None


def language_in(manuscript: Manuscript) -> str:
    """Return the language that the text says, or else seems, to be in."""
    declared = manuscript.facts.language
    return declared or language_of("\n".join(piece.text for piece in manuscript.pieces[:80]))


def _kept(decision: Decision, keep: frozenset[int]) -> Decision:
    piece = decision.piece
    if not any(line in keep for line in range(piece.line, piece.last + 1)):
        return decision
    role = Role.HEADING if piece.form is Form.HEADING else Role.TEXT
    return replace(decision, role=role, rule=KEPT, why="you asked for it", sureness=99)
