"""Say what stands above a text: title, standfirst, byline, date and caption."""

import re
from collections.abc import Iterator

from briefgen.ingest.bylines import HEAD_PARTS, authors_in, is_byline
from briefgen.ingest.dates import find_date
from briefgen.ingest.phrases import furniture_kind
from briefgen.ingest.pieces import Evidence, Form, Role
from briefgen.ingest.scan import CERTAIN, FAIR, STRONG, WEAK, Scan, ends_sentence
from briefgen.ingest.vocabulary import (
    CREDIT,
    MAIL_HEADER,
    PUBLISHED,
    READING_TIME,
    ROLE_WORDS,
    is_name,
)

_TIME = re.compile(
    r"^\D{0,12}\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?\s?m\.?|uhr|gmt|utc|[a-z]{2,4})?$", re.IGNORECASE
)

_LONGEST_REST = 40
"""Characters beside a date; more than a place or the day of the week need."""

_POSTED = re.compile(
    r"^(?:posted|published|veröffentlicht|publié|publicado|опубліковано)\s+(?:on|am|le|el|в)?\b",
    re.IGNORECASE,
)

_SUBJECTS = {"subject", "betreff", "objet", "asunto", "тема"}
_SENDERS = {"from", "von", "de", "від", "от"}
_DATES = {"date", "sent", "datum", "gesendet", "fecha", "envoyé", "дата"}


def mail_header(scan: Scan) -> Iterator[Evidence]:
    """Read the lines above a mail that was pasted with them."""
    found = [
        (index, match["name"].lower())
        for index in range(min(8, len(scan.pieces)))
        if (match := MAIL_HEADER.match(scan.text(index)))
    ]
    if len(found) < 2:
        return
    for index, name in found:
        if name in _SUBJECTS:
            yield Evidence(index, Role.TITLE, CERTAIN, "the subject of a mail")
        elif name in _SENDERS:
            yield Evidence(index, Role.BYLINE, CERTAIN, "the sender of a mail")
        elif name in _DATES:
            yield Evidence(index, Role.DATE, CERTAIN, "the date of a mail")
        else:
            yield Evidence(index, Role.FURNITURE, CERTAIN, "the head of a mail")


def date_line(scan: Scan) -> Iterator[Evidence]:
    """Take a line that holds little but a date or a time as the date."""
    for index, piece in enumerate(scan.pieces):
        if piece.form is not Form.LINE or len(piece.text) > 90:
            continue
        if not (scan.near_top(index) or scan.near_end(index)) or scan.is_prose[index]:
            continue
        if _TIME.match(piece.text):
            yield Evidence(index, Role.DATE, STRONG, "a time of day")
            continue
        found = find_date(piece.text, scan.language)
        if found is None:
            if _POSTED.match(piece.text) and scan.is_line[index] and scan.near_top(index):
                yield Evidence(index, Role.DATE, FAIR, "says when it was posted, without a date")
            continue
        if _is_head(piece.text, scan.language):
            yield Evidence(index, Role.DATE, STRONG, "a line with a date and the like")
            continue
        rest = PUBLISHED.sub("", piece.text[: found.start]) + piece.text[found.end :]
        if len(_letters(rest)) <= 3 and len(rest) <= _LONGEST_REST:
            yield Evidence(index, Role.DATE, STRONG, "a line with a date")


