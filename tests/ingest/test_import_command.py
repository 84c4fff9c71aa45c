"""The command: what it writes, asks, says and refuses."""

import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from briefgen.cli.app import app
from briefgen.errors import CommandError
from tests.processes import environment, run
from tests.testsite import SiteTest

TEXT = """\
Rana Idrissi speaks to the Lantern's Owen Frith

Rana Idrissi speaks to the Lantern's Owen Frith

The mayor of Tel Amar has said that the wells in the old quarter could be opened again before \
the summer, if the two villages above it agree on the pumps.

“We drink from the same hill,” Idrissi said. “And the [upper] villages know that as well as we \
do.”

Conditions for the Pumps

Idrissi insisted that the meters must be read by both sides, and "at once" was what she said.

Leave a review

In World

Follow us on social networks

Evening Lantern
"""

MADE = "content/world/untitled-rana-idrissi-speaks-to-the.md"


@pytest.fixture
def pasted(site: SiteTest) -> SiteTest:
    """Return a site with two sections, and a text beside it."""
    site.article("world/older.md")
    site.article("economy/older.md")
    (site.root / "pasted.txt").write_text(TEXT, encoding="utf-8")
    return site


def test_a_pasted_text_becomes_a_draft_with_its_gaps_marked(pasted: SiteTest) -> None:
    """Without a terminal: what is known is written, what is missing is a comment, and exit 0."""
    done = run(pasted.root, "import", "pasted.txt")
    assert done.returncode == 0
    draft = (pasted.root / MADE).read_text(encoding="utf-8")
    assert draft == (
        "---\n"
        '# title: "Rana Idrissi speaks to the Lantern\'s Owen Frith"  # a guess: the caption\n'
        "# date: YYYY-MM-DD  # the text does not say when it was published\n"
        "draft: true\n"
        "# image:\n"
        "#   src: picture.jpg  # the caption came without its picture\n"
        '#   caption: "Rana Idrissi speaks to the Lantern\'s Owen Frith"\n'
        "sources:\n"
        '  - title: "pasted.txt"\n'
        "    # url: https://example.org/  # where it was published\n"
        '    snapshot: "_sources/untitled-rana-idrissi-speaks-to-the.txt"\n'
        "---\n"
        "The mayor of Tel Amar has said that the wells in the old quarter could be opened again "
        "before the summer, if the two villages above it agree on the pumps.\n\n"
        "“We drink from the same hill,” Idrissi said. “And the [upper] villages know that as "
        "well as we do.”\n\n"
        "## Conditions for the Pumps\n\n"
        'Idrissi insisted that the meters must be read by both sides, and "at once" was what she '
        "said.\n"
    )
    assert "no title was found; the caption is there as a guess" in done.stderr
    assert "no date was found" in done.stderr
    assert "Made " + MADE in done.stdout
    for line in ("Leave a review", "In World", "Follow us on social networks", "Evening Lantern"):
        assert line in done.stdout


def test_the_copy_is_the_text_as_it_came_and_never_published(pasted: SiteTest) -> None:
    """It lies below `content/_sources/`, which no build reads, lists or copies."""
    run(pasted.root, "import", "pasted.txt", "--title", "Wells", "--date", "2026-11-20")
    copy = pasted.root / "content/_sources/2026-11-20-wells.txt"
    assert copy.read_bytes() == TEXT.encode()
    pasted.build(drafts=True)
    assert pasted.warnings == ""
    assert "world/wells/index.html" in pasted.tree()
    for path, data in pasted.tree().items():
        assert "_sources" not in path
        assert b"_sources" not in data, path
        assert b"Leave a review" not in data or b"social networks" not in data, path


def test_a_draft_builds_without_a_warning_once_its_gaps_are_filled(pasted: SiteTest) -> None:
    """An editor takes two signs away and fills in what is missing."""
    run(pasted.root, "import", "pasted.txt")
    file = pasted.root / MADE
    text = file.read_text(encoding="utf-8")
    text = re.sub(r"^# (title: .*?)  #.*$", r"\1", text, flags=re.MULTILINE)
    text = re.sub(r"^# date: .*$", "date: 2026-11-20", text, flags=re.MULTILINE)
    text = text.replace("    # url", "    url").replace("draft: true\n", "")
    file.write_text(text, encoding="utf-8")
    pasted.build()
    assert pasted.warnings == ""
    html = pasted.read("world/untitled-rana-idrissi-speaks-to-the/index.html")
    assert "the [upper] villages" in html
    assert "https://example.org/" in html


