"""Read bylines: who wrote a text, without what they are and where."""

import re

from briefgen.ingest.vocabulary import BYLINE, MAIL_HEADER, ROLE_WORDS, is_name

_AND = re.compile(
    r"(?:(?<!\s)\s++)?[,;/|·•–—、，]\s*+"
    r"|(?<!\s)\s++(?:-|and|und|et|y|e|en|og|och|та|і|и|&|with|mit|avec|con)\s++"
)
_ADDRESS = re.compile(r"(?:(?<!\s)\s++)?[<(]?(?<![\w.+-])[\w.+-]++@[\w.-]++[>)]?")
_WHERE = re.compile(r"(?<!\s)\s++(?:in|aus|à|en|en|for|für|pour|para|в|у)\s++[^,]{1,200}$")
_LONGEST = 200
"""Characters of a byline."""
_CASELESS = re.compile(r"[\u0590-\u08ff\u2e80-\u9fff]")


def is_byline(line: str) -> bool:
    """
    Whether *line* begins as bylines do and goes on with a name.

    >>> is_byline("By Anna Holt and Piet de Vries"), is_byline("By order of the council")
    (True, False)
    """
    match = BYLINE.match(line)
    if not match or len(line) > 120 or line.rstrip().endswith((".", "!", "?", ":", "：", "。")):
        return False
    rest = line[match.end() :]
    if _CASELESS.search(rest):
        return 0 < len(rest.split()) <= 6 and len(rest) <= 40
    return bool(authors_in(line))


HEAD_PARTS = re.compile(r"(?:(?<!\s)\s++)?[|·•]\s*+")
"""What stands between author, date and reading time where pages put them on one line."""


def authors_in(line: str) -> tuple[str, ...]:
    """
    Return the names in a byline; empty if it holds anything that is no name, role or place.

    >>> authors_in("By Delia Marsh, science editor")
    ('Delia Marsh',)
    >>> authors_in("Von Henrike Voss und Jan Petersen")
    ('Henrike Voss', 'Jan Petersen')
    """
    if len(line) > _LONGEST:
        return ()
    header = MAIL_HEADER.match(line)
    text = header["value"] if header else line
    text = _ADDRESS.sub("", text).strip()
    prefix = BYLINE.match(text)
    rest = text[prefix.end() :] if prefix and not header else text
    if _CASELESS.search(rest):
        return _caseless(rest) if prefix or header else ()
    names = []
    for part in _AND.split(rest):
        name = part.strip()
        if not is_name(name):
            name = _WHERE.sub("", name)
        if is_name(name) and not ROLE_WORDS.search(name):
            names.append(name)
        elif names and (ROLE_WORDS.search(part) or _is_place(part)):
            continue
        else:
            return ()
    return tuple(names)


def _caseless(rest: str) -> tuple[str, ...]:
    parts = re.split(r"(?:(?<!\s)\s++)?[,،、，]\s*+", rest)
    return tuple(part.strip(" :：") for part in parts if part and not ROLE_WORDS.search(part))


def _is_place(part: str) -> bool:
    words = part.split()
    return len(words) <= 2 and all(word[0].isupper() for word in words)
