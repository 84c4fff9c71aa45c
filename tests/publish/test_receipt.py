"""Before anything is public, an editor sees by name what will be, and what will not be."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli.app import app
from briefgen.publish.receipt import Receipt
from tests.publish.repositories import Newsroom

ASSETS = {
    "content/world/flow.csv": b"a,b\n",
    "content/world/notes/card.csv": b"1\n",
    "content/world/interview.pdf": b"%PDF-1.4\n",
    "content/world/map.json": b"{}\n",
    "content/business/feed.csv": b"x\n",
    "content/world/two words.csv": b"1\n",
}


def _put(newsroom: Newsroom, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        file = newsroom.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@pytest.fixture
def said(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Return a function that runs `briefgen publish` in this process, and what it prints."""
    monkeypatch.chdir(newsroom.root)

    def run(*arguments: str) -> str:
        app.main(["publish", *arguments], prog_name="briefgen", standalone_mode=False)
        return capsys.readouterr().out

    return run


def test_name_each_file_that_is_no_page(newsroom: Newsroom, said: Callable[..., str]) -> None:
    """What lies in the content is named one by one, in a rehearsal too; feeds are counted."""
    newsroom.configure("publish: {keep: [proof.txt], domain: notes.example.org}\n")
    _put(newsroom, {**ASSETS, "site/proof.txt": b"1"})
    expected = {path.removeprefix("content/") for path in ASSETS} | {"proof.txt", "CNAME"}
    for wishes in ({"is_rehearsal": True}, {}):
        receipt = newsroom.publish(**wishes)
        theme = {path for path in receipt.new.files if path.startswith("assets/")}
        assert set(receipt.new.files) - theme == expected
        assert {"feed.xml", "robots.txt", ".nojekyll"} <= set(receipt.new.generated)
    newsroom.site.article("world/new.md", title="New")
    _put(newsroom, {"content/world/flow.csv": b"a,b\n1,2\n"})
    (newsroom.root / "content/world/interview.pdf").unlink()
    data = json.loads(said("--dry-run", "--json"))
    assert data["changed"]["files"] == ["world/flow.csv"]
    assert data["new"]["files"] == []
    assert data["gone"]["files"] == ["world/interview.pdf"]
    words = said("--dry-run")
    assert "\nChanged:\n" in words
    assert "\n  world/flow.csv\n" in words
    assert "\nGone:\n  world/interview.pdf\n" in words
    assert "other file" not in words


def test_hide_no_asset_behind_a_name_of_our_own(newsroom: Newsroom) -> None:
    """A file that only looks like one of briefgen's is named all the same."""
    names = ("card.png", "pagefind.csv", "sitemap.json", "page.480.webp")
    _put(newsroom, {f"content/world/river-files/{name}": b"x" for name in names})
    receipt = newsroom.publish(is_rehearsal=True)
    assert {f"world/river-files/{name}" for name in names} <= set(receipt.new.files)


@pytest.mark.extras
def test_name_a_picture_once(newsroom: Newsroom) -> None:
    """A picture is named, and its smaller sizes and the cards of articles are not."""
    pillow = pytest.importorskip("PIL.Image")
    (newsroom.root / "content/world/card.png").parent.mkdir(exist_ok=True)
    for name in ("port.jpg", "card.png"):
        pillow.new("RGB", (1300, 700), "teal").save(newsroom.root / "content/world" / name)
    newsroom.site.article("world/new.md", "![A port](port.jpg)\n", title="New")
    receipt = newsroom.publish(is_rehearsal=True)
    pictures = {path for path in receipt.new.files if not path.startswith("assets/")}
    assert pictures == {"world/port.jpg", "world/card.png"}
    assert any(path.endswith(".webp") for path in receipt.new.generated)


def _pending(receipt: Receipt) -> list[tuple[str, str, str]]:
    return [(Path(one.path).name, one.reason, one.shown) for one in receipt.pending.held]


def test_say_what_is_held_back(newsroom: Newsroom, said: Callable[..., str]) -> None:
    """Drafts, scheduled and expired texts are named with their instants, as the site's clock is."""
    newsroom.configure("timezone: Europe/Kyiv\n")
    fields = {
        "draft.md": {"draft": "true"},
        "later.md": {"publish_at": "2026-12-24T08:00:00Z"},
        "soon.md": {"publish_at": "2026-11-30T08:00:00+01:00"},
        "old.md": {"expires": "2026-11-20T12:00:00Z"},
        "going.md": {"expires": "2026-11-29T12:00:00Z"},
    }
    for name, field in fields.items():
        newsroom.site.article(f"world/{name}", title=f"Title of {name}", **field)
    for wishes in ({"is_rehearsal": True}, {}, {}):
        receipt = newsroom.publish(**wishes)
        assert _pending(receipt) == [
            ("draft.md", "draft", ""),
            ("old.md", "expired", "2026-11-20T14:00:00+02:00"),
            ("soon.md", "scheduled", "2026-11-30T09:00:00+02:00"),
            ("later.md", "scheduled", "2026-12-24T10:00:00+02:00"),
        ]
        due = receipt.pending.next_due
        assert due is not None
        assert (due.path, due.shown, due.is_expiry) == (
            "world/going.md",
            "2026-11-29T14:00:00+02:00",
            True,
        )
    now = ("--now", "2026-11-22T09:00Z")
    words = said(*now)
    assert words.startswith("Nothing has changed")
    assert "\nHeld back:\n  content/world/draft.md  —  a draft\n" in words
    assert "  content/world/soon.md  —  due at 2026-11-30T09:00:00+02:00\n" in words
    assert "  content/world/old.md  —  expired at 2026-11-20T14:00:00+02:00\n" in words
    assert "\nNext: content/world/going.md expires at 2026-11-29T14:00:00+02:00" in words
    data = json.loads(said(*now, "--json"))
    assert {one["reason"] for one in data["held_back"]} == {"draft", "scheduled", "expired"}
    assert data["next_due"]["path"] == "content/world/going.md"