def test_the_same_text_again_is_said_to_be_there(pasted: SiteTest) -> None:
    """Also under another name and with other line ends; nothing is written."""
    run(pasted.root, "import", "pasted.txt")
    before = sorted(pasted.root.rglob("*"))
    (pasted.root / "pasted.txt").unlink()
    again = pasted.root / "again.txt"
    again.write_bytes(TEXT.replace("\n", "\r\n").encode() + b"\n")
    done = run(pasted.root, "import", "again.txt")
    assert done.returncode == 0
    assert f"This text was imported before: it is in {MADE}" in done.stdout
    after = sorted(pasted.root.rglob("*"))
    assert {path.name for path in after} - {path.name for path in before} == {"again.txt"}


def test_nothing_is_overwritten(pasted: SiteTest) -> None:
    """A text with the title of another gets a number, and both stay."""
    for number in (1, 2):
        file = pasted.root / "pasted.txt"
        file.write_text(f"The weir is open\n\n{TEXT}\n\nPart {number}.", encoding="utf-8")
        assert run(pasted.root, "import", "pasted.txt", "-s", "world").returncode == 0
    names = {path.name for path in (pasted.root / "content/world").iterdir()}
    assert names >= {"the-weir-is-open.md", "the-weir-is-open-2.md"}
    assert len(list((pasted.root / "content/_sources").iterdir())) == 2


def test_a_copy_without_its_draft_is_used_again(pasted: SiteTest) -> None:
    """After a run that was killed half-way, or a draft that was deleted."""
    run(pasted.root, "import", "pasted.txt")
    (pasted.root / MADE).unlink()
    done = run(pasted.root, "import", "pasted.txt", "--keep", "14")
    assert "Made " + MADE in done.stdout
    assert len(list((pasted.root / "content/_sources").iterdir())) == 1


def test_a_kept_line_is_in_the_draft(pasted: SiteTest) -> None:
    """`--keep` brings back what the rules would leave out."""
    line = TEXT.split("\n").index("Evening Lantern") + 1
    done = run(pasted.root, "import", "pasted.txt", "--keep", str(line))
    assert done.returncode == 0
    assert (pasted.root / MADE).read_text(encoding="utf-8").endswith("\n\nEvening Lantern\n")


def test_a_dry_run_writes_nothing_and_needs_no_site(tmp_path: Path) -> None:
    """In an empty folder, the draft is printed with every decision."""
    (tmp_path / "pasted.txt").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path, "import", "pasted.txt", "--dry-run", "--explain")
    assert done.returncode == 0
    assert "## Conditions for the Pumps" in done.stdout
    assert "repeated-caption" in done.stdout
    assert "said by Idrissi" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["pasted.txt"]


def test_without_a_site_the_message_says_how_to_get_one(tmp_path: Path) -> None:
    """A newcomer in an empty folder is told the next step."""
    (tmp_path / "pasted.txt").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path, "import", "pasted.txt")
    assert done.returncode == 2
    assert "briefgen new DIR" in done.stderr


def test_scripts_get_every_decision_as_json(pasted: SiteTest) -> None:
    """`--json` has the draft, the gaps, each line with its rule, and the quotations."""
    done = run(pasted.root, "import", "pasted.txt", "--json")
    (one,) = json.loads(done.stdout)["imports"]
    assert one["draft"] == MADE
    assert one["missing"] == ["title", "date", "source"]
    roles = [decision["role"] for decision in one["decisions"]]
    assert roles.count("heading") == 1
    assert roles.count("furniture") + roles.count("section") == 4
    assert one["quotations"][0]["speaker"] == "Idrissi"
    assert len(one["quotations"][0]["texts"]) == 2


