"""No edit goes unnoticed: what is known of a site is all of it, and of nothing else."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefgen.build.pipeline import build
from briefgen.build.request import Request
from briefgen.errors import CommandError
from tests.stores import DAMAGES, TABLES, change, upgrade, upgrades_undone
from tests.testsite import CONFIG, NOW, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

SETTINGS = (
    *("timezone: Europe/Kyiv", "language: de", "markdown: {typography: false}"),
    *("markdown: {headings: false}", "markdown: {permalinks: true}", "fields: {dek: summary}"),
    *("limits: {article_kilobytes: 100}", "limits: {front_matter_kilobytes: 8}"),
    *("limits: {article_kilobytes: 50}", "output: {images: false}", "output: {markdown: false}"),
    *("sections: [world]", "theme: briefing", 'base_url: ""'),
    *("output: {entries_per_page: 1}", "tagline: News", "authors: {ann: Ann Lee}"),
)
PLAIN = f"{CONFIG}theme: plain\n"
LIBRARIES = ("markdown_it", "yaml", "pygments", "jinja2", "babel", "PIL", "pagefind_bin")


def _go(site: SiteTest) -> None:
    site.remove("content/culture/gone.md")


def _rename(site: SiteTest) -> None:
    folder = site.root / "content/culture"
    (folder / "gone.md").rename(folder / "zebra.md")


def _withhold(site: SiteTest) -> None:
    site.article("culture/gone.md", title="Gone", draft="true")


def _go_with_its_folder(site: SiteTest) -> None:
    site.remove("content/culture")


def _lose_a_picture(site: SiteTest) -> None:
    site.remove("content/culture/chart.csv")


WAYS = (_go, _rename, _withhold, _go_with_its_folder, _lose_a_picture)


@pytest.fixture
def two(site: SiteTest) -> Iterator[Callable[[], SiteTest]]:
    """Return what makes a built site with a file to lose, and files before and after it."""
    count = 0

    def make() -> SiteTest:
        nonlocal count
        count += 1
        made = SiteTest(site.root / f"site-{count}")
        (made.root / "briefgen.yml").write_text(PLAIN, encoding="utf-8")
        made.article("art/early.md", title="Early", x_note="1")
        made.article("culture/gone.md", title="Gone", unknown_one="1", aliases="[/old/]")
        made.article("world/late.md", "First.", title="Late")
        made.write("-- content/culture/chart.csv --\n1,2\n")
        made.build()
        return made

    with upgrades_undone():
        yield make


def _follows(site: SiteTest) -> str:
    """Return what is wrong with builds of *site* after an edit of each kind; empty if nothing."""
    for number in range(3):
        if number == 1:
            site.article("world/late.md", "Edited.", title="Late")
            site.article("world/later.md", "New.", title="Later")
        elif number == 2:
            site.article("world/late.md", "Edited.", title="Late", draft="true")
            site.remove("content/world/later.md")
        report = site.build()
        clean, findings = site.clean_build()
        if site.tree() != clean:
            return f"step {number}: another site"
        if report is None or report.findings != findings:
            return f"step {number}: another report"
    return ""


def test_notice_edits_after_a_file_went_with_a_change_of_settings(
    two: Callable[[], SiteTest],
) -> None:
    """Whatever goes together with a setting of any kind, later edits are seen."""
    wrong = {}
    for number, setting in enumerate(SETTINGS):
        site, way = two(), WAYS[number % len(WAYS)]
        way(site)
        lines = [line for line in PLAIN.splitlines() if line.split(":")[0] not in setting]
        text = "\n".join([*lines, setting])
        (site.root / "briefgen.yml").write_text(f"{text}\n", encoding="utf-8")
        wrong[setting, way.__name__] = _follows(site)
    assert not {what: why for what, why in wrong.items() if why}


def test_notice_edits_after_a_file_went_with_an_upgrade(two: Callable[[], SiteTest]) -> None:
    """A new version of anything that reads, renders or draws hides no edit."""
    wrong = {}
    for number, library in enumerate(LIBRARIES):
        site, way = two(), WAYS[number % len(WAYS)]
        way(site)
        upgrade(library, number)
        wrong[library, way.__name__] = _follows(site)
    assert not {what: why for what, why in wrong.items() if why}


@pytest.mark.parametrize("table", TABLES)
def test_notice_edits_after_a_file_went_with_damage(
    two: Callable[[], SiteTest], table: str
) -> None:
    """Nor does any damage to any table of the store."""
    wrong = {}
    for number, (name, damage) in enumerate(DAMAGES.items()):
        site, way = two(), WAYS[number % len(WAYS)]
        way(site)
        damage(site.project.store, table, random.Random(number))
        wrong[name, way.__name__] = _follows(site)
    assert not {what: why for what, why in wrong.items() if why}


def test_repeat_no_warning_of_a_file_that_is_gone(two: Callable[[], SiteTest]) -> None:
    """What was said about a file goes with it, whatever else changes in the same moment."""
    site = two()
    assert "unknown_one" in site.warnings
    site.remove("content/culture/gone.md")
    (site.root / "briefgen.yml").write_text(f"{PLAIN}timezone: Europe/Kyiv\n", encoding="utf-8")
    site.build()
    assert "unknown_one" not in site.warnings


def test_read_anew_what_is_there_for_something_else_now(two: Callable[[], SiteTest]) -> None:
    """A text that becomes part of another's folder, or leaves it, is read as what it is then."""
    site = two()
    site.write("-- content/world/box/part.csv --\n1\n")
    for name in ("index.md", "index.txt"):
        site.article(f"world/box/{name}", "Text.", title="Box")
        site.build()
        assert site.tree() == site.clean_tree()
        site.remove(f"content/world/box/{name}")
        site.build()
        assert site.tree() == site.clean_tree()


