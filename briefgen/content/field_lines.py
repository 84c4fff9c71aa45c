"""
See in a line what it would be in front matter: a field, a part of one, or what stands around.

Front matter comes with the signs of many tools around it and around its names; here
they all look alike, so that ``misplaced`` can decide by the names.
"""

import io
import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

UNSEEN = " \t\n\u00a0\u00ad\u061c\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff\ufffd"
"""What an editor does not see."""

LONGEST_LINE = 500
"""How many characters of a line are looked at."""

_MARKUP = re.compile(r"<!--(?:(?!<!--).)*?-->|</?\w[^<>\n]{0,80}>|&#?\w{2,10};|â€.")
_LANGUAGE = re.compile(
    r"(?<!\W)\W*(?:ya?ml|toml|json5?|front-?matter|meta(?:data)?)\W*", re.IGNORECASE
)
_SIGNS = "-\u2010-\u2015\u2212*_+=~;%`#.|/>:<!(\\[{}\\])•·\"'\\\\"
_FIELD = re.compile(
    r"(?:[^\w\n]|_)*(?:(?:export[ ]+)?(?:const|let|var)[ ]+)?"
    r"(?P<name>\w[\w-]{0,40}(?: [\w-]{1,20})?)[\"'“”»’*_` \t]*[:=：＝](?![/\w=]*/)"
    r"[ \t\u00a0\u3000]*(?P<value>.*)"
)
_WORD = re.compile(r"\w+")
_WITHIN_FIELD = re.compile(r"[ \t\u00a0\u3000]|[-*+][ \t]|[-*+]\Z|[#%;\]})]|//")
_ENTRIES = frozenset("-*+>")
"""What is a list or a quotation with nothing in it, rather than a line of signs."""

_DASHLIKE = frozenset("ー一")
"""Letters that look like dashes, and are easily typed for them."""


class Line(Struct, frozen=True):
    """What one line looks like."""

    is_blank: bool = False
    is_rule: bool = False
    """Whether it has signs only, as those that stand around front matter."""
    name: str = ""
    value: str = ""
    word: str = ""
    """The first word of a line without a field."""
    is_within: bool = False
    """Whether it can go on with a field that a line before it begins."""


def lines_of(text: str) -> Iterator[Line]:
    """Return what each line of *text* looks like, as they are asked for."""
    for raw in io.StringIO(text, newline="\n"):
        written = raw.removesuffix("\n")[:LONGEST_LINE].rstrip(" \t\u00a0\ufeff\u200b\ufffd")
        if not written.strip():
            yield Line(is_blank=True)
            continue
        plain = _MARKUP.sub("—", written)
        bare = _LANGUAGE.sub("—", plain, count=1) if plain[:1] in _SIGNS else plain
        bare = re.sub(r"(?<=[-\u2010-\u2015+=~;`*_])[ \t]+(?:#|//).*", "", bare)
        if _is_of_signs(bare) or written.startswith(("```", "~~~")):
            yield Line(is_rule=True)
            continue
        field = _FIELD.match(plain)
        is_within = _WITHIN_FIELD.match(written) is not None
        if field is None:
            word = _WORD.search(plain)
            yield Line(word=word[0] if word else "", is_within=is_within)
        else:
            name = field["name"]
            if not name.isascii():
                name = unicodedata.normalize("NFKC", name)
            yield Line(name=name, value=field["value"], is_within=is_within)


def _is_of_signs(text: str) -> bool:
    if text.strip() in _ENTRIES:
        return False
    return not any(one.isalnum() and one not in _DASHLIKE for one in text)
