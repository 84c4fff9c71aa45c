"""
Turn Markdown into a body: HTML with holes, headings, and links with their places.

What CommonMark leaves to the site is decided here: headings get readable ids and
stand below the title, straight marks become typographic ones, and text that
is nested too deep to be read is an error rather than lost.
"""

from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct

from briefgen.content.block_data import plain_text, read_blocks, set_openings
from briefgen.content.checks import anchor_faults, lost_text, nesting_faults
from briefgen.content.commonmark import parser_for, to_tokens
from briefgen.content.figures import alt_faults, make_figures
from briefgen.content.html import HOLE, HoledRenderer, is_internal
from briefgen.content.inline_parser import Environment
from briefgen.content.mentions import Mentions, number_mentions
from briefgen.content.places import fault_at, find_link
from briefgen.content.typography import quotes_for, set_typography
from briefgen.errors import Diagnostic, Location
from briefgen.model.article import Block, Body, Heading
from briefgen.model.paths import readable
from briefgen.model.settings import MarkdownSettings
from briefgen.schema.comments import MARK
from briefgen.slugs import anchor_id


class WrittenLink(Struct, frozen=True):
    """A link into the site as it stands in a text."""

    address: str
    """As ``readable`` returns it."""
    embeds: bool
    line: int
    """Line of the text, from 1."""
    column: int


class Converted(Struct, frozen=True):
    """What one text has become."""

    title: str
    """The heading of level 1 that the text begins with, if one was asked for."""
    body: Body
    links: tuple[WrittenLink, ...]
    anchors: tuple[str, ...]
    blocks: tuple[Block, ...]
    mentions: tuple[tuple[str, tuple[str, ...]], ...]
    """Ids of sources, each with those of the places in the text that cite it."""
    summary: str
    """The text of the first paragraph."""
    words: int
    faults: tuple[Diagnostic, ...]
    written: str = ""
    """The text without its comments."""


def convert(
    text: str,
    settings: MarkdownSettings,
    *,
    language: str,
    place: Location,
    takes_title: bool,
    sources: tuple[str, ...] | None,
) -> Converted:
    """
    Convert *text*; *place* is where it begins, for messages.

    With *takes_title*, a heading of level 1 at the very beginning is taken as
    the title and is no part of the body.  *sources* are the ids of what the text
    may cite, empty for a source without; ``None`` if they are not known.
    """
    tokens, environment = to_tokens(text, html=settings.html)
    lines = text.split("\n")
    title = _take_title(tokens) if takes_title else ""
    faults = [*nesting_faults(tokens, lines, place), *lost_text(tokens, environment, lines, place)]
    quotes = quotes_for(language) if settings.typography else None
    _set_typography(tokens, quotes, has_blocks="fences" in environment)
    headings = _number_headings(tokens)
    blocks = _read_blocks(tokens, environment, lines, place, faults)
    mentions = Mentions.of(sources)
    if "[@" in text or blocks:
        faults += number_mentions(tokens, mentions, lines, place)
    if "![" in text:
        make_figures(tokens, quotes)
        faults += alt_faults(tokens, lines, place)
    parts, links = _render(tokens, environment, settings, lines)
    anchors = (*(one.id for one in headings), *_footnote_ids(environment), *mentions.anchors())
    if any('href="#' in part for part in parts):
        faults += anchor_faults(tokens, frozenset(anchors), lines, place)
    return Converted(
        title=title,
        body=Body(parts, headings),
        links=links,
        anchors=anchors,
        blocks=blocks,
        mentions=mentions.by_id(),
        summary=_first_paragraph(tokens),
        words=len(text.replace(MARK, " ").split()),
        faults=tuple(faults),
    )


def _take_title(tokens: list[Token]) -> str:
    if len(tokens) < 3 or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        return ""
    title = plain_text(tokens[1].children)
    del tokens[:3]
    return title


def _read_blocks(
    tokens: Sequence[Token],
    environment: Environment,
    lines: Sequence[str],
    place: Location,
    faults: list[Diagnostic],
) -> tuple[Block, ...]:
    """Return the blocks of a text; add what is wrong with them and their fences to *faults*."""
    fences = environment.get("fences")
    if fences is None:
        return ()
    blocks, found = read_blocks(tokens, lines, place)
    faults += found
    for slip in fences.slips:
        where = {"column": slip.column, "width": slip.width}
        faults.append(fault_at(slip.message, place, lines, slip.line, help=slip.help, **where))
    return blocks


def _set_typography(
    tokens: Sequence[Token], quotes: Sequence[str] | None, *, has_blocks: bool
) -> None:
    if quotes is None:
        return
    for token in tokens:
        if token.type == "inline":
            set_typography(token, quotes)
    if has_blocks:
        set_openings(tokens, quotes)


def _number_headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give every heading its id and level, and return them all."""
    taken: dict[str, int] = {}
    opens = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    shift = 1 if any(tokens[index].tag == "h1" for index in opens) else 0
    headings = []
    for index in opens:
        opening, inline, closing = tokens[index : index + 3]
        level = min(6, int(opening.tag[1]) + shift)
        text = plain_text(inline.children)
        name = anchor_id(text, taken)
        opening.tag = closing.tag = f"h{level}"
        opening.attrs["id"] = closing.meta["id"] = name
        children = [child for child in inline.children or [] if child.type in _HEADING_MARKUP]
        html = _RENDERER.renderInline(children, _OPTIONS, {}) if children else ""
        headings.append(Heading(name, level, text, html))
    return tuple(headings)


_HEADING_MARKUP = {
    *("text", "softbreak", "code_inline", "em_open", "em_close"),
    *("strong_open", "strong_close", "s_open", "s_close"),
}
_OPTIONS = parser_for(html=False).options
_RENDERER = HoledRenderer()


def _render(
    tokens: Sequence[Token],
    environment: Environment,
    settings: MarkdownSettings,
    lines: Sequence[str],
) -> tuple[tuple[str, ...], tuple[WrittenLink, ...]]:
    markdown = parser_for(html=settings.html)
    renderer = _renderer_for(markdown.renderer)
    holes: list[tuple[str, bool]] = []
    environment["holes"] = holes
    environment["highlights"] = settings.highlight
    html = renderer.render(tokens, markdown.options, environment)
    if not holes:
        return (html,), ()
    places = _places(tokens, lines)
    links = tuple(
        WrittenLink(address, embeds, *places.get(address, (0, 0))) for address, embeds in holes
    )
    return tuple(html.split(HOLE)), links


def _renderer_for(with_plugins: object) -> HoledRenderer:
    """Return our renderer with the rules that plugins added to theirs."""
    rules = getattr(with_plugins, "rules", {})
    for name, rule in rules.items():
        _RENDERER.rules.setdefault(name, rule)
    return _RENDERER


def _places(tokens: Sequence[Token], lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return line and column of each address; column 0 where it is not certain."""
    places: dict[str, tuple[int, int]] = {}
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        first, end = token.map
        for child in token.children or []:
            address = str(child.attrs.get("href") or child.attrs.get("src") or "")
            if address and readable(address) not in places and is_internal(address):
                places[readable(address)] = find_link(lines, first, end, address)
    return places


def _footnote_ids(environment: Environment) -> tuple[str, ...]:
    count = len(environment.get("footnotes", {}).get("list", {}))
    return tuple(f"{kind}{number}" for number in range(1, count + 1) for kind in ("fn", "fnref"))


def _first_paragraph(tokens: Sequence[Token]) -> str:
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            text = plain_text(tokens[index + 1].children)
            if text:
                return text
    return ""