def test_take_nothing_for_a_file_from_an_older_version_of_it(two: Callable[[], SiteTest]) -> None:
    """A text that was kept of other bytes of the same file is not shown."""
    for table in ("texts", "outlines"):
        site = two()
        store = site.project.store
        (row,) = change(store, f"select * from {table} where path = 'world/late.md'")
        site.article("world/late.md", "Second.", title="Late", summary="Second.")
        site.build()
        marks = ", ".join("?" * len(row))
        change(store, f"insert or replace into {table} values ({marks})", *row)
        site.write("-- briefgen.yml --\ntitle: Another\n")
        site.build()
        assert site.tree() == site.clean_tree()


def test_start_anew_once_when_the_store_is_damaged_again_and_again(site: SiteTest) -> None:
    """A disk that damages whatever is written ends the build with a message, not never."""
    for number in range(12):
        site.article(f"world/long-{number}.md", f"Long {number}. " * 20_000, title=str(number))
    site.build()
    before = site.tree()
    site.write("-- briefgen.yml --\ntitle: Another\n")
    seen: list[str] = []

    def damage(verb: str, number: int, total: int) -> None:
        if verb == "Rendering" and number == 1:
            seen.append(verb)
            data = site.project.store.read_bytes()
            site.project.store.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))

    with pytest.raises(CommandError, match="was damaged twice") as caught:
        build(site.project, Request(instant=NOW, workers=1), damage)
    assert len(seen) == 2
    assert "whether the disk is in order" in caught.value.diagnostics[0].help
    assert site.tree() == before
    site.build()
    assert site.tree() == site.clean_tree()


def test_start_anew_beside_what_an_interrupted_change_of_the_store_left(site: SiteTest) -> None:
    """A journal of SQLite that belongs to a deleted store is not played into the new one."""
    site.article("world/nato.md", title="NATO")
    site.build()
    for name in ("store.sqlite-journal", "store.sqlite-wal", "store.sqlite-shm"):
        (site.project.state / name).write_bytes(Path(site.project.store).read_bytes()[:5000])
    site.project.store.write_bytes(b"This is no database. " * 500)
    site.build()
    assert site.tree() == site.clean_tree()
    assert {one.name for one in site.project.state.iterdir()} == {
        ".gitignore",
        "lock",
        "store.sqlite",
    }
