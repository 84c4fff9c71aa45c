"""
Write tokens as HTML with holes.

Three things are not known yet when a text is converted: where its links lead,
whether its headings get permalinks (on a page they do, in a feed they do not),
and in whose language the titles of blocks are.  Their places are marked with
control characters, which briefgen replaces in every text that it reads, so no
text can hold a mark of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from briefgen.content.blocks import Opening
from briefgen.content.highlight import highlight
from briefgen.model.article import BlockKind
from briefgen.model.paths import readable

HOLE = "\0"
"""Stands where a link's address belongs."""

PERMALINK = "\1"
"""Stands on both sides of the id of a heading, at its end."""

LABEL = "\2"
"""Stands on both sides of the name of a block whose title is the standard one."""


_PARAGRAPH = {"paragraph_open": "<p>", "paragraph_close": "</p>\n"}


class HoledRenderer(RendererHTML):
    """Renders tokens; keeps the addresses that lead into the site apart."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Render a text; what holds nothing but paragraphs takes the short way."""
        out = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                out.append(self.renderInline(token.children or (), options, env))
            elif kind in _PARAGRAPH and token.level == 0:
                out.append(_PARAGRAPH[kind])
            elif kind in self.rules:
                out.append(self.rules[kind](tokens, index, options, env))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(  # noqa: N802
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> str:
        """Render the tokens of a paragraph; most of them are text."""
        out = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                out.append(escapeHtml(token.content))
            elif kind in self.rules:
                out.append(self.rules[kind](tokens, index, options, env))
            elif token.attrs:
                out.append(self.renderToken(tokens, index, options, env))
            else:
                out.append(f"</{token.tag}>" if token.nesting == -1 else f"<{token.tag}>")
        return "".join(out)

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the start of a link; an address in the site is left out."""
        token = tokens[idx]
        href = str(token.attrs.get("href", ""))
        if not is_internal(href):
            return f"<a{self.renderAttrs(token)}>"
        env["holes"].append((readable(href), False))
        title = token.attrs.get("title")
        rest = f' title="{escapeHtml(str(title))}"' if title else ""
        return f"<a{HOLE}{rest}>"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Render an image; the path of a file is left out."""
        token = tokens[idx]
        alt = escapeHtml(self.renderInlineAsText(token.children, options, env))
        title = token.attrs.get("title")
        rest = f' alt="{alt}"' + (f' title="{escapeHtml(str(title))}"' if title else "")
        source = str(token.attrs.get("src", ""))
        if not is_internal(source):
            return f'<img src="{escapeHtml(source)}"{rest} />'
        env["holes"].append((readable(source), True))
        return f"<img{HOLE}{rest} />"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Render a block of code, coloured by classes if its language is known."""
        token = tokens[idx]
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        if not (language and env["highlights"]):
            return str(super().fence(tokens, idx, options, env))
        code = highlight(token.content, language)
        return (
            '<div class="highlight"><pre tabindex="0">'
            f'<code class="language-{escapeHtml(language)}">'
            f"{code}</code></pre></div>\n"
        )

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the start of a table, in a box that a keyboard can scroll."""
        return f'<div class="table-scroll" tabindex="0">\n<table{self.renderAttrs(tokens[idx])}>\n'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the end of a table and of its box."""
        return "</table>\n</div>\n"

    def briefing_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the start of a block: a panel with its title, or a quotation."""
        opening: Opening = tokens[idx].meta["opening"]
        if opening.kind is BlockKind.QUOTE:
            return '<figure class="quotation">\n<blockquote>\n'
        title = escapeHtml(opening.title) or f"{LABEL}{opening.kind}{LABEL}"
        return f'<div class="panel panel--{opening.kind}">\n<p class="panel__title">{title}</p>\n'

    def briefing_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the end of a block; of a quotation, with who said it."""
        opening: Opening = tokens[idx].meta["opening"]
        if opening.kind is not BlockKind.QUOTE:
            return "</div>\n"
        caption = f'<span class="quotation__speaker">{escapeHtml(opening.speaker)}</span>'
        if opening.role:
            caption += f', <span class="quotation__role">{escapeHtml(opening.role)}</span>'
        mention = tokens[idx].meta.get("mention")
        if mention:
            caption += f'<sup class="citation">{_mention(mention)}</sup>'
        return f"</blockquote>\n<figcaption>{caption}</figcaption>\n</figure>\n"

    def citation(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the number of a source; those of several in a row stand together."""
        follows = idx > 0 and tokens[idx - 1].type == "citation"
        is_followed = idx + 1 < len(tokens) and tokens[idx + 1].type == "citation"
        start = ", " if follows else '<sup class="citation">'
        return start + _mention(tokens[idx].meta) + ("" if is_followed else "</sup>")

    def figure_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the caption of a figure, and its end."""
        caption = escapeHtml(tokens[idx].meta["caption"])
        return f"\n<figcaption>{caption}</figcaption>\n</figure>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Render the start of a heading of a column; one without text heads nothing."""
        tag = "th" if tokens[idx + 1].content else "td"
        return f"<{tag}{self.renderAttrs(tokens[idx])}>"

    def th_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the end of a heading of a column."""
        return "</th>\n" if tokens[idx - 1].content else "</td>\n"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Render the end of a heading, with a mark where its permalink may stand."""
        token = tokens[idx]
        name = token.meta.get("id")
        mark = f"{PERMALINK}{escapeHtml(name)}{PERMALINK}" if name else ""
        return f"{mark}</{token.tag}>\n"


def _mention(meta: Mapping[str, Any]) -> str:
    """Return the number of a source, which leads to it in the list below the text."""
    source, name = escapeHtml(meta["source"]), escapeHtml(str(meta.get("id", "")))
    number = meta.get("number", "")
    return f'<a id="{name}" href="#source-{source}" role="doc-noteref">{number}</a>'


def is_internal(address: str) -> bool:
    """
    Whether *address* leads to content of the site rather than elsewhere.

    >>> is_internal("../world/nato.md"), is_internal("mailto:desk@example.org")
    (True, False)
    """
    if not address or address.startswith(("#", "//")):
        return False
    scheme, colon, _ = address.partition(":")
    return not (colon and scheme.isascii() and scheme.replace("+", "").isalnum())
