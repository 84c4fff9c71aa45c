"""Drafts, scheduled and expired articles leave no trace in any byte of the output."""

import shutil
import subprocess
from datetime import datetime

import pytest

from tests.processes import build
from tests.testsite import NOW, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

WITHHELD = {
    "a draft": {"draft": "true"},
    "not due": {"publish_at": "2026-11-22T09:00:01+00:00"},
    "expired": {"expires": "2026-11-22T09:00:00+00:00"},
    "a draft that is due": {"draft": "true", "publish_at": "2026-01-01T00:00Z"},
}

TRACES = (
    *("zanzibar", "quokka", "xylophone", "obelisk", "gazpacho", "yurt", "kumquat", "ocarina"),
    *("walrus", "pangolin", "tapioca", "nimbus", "fjord", "tundra"),
)
"""Words that stand in the article that is withheld, and nowhere else."""


def _write(site: SiteTest, fields: dict[str, str], *, bundle: bool) -> None:
    site.article("world/nato.md", "Text.", title="NATO", topics="[peace]", date="2026-10-01")
    site.article("world/un.md", "Text.", title="UN", topics="[peace]", date="2026-12-01")
    path = "world/quokka/index.md" if bundle else "world/quokka.md"
    beside = "" if bundle else "../world/"
    site.article(
        path,
        f"## Xylophone\n\nThe obelisk ![a]({beside}walrus.png) and ![b](/shared/pangolin.png).",
        title="Zanzibar",
        date="2026-11-10",
        topics="[peace, gazpacho]",
        aliases="[/yurt/, old/kumquat.html]",
        summary="An ocarina.",
        authors="[Tapioca]",
        image="/shared/nimbus.png",
        key_points="[A fjord.]",
        extra="{x: tundra}",
        featured="true",
        **fields,
    )
    for name in ("shared/pangolin.png", "shared/nimbus.png", "shared/used.png"):
        file = site.root / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(name.encode())
    image = site.root / "content/world" / ("quokka/walrus.png" if bundle else "walrus.png")
    image.write_bytes(b"walrus")


def _found(site: SiteTest) -> set[str]:
    """Return the traces that are in the output, in names and in bytes."""
    everything = b"\n".join(name.encode() + data for name, data in site.tree().items()).lower()
    return {trace for trace in TRACES if trace.encode() in everything}


@pytest.mark.parametrize("bundle", [False, True], ids=["file", "folder"])
@pytest.mark.parametrize("state", WITHHELD)
def test_leave_no_trace_of_what_is_not_published(
    site: SiteTest, state: str, *, bundle: bool
) -> None:
    """No byte of the output names an article that is withheld, or what only it uses."""
    _write(site, WITHHELD[state], bundle=bundle)
    site.build()
    assert _found(site) == set()
    _write(site, {}, bundle=bundle)
    site.build()
    assert _found(site) == set(TRACES) - {"tundra"}
    _write(site, WITHHELD[state], bundle=bundle)
    site.build()
    assert _found(site) == set()


@pytest.mark.parametrize("state", WITHHELD)
def test_show_a_link_to_what_is_not_published_as_text(site: SiteTest, state: str) -> None:
    """The words of such a link stay, its address goes, and a warning names both places."""
    _write(site, WITHHELD[state], bundle=False)
    site.article("markets/fed.md", "Line one.\n\nSee [that story](../world/quokka.md) soon.")
    site.build()
    assert _found(site) == set()
    page = site.read("markets/fed/index.html")
    assert "See <a>that story</a> soon." in page or "See that story soon." in page
    what = {"not due": "not published yet", "expired": "expired"}.get(state, "a draft")
    assert f"`content/world/quokka.md` is {what}; the text stays, without a link" in site.warnings
    assert "content/markets/fed.md:7:" in site.warnings


