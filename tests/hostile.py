"""Fill every field that an editor can fill with whatever could break out of its place."""

import types
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import yaml
from msgspec import StructMeta
from msgspec.structs import fields

from briefgen.model.front_matter import (
    ArticleFrontMatter,
    EditionFrontMatter,
    EditionItem,
    PageFrontMatter,
    SectionFrontMatter,
)
from briefgen.model.scalars import FreeForm, KeyedBy
from briefgen.model.settings import Settings
from tests.testsite import SiteTest

STRINGS = {
    "script": "<script>alert(1)</script>",
    "endings": "</script></style></title></textarea><script>alert(1)</script>",
    "attribute": "\" onmouseover=\"alert(1)\" x='' onclick='alert(1)' `",
    "image": "'><img src=x onerror=alert(1)>\"><svg/onload=alert(1)>",
    "comment": "--> --!> <!doctype x> <![CDATA[ ]]> ]]>",
    "entities": "&amp; &lt;b&gt; &#60;b&#62; &nbsp &notit; %3Cb%3E &",
    "address": "javascript:alert(1) data:text/html,<b> vbscript:x",
    "template": "{{ 7*7 }} {% include 'x' %} ${7*7} #{7*7} <%= 7*7 %> \\",
    "markdown": "[x](javascript:alert(1)) ![x](x) **b** `c` <https://x.example> [@x] ::: note",
    "lines": "one\n\n# two\n- three\n> four\n---\nSitemap: https://x.example",
    "direction": "\u202eevil\u202c \u2066x\u2069 \u200f\u200b",
    "emoji": "\U0001f469\u200d\U0001f4bb\U0001f1fa\U0001f1e6 \u0301e\u0301 \ufdfa \u2028x\u2029y",
    "json": '"}]}, "x": [{"y": "\\u0022 \\n \\"',
    "yaml": "'x': *y &z !t |\n  - %a @b",
    "path": "../../../etc/passwd /../ //evil.example \\\\evil\\x C:\\x",
}
"""What may be written anywhere, and has to arrive as it is."""

REFUSED = {
    "null": "a\0b",
    "control": "a\x01b\x08c\x1bd\x7fe",
    "marks": "a\x00\x01\x02b",
    "surrogate": "a\ud800b",
    "noncharacter": "a\ufffeb\uffffc",
}
"""What is no text in HTML or XML, and is refused."""

GRAMMAR: dict[str, Any] = {
    "accessed": None,
    "aliases": ["/old/{path}/{k}/"],
    "article": "world/article-harmless.md",
    "base_url": "https://example.org/briefing/",
    "id": "id-{k}",
    "kind": "correction",
    "language": None,
    "related": None,
    "section": None,
    "sections": ["world"],
    "slug": None,
    "src": "https://example.net/{k}.jpg",
    "theme": "briefing",
    "theme_options": None,
    "timezone": "UTC",
    "url": "https://example.net/{k}?a=1&b=2",
    "fields": None,
}
"""Fields that may hold only some texts, with one of these; None leaves the field out."""

LEFT_ALONE = {"Settings.output.folder"}
"""What is left as it is: wherever the publisher wants the site, it is written, even outside."""

Say = Callable[[str, str, Any], Any]
"""Says what stands in a field: of its path, of the key of the string, and of a tame value."""


def is_free(path: str) -> bool:
    """Whether the field at *path* takes any text."""
    return path.rpartition(".")[2] not in GRAMMAR


def fill(cls: type, say: Say, key: str, path: str) -> dict[str, Any]:
    """Return front matter of *cls* in which *say* decides what stands in each field."""
    filled = {}
    hints = get_type_hints(cls, include_extras=True)
    for one in fields(cls):
        where = f"{path}.{one.name}"
        if where in LEFT_ALONE:
            continue
        if is_free(where):
            value = _value(hints[one.name], say, key, where)
        else:
            value = say(where, key, _tame(GRAMMAR[one.name], key, path))
        if one.name == "authors" and isinstance(value, list):
            # And one whom the settings know.
            value.append(GRAMMAR["id"].format(k=key))
        if value is not None:
            filled[one.name] = value
    return filled


