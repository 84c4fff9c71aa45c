"""
Make a page harmless before anything else looks at it.

nh3 parses as browsers do and keeps what is on a short list.  What would take it
long, such as thousands of nested elements, is counted and refused before: no clock
decides, so that a page is read on a busy machine if it is on an idle one.
"""

import re

import nh3

from briefgen.errors import CommandError, Location, error

MOST_PAGE = 8_000_000
"""Bytes of a page with everything that stands around its text."""

MOST_CLEAN = 600_000
"""Characters that may be left when scripts and styles are gone."""

MOST_LEVELS = 250
"""Elements inside one another."""

MOST_ELEMENTS = 30_000

MOST_MARKS = 50_000
"""Characters `<`, and as many `&`: nh3 takes quadratic time on the latter."""

TAGS = frozenset(
    re.findall(
        r"\S+",
        """
        html body main article section header footer nav aside div p h1 h2 h3 h4 h5 h6 hgroup
        address ul ol li menu dl dt dd blockquote pre figure figcaption picture details summary
        table caption thead tbody tfoot tr th td form fieldset legend label button dialog center
        hr br a abbr b bdi bdo cite code del dfn em font i img ins kbd mark q s samp small span
        strike strong sub sup time tt u var wbr
        """,
    )
)
"""What is kept; of all else only the text."""

_WITH_CONTENT = frozenset(
    re.findall(
        r"\S+",
        """
        script style template iframe object embed applet noscript noembed noframes svg math
        canvas audio video select datalist textarea title head map
        """,
    )
)
"""What goes with everything in it."""

_ATTRIBUTES = {
    "*": {"class", "id", "role", "itemprop", "hidden", "aria-hidden", "dir", "lang"},
    "a": {"href", "rel"},
    "img": {"src", "alt", "title", "srcset", "data-src", "width", "height"},
    "time": {"datetime"},
    "ol": {"start"},
    "th": {"colspan"},
    "td": {"colspan"},
}

_FORMATTING = frozenset(
    re.findall(
        r"\S+",
        """
        a b big code em font i nobr s small strike strong tt u
        """,
    )
)
"""What browsers open again after it was closed by the end of something else."""

_UNCOUNTED = frozenset(
    re.findall(
        r"\S+",
        """
        p li dt dd tr td th tbody thead tfoot option optgroup rb rp rt rtc colgroup caption html
        head body area base basefont bgsound br col embed frame hr image img input keygen link
        meta param source track wbr
        """,
    )
)
"""What ends by itself, or has no content."""

_RAW_END = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style")}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})|<!--")


def sanitize(html: str, name: str) -> str:
    """
    Return *html* without anything that could run, load or hide; well-formed, and not deep.

    Raises:
        CommandError: it is too large or too deep to be an article.

    """
    _refuse_depth(html, name)
    try:
        clean = _clean(html)
    except Exception as fault:  # nh3 raises whatever its parser does
        raise _refused(name, "this page cannot be taken apart") from fault
    if len(clean) > MOST_CLEAN:
        raise _refused(name, "this page has more text than an article")
    return clean


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _refuse_depth(html: str, name: str) -> None:
    """Refuse what a browser would nest too deep; counts a little more than it would."""
    for mark in "<&":
        if html.count(mark) > MOST_MARKS:
            raise _refused(name, f"this page has more than {MOST_MARKS:,} characters `{mark}`")
    stack: list[str] = []
    still_open: dict[str, int] = {}
    formatting = elements = 0
    position = 0
    while match := _TAG.search(html, position):
        position = match.end()
        if not match[2]:
            end = html.find("-->", position)
            position = end + 3 if end >= 0 else len(html)
            continue
        tag = match[2].lower()
        elements += 1
        if tag in _UNCOUNTED:
            continue
        if not match[1]:
            stack.append(tag)
            still_open[tag] = still_open.get(tag, 0) + 1
            formatting += tag in _FORMATTING
            if tag in {"script", "style"}:
                raw_end = _RAW_END[tag].search(html, position)
                # What has no end is text to its last character.
                position = raw_end.start() if raw_end else len(html)
        elif still_open.get(tag):
            formatting -= _close(tag, stack, still_open)
        if len(stack) > MOST_LEVELS or formatting > MOST_LEVELS:
            raise _refused(name, f"more than {MOST_LEVELS} elements are nested in this page")
        if elements > MOST_ELEMENTS:
            raise _refused(name, f"this page has more than {MOST_ELEMENTS:,} elements")


def _close(tag: str, stack: list[str], still_open: dict[str, int]) -> int:
    """Close the last *tag*; return by how many formatting elements fewer are to come back."""
    still_open[tag] -= 1
    if tag in _FORMATTING:
        # Blocks that began inside it stay open in a browser.
        stack.reverse()
        stack.remove(tag)
        stack.reverse()
        return 1
    while stack[-1] != tag:
        still_open[stack.pop()] -= 1
    stack.pop()
    return 0


_COPY = "copy the article's text and import that instead"


def _refused(name: str, message: str) -> CommandError:
    return CommandError(error(message, Location(name), help=_COPY))