def test_keep_an_image_that_a_published_article_uses_too(site: SiteTest) -> None:
    """An image that is shared with a draft is published for the article that is public."""
    _write(site, {"draft": "true"}, bundle=False)
    site.article("markets/fed.md", "![c](/shared/pangolin.png)", image="/shared/nimbus.png")
    site.build()
    assert {"shared/pangolin.png", "shared/nimbus.png"} <= site.tree().keys()


def test_leave_no_trace_of_the_text_of_a_section_that_is_a_draft(site: SiteTest) -> None:
    """The articles of such a section stay; its own text, and what only that uses, goes."""
    site.article("world/nato.md", title="NATO")
    site.write("""
        -- content/world/_index.md --
        ---
        title: World
        summary: An ocarina.
        draft: true
        ---
        The obelisk ![](walrus.png).
        """)
    (site.root / "content/world/walrus.png").write_bytes(b"walrus")
    site.build()
    assert _found(site) == set()
    assert "World" in site.read("world/index.html")


def test_publish_drafts_only_on_request(site: SiteTest) -> None:
    """With ``--drafts`` a draft has a page, and is in no feed and no sitemap."""
    _write(site, {"draft": "true"}, bundle=False)
    site.build(drafts=True)
    assert "Zanzibar" in site.read("world/quokka/index.html")
    assert "quokka" not in site.read("feed.xml") + site.read("sitemap.xml")
    site.build()
    assert _found(site) == set()


@pytest.mark.parametrize(
    ("instant", "is_there"),
    [("2026-11-22T08:59:59", False), ("2026-11-22T09:00:00", True), ("2026-11-22T10:00:00", False)],
)
def test_publish_from_the_first_instant_to_the_last(
    site: SiteTest, instant: str, *, is_there: bool
) -> None:
    """An article is there from ``publish_at`` on, and no longer at ``expires``."""
    times = {"publish_at": "2026-11-22T10:00+01:00", "expires": "2026-11-22T10:00+00:00"}
    _write(site, times, bundle=False)
    site.build(now=datetime.fromisoformat(f"{instant}+00:00"))
    assert ("world/quokka/index.html" in site.tree()) is is_there
    assert (_found(site) == set()) is not is_there


def test_say_what_is_held_back_and_what_is_due_next(site: SiteTest) -> None:
    """The summary counts what is withheld, and says what will change when."""
    site.article("world/nato.md", title="NATO", expires="2026-12-05T00:00Z")
    site.article("world/soon.md", title="Soon", publish_at="2026-12-01T10:00+01:00")
    site.article("world/draft.md", title="Draft", draft="true")
    site.article("world/gone.md", title="Gone", expires="2026-01-01T00:00Z")
    done = build(site.root)
    assert "Held back: 1 draft, 1 scheduled, 1 expired." in done.stdout
    assert "Next: content/world/soon.md is due at 2026-12-01T09:00:00+00:00" in done.stdout
    assert "Next: content/world/soon.md" in build(site.root).stdout
    done = build(site.root, "--now", "2026-12-02T00:00Z")
    assert "Next: content/world/nato.md expires at 2026-12-05T00:00:00+00:00" in done.stdout


def test_build_when_all_articles_of_a_named_section_are_withheld(site: SiteTest) -> None:
    """A section that has nothing to show yet is no mistake in the settings."""
    (site.root / "briefgen.yml").write_text("title: Test\nsections: [world]\n", encoding="utf-8")
    site.article("markets/fed.md")
    site.article("world/nato.md", draft="true")
    site.build(now=NOW)
    assert "world" not in "".join(site.tree())


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_keep_what_is_remembered_out_of_git(site: SiteTest) -> None:
    """`git add -A` takes nothing of ``.briefgen/``, whose files hold the texts of drafts."""
    site.article("world/quokka.md", draft="true")
    site.build()
    for command in ("init -q", "add -A"):
        subprocess.run(["git", *command.split()], cwd=site.root, check=True)
    listed = subprocess.run(
        ["git", "ls-files"], cwd=site.root, check=True, capture_output=True, text=True
    )
    assert "content/world/quokka.md" in listed.stdout
    assert ".briefgen/" not in listed.stdout
