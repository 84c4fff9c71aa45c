"""What a preview shows while its files come, change, break and go."""

import shutil
from pathlib import Path

import pytest

from briefgen.errors import ContentError
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.preview.changes import Changes
from briefgen.preview.known import Extent
from briefgen.preview.preview import Preview, PreviewOptions
from briefgen.preview.sources import MANY
from tests.media.photos import with_notes
from tests.preview.looking import Looking, preview_of
from tests.testsite import SiteTest

TALKS = "world/talks/index.html"


@pytest.fixture
def looking(site: SiteTest) -> Looking:
    """Return a preview of a site with three articles, drafts among them."""
    site.article("world/talks.md", "They talk.", title="Talks")
    site.article("world/vote.md", "They vote. See [talks](talks.md).", title="Vote")
    site.article("markets/rates.md", "They rise.", title="Rates", draft="true")
    return Looking(site, with_drafts=True)


def _edit(site: SiteTest, path: str, old: str, new: str) -> None:
    file = site.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_show_a_new_body_without_laying_the_site_out_anew(site: SiteTest, looking: Looking) -> None:
    """What an article says is its own business, however large the site is."""
    layout = looking.preview.snapshot.layout
    other = looking.key("world/vote/index.html")
    _edit(site, "content/world/talks.md", "They talk.", "They talk on.")
    assert looking.follow() == 1
    assert b"They talk on." in looking.read(TALKS)
    assert looking.preview.snapshot.layout is layout
    assert looking.key("world/vote/index.html") == other


def test_change_the_key_of_a_page_when_what_it_shows_changes(
    site: SiteTest, looking: Looking
) -> None:
    """A new title is on the page itself and on those that list it, and on no other."""
    shown = (TALKS, "index.html", "world/index.html", "404.html")
    before = [looking.key(path) for path in shown]
    _edit(site, "content/world/talks.md", "title: Talks", "title: Long talks")
    looking.follow()
    after = [looking.key(path) for path in shown]
    assert [one != other for one, other in zip(before, after, strict=True)] == [
        *(True, True, True, False),
    ]


def test_say_nothing_when_a_file_was_only_touched(site: SiteTest, looking: Looking) -> None:
    """A file that says what it said is no news."""
    number = looking.preview.snapshot.number
    (site.root / "content/world/talks.md").touch()
    assert looking.follow() == 0
    assert looking.preview.snapshot.number == number


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("content/world/talks.md", "title: Talks", "titel Talks", "content/world/talks.md:3"),
        ("content/world/talks.md", "They talk.", "See [it](gone.md).", "content/world/talks.md:5"),
        ("briefgen.yml", "title: Test", "title: [", "briefgen.yml:"),
        ("themes/own/templates/page.html", "view", "{{ view", "themes/own/templates/page.html:"),
        ("themes/own/theme.yml", "name: own", "nam: own", "themes/own/theme.yml"),
    ],
)
def test_keep_the_last_good_site_until_a_file_is_mended(
    site: SiteTest, path: str, old: str, new: str, message: str
) -> None:
    """Whatever is broken, the page stays as it was, what is wrong is said, and then forgotten."""
    site.article("world/talks.md", "They talk.", title="Talks")
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/page.html --
        {{ view.title }}
    """)
    (site.root / "briefgen.yml").write_text("title: Test\ntheme: own\n", encoding="utf-8")
    looking = Looking(site)
    assert b"They talk." in looking.read(TALKS)
    good = (site.root / path).read_bytes()
    _edit(site, path, old, new)
    assert looking.follow() > 0
    assert looking.errors
    assert message in looking.problems
    assert b"Talks" in looking.read(TALKS)
    (site.root / path).write_bytes(good)
    assert looking.follow() > 0
    assert not looking.errors
    assert b"They talk." in looking.read(TALKS)


def test_report_all_broken_files_together(site: SiteTest, looking: Looking) -> None:
    """One mistake hides no other, and each goes when it is mended."""
    _edit(site, "content/world/talks.md", "title: Talks", "title: [")
    _edit(site, "content/world/vote.md", "date: ", "date: x")
    looking.follow()
    assert {one.location.path for one in looking.errors if one.location} == {
        *("content/world/talks.md", "content/world/vote.md"),
    }
    _edit(site, "content/world/vote.md", "date: x", "date: ")
    looking.follow()
    assert [one.location.path for one in looking.errors if one.location] == [
        "content/world/talks.md"
    ]


def test_show_an_edit_of_one_file_while_another_is_broken(site: SiteTest, looking: Looking) -> None:
    """Who writes in one file need not wait for who breaks another."""
    _edit(site, "content/world/talks.md", "title: Talks", "title: [")
    looking.follow()
    _edit(site, "content/world/vote.md", "They vote.", "They vote again.")
    looking.follow()
    assert b"They vote again." in looking.read("world/vote/index.html")
    assert b"They talk." in looking.read(TALKS)


def test_say_what_a_template_does_wrong_over_the_last_good_page(site: SiteTest) -> None:
    """A mistake that only rendering shows is found when somebody looks, and goes with its cause."""
    site.article("world/talks.md", "They talk.", title="Talks")
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
    """)
    (site.root / "briefgen.yml").write_text("title: Test\ntheme: own\n", encoding="utf-8")
    looking = Looking(site)
    good = looking.read(TALKS)
    site.write("""
        -- themes/own/templates/article.html --
        {{ view.titel }}
    """)
    looking.follow()
    assert looking.read(TALKS) == good
    assert "themes/own/templates/article.html:1" in looking.problems
    site.remove("themes/own/templates/article.html")
    looking.follow()
    assert looking.read(TALKS) == good
    assert not looking.errors


