"""
Find quotations and who said them, without touching the text.

A quotation may be split by its attribution: “…,” she said. “…”  The two halves
belong to one speaker.
"""

import re

from msgspec import Struct

from briefgen.ingest.pieces import IN_BODY, Decision, Form

_SHORTEST = 4
"""Words below which quotation marks only set a word apart."""

_PAIRS = (
    re.compile(r"“([^“”]{3,1200})[”“]"),
    re.compile(r"„([^„“”]{3,1200})[“”]"),
    re.compile(r"«\s?([^«»]{3,1200}?)\s?»"),
    re.compile(r'(?<!\w)"([^"]{3,1200})"(?!\w)'),
    re.compile(r"「([^「」]{3,1200})」"),
)

_SAYS = (
    "said|says|told|added|adds|stated|states|asked|asks|argued|argues|explained|explains|insisted|"
    "wrote|writes|recalled|warned|warns|noted|replied|announced|declared|"
    "sagt|sagte|erklärt|erklärte|meint|meinte|betonte|fragte|schrieb|"
    "dit|déclare|déclaré|explique|raconte|soupire|affirme|ajoute|estime|"
    "dice|dijo|explica|explicó|afirma|afirmó|añade|señala|"
    "каже|сказав|сказала|говорить|розповідає|додав|додала|пояснює|"
    "говорит|сказал|рассказывает|добавил|добавила|"
    "قال|قالت|وقال|وقالت|يقول|تقول|أضاف|أضافت|说|表示|告诉|אמר|אמרה|אומר|אומרת"
)
_PRONOUN = r"he|she|they|it|er|sie|il|elle|él|ella|він|вона|он|она"

_AFTER = re.compile(
    rf"^[\s,.!?—–-]*(?:(?P<pronoun>{_PRONOUN})\s+(?:{_SAYS})\b"
    rf"|(?:{_SAYS})\s+(?P<after>{_PRONOUN})\b"
    rf"|(?P<named>(?:[^\W\d_][\w.’'-]*\s+){{1,4}}?)(?:{_SAYS})\b"
    rf"|(?:{_SAYS})\s+(?P<last>[^,.;:“”\"«»—–]{{2,60}}))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<named>[^,.;“”\"«»]{{2,60}}?)\s{{1,2}}(?:{_SAYS})(?:\s{{1,2}}\w{{1,40}}){{0,3}}\s?[:,：]\s?$"
    rf"|(?:{_SAYS})\s{{1,2}}(?P<last>[^,.;:“”\"«»]{{2,60}}?)\s?[:：,]\s?$"
    rf"|^(?P<han>[\u3400-\u9fff]{{2,12}}?)(?:说|表示|告诉)\S{{0,6}}[:：]\s?$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[^\W\d_][\w’'-]*(?:\s+[^\W\d_][\w’'-]*)*")


class Quotation(Struct, frozen=True):
    """What somebody said, as the text has it."""

    line: int
    texts: tuple[str, ...]
    """More than one where the attribution splits it."""
    speaker: str
    """Empty if the text does not name one nearby."""


def quotations(decisions: tuple[Decision, ...]) -> tuple[Quotation, ...]:
    """Return the quotations of the body, in order, each with its speaker."""
    found: list[Quotation] = []
    speaker = ""
    for one in decisions:
        if one.role not in IN_BODY or one.piece.form is Form.VERBATIM or len(one.piece.text) > 8000:
            continue
        here = _in_paragraph(one.piece.text, one.piece.line, speaker)
        found += here
        speaker = next((one.speaker for one in reversed(here) if one.speaker), speaker)
    return tuple(found)


def _in_paragraph(text: str, line: int, known: str) -> list[Quotation]:
    spans = sorted(
        {match.span(): match[1] for pair in _PAIRS for match in pair.finditer(text)}.items()
    )
    spoken = [(span, words) for span, words in spans if _is_speech(words)]
    result: list[Quotation] = []
    for place, ((start, end), words) in enumerate(spoken):
        following = spoken[place + 1][0][0] if place + 1 < len(spoken) else len(text)
        previous = spoken[place - 1][0][1] if place else 0
        who, is_named = _speaker(text[end : min(end + 120, following)], text[previous:start], known)
        if not is_named and place and result:
            # The second half of what the first said.
            before = result.pop()
            result.append(Quotation(line, (*before.texts, words), before.speaker))
            continue
        result.append(Quotation(line, (words,), who))
    return result


def _is_speech(words: str) -> bool:
    return len(words.split()) >= _SHORTEST or (len(words) >= 6 and words > "\u2e80")


def _speaker(after: str, before: str, known: str) -> tuple[str, bool]:
    """Return who speaks, and whether the words around a quotation say so."""
    match = _AFTER.match(after)
    if match:
        if match["pronoun"] or match["after"]:
            return known, True
        return _name(match["named"] or match["last"] or ""), True
    match = _BEFORE.search(before[-100:])
    if match:
        named = _name(match["named"] or match["last"] or match["han"] or "")
        return named or known, True
    return known, False


def _name(words: str) -> str:
    """Return the name in *words*: from the first capital on, or all if there are none."""
    words = words.strip(" ,.—–-")
    capital = re.search(r"(?<!\w)[^\W\d_a-z]", words)
    if capital and capital[0].isupper():
        words = words[capital.start() :]
    match = _CAPITALS.match(words)
    return " ".join((match[0] if match else words).split()[:6])
