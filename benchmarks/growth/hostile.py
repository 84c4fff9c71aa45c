"""
Derive hostile inputs of a regular expression from its own structure.

What makes one slow is a part that repeats, begun again and again or split in many
ways, before a place where nothing fits.  So for each part that repeats, inputs are
made of a text that leads there, of many of the characters that it takes, and of an
end that does not fit; and of texts that almost match, over and over.
"""

import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # CPython's own, and typed nowhere
from re import _parser  # type: ignore[attr-defined]  # the same
from typing import Any

from benchmarks.growth.patterns import Pattern

_TRIED = " \t\n-a0A.,*_'\"<>[](){}&/\\=:;!|#@%+~`^éß中א\x00\xa0\x7f"
"""Characters that are tried where any of several is taken."""

_MOST_OF_CLASS = 5
"""Characters that are tried of those that one part takes."""

_MANY = 8
"""Repetitions from which on a part counts as one that repeats."""

_ENDS = ("", "\x00", "\n", "x", " ")
"""What may keep a pattern from matching at its end."""

Maker = tuple[str, str, str]
"""What comes first, what is repeated, and what comes last."""


def inputs(pattern: Pattern) -> list[Maker]:
    """Return texts that could make *pattern* slow, each once."""
    written = pattern.compiled.pattern
    text = written if isinstance(written, str) else written.decode("latin-1")
    tree = _parser.parse(text, pattern.compiled.flags & ~re.UNICODE)
    makers: dict[Maker, None] = {}
    whole = _sample(tree)
    ends = (*_ENDS, *(f"a{_sample(body)}" for body in _denied(tree)))
    for before, body, after in _repeats(tree, "", ""):
        for pump in _pumps(body):
            for end in ends:
                makers[before, pump, end] = None
            makers["", before + pump, "\x00"] = None
            makers[before, pump, after[:-1]] = None
            makers[pump, before, after[:-1]] = None
    for pump in {whole, whole[:-1], whole[:1], whole[1:]} - {""}:
        makers["", pump, "\x00"] = None
    return list(makers)


def _denied(tree: Any) -> Iterator[Any]:
    """Return what may not follow, wherever a pattern says so."""
    for kind, value in tree:
        if kind is sre.ASSERT_NOT and value[0] == 1:
            yield value[1]
        elif kind in _REPEATS or kind is sre.SUBPATTERN:
            yield from _denied(value[-1])
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _denied(branch)


def _repeats(tree: Any, before: str, after: str) -> Iterator[tuple[str, Any, str]]:
    """Return each part that repeats, with samples of what leads to it and of what follows."""
    items = list(tree)
    for at, (kind, value) in enumerate(items):
        head = before + "".join(_one(*one) for one in items[:at])
        tail = "".join(_one(*one) for one in items[at + 1 :]) + after
        if kind in _REPEATS:
            _, most, body = value
            if most == sre.MAXREPEAT or most > _MANY:
                yield head, body, tail
            yield from _repeats(body, head, tail)
        elif kind is sre.SUBPATTERN:
            yield from _repeats(value[-1], head, tail)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, head, tail)
        elif kind in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from _repeats(value[1], head, tail)
        elif kind is sre.ATOMIC_GROUP:
            yield from _repeats(value, head, tail)


_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}


def _pumps(body: Any) -> Iterator[str]:
    """Return several texts that *body* takes."""
    items = list(body)
    if len(items) == 1 and items[0][0] is sre.BRANCH:
        for branch in items[0][1][1]:
            yield from _pumps(branch)
        return
    if len(items) == 1 and items[0][0] is sre.SUBPATTERN:
        yield from _pumps(items[0][1][-1])
        return
    if len(items) == 1:
        yield from _choices(*items[0])
        return
    yield _sample(body)
    # With as much as can be of each part, too.
    yield "".join(_one(kind, value, most=3) for kind, value in items)


def _sample(tree: Any) -> str:
    return "".join(_one(kind, value) for kind, value in tree)


def _one(kind: Any, value: Any, *, most: int = 1) -> str:
    """Return a short text that one part of a pattern takes."""
    if kind in _REPEATS:
        least, limit, body = value
        times: int = min(max(least, most if most > 1 else least), limit)
        return _sample(body) * times
    if kind is sre.SUBPATTERN:
        return _sample(value[-1])
    if kind is sre.BRANCH:
        return _sample(value[1][0])
    if kind is sre.ATOMIC_GROUP:
        return _sample(value)
    if kind is sre.GROUPREF:
        return ""
    if kind in {sre.ASSERT, sre.ASSERT_NOT, sre.AT, sre.GROUPREF_EXISTS}:
        return ""
    return next(_choices(kind, value), "")


def _choices(kind: Any, value: Any) -> Iterator[str]:
    """Return several characters that a part for one character takes."""
    if kind is sre.LITERAL:
        yield chr(value)
        return
    if kind in _REPEATS or kind in {sre.SUBPATTERN, sre.BRANCH, sre.ATOMIC_GROUP}:
        yield _one(kind, value)
        yield _one(kind, value, most=3)
        return
    if kind not in {sre.IN, sre.ANY, sre.NOT_LITERAL, sre.RANGE, sre.CATEGORY}:
        return
    single = re.compile(_written(kind, value))
    own = [chr(one) for what, one in value if what is sre.LITERAL] if kind is sre.IN else []
    tried = (
        [*_TRIED, *own[:3], *(chr(one[0]) for what, one in value if what is sre.RANGE)]
        if kind is sre.IN
        else list(_TRIED)
    )
    taken = [one for one in dict.fromkeys(tried) if single.fullmatch(one)]
    yield from taken[:_MOST_OF_CLASS]


def _written(kind: Any, value: Any) -> str:
    if kind is sre.ANY:
        return "(?s:.)"
    if kind is sre.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    parts = value if kind is sre.IN else [(kind, value)]
    return f"[{''.join(map(_in_class, parts))}]"


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


def _in_class(part: tuple[Any, Any]) -> str:
    kind, value = part
    if kind is sre.NEGATE:
        return "^"
    if kind is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if kind is sre.CATEGORY:
        return _CATEGORIES[value]
    return re.escape(chr(value))