def _tame(value: object, key: str, path: str) -> object:
    if isinstance(value, str):
        return value.format(k=key, path=path)
    return [_tame(one, key, path) for one in value] if isinstance(value, list) else value


def _value(hint: Any, say: Say, key: str, path: str) -> Any:
    """Return a value of the type *hint*; None for a number, a date, or the like."""
    if hint is FreeForm:
        return {"note": say(path, key, "plain words")}
    if hint is str:
        return say(path, key, "plain words")
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        (keyed,) = (mark for mark in marks if isinstance(mark, KeyedBy))
        (entry,) = _value(inner, say, key, path)
        return {entry.pop(keyed.field): entry}
    if get_origin(hint) is tuple:
        if get_args(hint)[0] is EditionItem:
            return _items(fill(EditionItem, say, key, path))
        return [_value(get_args(hint)[0], say, key, path)]
    if get_origin(hint) in {Union, types.UnionType}:
        return next((_value(one, say, key, path) for one in get_args(hint)), None)
    if isinstance(hint, StructMeta):
        filled = fill(hint, say, key, path)
        names = set(hint.__struct_fields__)
        return filled | ({"date": "2026-11-20"} if "date" in names else {}) or None
    return None


def _items(every: dict[str, Any]) -> list[dict[str, Any]]:
    """Return three items of an edition: each is a heading, an article, or a page elsewhere."""
    heading, article = every.pop("heading"), every.pop("article")
    return [{"heading": heading}, {"article": article, "note": every["note"]}, every]


def write(site: SiteTest, keys: Iterable[str], say: Say) -> None:
    """Write one file of each kind for each of *keys*, and settings that hold something of all."""
    keys = list(keys)
    for key in keys:
        for path, cls in FILES.items():
            matter = fill(cls, say, key, cls.__name__.removesuffix("FrontMatter"))
            if path.startswith(("content/world", "content/editions")):
                matter["date"] = "2026-11-20"
            _write(site, path.format(k=key), matter)
    _write(site, "content/world/article-harmless.md", {"title": "Plain", "date": "2026-11-01"})
    settings: dict[str, Any] = {}
    for key in keys:
        settings = _merge(settings, fill(Settings, say, key, "Settings"))
    _write(site, "briefgen.yml", settings, body=None)


FILES = {
    "content/world/article-{k}.md": ArticleFrontMatter,
    "content/section-{k}/_index.md": SectionFrontMatter,
    "content/editions/edition-{k}.md": EditionFrontMatter,
    "content/page-{k}.md": PageFrontMatter,
}
"""The files that are written for each string, and what their front matter may say."""


def _merge(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for name, value in new.items():
        known = merged.get(name)
        if name in GRAMMAR or known is None:
            merged[name] = value
        elif isinstance(known, dict):
            merged[name] = _merge(known, value)
        else:
            merged[name] = known + (value if isinstance(known, list) else f" {value}")
    return merged


def _write(site: SiteTest, path: str, matter: dict[str, Any], body: str | None = "Text.") -> None:
    said = yaml.safe_dump(matter, allow_unicode=True, width=10**6, sort_keys=False)
    file = site.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(said if body is None else f"---\n{said}---\n{body}\n", encoding="utf-8")


def paths() -> list[str]:
    """Return the path of every field that takes text, such as ``Article.image.caption``."""
    seen: dict[str, None] = {}

    def say(path: str, _: str, tame: Any) -> Any:
        seen[path] = None
        return tame

    for cls in FILES.values():
        fill(cls, say, "", cls.__name__.removesuffix("FrontMatter"))
    fill(Settings, say, "", "Settings")
    return list(seen)
