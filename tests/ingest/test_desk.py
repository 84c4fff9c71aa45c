"""What is written where: drafts and copies, one after another and in one call."""

import json
import os
import re
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from briefgen.cli.app import app, explain
from briefgen.errors import CommandError, Diagnostic
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Desk, Imported, understand
from briefgen.ingest.reading import Input

STORY = b"""\
The weir is open

The weir of Lindt is open again, and the fish may pass it now, after two years of repairs.
"""


def _made(desk: Desk, data: bytes = STORY, title: str = "") -> Imported:
    """Import *data* into the site of *desk*."""
    given = Given(title=title)
    understood = understand(Input("a.txt", data, "text"), given, frozenset())
    return desk.place(understood, "", given, dry=False)


@contextmanager
def _full_disk(most: int = 20) -> Iterator[None]:
    """Let no file grow beyond *most* bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_copy_of_an_earlier_run_outlives_a_failed_import(tmp_path: Path) -> None:
    """Only what was kept for a draft goes with it."""
    desk = Desk(tmp_path, "en")
    first = _made(desk)
    (tmp_path / first.path).unlink()
    with _full_disk(), pytest.raises(OSError, match="too large"):
        _made(Desk(tmp_path, "en"))
    assert (tmp_path / first.snapshot).read_bytes() == STORY
    assert list(tmp_path.rglob("*.md")) == []


def test_a_copy_goes_with_the_draft_that_could_not_be_written(tmp_path: Path) -> None:
    """Nothing is left over of an import that failed."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/unsorted").write_bytes(b"no folder")
    with pytest.raises(OSError, match="unsorted"):
        _made(Desk(tmp_path, "en"))
    assert list((tmp_path / "content/_sources").iterdir()) == []


def test_only_the_draft_that_names_a_copy_was_made_of_it(tmp_path: Path) -> None:
    """A copy may be called like the end of another one's name."""
    (tmp_path / "content/_sources").mkdir(parents=True)
    (tmp_path / "content/_sources/fire.txt").write_bytes(STORY)
    for name in ("2026-01-01-fire", "fire.txt"):
        other = f'---\nsources:\n  - snapshot: "_sources/{name}.txt"\n---\n'
        (tmp_path / f"content/{name}.md").write_text(other, encoding="utf-8")
    desk = Desk(tmp_path, "en")
    source = Input("a.txt", STORY, "text")
    assert desk.already(source) is None
    made = _made(desk)
    there = desk.already(source)
    assert there
    assert (there.path, there.snapshot) == (made.path, "content/_sources/fire.txt")


def test_only_front_matter_makes_a_draft_of_a_copy(tmp_path: Path) -> None:
    """Who speaks of a copy in the text, in a comment or in another field is not made of it."""
    (tmp_path / "content/_sources").mkdir(parents=True)
    (tmp_path / "content/_sources/fire.txt").write_bytes(STORY)
    head = "---\ntitle: A\n"
    name = "_sources/fire.txt"
    file = tmp_path / "content/a.md"
    others = (
        f"{head}---\nWe keep {name} beside it.\n\n    snapshot: {name}\n",
        f"{head}# snapshot: {name}\n---\n",
        f"{head}summary: {name}\n---\n",
        f"{head}summary: >\n  snapshot: {name}\n---\n",
        f"snapshot: {name}\n",
        f"{head}sources: [{{title: A, snapshot: _sources/fire}}]\n---\n",
        f"{head}sources: [{{title: A, snapshot: {name}.txt}}]\n---\n",
    )
    for text in others:
        file.write_text(text, encoding="utf-8")
        assert Desk(tmp_path, "en").already(Input("a.txt", STORY, "text")) is None, text
    drafts = (
        f"{head}sources:\n  - title: A\n    snapshot: {name}  # kept\n---\n",
        f"{head}sources:\n  - snapshot: '{name}'\n---\n",
        f"{head}sources: [{{title: A, snapshot: {name}}}]\n---\n",
        f"\ufeff{head}sources:\n  - snapshot: {name}\n---\n".replace("\n", "\r\n"),
        f"{head}sources:\n  - snapshot: {name}\n---\n" + "Words. " * 200_000,
    )
    for text in drafts:
        file.write_bytes(text.encode())
        there = Desk(tmp_path, "en").already(Input("a.txt", STORY, "text"))
        assert there, text[:200]
        assert there.path == "content/a.md"