def test_standard_input_is_read(pasted: SiteTest) -> None:
    """`-` is what another program writes."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "import", "-", "-s", "economy"],
        cwd=pasted.root,
        env=environment(),
        input=TEXT.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert (pasted.root / MADE.replace("world", "economy")).exists()


def test_many_texts_end_in_one_table(pasted: SiteTest) -> None:
    """Each has a line; one that cannot be read is an error, and the others are made."""
    for number in range(4):
        text = f"Report number {number} of many\n\n{TEXT}"
        (pasted.root / f"{number}.txt").write_text(text, encoding="utf-8")
    (pasted.root / "report.txt").write_bytes(b"%PDF-1.7")
    names = [*(f"{number}.txt" for number in range(4)), "report.txt", "none.txt"]
    done = run(pasted.root, "import", *names)
    assert done.returncode == 2
    assert "this is a PDF" in done.stderr
    assert "there is no file none.txt" in done.stderr
    assert "4 drafts made, 0 there already." in done.stdout
    assert done.stdout.count("content/world/report-number-") == 4


def test_the_clipboard_is_read_with_what_the_system_has(pasted: SiteTest, tmp_path: Path) -> None:
    """And where there is nothing, the message names what to install."""
    programs = tmp_path / "programs"
    programs.mkdir()
    only = {"PATH": str(programs), "WAYLAND_DISPLAY": ""}
    done = run(pasted.root, "import", "--clipboard", extra=only)
    assert done.returncode == 2
    assert "nothing here can read the clipboard" in done.stderr
    for name in ("xclip", "pbpaste"):
        program = programs / name
        program.write_text(f"#!/bin/sh\n/bin/cat '{pasted.root}/pasted.txt'\n", encoding="utf-8")
        program.chmod(0o755)
    done = run(pasted.root, "import", "--clipboard", extra=only)
    assert done.returncode == 0, done.stderr
    assert (pasted.root / MADE).exists()


def test_what_cannot_be_right_is_refused(pasted: SiteTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slips in options are told apart before anything is read or written."""
    monkeypatch.chdir(pasted.root)
    for arguments, message in (
        ((), "Say what to import"),
        (("pasted.txt", "--date", "22.11.2026"), "is not a date"),
        (("pasted.txt", "--source-url", "javascript:1"), "is not a web address"),
        (("pasted.txt", "b.txt", "--title", "A"), "for one text at a time"),
        (("content",), "is a folder"),
        (("pasted.txt", "-s", "worlds"), "did you mean `world`"),
    ):
        with pytest.raises((click.UsageError, CommandError)) as fault:
            app.main(["import", *arguments], standalone_mode=False)
        diagnostics = getattr(fault.value, "diagnostics", ())
        said = " ".join([str(fault.value), *(one.help for one in diagnostics)])
        assert message in said
    assert not (pasted.root / "content/_sources").exists()


def _on_a_terminal(folder: Path, answers: tuple[str, ...], *arguments: str) -> str:
    """Run the command on a terminal, give *answers* in turn, and return what was shown."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "briefgen", "import", *arguments],
        cwd=folder,
        env=environment({"TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "100"}),
        stdin=follower,
        stdout=follower,
        stderr=follower,
        close_fds=True,
    )
    os.close(follower)
    shown, waiting = "", list(answers)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if select.select([leader], [], [], 0.1)[0]:
            try:
                shown += os.read(leader, 4096).decode(errors="replace")
            except OSError:
                break
        elif waiting and shown.rstrip(" ").endswith("]:"):
            answer = waiting.pop(0)
            os.write(leader, f"{answer}\n".encode())
            shown += "\n"
        elif process.poll() is not None:
            break
    process.wait(timeout=10)
    os.close(leader)
    return shown


def test_on_a_terminal_what_is_missing_is_asked_for(pasted: SiteTest) -> None:
    """With the best guess as default; “-” leaves a gap, and a slip is asked again."""
    shown = _on_a_terminal(
        pasted.root, ("", "22.11.2026", "2026-11-20", "https://lantern.example/wells"), "pasted.txt"
    )
    assert "repeated-caption" in shown
    assert "a guess: the caption" in shown
    assert "is not a date" in shown
    (made,) = (pasted.root / "content/world").glob("2026-11-20-rana-idrissi-*.md")
    text = made.read_text(encoding="utf-8")
    assert 'title: "Rana Idrissi speaks to the Lantern\'s Owen Frith"\n' in text
    assert 'url: "https://lantern.example/wells"\n' in text
    assert "Missing" not in shown


def test_on_a_terminal_yes_asks_nothing(pasted: SiteTest) -> None:
    """`--yes` leaves the gaps to be filled in later."""
    shown = _on_a_terminal(pasted.root, (), "pasted.txt", "--yes")
    assert "Missing: title, date, source" in shown
    assert (pasted.root / MADE).exists()
