"""The words that wait for an editor's are never published in place of them."""

from datetime import date
from pathlib import Path

import yaml

from briefgen.build.project import Project
from briefgen.model.article import Failure, Parsed
from briefgen.model.source import Role
from briefgen.scaffold.article import make_article
from briefgen.scaffold.edition import make_edition
from tests.content.reading import read, report
from tests.testsite import SiteTest

DAY = date(2026, 11, 22)
MESSAGE = "these are the words of a new draft, which wait for yours"


def _new_drafts(site: SiteTest) -> list[Path]:
    """Return one file of each kind that the commands make."""
    project = Project(site.root)
    site.article("world/there.md")
    return [
        site.root / make_article(project, "One", "world", DAY, suffix=".md").path,
        site.root / make_article(project, "Two", "world", DAY, suffix=".txt").path,
        site.root / make_edition(project, "Three", DAY).path,
    ]


def _values(node: object) -> list[str]:
    if isinstance(node, dict):
        return [one for key, value in node.items() if key != "extra" for one in _values(value)]
    if isinstance(node, list):
        return [one for entry in node for one in _values(entry)]
    return [node] if isinstance(node, str) else []


def _role(file: Path) -> Role:
    return Role.EDITION if "editions" in file.parts else Role.ARTICLE


def test_a_new_draft_is_refused_when_it_is_no_draft_any_more(site: SiteTest) -> None:
    """Each kind is read as it is made, and refused without its `draft: true`, with places."""
    for file in _new_drafts(site):
        text = file.read_text("utf-8")
        name = file.relative_to(site.root / "content").as_posix()
        assert isinstance(read(text, name, role=_role(file)), Parsed)
        outcome = read(text.replace("draft: true\n", ""), name, role=_role(file))
        assert isinstance(outcome, Failure)
        faults = [one for one in outcome.diagnostics if one.message == MESSAGE]
        lines = text.replace("draft: true\n", "").split("\n")
        for fault in faults:
            assert fault.location
            assert lines[fault.location.line - 1] == fault.excerpt
        below = text.partition("\n---\n")[2].split("\n")
        words = [one for one in below if one and not one.startswith(":::")]
        assert len(faults) == len(words)


def test_every_line_of_a_new_text_is_known(site: SiteTest) -> None:
    """One line left as it was is enough, with other text around it or beside it."""
    for file in _new_drafts(site):
        body = file.read_text("utf-8").partition("\n---\n")[2]
        for line in filter(None, body.split("\n")):
            if line.startswith(":::"):
                continue
            for text in (f"Ours.\n\n{line}\n\nOurs.\n", f"Ours.\n\n{line} And ours.\n"):
                outcome = read(f"---\ntitle: A\n---\n{text}")
                assert isinstance(outcome, Failure), line
                assert MESSAGE in report(outcome)


def test_every_value_of_a_new_front_matter_is_known(site: SiteTest) -> None:
    """What stands behind a sign in a new draft is refused where the sign alone was taken away."""
    checked = 0
    for file in _new_drafts(site):
        head = file.read_text("utf-8").partition("\n---\n")[0]
        fields = "\n".join(
            line.removeprefix("# ").replace("# id: report    with an id, the", "id: report # the")
            for line in head.split("\n")[1:]
            if "the `# `" not in line and not line.startswith(("# An item", "# Keep", "draft:"))
        )
        said = yaml.safe_load(fields.replace("items:\n  - heading", "others:\n  - heading"))
        texts = [one for one in _values(said) if len(one.split()) > 2]
        checked += len(texts)
        outcome = read(f"---\n{fields}\n---\nText.\n", role=_role(file))
        assert isinstance(outcome, Failure)
        shown = report(outcome)
        for text in texts:
            assert any(
                one.message == MESSAGE and text in one.excerpt for one in outcome.diagnostics
            ), (text, shown)
    assert checked > 20


def test_a_placeholder_of_one_word_is_known() -> None:
    """An address that `briefgen new` wrote is nobody's own, and neither is its extra field."""
    for field in (
        "slug: another-address",
        "section: another-section",
        "aliases: [/old/address/]",
        "related: [other-article.md]",
        "extra: {anything: for your own theme}",
        "sources: [{title: A, url: https://example.org/address-of-the-source/}]",
    ):
        outcome = read(f"---\ntitle: A\n{field}\n---\nText.\n")
        assert isinstance(outcome, Failure), field
        assert MESSAGE in report(outcome)


def test_a_placeholder_is_known_in_other_lines_but_not_in_a_comment() -> None:
    """Breaking its lines anew changes none of its words; in a comment, nobody sees it."""
    words = "The first sentence can stand alone: what happened, and to whom."
    for text in (words.replace(" ", "\n", 3), "> " + words.replace("alone: ", "alone:\n> ")):
        outcome = read(f"---\ntitle: A\n---\nOurs.\n\n{text}\n")
        assert isinstance(outcome, Failure), text
        [fault] = outcome.diagnostics
        assert fault.location
        assert fault.location.line == 6
    for path in ("world/a.md", "world/a.txt"):
        outcome = read(f"---\ntitle: A\n---\nOurs.\n\n<!-- {words} -->\n", path)
        assert isinstance(outcome, Parsed), report(outcome)


def test_the_same_words_elsewhere_are_an_editors_own() -> None:
    """A title or a sentence may say what is a placeholder in another field."""
    outcome = read("---\ntitle: Who made it\n---\nWho made it, and who published it?\n")
    assert isinstance(outcome, Parsed), report(outcome)
