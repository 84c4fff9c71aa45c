"""Front matter is read by the declared types, and every complaint names its place."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace

from briefgen.content.frontmatter import FRONT_MATTER, RENAMES, Parts, part, read_front_matter
from briefgen.errors import to_text
from briefgen.model.article import Failure, Parsed
from briefgen.model.settings import FieldName
from briefgen.model.source import Role
from briefgen.schema.nodes import YamlText
from tests import corpora
from tests.content.reading import SETTINGS, read, report
from tests.golden import check_golden

CASES = Path(__file__).parent.parent / "frontmatter"


def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in (CASES / folder).glob("*.md"))


def _role(name: str) -> Role:
    """Return the role of a case: its name says if it is no article."""
    kind = name.partition("-")[0]
    return Role(kind) if kind in {"section", "page", "edition"} else Role.ARTICLE


def _path(name: str) -> str:
    return {
        Role.SECTION: "world/_index.md",
        Role.PAGE: f"{name}.md",
        Role.EDITION: f"editions/{name}.md",
    }.get(_role(name), f"world/{name}.md")


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; of a struct only what is not the default."""
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Struct):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("name", _names("valid"))
def test_read_what_front_matter_says(name: str) -> None:
    """Each valid file is read into exactly the values beside it."""
    path, role = f"content/{_path(name)}", _role(name)
    parts = part((CASES / "valid" / f"{name}.md").read_text(encoding="utf-8"), path)
    assert isinstance(parts, Parts)
    source = YamlText(path, parts.yaml, parts.yaml_line)
    matter, unknown = read_front_matter(FRONT_MATTER[role], source, SETTINGS)
    assert matter is not None
    said = {
        "says": _plain(matter),
        "unknown": [f"{key} at {place}" for key, place in unknown],
        "warnings": [to_text(one) for one in source.complaints],
        "body": f"line {parts.body_line}: {parts.body}",
    }
    said = {key: value for key, value in said.items() if value}
    text = json.dumps(said, indent=2, ensure_ascii=False) + "\n"
    check_golden(CASES / "valid" / f"{name}.json", text)


@pytest.mark.parametrize("name", _names("invalid"))
def test_refuse_what_front_matter_may_not_say(name: str) -> None:
    """Each invalid file is refused with exactly the words beside it."""
    text = (CASES / "invalid" / f"{name}.md").read_text(encoding="utf-8")
    outcome = read(text, _path(name), role=_role(name))
    assert isinstance(outcome, Failure)
    check_golden(CASES / "invalid" / f"{name}.txt", report(outcome) + "\n")


def test_every_rename_leads_to_a_field() -> None:
    """The built-in renames name fields that front matter has."""
    known = {field.name for cls in FRONT_MATTER.values() for field in fields(cls)}
    assert set(RENAMES.values()) <= known


def test_a_site_adds_renames_of_its_own() -> None:
    """`fields` in briefgen.yml lets a key of other files mean a field."""
    settings = replace(SETTINGS, fields=(FieldName("kicker", "summary"),))
    parsed = read("---\ntitle: A\ndate: 2026-11-22\nkicker: B\n---\n", settings=settings)
    assert isinstance(parsed, Parsed)
    assert parsed.content.summary == "B"


def test_front_matter_longer_than_the_limit_is_refused() -> None:
    """A front matter beyond the limit is not even composed."""
    outcome = read(f"---\nsummary: {'x' * 70_000}\n---\n")
    assert report(outcome) == (
        "error: the front matter is longer than 64 kilobytes\n"
        " ——▶ content/world/nato.md:2\n"
        "  = help: `limits.front_matter_kilobytes` in briefgen.yml raises the limit"
    )


def test_the_yaml_test_suite_ends_in_a_value_or_a_diagnostic() -> None:
    """No document of the YAML test suite raises or takes long, as front matter or alone."""
    for case in corpora.load("yaml-test-suite"):
        for text in (f"---\n{case['yaml']}\n---\nText.\n", case["yaml"]):
            started = time.perf_counter()
            outcome = read(text)
            assert time.perf_counter() - started < 1, case["name"]
            if isinstance(outcome, Failure):
                assert outcome.diagnostics, case["name"]
                assert report(outcome), case["name"]
