"""
Take a clean page apart: its paragraphs, lists, tables and pictures, in their order.

What comes in was parsed and written again by nh3, so it is well-formed.  Nothing of
it is dropped here: whether navigation is left out is for the rules to say.
"""

import re
from html.parser import HTMLParser

from msgspec.structs import replace

from briefgen.ingest.inline import INLINE, Run, absolute
from briefgen.ingest.mending import mend
from briefgen.ingest.pieces import Form, Piece
from briefgen.ingest.tables import Grid

_VOID = frozenset({"br", "hr", "img", "wbr"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        """
        html body main article section header footer nav aside div p hgroup address ul ol li
        menu dl dt dd blockquote pre figure figcaption picture details summary caption form
        fieldset legend label button dialog center
        """,
    )
) | frozenset(_HEADINGS)
_APART = frozenset({"nav", "aside", "form", "button", "dialog", "menu"})
_APART_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "toolbar"}
)
_APART_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|share|sharing|social|related|comments?|"
    r"newsletter|subscribe|subscription|promo|advert|advertisement|ads?|cookies?|consent|sidebar|"
    r"popup|modal|tags|taglist|toolbar|recommended|recommendations|most-read|trending|read-more|"
    r"skip-link|screen-reader-text|visually-hidden|sr-only|paywall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEVER_APART = frozenset({"html", "body", "main", "article"})
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:caption|credits?)(?:$|[\s_-])", re.IGNORECASE)


class Walk(HTMLParser):
    """Reads a clean page; ``pieces`` are what it found."""

    def __init__(self, base: str) -> None:
        """Take the address that links start from."""
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._base = base
        self._run = Run(base)
        self._stack: list[tuple[str, tuple[str, ...]]] = []
        self._grids: list[Grid] = []
        self._numbers: list[int] = []
        self._apart = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._run.add_text("\n") if self._in("pre") else self._flush_line()
        elif tag == "img":
            self._picture(values)
        elif tag == "table":
            self._flush()
            self._grids.append(Grid())
        elif tag in {"tr", "td", "th"} and self._grids:
            self._flush()
            self._grids[-1].begin(tag)
        elif tag in _BLOCKS:
            self._flush()
            if tag in {"ol", "ul"}:
                start = values.get("start", "1")
                self._numbers.append(int(start) if start.isdecimal() and len(start) < 6 else 1)
        elif tag in INLINE:
            self._run.open(tag, values.get("href", ""))
        if tag not in _VOID:
            self._stack.append((tag, self._hints(tag, values)))

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in _VOID or tag not in {one for one, _ in self._stack}:
            return
        if tag in INLINE:
            self._run.close(tag)
        elif tag in _BLOCKS or tag in {"td", "th", "tr", "table"}:
            self._flush()
        if tag == "table" and self._grids:
            for piece in self._grids.pop().pieces():
                self._add(piece)
        if tag in {"ol", "ul"} and self._numbers:
            self._numbers.pop()
        while self._stack and self._stack.pop()[0] != tag:
            pass
        if tag == "li" and self._numbers:
            self._numbers[-1] += 1

    def handle_data(self, data: str) -> None:
        """Take in words."""
        in_code = self._in("pre") or self._in("code")
        self._run.add_text(mend(data, has_entities=not in_code))

    def close(self) -> None:
        """End the page."""
        super().close()
        self._flush()

    def _in(self, tag: str) -> bool:
        return any(one == tag for one, _ in self._stack)

    def _hints(self, tag: str, values: dict[str, str]) -> tuple[str, ...]:
        """Return what an element says of all that it holds."""
        names = f"{values.get('class', '')} {values.get('id', '')}"
        hints = []
        is_apart = (
            tag in _APART
            or (tag in {"header", "footer"} and not self._in("article") and not self._in("main"))
            or values.get("role", "") in _APART_ROLES
            or "hidden" in values
            or values.get("aria-hidden") == "true"
            or bool(_APART_CLASS.search(names))
        )
        if is_apart and tag not in _NEVER_APART:
            self._apart += 1
            hints.append(f"nav-{self._apart}")
        if tag == "figcaption" or (tag not in _NEVER_APART and _CAPTION_CLASS.search(names)):
            hints.append("caption")
        if tag in {"article", "main"} or values.get("itemprop") == "articleBody":
            self._apart += 1
            hints.append(f"in-{tag if tag in {'article', 'main'} else 'body'}-{self._apart}")
        return tuple(hints)

    def _flush_line(self) -> None:
        """End a line inside a paragraph: pages use them for lists and addresses, too."""
        is_inside = any(tag == "a" or tag in _HEADINGS for tag, _ in self._stack)
        self._run.add_text(" ") if is_inside else self._flush()

    def _flush(self) -> None:
        """Make a piece of what has been read since the last one."""
        run, self._run = self._run, Run(self._base)
        text = run.text()
        if self._in("pre"):
            if text:
                self._add(Piece(0, 0, run.raw().strip("\n"), Form.VERBATIM))
        elif text:
            self._add(self._piece(text, run.to_markdown()))

    def _piece(self, text: str, markdown: str) -> Piece:
        tags = [tag for tag, _ in self._stack]
        for tag in reversed(tags):
            if tag in _HEADINGS:
                return Piece(0, 0, text, Form.HEADING, _HEADINGS[tag], markdown=markdown)
            if tag == "li":
                return self._entry(tags, text, markdown)
            if tag == "blockquote":
                return Piece(0, 0, text, Form.QUOTED, markdown=markdown)
        return Piece(0, 0, text, markdown=markdown)

    def _entry(self, tags: list[str], text: str, markdown: str) -> Piece:
        lists = [tag for tag in tags if tag in {"ol", "ul", "menu"}]
        level = min(3, max(0, len(lists) - 1))
        if lists and lists[-1] == "ol" and self._numbers:
            number = f"{self._numbers[-1]}."
            return Piece(0, 0, text, Form.NUMBERED, level, number, markdown)
        return Piece(0, 0, text, Form.ENTRY, level, markdown=markdown)

    def _add(self, piece: Piece) -> None:
        if self._grids and self._grids[-1].is_in_cell:
            self._grids[-1].add(piece)
            return
        place = len(self.pieces) + 1
        around = (hint for _, hints in self._stack for hint in hints)
        hints = tuple(dict.fromkeys((*around, *piece.hints)))
        self.pieces.append(replace(piece, line=place, last=place, hints=hints))

    def _picture(self, values: dict[str, str]) -> None:
        """Show a picture where it stands, if its address can be told."""
        written = [values.get("src", ""), values.get("data-src", "")]
        written += [one.split()[0] for one in values.get("srcset", "").split(",") if one.split()]
        # What a browser has saved lies in a folder beside the page, and nowhere else.
        known = [one for one in written if one and "_files/" not in one]
        address = next(filter(None, (absolute(one, self._base) for one in known)), "")
        is_sign = values.get("width", "") in {"0", "1"} or values.get("height", "") in {"0", "1"}
        if is_sign or not any(written):
            return
        self._flush()
        alt = " ".join(mend(values.get("alt", "")).split())
        hints = () if address else ("lost",)
        words = alt or "(a picture)"
        self._add(Piece(0, 0, words, Form.PICTURE, markdown=address, hints=hints))
