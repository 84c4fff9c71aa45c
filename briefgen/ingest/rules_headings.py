"""Say which lines are section headings, where the markup has been lost or not."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.content.headings import MOST_WORDS, headings_among, is_short_line
from briefgen.ingest.pieces import Evidence, Form, Role
from briefgen.ingest.scan import FAIR, STRONG, Scan
from briefgen.ingest.vocabulary import CLASSIC_HEADINGS

_MARKER = {Form.ENTRY: "- ", Form.NUMBERED: "1. ", Form.TABLE: "- "}
_QUESTION_MARKS = ("?", "？", "؟")
_NUMBERED = re.compile(r"^(?:[IVX]+|\d+)[.)]\s+")
_ASKS = re.compile(r"^[A-ZА-Я][:.]?\s|^[^:]{1,40}[:：]\s|^[“\"«„‘'–—-]")
"""How the questions of a transcript begin, and what somebody says."""
_MOST_QUESTIONS = 2
"""More short questions than that are those of an interview."""


def marked_heading(scan: Scan) -> Iterator[Evidence]:
    """Believe the markup of headings."""
    for index, piece in enumerate(scan.pieces):
        if piece.form is Form.HEADING and scan.role(index) is Role.TEXT:
            yield Evidence(index, Role.HEADING, STRONG, "marked as a heading")


def short_line_above_text(scan: Scan) -> Iterator[Evidence]:
    """Take a short line without end punctuation above a paragraph as its heading."""
    texts = _texts(scan)
    flags = headings_among([text for _, text in texts])
    for (index, _), is_heading in zip(texts, flags, strict=True):
        if is_heading and scan.pieces[index].form is Form.LINE:
            yield Evidence(index, Role.HEADING, FAIR, "a short line above a paragraph")


def classic_heading(scan: Scan) -> Iterator[Evidence]:
    """Know headings such as “Abstract” wherever they stand above a paragraph."""
    texts = _texts(scan)
    for (index, text), (_, below) in pairwise(texts):
        words = _NUMBERED.sub("", text).rstrip(":").casefold()
        if words in CLASSIC_HEADINGS and not is_short_line(below):
            yield Evidence(index, Role.HEADING, FAIR, "a heading that many texts have")


def question_heading(scan: Scan) -> Iterator[Evidence]:
    """Take a short question above a paragraph as a heading, but not in an interview."""
    texts = _texts(scan)
    questions = [
        place
        for place, (index, text) in enumerate(texts)
        if text.endswith(_QUESTION_MARKS)
        and not _ASKS.match(text)
        and len(text.split()) <= MOST_WORDS
        and is_short_line(text.rstrip(" ?？؟"))
        and scan.pieces[index].form is Form.LINE
    ]
    if sum(text.endswith(_QUESTION_MARKS) for _, text in texts) > _MOST_QUESTIONS:
        return
    for place in questions:
        index = texts[place][0]
        is_above_text = place + 1 < len(texts) and not is_short_line(texts[place + 1][1])
        is_below_text = place > 0 and scan.is_prose[texts[place - 1][0]]
        if is_above_text and is_below_text and len(texts[place][1].split()) >= 2:
            yield Evidence(index, Role.HEADING, FAIR, "a short question above a paragraph")


def _texts(scan: Scan) -> list[tuple[int, str]]:
    """Return what stands in the text itself; entries look like entries again."""
    return [
        (index, _MARKER.get(piece.form, "") + piece.text)
        for index, piece in enumerate(scan.pieces)
        if scan.role(index) in {Role.TEXT, Role.HEADING} and piece.form is not Form.PICTURE
    ]
