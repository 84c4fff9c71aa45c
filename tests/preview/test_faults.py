"""What is wrong stays said until it is mended, whatever else happens in between."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from briefgen.errors import ContentError
from briefgen.preview.changes import Changes
from briefgen.preview.preview import Preview, PreviewOptions
from briefgen.preview.sources import MANY
from tests.preview.looking import Looking, preview_of
from tests.testsite import SiteTest

TALKS = "world/talks/index.html"


@pytest.fixture
def looking(site: SiteTest) -> Looking:
    """Return a preview of a site with two articles."""
    site.article("world/talks.md", "They talk.", title="Talks")
    site.article("world/vote.md", "They vote.", title="Vote")
    return Looking(site)


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_keep_saying_that_the_configuration_is_at_fault(site: SiteTest, looking: Looking) -> None:
    """Saving an article does not mend the configuration."""
    config = site.root / "briefgen.yml"
    good = config.read_bytes()
    _edit(config, "title: Test", "title: [")
    looking.follow()
    assert "briefgen.yml" in looking.problems
    _edit(site.root / "content/world/talks.md", "They talk.", "They talk on.")
    looking.follow()
    assert b"They talk on." in looking.read(TALKS)
    assert "briefgen.yml" in looking.problems
    config.write_bytes(good)
    looking.follow()
    assert not looking.errors


def test_say_what_stands_in_the_place_of_the_configuration(
    site: SiteTest, looking: Looking
) -> None:
    """What is there and no file is not called missing, and nobody waits for it."""
    config, away = site.root / "briefgen.yml", site.root / "away.yml"
    puts: tuple[Callable[[], None], ...] = (
        config.mkdir,
        lambda: os.mkfifo(config),
        lambda: config.symlink_to(config.name),
        lambda: config.symlink_to("content"),
    )
    for put in puts:
        config.rename(away)
        looking.preview.follow(Changes((config,), is_unsure=False))
        assert "there is no file briefgen.yml any more" in looking.problems
        put()
        looking.preview.follow(Changes((config,), is_unsure=False))
        assert "briefgen.yml is no file that can be read" in looking.problems
        assert "put a text file there, and this goes by itself" in looking.problems
        if config.is_dir() and not config.is_symlink():
            config.rmdir()
        else:
            config.unlink()
        away.rename(config)
        looking.preview.follow(Changes((config,), is_unsure=False))
        assert not looking.errors


def test_say_that_a_folder_that_comes_back_is_enough(site: SiteTest, looking: Looking) -> None:
    """Whoever has moved the content away need not save anything once it is back."""
    content, away = site.root / "content", site.root / "away"
    content.rename(away)
    looking.preview.follow(Changes((content,), is_unsure=False))
    (fault,) = looking.errors
    assert "there is no folder" in fault.message
    assert "save" not in fault.help
    away.rename(content)
    looking.preview.follow(Changes((), is_unsure=True))
    assert not looking.errors


def test_read_again_what_could_not_be_read(site: SiteTest, looking: Looking) -> None:
    """After the folder could not be read, the next change brings everything that was missed."""
    content = site.root / "content"
    _edit(content / "world/talks.md", "They talk.", "They talk on.")
    content.rename(site.root / "away")
    looking.preview.follow(Changes((), is_unsure=True))
    assert looking.errors
    (site.root / "away").rename(content)
    looking.preview.follow(Changes((content / "world/vote.md",), is_unsure=False))
    assert not looking.errors
    assert b"They talk on." in looking.read(TALKS)


def test_follow_a_configuration_once_it_can_be_followed(site: SiteTest, looking: Looking) -> None:
    """A setting that says how to read is not lost when reading by it has failed at first."""
    content = site.root / "content"
    _edit(content / "world/talks.md", "title: Talks", "titel: Peace")
    _edit(site.root / "briefgen.yml", "title: Test", "title: Test\nfields: {titel: title}")
    content.rename(site.root / "away")
    looking.preview.follow(Changes((site.root / "briefgen.yml",), is_unsure=False))
    assert looking.errors
    (site.root / "away").rename(content)
    looking.preview.follow(Changes((), is_unsure=False))
    assert b"Peace" in looking.read(TALKS)


def test_show_the_last_good_version_after_many_changes(site: SiteTest, looking: Looking) -> None:
    """When many files change at once, one that is broken stays what it was."""
    for number in range(MANY + 1):
        site.article(f"world/more-{number}.md", title=f"More {number}")
    _edit(site.root / "content/world/talks.md", "title: Talks", "title: [")
    looking.follow()
    assert "content/world/talks.md" in looking.problems
    assert b"They talk." in looking.read(TALKS)
    assert b"More 7" in looking.read("world/more-7/index.html")


def test_show_the_last_good_version_from_the_start(site: SiteTest, looking: Looking) -> None:
    """A preview that begins with a broken file shows what it said when it was read last."""
    _edit(site.root / "content/world/talks.md", "title: Talks", "title: [")
    again = Looking(site)
    assert "content/world/talks.md" in again.problems
    assert b"They talk." in again.read(TALKS)
    assert looking.read(TALKS) == again.read(TALKS)


@pytest.mark.parametrize("page", ["index.html", "world/talks/index.html"])
def test_stay_as_it_is_while_a_build_fails(site: SiteTest, looking: Looking, page: str) -> None:
    """A build beside the preview that finds mistakes takes nothing away from it."""
    _edit(site.root / "content/world/talks.md", "title: Talks", "title: [")
    with pytest.raises(ContentError):
        site.build()
    assert b"Talks" in looking.read(page)


def test_report_nothing_of_an_older_version(site: SiteTest, looking: Looking) -> None:
    """A build speaks of what a broken file says now, and not of what it said before."""
    assert not looking.errors
    site.article("world/talks.md", "See [it](ships.md).", title="Talks")
    site.article("world/ships.md", title="Ships")
    site.build()
    (site.root / "content/world/ships.md").unlink()
    _edit(site.root / "content/world/talks.md", "title: Talks", "title: [")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert len(caught.value.diagnostics) == 1
    _edit(site.root / "content/world/talks.md", "title: [", "title: Talks")
    with pytest.raises(ContentError, match=r"ships\.md"):
        site.build()


@dataclass
class Steps:
    """Tells of changes one after the other, and then ends the preview."""

    changes: list[Changes | None]
    preview: Preview
    waited: list[float | None] = field(default_factory=list)

    def wait(self, timeout: float | None) -> Changes | None:
        """Return the next changes."""
        self.waited.append(timeout)
        if not self.changes:
            self.preview.stop()
        return self.changes.pop(0) if self.changes else None

    def look(self) -> int:
        """Nobody asks for a look here."""
        raise NotImplementedError


def test_go_on_after_anything_that_goes_wrong(site: SiteTest, looking: Looking) -> None:
    """A step that fails is told, and the next change is followed as if nothing had been."""
    file = site.root / "content/world/talks.md"
    steps = Steps([Changes((file,), is_unsure=False), None], looking.preview)
    told: list[str] = []

    def listen() -> None:
        told.append(looking.problems)
        if len(told) == 1:
            raise RuntimeError("a listener has gone")

    looking.preview.listen(listen)
    _edit(file, "They talk.", "They talk on.")
    looking.preview.run(steps)
    assert "the preview could not follow: a listener has gone" in told[1]
    assert not looking.errors
    assert b"They talk on." in looking.read(TALKS)


def test_wait_no_longer_than_every_system_can(site: SiteTest) -> None:
    """However far the next scheduled article is, the preview looks again once a day."""
    site.article("world/ships.md", title="Ships", publish_at="2999-01-01T08:00Z")
    preview = preview_of(site, PreviewOptions(with_drafts=False))
    steps = Steps([], preview)
    preview.run(steps)
    assert steps.waited == [86_400.0]