def test_refuse_a_page_whose_template_never_worked(site: SiteTest) -> None:
    """Without a good page there is only what is wrong with it."""
    site.article("world/talks.md", "They talk.", title="Talks")
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/article.html --
        {{ view.titel }}
    """)
    (site.root / "briefgen.yml").write_text("title: Test\ntheme: own\n", encoding="utf-8")
    looking = Looking(site)
    with pytest.raises(ContentError, match="titel"):
        looking.read(TALKS)
    assert looking.errors


@pytest.mark.parametrize("way", ["slug", "file", "section"])
def test_know_where_a_page_has_gone(site: SiteTest, looking: Looking, way: str) -> None:
    """A tab can go along with an article that has a new address."""
    looking.read(TALKS)
    file = site.root / "content/world/talks.md"
    if way == "slug":
        _edit(site, "content/world/talks.md", "title: Talks", "title: Talks\nslug: parley")
    elif way == "file":
        file.rename(file.with_name("parley.md"))
    else:
        file.rename(site.root / "content/markets/talks.md")
    looking.follow()
    place = {"slug": "world/parley/", "file": "world/parley/", "section": "markets/talks/"}[way]
    assert looking.key(TALKS) == ""
    assert looking.preview.moved_to(OutputPath(TALKS)) == place
    assert looking.preview.snapshot.locate(place) == f"{place}index.html"


def test_know_that_a_page_has_gone_for_good(site: SiteTest, looking: Looking) -> None:
    """What was deleted is nowhere, and what linked to it is wrong now."""
    looking.read(TALKS)
    site.remove("content/world/talks.md")
    looking.follow()
    assert looking.key(TALKS) == ""
    assert looking.preview.moved_to(OutputPath(TALKS)) is None
    assert "there is no article `content/world/talks.md`" in looking.problems


@pytest.mark.extras
def test_show_a_picture_that_has_changed(site: SiteTest) -> None:
    """The pages that show it have new keys, and so do its smaller sizes."""
    picture = site.root / "content/world/port.png"
    site.article("world/talks.md", "![A port](port.png)", title="Talks")
    site.article("world/vote.md", title="Vote")
    picture.write_bytes(with_notes("PNG", 600, 300))
    looking = Looking(site)
    paths = (TALKS, "world/port.png", "world/port.480.webp", "world/vote/index.html")
    before = [(looking.key(path), looking.read(path)) for path in paths]
    picture.write_bytes(with_notes("PNG", 620, 310))
    looking.follow()
    after = [(looking.key(path), looking.read(path)) for path in paths]
    assert [one[0] != other[0] for one, other in zip(before, after, strict=True)] == [
        *(True, True, True, False),
    ]
    assert [one[1] != other[1] for one, other in zip(before, after, strict=True)] == [
        *(True, True, True, False),
    ]


def test_serve_no_file_that_only_a_draft_uses(site: SiteTest) -> None:
    """Without drafts, what belongs to them is not there either."""
    site.article("world/talks.md", "[Figures](a.csv)", draft="true")
    site.article("world/vote.md", "[Figures](b.csv)")
    for name in ("a.csv", "b.csv"):
        (site.root / "content/world" / name).write_text("1,2\n", encoding="utf-8")
    snapshot = Looking(site).preview.snapshot
    assert snapshot.locate("world/a.csv") is None
    assert snapshot.locate("world/b.csv") == "world/b.csv"
    assert snapshot.locate("world/talks/") is None
    assert Looking(site, with_drafts=True).preview.snapshot.locate("world/a.csv")


def test_answer_for_addresses_as_a_server_does(looking: Looking) -> None:
    """A folder is its page, a folder without a slash is known, and the rest is not there."""
    snapshot = looking.preview.snapshot
    assert snapshot.base_path == "/briefing/"
    assert snapshot.locate("") == "index.html"
    assert snapshot.locate("world/talks/") == TALKS
    assert snapshot.locate("world/talks") is None
    assert snapshot.locate("world/talks/")
    for path in ("nowhere/", "../briefgen.yml", "world/talks.md", "content/world/talks.md", "/"):
        assert snapshot.locate(path) is None
    assert b"<html" in snapshot.not_found().body


def test_follow_thousands_of_changed_files_at_once(site: SiteTest) -> None:
    """Changing to another branch is one change, read as at the start."""
    for number in range(260):
        site.article(f"world/story-{number}.md", "Before.", title=f"Story {number}")
    looking = Looking(site)
    for number in range(260):
        site.article(f"world/story-{number}.md", "After.", title=f"Story {number}")
    preview = looking.preview
    before = preview.snapshot.number
    preview.follow(Changes((), is_unsure=True))
    assert preview.snapshot.number == before + 1
    assert all(
        b"After." in looking.read(f"world/story-{number}/index.html") for number in range(260)
    )


def _drawing(width: int) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="40"></svg>'


def test_show_a_picture_that_has_changed_with_many_files(site: SiteTest) -> None:
    """Its page has another key, though its address is as it was, and keeps that key afterwards."""
    picture = site.root / "content/world/chart.svg"
    other = "world/vote/index.html"
    site.article("world/talks.md", "![A chart](chart.svg)", title="Talks")
    site.article("world/vote.md", title="Vote")
    picture.write_text(_drawing(40), encoding="utf-8")
    looking = Looking(site)
    keys = [(looking.key(TALKS), looking.key(other))]
    for width in (50, 60):
        for number in range(MANY + 1):
            name = f"world/data-{number}.csv"
            (site.root / "content" / name).write_text(str(width), encoding="utf-8")
        picture.write_text(_drawing(width), encoding="utf-8")
        looking.follow()
        keys.append((looking.key(TALKS), looking.key(other)))
    picture.write_text(_drawing(70), encoding="utf-8")
    looking.follow()
    keys.append((looking.key(TALKS), looking.key(other)))
    assert len({key for key, _ in keys}) == 4
    assert len({key for _, key in keys}) == 1
    (site.root / "content/world/data-1.csv").write_text("70", encoding="utf-8")
    looking.follow()
    assert looking.key(TALKS) == keys[-1][0]


def test_go_on_beside_a_build_that_changes_the_store(site: SiteTest, looking: Looking) -> None:
    """A build, a forced one, or one that forgets what the preview shows is no business of it."""
    site.build(drafts=True)
    _edit(site, "content/world/talks.md", "They talk.", "They talk on.")
    site.build(drafts=True)
    looking.follow()
    assert b"They talk on." in looking.read(TALKS)
    shutil.rmtree(site.project.state)
    looking.follow()
    assert b"They vote." in looking.read("world/vote/index.html")


def test_begin_with_what_builds_remember(site: SiteTest) -> None:
    """A preview and builds share what they know, so neither makes the other begin anew."""
    site.article("world/talks.md")
    (site.root / "content/world/port.png").write_bytes(with_notes("PNG", 600, 300))
    site.build()
    preview_of(site)
    report = site.build()
    assert report is not None
    assert report.made == 0


def test_write_nothing_but_what_builds_remember(site: SiteTest, looking: Looking) -> None:
    """The output is not made, and nothing else beside the state."""
    looking.read(TALKS)
    assert {path.name for path in site.root.iterdir()} == {"content", "briefgen.yml", ".briefgen"}


def test_survive_the_loss_of_the_configuration_and_the_content(
    site: SiteTest, looking: Looking
) -> None:
    """What is gone for a moment is said to be gone, and back when it is back."""
    away = site.root.parent / "away"
    for name in ("briefgen.yml", "content"):
        (site.root / name).rename(away)
        looking.preview.follow(Changes((site.root / name,), is_unsure=True))
        assert looking.errors, name
        assert b"They talk." in looking.read(TALKS)
        away.rename(site.root / name)
        looking.preview.follow(Changes((site.root / name,), is_unsure=True))
        assert not looking.errors, looking.problems
        assert b"They talk." in looking.read(TALKS)


class _Once:
    """Watches nothing, and waits once."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.timeouts: list[float | None] = []

    def wait(self, timeout: float | None) -> Changes | None:
        self.timeouts.append(timeout)
        if len(self.timeouts) == 2:
            self.preview.stop()
        return None

    def look(self) -> int:
        raise NotImplementedError


