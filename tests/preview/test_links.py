"""What becomes a link while the preview runs shows nothing of what it leads to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError
from briefgen.model.paths import OutputPath
from briefgen.preview.changes import Changes
from tests.preview.live import live
from tests.preview.looking import Looking
from tests.testsite import SiteTest

SECRET = "Nobody may read this."
FOLLOWED: tuple[Callable[[Path], Changes], ...] = (
    lambda _: Changes((), is_unsure=True),
    lambda place: Changes((place,), is_unsure=False),
    lambda place: Changes((place / "world/talks.md", place / "talks.md"), is_unsure=False),
)
"""What may be told of a folder in whose place a link has come."""


@pytest.fixture
def linked(site: SiteTest) -> SiteTest:
    """Return a site with a theme of its own, and another one beside it with the same names."""
    for root, words in ((site.root, "They talk."), (site.root.parent / "private", SECRET)):
        other = site if root == site.root else SiteTest(root)
        other.article("world/talks.md", f"{words} [All](data.csv)", title="Talks")
        other.article("world/secret.md" if other is not site else "world/vote.md", words)
        other.write(f"""\
            -- content/world/data.csv --
            {words}
            -- content/_root/robots.txt --
            # {words}
            -- themes/own/theme.yml --
            name: own
            extends: briefing
            -- themes/own/assets/note.txt --
            {words}
            """)
    with (site.root / "briefgen.yml").open("a", encoding="utf-8") as config:
        config.write("theme: own\n")
    return site


def _replace(site: SiteTest, folder: str) -> Callable[[], None]:
    """Put a link in the place of *folder*; return what puts the folder back."""
    place, away = site.root / folder, site.root.parent / "away"
    place.rename(away)
    place.symlink_to(site.root.parent / "private" / folder, target_is_directory=True)

    def put_back() -> None:
        place.unlink()
        away.rename(place)

    return put_back


def _shown(looking: Looking) -> bytes:
    """Return all that the preview shows of the site."""
    layout = looking.preview.snapshot.layout
    paths = sorted({*layout.pages, *looking.preview.snapshot.files._look.assets})
    return b"".join(looking.preview.snapshot.answer(OutputPath(path)).body for path in paths)


@pytest.mark.parametrize(
    "folder", ["content", "content/world", "content/_root", "themes", "themes/own"]
)
def test_follow_no_link_in_the_place_of_a_folder(linked: SiteTest, folder: str) -> None:
    """It is the error that a build gives, however it is told, and nothing behind it is shown."""
    looking = Looking(linked)
    before = _shown(looking)
    for told in FOLLOWED:
        put_back = _replace(linked, folder)
        looking.preview.follow(told(linked.root / folder))
        with pytest.raises(BriefgenError) as fault:
            linked.build()
        assert "symbolic link" in str(fault.value)
        assert set(fault.value.diagnostics) <= set(looking.errors)
        # What is edited there later is followed no more than what is there already.
        looking.preview.follow(Changes((linked.root / folder / "x.md",), is_unsure=False))
        assert set(fault.value.diagnostics) <= set(looking.errors)
        assert SECRET.encode() not in _shown(looking)
        put_back()
        looking.preview.follow(Changes((), is_unsure=True))
        assert not looking.errors
        assert _shown(looking) == before


def test_serve_no_file_through_a_link(linked: SiteTest) -> None:
    """A file that is sent as it is comes from the site, also before anybody has told of a link."""
    with live(linked) as it:
        base = it.preview.snapshot.base_path
        assert it.ask(f"{base}world/data.csv")[0] == 200
        put_back = _replace(linked, "content")
        assert SECRET.encode() not in it.ask(f"{base}world/data.csv")[2]
        it.settle()
        for path in ("world/data.csv", "world/secret/", "world/talks/", "robots.txt", ""):
            assert SECRET.encode() not in it.ask(base + path)[2], path
        assert any("symbolic link" in one.message for one in it.preview.problems)
        put_back()
        it.settle()
        assert it.preview.problems == ()
        assert it.ask(f"{base}world/data.csv")[0] == 200


def test_begin_with_no_linked_theme(linked: SiteTest, tmp_path: Path) -> None:
    """A theme that lies elsewhere is refused from the start, as content is."""
    _replace(linked, "themes/own")
    with pytest.raises(BriefgenError, match="symbolic link"):
        Looking(linked)
