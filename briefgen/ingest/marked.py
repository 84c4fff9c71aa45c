"""Read Markdown: it is kept as it was written, block by block."""

import re

import yaml

from briefgen.content.block_data import plain_text
from briefgen.content.comments import uncomment
from briefgen.content.commonmark import to_tokens
from briefgen.content.frontmatter import RENAMES
from briefgen.errors import Location
from briefgen.ingest.escape import escape
from briefgen.ingest.page_facts import language_tag
from briefgen.ingest.pieces import Facts, Form, Manuscript, Piece
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.scalars import parse_day

_FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE_END = re.compile(r"\\?(?<![^\S\n])[^\S\n]*+\n\s*+")
_MOST_YAML = 64_000


def read_marked(text: str, notes: tuple[str, ...]) -> Manuscript:
    """Return the blocks of *text*, each with its Markdown, and what its front matter says."""
    head = _FENCE.match(text)
    facts = _facts(head[1]) if head and len(head[1]) < _MOST_YAML else None
    if head is None or facts is None:
        return Manuscript("markdown", tuple(_pieces(text, 0)), notes=notes)
    pieces = _pieces(text[head.end() :], head[0].count("\n"))
    return Manuscript("markdown", tuple(pieces), facts, notes)


def _pieces(body: str, skipped: int) -> list[Piece]:
    """Return one piece for each block that stands by itself."""
    tokens, _ = to_tokens(body, html=True)
    lines = body.split("\n")
    pieces: list[Piece] = []
    done = 0
    for index, token in enumerate(tokens):
        if token.level or not token.map or token.nesting < 0:
            continue
        first, end = token.map
        if first > done:
            pieces += _untouched(lines, done, first, skipped)
        source = "\n".join(lines[first:end]).strip("\n")
        inline = tokens[index + 1] if token.type in {"heading_open", "paragraph_open"} else None
        words = plain_text(inline.children) if inline else source
        place = (skipped + first + 1, skipped + end)
        if token.type == "heading_open":
            level = int(token.tag[1])
            marked = _harmless(_LINE_END.sub(" ", inline.content if inline else words))
            pieces.append(
                Piece(*place, " ".join(words.split()), Form.HEADING, level, markdown=marked)
            )
        elif source:
            form = Form.LINE if token.type == "paragraph_open" else Form.VERBATIM
            marked = _harmless(source)
            pieces.append(Piece(*place, words, form, markdown=marked))
        done = end
    return pieces + _untouched(lines, done, len(lines), skipped)


def _untouched(lines: list[str], first: int, end: int, skipped: int) -> list[Piece]:
    """Return lines that are no block of their own, such as where a reference leads."""
    source = "\n".join(lines[first:end]).strip("\n")
    if not source.strip():
        return []
    marked = _harmless(source)
    return [Piece(skipped + first + 1, skipped + end, source, Form.VERBATIM, markdown=marked)]


def _harmless(source: str) -> str:
    """Return the *source* of a block with its HTML as text: a site may let HTML through."""
    if "<" not in source:
        return source
    for tried in (
        source,
        re.sub(r"(?<!\\)<(?!https?:)", r"\<", source),
        source.replace("<", "\\<"),
    ):
        if not _has_html(tried):
            return tried
    return escape(" ".join(source.split()))


def _has_html(source: str) -> bool:
    # The build takes comments out, whatever the site lets through.
    tokens, _ = to_tokens(uncomment(source, Location(""), html=True).text, html=True)
    return any(
        token.type == "html_block" or any(one.type == "html_inline" for one in token.children or ())
        for token in tokens
    )


def _facts(text: str) -> Facts | None:
    """Return what front matter says, under the names that generators have for it, if it is any."""
    if not text.strip():
        return Facts()
    node = compose(YamlText("front matter", text))
    if node is None:
        return None
    said = {
        RENAMES.get(key.value, key.value): _texts(value)
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode)
    }
    one = {name: texts[0] for name, texts in said.items() if texts}
    return Facts(
        title=one.get("title", ""),
        authors=said.get("authors", ()),
        date=parse_day(one.get("date", "")),
        updated=parse_day(one.get("updated", "")),
        summary=one.get("summary", ""),
        section=one.get("section", ""),
        language=language_tag(one.get("language", "")),
    )


def _texts(node: yaml.Node) -> tuple[str, ...]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = (one.value for one in nodes if isinstance(one, yaml.ScalarNode))
    return tuple(filter(None, (" ".join(text.split()) for text in texts)))
