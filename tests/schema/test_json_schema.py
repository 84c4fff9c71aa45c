"""The JSON Schemas accept what the reader accepts, as far as a schema can tell."""

import json
import re
import typing
from datetime import datetime
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from msgspec import StructMeta
from msgspec.structs import fields

from briefgen.cli.schema import KINDS, schema, schema_of
from briefgen.content.frontmatter import RENAMES, renames_for
from briefgen.errors import Severity
from briefgen.model.front_matter import (
    ArticleFrontMatter,
    EditionFrontMatter,
    PageFrontMatter,
    SectionFrontMatter,
)
from briefgen.model.settings import Settings
from briefgen.model.theme import ThemeFile
from briefgen.schema.documentation import sentences_of, summary_of
from briefgen.schema.json_schema import DRAFT, schema_for
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.record import reader_for, record_for

jsonschema = pytest.importorskip("jsonschema")

CLASSES: dict[str, type[Any]] = {
    "site": Settings,
    "article": ArticleFrontMatter,
    "section": SectionFrontMatter,
    "page": PageFrontMatter,
    "edition": EditionFrontMatter,
    "theme": ThemeFile,
}


class _CoreLoader(yaml.SafeLoader):
    """Reads YAML as editors do: by the core schema of YAML 1.2, without dates."""


_CoreLoader.yaml_implicit_resolvers = {
    sign: [
        (tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":int", ":float"))
    ]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool",
    re.compile("^(?:true|false|True|False|TRUE|FALSE)$"),
    "tfTF",
)


def _is_read(kind: str, text: str) -> bool:
    """Whether briefgen's reader accepts *text*."""
    source = YamlText("a.yml", text)
    node = compose(source)
    assert node is not None, source.complaints
    renames = {} if kind in {"site", "theme"} else renames_for(CLASSES[kind], ())
    value, _ = record_for(CLASSES[kind]).read(source, node, renames)
    assert (value is None) == any(one.severity is Severity.ERROR for one in source.complaints)
    return value is not None


def _is_valid(kind: str, text: str) -> bool:
    """Whether the schema accepts *text*, as an editor reads it."""
    value = yaml.load(text, Loader=_CoreLoader)
    return bool(jsonschema.Draft7Validator(schema_of(kind)).is_valid(value))


ACCEPTED = [
    ("article", "title: A"),
    ("article", "title: 1.10"),
    ("article", "title: true"),
    ("article", "title:"),
    ("article", "title: no\nlanguage: no"),
    ("article", "date: 2026-11-22"),
    ("article", "date: 2026-1-5 9:30"),
    ("article", "date: 2026-11-22T09:30:15.5+0100"),
    ("article", "publish_at: 2026-11-22T09:30Z"),
    ("article", "topics: [a, 2026, ~]"),
    ("article", "topics: peace"),
    ("article", "authors:"),
    ("article", "image: a.jpg"),
    ("article", "image:\n  src: a.jpg\n  alt: B"),
    ("article", "sources:\n  - Reuters\n  - title: AP\n    date: 2026-11-22"),
    ("article", "updates:\n  - date: 2026-11-22\n    text: A\n    kind: correction"),
    ("article", "draft: yes"),
    ("article", "draft: true"),
    ("article", "draft: OFF"),
    ("article", "weight: -3"),
    ("article", 'weight: "3"'),
    ("article", "extra:\n  a: [1, {b: c}]"),
    ("article", "layout: post"),
    ("article", "tags: [a]\nauthor: B\ndescription: C\ncover: d.jpg"),
    ("section", "order: oldest\nweight: 2"),
    ("page", "title: About\norder: 2"),
    ("edition", "items:\n  - world/a.md\n  - heading: A\n  - title: B\n    url: https://c.org/"),
    ("site", "title: A"),
    ("site", "title: A\nauthors:\n  anna: Anna Example\n  ben:\n    name: Ben\n    role: Editor"),
    ("site", "title: A\nfields:\n  kicker: summary"),
    ("site", "title: A\nsocial:\n  - title: B\n    url: https://example.org/"),
    ("site", "title: A\nfeedback: https://example.org/"),
    ("site", "title: A\nmarkdown:\n  html: no"),
    ("site", "title: A\noutput: public"),
    (
        "theme",
        "name: a\noptions:\n  accent:\n    type: choice\n    default: red\n    choices: [red]",
    ),
]

