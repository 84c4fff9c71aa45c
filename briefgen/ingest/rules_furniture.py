"""Say what belongs to the page around a text: phrases, repeats, and what stands with them."""

from collections.abc import Iterator
from itertools import islice

from briefgen.ingest.pieces import Evidence, Form, Role
from briefgen.ingest.scan import CERTAIN, FAIR, STRONG, WEAK, Scan, ends_sentence
from briefgen.ingest.vocabulary import ADMIN_LINE, BREADCRUMBS, READING_TIME, SECTION

_ANYWHERE = frozenset({"advertisement", "related", "share", "subscribe", "follow", "cookies"})
"""Kinds of furniture that pages put between two paragraphs, too."""

_MOST_COPIES = 4
"""Places at which a second copy of a text may begin."""

_MOST_PULLED = 100
"""Lines that are looked for in the paragraphs."""

_LONGEST_LINK = 18
"""Words of a headline among related articles."""


def pasted_twice(scan: Scan) -> Iterator[Evidence]:
    """Leave out a second copy of the whole text."""
    texts = [piece.text for piece in scan.pieces]
    starts = (place for place in range(3, len(texts)) if texts[place] == texts[0])
    # More would take time that grows with the square of a hostile text.
    for start in islice(starts, _MOST_COPIES):
        rest = texts[start:]
        if rest == texts[: len(rest)] and len(rest) * 3 > start:
            for index in range(start, len(texts)):
                yield Evidence(index, Role.REPEAT, CERTAIN, "the whole text stands here twice")
            return


def repeated_paragraph(scan: Scan) -> Iterator[Evidence]:
    """Leave out a paragraph that stands further up, word for word."""
    seen: dict[str, int] = {}
    for index, piece in enumerate(scan.pieces):
        if scan.is_prose[index] and piece.text in seen:
            why = f"the same as line {seen[piece.text]}"
            yield Evidence(index, Role.REPEAT, STRONG, why)
        seen.setdefault(piece.text, piece.line)


def furniture_phrase(scan: Scan) -> Iterator[Evidence]:
    """Know the phrases that pages put around articles."""
    for index, kind in enumerate(scan.kinds):
        if not kind or scan.pieces[index].form in {Form.TABLE, Form.VERBATIM, Form.PICTURE}:
            continue
        at_edge = scan.near_top(index) or scan.near_end(index)
        if scan.pieces[index].form in {Form.ENTRY, Form.NUMBERED} and not scan.near_end(index):
            continue
        weight = STRONG if at_edge or kind in _ANYWHERE else WEAK
        yield Evidence(index, Role.FURNITURE, weight, f"a phrase of pages ({kind})")


def breadcrumbs(scan: Scan) -> Iterator[Evidence]:
    """Know a path such as “Home > World > Europe”, and who filed what where."""
    for index, piece in enumerate(scan.pieces):
        if scan.near_top(index) and piece.form is Form.LINE:
            if BREADCRUMBS.match(piece.text) and len(piece.text.split()) < 14:
                yield Evidence(index, Role.FURNITURE, FAIR, "a path through the site")
            elif ADMIN_LINE.match(piece.text):
                yield Evidence(index, Role.FURNITURE, STRONG, "says where a blog filed it")


def reading_time(scan: Scan) -> Iterator[Evidence]:
    """Know how long a page says that reading takes."""
    for index, piece in enumerate(scan.pieces):
        if READING_TIME.match(piece.text):
            yield Evidence(index, Role.FURNITURE, STRONG, "says how long reading takes")


def section_line(scan: Scan) -> Iterator[Evidence]:
    """Take a line such as “In World” at either end as the name of the section."""
    for index, piece in enumerate(scan.pieces):
        if not scan.is_line[index] or not (scan.near_top(index) or scan.near_end(index)):
            continue
        match = SECTION.match(piece.text)
        if match and len(match["name"].split()) <= 2 and match["name"][0].isupper():
            weight = CERTAIN if scan.near_end(index) else FAIR
            yield Evidence(index, Role.SECTION, weight, f"names the section {match['name']}")


def label_above_title(scan: Scan) -> Iterator[Evidence]:
    """Take a word or two above the title as a label of the section."""
    title = next((i for i in range(len(scan.pieces)) if scan.role(i) is Role.TITLE), None)
    for index in range(title or 0):
        if scan.role(index) is not Role.TEXT or not scan.is_line[index]:
            continue
        if len(scan.text(index).split()) <= 3:
            yield Evidence(index, Role.SECTION, FAIR, "a label above the title")


def related_lines(scan: Scan) -> Iterator[Evidence]:
    """Leave out the headlines below a line such as “Related articles”."""
    end = 0
    for start, kind in enumerate(scan.kinds):
        if start < end or kind != "related" or scan.role(start) is not Role.FURNITURE:
            continue
        end = start + 1
        while end < len(scan.pieces) and _is_headline(scan, end):
            end += 1
        # The last short line above a paragraph is that paragraph's heading.
        if end < len(scan.pieces) and end - start > 1:
            end -= 1
        for index in range(start + 1, end):
            yield Evidence(index, Role.FURNITURE, FAIR, "a headline among related articles")


def _is_headline(scan: Scan, index: int) -> bool:
    text = scan.text(index)
    is_open = not ends_sentence(text) or text.rstrip().endswith(("?", "؟", "？"))
    return is_open and len(text.split()) <= _LONGEST_LINK and not scan.is_prose[index]


def closing_run(scan: Scan) -> Iterator[Evidence]:
    """Leave out the short lines at the end, from the first one that is furniture."""
    start = len(scan.pieces)
    while start and (_is_at_end(scan, start - 1) or _is_between(scan, start - 1)):
        start -= 1
    first = next(
        (i for i in range(start, len(scan.pieces)) if scan.role(i) is Role.FURNITURE), None
    )
    if first is None or first == 0:
        return
    for index in range(first + 1, len(scan.pieces)):
        if scan.pieces[index].form is not Form.TABLE:
            yield Evidence(index, Role.FURNITURE, FAIR, "among the lines at the end of a page")


def _is_at_end(scan: Scan, index: int) -> bool:
    return _is_headline(scan, index) or scan.role(index) in _GONE


_GONE = frozenset({Role.FURNITURE, Role.SECTION, Role.REPEAT})


def _is_between(scan: Scan, index: int) -> bool:
    """Whether a short sentence stands among lines of furniture, as a word on the author does."""
    return (
        index > 1
        and not scan.is_prose[index]
        and _is_at_end(scan, index - 1)
        and _is_at_end(scan, index - 2)
        and any(scan.role(one) in _GONE for one in range(max(0, index - 4), index))
    )


def pull_quote(scan: Scan) -> Iterator[Evidence]:
    """Leave out a line that only lifts words from a paragraph."""
    paragraphs = "\n".join(
        piece.text for i, piece in enumerate(scan.pieces) if scan.is_prose[i]
    ).casefold()
    tried = 0
    for index, piece in enumerate(scan.pieces):
        if scan.is_prose[index] or scan.near_top(index) or scan.role(index) is not Role.TEXT:
            continue
        words = piece.text.strip("“”\"'‘’«»„ ").casefold()
        is_quoted = piece.text[:1] in "“\"'‘«„" and piece.text.rstrip()[-1:] in "”\"'’»“"
        if not is_quoted or len(words.split()) < 4 or tried == _MOST_PULLED:
            continue
        tried += 1
        if words.rstrip(".!?,") in paragraphs:
            yield Evidence(index, Role.REPEAT, STRONG, "lifts words from a paragraph")
