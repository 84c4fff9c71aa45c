"""
Read what a page says of itself: in its head, in structured data, in what browsers add.

These are texts and addresses only; whatever they hold is quoted in the draft.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

from msgspec.structs import replace

from briefgen.content.addresses import is_web_address
from briefgen.ingest.dates import find_date
from briefgen.ingest.mending import mend
from briefgen.ingest.pieces import Facts
from briefgen.schema.scalars import LANGUAGE_TAG

_META = re.compile(r"<(?:meta|link)\b[^<>]{1,3000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:-]{2,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\blang\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{8,2000}?)\s*-->")
_BASE = re.compile(r"<base\b[^<>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_SITE_NAME = re.compile(r"(?<!\s)\s++[|–—·•-]\s++[^|–—·•]{2,40}$")

_MOST_METAS, _MOST_SCRIPTS = 300, 20
_STORIES = re.compile(r"Article|Posting|Report|WebPage")


def read_facts(html: str, url: str) -> tuple[Facts, str]:
    """Return what *html* says of itself, and the address that its links start from."""
    metas = _metas(html)
    data = _structured(html)
    saved = _SAVED.search(html[:4000])
    address = next(
        filter(
            is_web_address,
            (url, metas.get("canonical", ""), metas.get("og:url", ""), saved[1] if saved else ""),
        ),
        "",
    )
    base = _BASE.search(html)
    start = base[1] if base and is_web_address(base[1]) else (saved[1] if saved else address)
    title = _TITLE.search(html)
    language = _LANGUAGE.search(html)
    facts = Facts(
        title=_first(data.get("headline"), metas.get("og:title"), _without_site(title)),
        authors=_names(data.get("author")) or _by_meta(metas),
        date=_day(
            data.get("datePublished"), metas.get("article:published_time"), metas.get("date")
        ),
        updated=_day(data.get("dateModified"), metas.get("article:modified_time")),
        summary=_first(
            data.get("description"), metas.get("og:description"), metas.get("description")
        ),
        section=_first(data.get("articleSection"), metas.get("article:section")),
        language=language_tag(language[1]) if language else "",
        publisher=_first(_name(data.get("publisher")), metas.get("og:site_name")),
        url=address,
    )
    if facts.updated == facts.date:
        facts = replace(facts, updated=None)
    return facts, url or start


def _metas(html: str) -> dict[str, str]:
    """Return what `<meta>` and `<link rel="canonical">` say, by name."""
    found: dict[str, str] = {}
    for count, match in enumerate(_META.finditer(html)):
        if count == _MOST_METAS:
            break
        values = {
            one[1].lower(): unescape(one[2] or one[3] or one[4] or "")
            for one in _ATTRIBUTE.finditer(match[0])
        }
        name = (values.get("property") or values.get("name") or values.get("rel") or "").lower()
        found.setdefault(name, values.get("content") or values.get("href") or "")
    return found


def _structured(html: str) -> dict[str, Any]:
    """Return the first story that the structured data of schema.org describes."""
    for text in _scripts(html):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for one in _objects(data):
            if _STORIES.search(str(one.get("@type", ""))) and one.get("headline"):
                return one
    return {}


def _scripts(html: str) -> Iterator[str]:
    position = 0
    for _ in range(_MOST_SCRIPTS):
        kind = html.find("application/ld+json", position)
        start = html.find(">", kind) + 1 if kind >= 0 else 0
        end = html.find("</script", start) if start else -1
        if end < 0:
            return
        position = end
        yield html[start:end][:200_000]


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    entries = data if isinstance(data, list) else [data]
    for one in entries[:50]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph[:50] if isinstance(inner, dict))


def _first(*values: Any) -> str:
    """Return the first of *values* that is a text, on one line."""
    for value in values:
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, str):
            words = " ".join(mend(unescape(one)).split())
            if words:
                return words[:600]
    return ""


def _name(value: Any) -> str:
    one = value[0] if isinstance(value, list) and value else value
    return _first(one.get("name")) if isinstance(one, dict) else _first(one)


def _names(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    found = (_name(one) for one in entries[:20])
    return tuple(dict.fromkeys(one for one in found if one and not is_web_address(one)))


def _by_meta(metas: dict[str, str]) -> tuple[str, ...]:
    author = _first(metas.get("author"), metas.get("article:author"))
    return () if not author or is_web_address(author) else (author,)


def _day(*values: Any) -> date | None:
    for value in values:
        found = find_date(_first(value), "en")
        if found and found.day:
            return found.day
    return None


def _without_site(match: re.Match[str] | None) -> str:
    """Return a page's title without the name of its site at the end."""
    return _SITE_NAME.sub("", unescape(match[1]).strip()) if match else ""


def language_tag(written: str) -> str:
    """
    Return the language of a tag that somebody has *written*; empty if it is none.

    >>> language_tag("pt-BR"), language_tag("English: #1")
    ('pt', '')
    """
    return written.partition("-")[0].lower() if LANGUAGE_TAG.fullmatch(written) else ""
