"""Say which lines are section headings, where the markup has been lost or not."""

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.content.headings import MOST_WORDS, headings_among, is_short_line
from briefgen.ingest.pieces import Evidence, Form, Role
from briefgen.ingest.scan import FAIR, STRONG, WEAK, Scan
from briefgen.ingest.vocabulary import CLASSIC_HEADINGS, is_name

_MARKER = {Form.ENTRY: "- ", Form.NUMBERED: "1. ", Form.TABLE: "- "}
_QUESTION_MARKS = ("?", "？", "؟")
_NUMBERED = re.compile(r"^(?:[IVX]+|\d+)[.)]\s+")
_ASKS = re.compile(r"^[A-ZА-Я][:.]?\s|^[^:]{1,40}[:：]\s|^[“\"«„‘'–—-]")
"""How the questions of a transcript begin, and what somebody says."""
_MOST_QUESTIONS = 2
"""More questions than that are those of an interview, if they are put to somebody."""
_YOU = re.compile(
    r"\b(?:you|your|sie|ihr|ihre[nms]?|du|vous|votre|vos|usted|tú|ви|вам|вас|ваш\w*|вы)\b|你|您|أنت",
    re.IGNORECASE,
)


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
        if not is_heading or scan.pieces[index].form is not Form.LINE:
            continue
        if _IN_BRACKETS.match(scan.text(index)) or _is_contact(scan, index):
            continue
        # Between title and text stand captions and buttons more often than headings.
        weight = FAIR if scan.prose_before[index] else WEAK
        yield Evidence(index, Role.HEADING, weight, "a short line above a paragraph")


_IN_BRACKETS = re.compile(r"^[\[(].*[\])]$")


def _is_contact(scan: Scan, index: int) -> bool:
    """Whether a name stands above a mail address rather than above a paragraph."""
    below = scan.text(index + 1) if index + 1 < len(scan.pieces) else ""
    return is_name(scan.text(index)) and "@" in below


def numbered_heading(scan: Scan) -> Iterator[Evidence]:
    """Take short numbered lines above paragraphs as headings, if there are several."""
    texts = _texts(scan)
    found = [
        index
        for place, (index, _) in enumerate(texts[:-1])
        if scan.pieces[index].form is Form.NUMBERED
        and is_short_line(scan.text(index))
        and scan.pieces[texts[place + 1][0]].form is Form.LINE
        and not is_short_line(texts[place + 1][1])
        and (not place or scan.pieces[texts[place - 1][0]].form is not Form.NUMBERED)
    ]
    if len(found) > 1:
        for index in found:
            yield Evidence(index, Role.HEADING, FAIR, "a numbered line above a paragraph")


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
    asked = [text for _, text in texts if text.endswith(_QUESTION_MARKS)]
    if len(asked) > _MOST_QUESTIONS and sum(bool(_YOU.search(one)) for one in asked) * 2 >= len(
        asked
    ):
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
