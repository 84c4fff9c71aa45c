"""
Find the addresses of what is held back.

An address says when and of what an article will be, before anybody can read it.
"""

import re
from collections.abc import Iterable, Iterator

from briefgen.publish.held import Held, Phrase
from briefgen.publish.readings import Text, folded, letters
from briefgen.publish.readings import plain as readable

_NAME = re.compile(r"\w[\w-]+")
_WHOLE = r"(?<![\w-]){}(?![\w-])"
_ROOTED = r"(?<=/)"
"""A page at the root has the name of a word."""
_RELATIVE = r"(?:(?<=\.\./)|(?<=[\"'(=\s]\./)){0}(?=[/\"')#?])|(?<=[\"'(]){0}(?=/|\.md\b)"
_LEAST_PATH = 8
"""Letters in the address of a page elsewhere that lead to one page alone."""

_BEFORE = 200
_DETOUR = re.compile(r"(?<!:)/(?:\.?/)+")
_PORT = re.compile(r":\d*$")
_OUTSIDE = re.compile(r"[\s\"'<>]")


class Links:
    """The addresses that no file may name."""

    def __init__(self, held: Iterable[Held], host: str) -> None:
        """Know those of what is *held* of a site at *host*, which is empty if nobody knows it."""
        self._host = _host(host)
        self._shapes: dict[str, list[tuple[re.Pattern[str], Phrase]]] = {}
        """By the last name in each, which is sought first."""
        for one in held:
            for address in one.addresses:
                self._add(address, _WHOLE, one)
            for name in one.names:
                self._add(name, _RELATIVE, one)
            for link in one.links:
                self._add_outside(link, one)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._shapes)

    def find(self, text: Text) -> Iterator[Phrase]:
        """Yield those that *text* names."""
        plain = _DETOUR.sub("/", folded(text.plain))
        for name in self._shapes.keys() & set(_NAME.findall(plain)):
            for shape, phrase in self._shapes[name]:
                found = shape.finditer(plain)
                if any(phrase.what == "source" or self._is_own(plain, it.start()) for it in found):
                    yield phrase

    def _add(self, address: str, shape: str, held: Held) -> None:
        plain = folded(address).strip("/")
        names = _NAME.findall(plain.removesuffix(".md"))
        if names:
            # The front page of a section is nothing by itself.
            begin = "" if "/" in plain else _ROOTED if shape == _WHOLE else ""
            pattern = re.compile(begin + shape.format(re.escape(plain)))
            phrase = Phrase(held.path, held.reason, "address", address, plain)
            self._shapes.setdefault(names[-1], []).append((pattern, phrase))

    def _add_outside(self, link: str, held: Held) -> None:
        place = folded(readable(link)).partition("://")[2].removeprefix("www.").rstrip("/")
        path = place.partition("/")[2]
        names = _NAME.findall(path)
        # The front page of a ministry is on every other site.
        if names and len(path) >= _LEAST_PATH:
            pattern = re.compile(rf"(?<![\w-]){re.escape(place)}(?![\w-])")
            phrase = Phrase(held.path, held.reason, "source", link, letters(place))
            self._shapes.setdefault(names[-1], []).append((pattern, phrase))

    def _is_own(self, plain: str, at: int) -> bool:
        """Whether the address around *at* is none of another host."""
        before = _OUTSIDE.split(plain[max(0, at - _BEFORE) : at])[-1]
        _, scheme, rest = before.rpartition("://")
        return not scheme or not self._host or _host(rest.partition("/")[0]) == self._host


def _host(written: str) -> str:
    """Return the name of the host without what may stand around it."""
    return _PORT.sub("", written.rpartition("@")[2]).rstrip(".").removeprefix("www.")
