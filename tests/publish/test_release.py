"""`publish` brings exactly the finished site to the remote, and changes nothing here."""

import json
import subprocess

import pytest

from tests.publish.repositories import ENVIRONMENT, Newsroom


def test_publish_to_a_new_branch(newsroom: Newsroom) -> None:
    """The branch holds the files of the site and `.nojekyll`, in one commit without a past."""
    before = newsroom.source_side()
    receipt = newsroom.publish()
    assert newsroom.public() == newsroom.wanted()
    assert receipt.commit == newsroom.tip()
    assert receipt.is_first
    assert newsroom.at_remote("log", "--format=%an <%ae>|%s", "gh-pages").startswith(
        "Ada <ada@example.org>|Publish: "
    )
    assert newsroom.at_remote("rev-list", "--count", "gh-pages") == "1"
    assert newsroom.source_side() == before


def test_name_what_becomes_public_changed_and_gone(newsroom: Newsroom) -> None:
    """Each article is in its list, with its title as readers know it."""
    newsroom.publish()
    newsroom.site.article("world/bridge.md", "It is wide.", title="A bridge & more")
    newsroom.site.article("world/river.md", "The water is shared anew.", title="Sharing a river")
    newsroom.site.remove("content/world/train.md")
    receipt = newsroom.publish()
    shown = {
        word: [
            (page.title, page.path)
            for page in change.pages
            if page.path.startswith("world/") and page.path != "world/index.html"
        ]
        for word, change in (
            ("new", receipt.new),
            ("changed", receipt.changed),
            ("gone", receipt.gone),
        )
    }
    assert shown == {
        "new": [("A bridge & more", "world/bridge/index.html")],
        "changed": [("Sharing a river", "world/river/index.html")],
        "gone": [("The night train", "world/train/index.html")],
    }
    assert newsroom.public() == newsroom.wanted()
    assert "world/train/index.html" not in newsroom.public()


def test_keep_the_history_of_the_branch(newsroom: Newsroom) -> None:
    """Each time adds one commit to those before, with the message that was asked for."""
    first = newsroom.publish().commit
    newsroom.site.article("world/bridge.md", title="A bridge")
    second = newsroom.publish(message="The bridge is open").commit
    assert newsroom.at_remote("rev-parse", f"{second}^") == first
    assert newsroom.at_remote("log", "-1", "--format=%s", "gh-pages") == "The bridge is open"


def test_keep_no_history_if_asked(newsroom: Newsroom) -> None:
    """One commit without a parent takes the place of all, with exactly the same files."""
    newsroom.publish()
    newsroom.site.article("world/bridge.md", title="A bridge")
    newsroom.site.remove("content/world/train.md")
    newsroom.publish(keeps_history=False)
    assert newsroom.at_remote("rev-list", "--count", "gh-pages") == "1"
    assert newsroom.public() == newsroom.wanted()


@pytest.mark.parametrize("keeps_history", [True, False])
def test_send_only_what_has_changed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, keeps_history: bool
) -> None:
    """With or without a history, files that the remote has already are not sent again."""
    newsroom.publish()
    (newsroom.root / "content/world/flow.csv").write_text("1,2\n", encoding="utf-8")
    trace = newsroom.root.parent / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    newsroom.publish(keeps_history=keeps_history)
    monkeypatch.undo()
    events = map(json.loads, trace.read_text(encoding="utf-8").splitlines())
    (sent,) = [event["value"] for event in events if event.get("key") == "write_pack_file/wrote"]
    # The file, its folder, the one above, the manifest, and the commit.
    assert int(sent) == 5


def test_push_nothing_in_a_rehearsal(newsroom: Newsroom) -> None:
    """A rehearsal says what a run would do, and the remote stays as it is."""
    before, refs = newsroom.source_side(), newsroom.refs()
    rehearsed = newsroom.publish(is_rehearsal=True)
    assert newsroom.refs() == refs
    assert newsroom.source_side() == before
    assert rehearsed.new == newsroom.publish().new


def test_push_nothing_if_nothing_has_changed(newsroom: Newsroom) -> None:
    """The second of two runs says so, and makes no commit."""
    newsroom.publish()
    refs = newsroom.refs()
    assert newsroom.publish().is_empty
    assert newsroom.refs() == refs


@pytest.mark.parametrize("keeps_history", [True, False])
@pytest.mark.parametrize("is_first", [True, False])
def test_take_it_back_with_the_line_that_is_shown(
    newsroom: Newsroom, keeps_history: bool, is_first: bool
) -> None:
    """The remote is as it was before, whatever it was; and only if nobody has pushed since."""
    if not is_first:
        newsroom.publish()
    refs = newsroom.refs()
    newsroom.site.article("world/bridge.md", title="A bridge")
    receipt = newsroom.publish(keeps_history=keeps_history)
    assert newsroom.refs() != refs
    assert _run(newsroom, receipt.undo).returncode == 0
    assert newsroom.refs() == refs
    newsroom.site.article("world/bridge.md", "Something else.", title="A bridge")
    newsroom.publish()
    assert _run(newsroom, receipt.undo).returncode != 0
    assert newsroom.public() == newsroom.wanted()


def _run(newsroom: Newsroom, line: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        line, shell=True, cwd=newsroom.root, env=ENVIRONMENT, capture_output=True, check=False
    )


def test_begin_anew_when_the_memory_is_lost_or_damaged(newsroom: Newsroom) -> None:
    """What is kept in `.briefgen` only saves time."""
    newsroom.publish()
    state = newsroom.site.project.state / "publish"
    for damage in ("objects", "HEAD", "known", "pack", "everything"):
        newsroom.site.article("world/bridge.md", damage, title="A bridge")
        if damage == "everything":
            newsroom.site.remove(".briefgen")
        elif damage == "pack":
            for pack in (state / "repository").rglob("*.pack"):
                pack.chmod(0o644)
                pack.write_bytes(pack.read_bytes()[:200])
        elif damage == "known":
            data = bytearray((state / "known").read_bytes())
            data[50] ^= 1
            (state / "known").write_bytes(data)
        else:
            newsroom.site.remove(f".briefgen/publish/repository/{damage}")
        newsroom.publish()
        assert newsroom.public() == newsroom.wanted()
    assert newsroom.at_remote("rev-list", "--count", "gh-pages") == "6"