def test_a_file_that_no_memory_holds_stops_no_import(tmp_path: Path) -> None:
    """Among the copies and among the articles: it is none of either, and is not read."""
    (tmp_path / "content/_sources").mkdir(parents=True)
    made = _made(Desk(tmp_path, "en"))
    for path in ("content/_sources/big.txt", "content/big.md", "content/unsorted/big.txt"):
        with (tmp_path / path).open("wb") as file:
            file.truncate(40_000_000_000)
    (tmp_path / "content/_sources/aaa.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "content/_sources/pipe.txt")
    there = Desk(tmp_path, "en").already(Input("a.txt", STORY, "text"))
    assert there
    assert there.path == made.path
    other = Input("a.txt", STORY + b"More words of another day.\n", "text")
    assert Desk(tmp_path, "en").already(other) is None


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty site, which is the current folder, with three texts beside it."""
    (tmp_path / "briefgen.yml").write_text("title: Notes\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    for name in "abc":
        (tmp_path / f"{name}.txt").write_bytes(b"Story " + name.encode() + b" of three\n\n" + STORY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _import(*arguments: str) -> tuple[Diagnostic, ...]:
    """Run the command; return why it failed."""
    with pytest.raises(CommandError) as fault:
        app.main(["import", *arguments], standalone_mode=False)
    return fault.value.diagnostics


def test_a_file_that_cannot_be_read_stops_no_other(
    batch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is an error of its own, and the others are made."""
    (batch / "round.txt").symlink_to("round.txt")
    faults = _import("a.txt", "round.txt", "a.txt/b.txt", "c.txt")
    assert [str(one.message).rpartition(": ")[2] for one in faults] == [
        "Too many levels of symbolic links",
        "Not a directory",
    ]
    assert "2 drafts made" in capsys.readouterr().out


def test_what_cannot_be_imported_says_what_to_do(batch: Path) -> None:
    """Nothing, a folder's name that a file has, and a file that only looks like one."""
    for empty in ("", " "):
        with pytest.raises(click.UsageError, match="Say what to import"):
            app.main(["import", "a.txt", empty], standalone_mode=False)
    if os.path.exists("/proc/self/mem"):
        (fault,) = _import("/proc/self/mem")
        assert str(fault.location) == "/proc/self/mem"
        assert "copy the text" in fault.help
    (batch / "content/_sources").write_bytes(b"no folder")
    with pytest.raises(FileExistsError) as taken:
        app.main(["import", "a.txt"], standalone_mode=False)
    (fault,) = explain(taken.value).diagnostics
    assert "_sources" in fault.message
    assert "move it away" in fault.help


def test_after_a_full_disk_the_drafts_made_are_told(
    batch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The texts after it are not tried."""
    (batch / "c.txt").write_bytes(STORY * 500)
    with _full_disk(4000):
        (fault,) = _import("a.txt", "c.txt", "b.txt")
    assert "too large" in fault.message
    assert "1 draft made" in capsys.readouterr().out
    assert len(list(batch.rglob("*.md"))) == 1


def test_only_a_date_is_taken_for_one_in_the_name_of_a_draft(tmp_path: Path) -> None:
    """A year with which a title begins is a part of its address."""
    desk = Desk(tmp_path, "en")
    (tmp_path / "content/unsorted").mkdir(parents=True)
    (tmp_path / "content/unsorted/2026-01-01-2024-round-up.md").touch()
    assert Path(_made(desk, title="2024 round-up").path).name == "2024-round-up-2.md"


@pytest.mark.parametrize(
    ("language", "written"),
    [("English: #1", ""), ("uk", "language: uk\n"), ("pt-BR", "language: pt\n")],
)
def test_only_a_language_tag_is_written_as_a_language(language: str, written: str) -> None:
    """Front matter of others may say anything, and the draft has to build."""
    data = f'---\ntitle: The weir\nlanguage: "{language}"\n---\n'.encode() + STORY
    given = Given()
    understood = understand(Input("a.md", data, "markdown"), given, frozenset())
    text = Desk(None, "en").place(understood, "", given, dry=True).text
    assert "".join(re.findall(r"^language:.*\n", text, re.MULTILINE)) == written


def test_scripts_get_every_text_in_full(batch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With many texts as with one."""
    app.main(["import", "a.txt", "b.txt", "--json"], standalone_mode=False)
    imports = json.loads(capsys.readouterr().out)["imports"]
    words = STORY.decode().strip().rpartition("\n")[2]
    assert len(words) > 80
    assert [one["decisions"][-1]["text"] for one in imports] == [words, words]
    assert (batch / imports[0]["draft"]).exists()
