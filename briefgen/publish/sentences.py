"""
Take apart what an article says, so that each part of it can be looked for.

A sentence ends where its reader sees it end: before the mark of a citation, after a
quotation mark, at the end of a line.
"""

import html
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from briefgen.model.article import Content, Item
from briefgen.publish.held import LEAST, weight
from briefgen.publish.readings import plain, without_references, words

_BORDER = re.compile(
    r"</?(?:p|li|ul|ol|dl|dt|dd|h\d|table|tr|td|th|div|section|aside|blockquote|figure"
    r"|figcaption|pre|br|hr)\b[^<>]*>"
)
_TAG = re.compile(r"<[^<>]*>")
_END = re.compile(r"[.!?…؟۔।]+[\"'”“’‘«»›‹)\]]*(?:\s|$|(?=<))|[。！？]")
_NAMED = re.compile(r'\b(?:alt|title|aria-label)="([^"]*)"')
_TARGET = re.compile(r'\bhref="(https?://[^"]*)"')
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*+)"')

_SHORTEST = 10
"""Weight of the shortest sentence that is sought: that of five words."""


class Said(Struct, frozen=True):
    """What an article says."""

    sentences: tuple[str, ...]
    """All of its own words."""
    lines: tuple[str, ...]
    """Those of its sentences that are short, and tell something nevertheless."""
    titles: tuple[str, ...]
    """Of what it rests on: sources, and pages that an edition gathers."""
    links: tuple[str, ...]
    """Addresses of pages elsewhere."""


def to_said(content: Content, items: Iterable[Item]) -> Said:
    """Return what an article says that has this *content* and gathers these *items*."""
    items = tuple(items)
    own = tuple(filter(None, (*_fields(content), *(one.note for one in items))))
    body = "".join(content.body.parts)
    texts = (*own, *map(html.unescape, _NAMED.findall(body)), *(one.heading for one in items))
    escaped = (*map(html.escape, texts), body)
    sentences = tuple(one for text in escaped for one in _sentences(text))
    fields = {one for text in own for one in _sentences(html.escape(text))}
    lines = (one for one in dict.fromkeys(sentences) if _is_line(one, is_field=one in fields))
    titles = (*(one.title for one in content.sources), *(one.title for one in items))
    links = (
        *(one.url for one in content.sources),
        *(one.address for one in items),
        *map(html.unescape, _TARGET.findall(body)),
    )
    return Said(
        sentences=sentences,
        lines=tuple(lines),
        titles=tuple(filter(None, titles)),
        links=tuple(filter(None, dict.fromkeys(links))),
    )


def _fields(content: Content) -> Iterator[str]:
    """Yield what an article says outside of its body; an editor has written each as one."""
    yield content.summary
    yield from content.key_points
    yield from (one.text for one in content.updates)
    yield from (one.note for one in content.sources)
    yield from (text for one in content.blocks for text in (one.title, one.speaker, one.role))
    if content.image:
        yield from (content.image.alt, content.image.caption, content.image.credit)
    yield from map(plain, _VALUE.findall(content.extra))


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*, which is HTML, as they are read."""
    for block in _BORDER.split(without_references(text)):
        for sentence in _END.split(html.unescape(_TAG.sub("", block))):
            said = " ".join(sentence.split())
            if said:
                yield said


def _is_line(sentence: str, *, is_field: bool) -> bool:
    """Whether *sentence* is a short one that others would not write by chance."""
    parts = words(sentence)
    if not _SHORTEST <= sum(map(weight, parts)) < LEAST:
        return False
    # Names and figures tell; some scripts have no capitals, though.
    return is_field or any(
        not word[0].islower() for word in sentence.split()[1:] if word[0].isalnum()
    )