def _is_head(text: str, language: str) -> bool:
    """Whether all parts of a line are what stands below a title: names, dates, reading time."""
    parts = HEAD_PARTS.split(text)
    return len(parts) > 1 and all(
        READING_TIME.match(part)
        or furniture_kind(part)
        or authors_in(part)
        or _TIME.match(part)
        or ((found := find_date(part, language)) and found.end - found.start > len(part) // 3)
        for part in parts
    )


def _letters(rest: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", rest) if len(word) > 1]


def byline(scan: Scan) -> Iterator[Evidence]:
    """Know “By” and a name, in many languages."""
    for index, piece in enumerate(scan.pieces):
        if piece.form is not Form.LINE or not (scan.near_top(index) or scan.near_end(index)):
            continue
        parts = HEAD_PARTS.split(piece.text)
        if len(parts) > 1 and _is_head(piece.text, scan.language):
            if any(authors_in(part) for part in parts):
                yield Evidence(index, Role.BYLINE, CERTAIN, "a name beside a date")
        elif is_byline(piece.text):
            weight = STRONG if scan.near_top(index) else FAIR
            yield Evidence(index, Role.BYLINE, weight, "says who wrote it")


def credit_line(scan: Scan) -> Iterator[Evidence]:
    """Know captions by the credit that pictures carry, or by the markup around them."""
    for index, piece in enumerate(scan.pieces):
        if "caption" in piece.hints:
            yield Evidence(index, Role.CAPTION, STRONG, "the page marks it as a caption")
        elif piece.form is Form.LINE and len(piece.text) <= 240 and CREDIT.search(piece.text):
            yield Evidence(index, Role.CAPTION, STRONG + WEAK, "credits a picture")


def repeated_caption(scan: Scan) -> Iterator[Evidence]:
    """Take a line that is repeated at once as the caption of a picture, and keep it once."""
    for index in range(1, min(scan.opening_end() + 1, len(scan.pieces))):
        piece, before = scan.pieces[index], scan.pieces[index - 1]
        if piece.text == before.text and not scan.is_prose[index]:
            why = f"line {piece.line} repeats it, as captions are when a picture is copied"
            if scan.role(index - 1) is not Role.REPEAT:
                yield Evidence(index - 1, Role.CAPTION, STRONG, why)
            yield Evidence(index, Role.REPEAT, CERTAIN, f"the same as line {before.line}")


def title(scan: Scan) -> Iterator[Evidence]:
    """Take the best line above the text as the title."""
    if any(scan.role(index) is Role.TITLE for index in range(len(scan.pieces))):
        return
    known = " ".join(scan.manuscript.facts.title.split()).casefold()
    best, best_weight, why = -1, 0, ""
    # The subject of a mail is its title, even if its text has another line on top.
    is_settled = bool(known) and scan.manuscript.kind in {"mail", "markdown"}
    for order, index in enumerate(_candidates(scan)):
        if is_settled and scan.text(index).casefold() != known:
            continue
        weight, reason = _title_weight(scan, index, known)
        if weight - order > best_weight:
            best, best_weight, why = index, weight - order, reason
    if best >= 0 and best_weight >= 4:
        yield Evidence(best, Role.TITLE, best_weight + WEAK, why)


def _candidates(scan: Scan) -> Iterator[int]:
    for index in range(scan.opening_end()):
        piece = scan.pieces[index]
        is_open = not ends_sentence(piece.text) or piece.text[-1] in '?!？！؟”’»"'
        if (
            scan.role(index) is Role.TEXT
            and piece.form in {Form.LINE, Form.HEADING}
            and len(piece.text.split()) <= 30
            and len(piece.text) <= 250
            and (is_open or piece.level == 1)
            and any(map(str.isalpha, piece.text))
        ):
            yield index


def _title_weight(scan: Scan, index: int, known: str) -> tuple[int, str]:
    piece = scan.pieces[index]
    if piece.level == 1 and piece.form is Form.HEADING:
        return CERTAIN, "the page marks it as its title"
    text = piece.text.casefold()
    if known and (text == known or (len(text) > 15 and text in known)):
        return CERTAIN, "the page calls itself so"
    words = len(piece.text.split())
    is_short = words <= 3 and not (words == 1 and len(piece.text) >= 7 and piece.text > "\u2e80")
    weight = FAIR - (12 if is_short else 0) - (8 if is_name(piece.text) else 0)
    return weight, "the first line above the text that is no label"


def bare_name(scan: Scan) -> Iterator[Evidence]:
    """Take a name beside a date or a role as the byline."""
    end = scan.opening_end()
    for index in range(end):
        piece = scan.pieces[index]
        if scan.role(index) not in {Role.TEXT, Role.SECTION} or piece.form is not Form.LINE:
            continue
        around = [i for i in range(max(0, index - 2), min(end, index + 3)) if i != index]
        is_beside = any(scan.role(one) in {Role.DATE, Role.BYLINE} for one in around)
        follows = index + 1 < end and ROLE_WORDS.search(scan.text(index + 1))
        if (is_beside or follows) and authors_in(piece.text):
            yield Evidence(index, Role.BYLINE, FAIR + WEAK, "a name beside a date or a role")


def role_line(scan: Scan) -> Iterator[Evidence]:
    """Take “Political correspondent” below a name as part of the byline."""
    for index in range(1, scan.opening_end()):
        text = scan.text(index)
        if (
            scan.role(index - 1) is Role.BYLINE
            and scan.role(index) in {Role.TEXT, Role.STANDFIRST}
            and len(text.split()) <= 7
            and ROLE_WORDS.search(text)
        ):
            yield Evidence(index, Role.BYLINE, STRONG, "says what the author does")


def standfirst(scan: Scan) -> Iterator[Evidence]:
    """Take a sentence between the title and the text as the standfirst."""
    end = scan.opening_end()
    heads = [index for index in range(end) if scan.role(index) is Role.TITLE]
    if not heads or end == len(scan.pieces):
        return
    for index in range(heads[0] + 1, end):
        if scan.role(index) is not Role.TEXT or scan.pieces[index].form is not Form.LINE:
            continue
        text = scan.text(index)
        if len(text.split()) >= 6 or (len(text) >= 14 and text > "\u2e80"):
            yield Evidence(index, Role.STANDFIRST, FAIR, "stands between title and text")
        return