def test_show_by_itself_what_comes_due(site: SiteTest) -> None:
    """A scheduled article comes when its time has come, without a change to any file."""
    site.article("world/open.md")
    site.article("world/later.md", publish_at="2999-01-01T09:00+00:00")
    preview = preview_of(site, PreviewOptions(with_drafts=False))
    watching = _Once(preview)
    preview.run(watching)
    assert watching.timeouts[0] is not None
    assert watching.timeouts[0] > 0
    assert preview.snapshot.number == 2


def test_read_only_what_was_named(site: SiteTest, looking: Looking) -> None:
    """A change to one file is found by looking at that file alone."""
    sources = looking.preview._sources
    _edit(site, "content/world/vote.md", "They vote.", "They vote again.")
    _edit(site, "content/world/talks.md", "They talk.", "They talk on.")
    assert sources.update([SourcePath("world/talks.md")]) is Extent.TEXTS
    assert b"They vote again." not in looking.read("world/vote/index.html")
    assert sources.update([SourcePath("world/vote.md")]) is Extent.TEXTS
    assert b"They vote again." in looking.read("world/vote/index.html")


def test_expect_a_site(tmp_path: Path, site: SiteTest) -> None:
    """A configuration that cannot be read leaves nothing to show."""
    (site.root / "briefgen.yml").write_text("title: [\n", encoding="utf-8")
    with pytest.raises(ContentError):
        preview_of(site)