REFUSED = [
    ("article", "title: [A]"),
    ("article", "title: {de: A}"),
    ("article", "date: tomorrow"),
    ("article", "date: 2026-13-01"),
    ("article", "date: 2026-11-32"),
    ("article", "date: 2026-11-22T25:00"),
    ("article", "date: 20261122"),
    ("article", "publish_at: 2026-11-22"),
    ("article", "publish_at: 2026-11-22T09:30"),
    ("article", "publish_at: 2026-11-22T09:30+15:00"),
    ("article", "topics: {a: b}"),
    ("article", "topics: [[a]]"),
    ("article", "image: [a.jpg]"),
    ("article", "image:\n  alt: A"),
    ("article", "sources: Reuters"),
    ("article", "sources:\n  - url: https://example.org/"),
    ("article", "updates: [A]"),
    ("article", "updates:\n  - date: 2026-11-22\n    text: A\n    kind: retraction"),
    ("article", "draft: maybe"),
    ("article", "draft: 1"),
    ("article", "weight: 1.5"),
    ("article", "weight: much"),
    ("article", "weight: 12345678901"),
    ("article", "extra: [a]"),
    ("article", "tags: {a: b}"),
    ("section", "order: random"),
    ("edition", "items: world/a.md"),
    ("edition", "items:\n  - [world/a.md]"),
    ("site", "tagline: A"),
    ("site", "title:"),
    ("site", "title: A\nauthors: [anna]"),
    ("site", "title: A\nauthors:\n  anna:"),
    ("site", "title: A\nauthors:\n  anna: [A]"),
    ("site", "title: A\nauthors:\n  anna:\n    role: Editor"),
    ("site", "title: A\nsocial: https://example.org/"),
    ("site", "title: A\nmarkdown: yes"),
    ("site", "title: A\nlimits: 5"),
    ("site", "title: A\noutput:\n  entries_per_page: few"),
    ("theme", "name: a\noptions:\n  accent: red"),
    ("theme", "name: a\noptions:\n  accent:\n    type: colour\n    default: red"),
]

ONLY_THE_READER_REFUSES = [
    ("article", "date: 2026-02-30"),
    ("article", "titel: A"),
    ("article", "tags: [a]\ntopics: [b]"),
]
"""What a schema cannot say: see the beginning of `schema.json_schema`."""


@pytest.mark.parametrize(("kind", "text"), ACCEPTED)
def test_reader_and_schema_accept_the_same(kind: str, text: str) -> None:
    """An editor does not underline what briefgen reads."""
    assert _is_read(kind, text)
    assert _is_valid(kind, text)


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_reader_and_schema_refuse_the_same(kind: str, text: str) -> None:
    """An editor underlines what briefgen will refuse."""
    assert not _is_read(kind, text)
    assert not _is_valid(kind, text)


@pytest.mark.parametrize(("kind", "text"), ONLY_THE_READER_REFUSES)
def test_some_things_only_the_reader_can_refuse(kind: str, text: str) -> None:
    """The schema leaves to the build what it has no words for."""
    assert not _is_read(kind, text)
    assert _is_valid(kind, text)


def _hints(cls: type[Any]) -> dict[str, Any]:
    """Return the types of all fields of *cls* and of what it holds."""
    found = {}
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        found[f"{cls.__name__}.{name}"] = hint
        for inner in [hint, *typing.get_args(hint), *typing.get_args(typing.get_args(hint)[0:1])]:
            if isinstance(inner, StructMeta):
                found |= _hints(inner)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_read_and_described(kind: str) -> None:
    """There is a reader and a schema for the type of every field."""
    for name, hint in _hints(CLASSES[kind]).items():
        assert callable(reader_for(hint)), name
        assert schema_for(hint), name


@pytest.mark.parametrize("hint", [float, dict[str, int], bytes, datetime])
def test_a_type_that_nothing_can_read_is_refused(hint: Any) -> None:
    """A new kind of field cannot be declared without a reader and a schema."""
    with pytest.raises(TypeError, match="no way to read"):
        reader_for(hint)
    with pytest.raises(TypeError, match="no way to describe"):
        schema_for(hint)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_its_sentence(kind: str) -> None:
    """What a field means is said once, under the field, and the schema repeats it."""
    cls = CLASSES[kind]
    properties = schema_of(kind)["properties"]
    for field in fields(cls):
        assert sentences_of(cls)[field.name].endswith((".", "!"))
        assert properties[field.name]["description"] == sentences_of(cls)[field.name]
    assert summary_of(cls) in schema_of(kind)["description"]


def test_names_of_other_generators_are_described_but_not_proposed() -> None:
    """`tags` is accepted and explained as `topics`; completion proposes `topics` only."""
    properties = schema_of("article")["properties"]
    assert set(RENAMES) <= set(properties)
    assert properties["tags"]["description"].startswith("Another name for `topics`. ")
    assert properties["tags"]["doNotSuggest"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_a_schema(kind: str) -> None:
    """`briefgen schema` prints JSON that is a schema by the rules of its draft."""
    result = CliRunner().invoke(schema, [kind])
    assert result.exit_code == 0
    printed = json.loads(result.output)
    assert printed["$schema"] == DRAFT
    jsonschema.Draft7Validator.check_schema(printed)
