"""The program as its users meet it: exit codes, messages, and what it prints where."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefgen import __version__
from briefgen.build.manifest import MANIFEST_NAME
from tests.processes import build, command, environment, run
from tests.testsite import SiteTest


@pytest.fixture
def world(site: SiteTest) -> SiteTest:
    """Return a small site that has not been built."""
    site.article("world/nato.md", title="NATO")
    return site


def files_in(folder: Path) -> int:
    """Return how many files there are in *folder* for readers and machines."""
    return sum(path.is_file() and path.name != MANIFEST_NAME for path in folder.rglob("*"))


def test_end_with_0_and_one_line_when_a_site_was_built(world: SiteTest) -> None:
    """A build prints one line to standard output, and nothing to standard error."""
    done = build(world.root)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    assert re.fullmatch(r"site/: \d+ files written, 0 unchanged, 0 removed, in \d+\.\d\d s", line)
    assert f"site/: {files_in(world.output)} files written" in line


def test_end_with_1_when_the_content_is_at_fault(world: SiteTest) -> None:
    """The message names file, line and column, shows the line, and says what to do."""
    world.article("world/un.md", date="2026-02-30")
    done = build(world.root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: expected a date for `date`, found `2026-02-30`\n"
        " ——▶ content/world/un.md:3:7\n"
        "  │\n"
        "3 │ date: 2026-02-30\n"
        "  │       ^^^^^^^^^^\n"
        "  = help: February 2026 has 28 days\n"
    )


def test_end_with_1_and_count_the_errors(world: SiteTest) -> None:
    """Several errors are counted at the end."""
    world.article("world/a.md", date="never")
    world.article("world/b.md", date="never")
    done = build(world.root)
    assert done.returncode == 1
    assert done.stderr.endswith("\n2 errors; the site is as it was.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--now", "tomorrow"), "`tomorrow` is not an instant"),
        (("--now", "2026-11-22T09:00"), "`2026-11-22T09:00` is not an instant"),
        (("--workers", "0"), "--workers"),
        (("--wrokers", "2"), "No such option"),
        (("--output", "content"), "it lies in content"),
        (("superfluous",), "unexpected extra argument"),
    ],
)
def test_end_with_2_when_the_command_is_at_fault(
    world: SiteTest, arguments: tuple[str, ...], message: str
) -> None:
    """A command that cannot be carried out is refused in a sentence, before anything is done."""
    done = run(world.root, "build", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not world.output.exists()


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "example.org", "https://", "javascript:x"]
)
def test_refuse_an_address_that_is_none(world: SiteTest, address: str) -> None:
    """``--base-url`` takes web addresses only."""
    done = build(world.root, "--base-url", address)
    assert done.returncode in {1, 2}
    assert "is not a web address" in done.stderr
    assert not world.output.exists()


def test_end_with_2_where_there_is_no_site(world: SiteTest) -> None:
    """Outside of a site the program says where it looked, and how to make one."""
    done = build(world.root.parent)
    assert done.returncode == 2
    assert done.stderr.startswith("error: there is no briefgen.yml in ")
    assert "briefgen new" in done.stderr


def test_end_with_2_where_there_is_no_content(world: SiteTest) -> None:
    """A site without its folder of content is a command given in the wrong place."""
    (world.root / "content").rename(world.root / "elsewhere")
    done = build(world.root)
    assert done.returncode == 2
    assert "there is no folder" in done.stderr


def test_build_the_nearest_site_above(world: SiteTest) -> None:
    """In a folder of a site the site is built, wherever the folder is."""
    done = build(world.root / "content/world")
    assert done.returncode == 0
    assert done.stdout.startswith(f"../../site/: {files_in(world.output)} files written")
    assert world.output.is_dir()


def test_take_an_output_relative_to_where_one_is(world: SiteTest) -> None:
    """``--output`` means a folder seen from the current one."""
    (world.root / "here").mkdir()
    assert build(world.root / "here", "--output", "out").returncode == 0
    assert (world.root / "here/out/index.html").is_file()


def test_print_json_for_scripts(world: SiteTest) -> None:
    """``--json`` prints one JSON value that says what was done, and nothing else."""
    world.article("world/draft.md", draft="true", publish_at="2026-12-01T00:00Z")
    world.article("world/soon.md", publish_at="2026-12-01T00:00+00:00")
    done = build(world.root, "--json")
    assert done.stderr == ""
    data = json.loads(done.stdout)
    assert data["written"] == files_in(world.output)
    assert data["removed"] == []
    assert {"path": "index.html", "reason": "new"} in data["rendered"]
    assert data["held_back"] == {"drafts": 1, "scheduled": 1, "expired": 0}
    assert data["next_due"]["path"] == "world/soon.md"
    assert json.loads(build(world.root, "--json").stdout)["written"] == 0


def test_explain_every_page_that_is_rendered(world: SiteTest) -> None:
    """``--explain`` names every page that was rendered or removed, and the reason."""
    world.article("world/un.md", title="UN", date="2026-10-01")
    build(world.root)
    world.article("world/nato.md", "Other.", title="NATO and others")
    (world.output / "404.html").unlink()
    world.remove("content/world/un.md")
    lines = build(world.root, "--explain").stdout.splitlines()
    reasons = dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))
    assert "view.title" in reasons["world/nato/index.html"]
    assert reasons["404.html"].startswith("missing")
    assert reasons["world/un/index.html"] == "removed"
    assert build(world.root, "--explain").stdout.count("\n") == 1


def test_explain_a_change_of_the_template(world: SiteTest) -> None:
    """A page that is rendered for its template's sake says which template."""
    (world.root / "briefgen.yml").write_text("title: T\ntheme: own\n", encoding="utf-8")
    world.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    build(world.root)
    world.write("-- themes/own/templates/macros/date.html --\n{% macro date(m) %}x{% endmacro %}")
    done = build(world.root, "--explain")
    assert "world/nato/index.html: changed: template article.html" in done.stdout


def test_print_nothing_on_request(world: SiteTest) -> None:
    """``--quiet`` leaves nothing but warnings and errors."""
    done = build(world.root, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_print_warnings_and_build_all_the_same(world: SiteTest) -> None:
    """A warning goes to standard error and changes no exit code."""
    world.article("world/un.md", nonsense="x")
    done = build(world.root, "--quiet")
    assert done.returncode == 0
    assert done.stderr.startswith("warning: nobody knows the field `nonsense`, which 1 file uses")


needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")


def on_terminal(folder: Path, *command: str, no_color: str) -> bytes:
    """Run *command* on a terminal of its own, and return what that was sent."""
    import pty

    reading, writing = pty.openpty()
    subprocess.run(
        command,
        cwd=folder,
        env=environment({"NO_COLOR": no_color, "TERM": "xterm"}),
        stdout=writing,
        stderr=writing,
        check=False,
        timeout=60,
    )
    # What is printed is shorter than what a terminal holds back.
    output = os.read(reading, 4096)
    os.close(reading)
    os.close(writing)
    return output


@needs_terminal
@pytest.mark.parametrize(("no_color", "is_coloured"), [("", True), ("1", False)])
def test_respect_no_color(world: SiteTest, no_color: str, *, is_coloured: bool) -> None:
    """On a terminal errors are coloured, unless their reader does not want it."""
    world.article("world/un.md", date="never")
    output = on_terminal(world.root, *command(), "build", no_color=no_color)
    assert (b"\x1b[" in output) is is_coloured
    assert b"never" in output


# However fast the machine: a build that is not over after half a second.
SLOW = """
import time
from briefgen.cli.progress import BLINK, Progress
with Progress(is_shown=True) as progress:
    time.sleep(BLINK + 0.1)
    progress.advance("Reading", 1, 2)
print("done")
"""


@needs_terminal
@pytest.mark.parametrize(("no_color", "is_drawn"), [("", True), ("1", False)])
def test_draw_no_bar_without_colour(tmp_path: Path, no_color: str, *, is_drawn: bool) -> None:
    """A long build shows a bar on a terminal, but not to readers who want plain text."""
    output = on_terminal(tmp_path, sys.executable, "-c", SLOW, no_color=no_color)
    assert (b"Reading" in output) is is_drawn
    assert (b"\x1b" in output) is is_drawn
    assert b"done" in output


def test_print_plain_text_into_files(world: SiteTest) -> None:
    """What is not a terminal gets no colour and no bar."""
    world.article("world/un.md", date="never")
    assert "\x1b" not in build(world.root).stderr


def test_show_control_characters_of_content_as_escapes(world: SiteTest) -> None:
    """No file can steer the terminal through a message about it."""
    world.article("world/un.md", date='"\\e[31m"')
    done = build(world.root)
    assert "\x1b" not in done.stderr
    assert done.returncode == 1


FUTURE = "is dated in the future, and published all the same"


def test_warn_of_what_is_dated_in_the_future(world: SiteTest) -> None:
    """A date holds nothing back, which is said for articles and editions."""
    world.article("world/soon.md", date="2026-12-01")
    assert f"warning: content/world/soon.md {FUTURE}" in build(world.root).stderr
    world.remove("content/world/soon.md")
    world.article("editions/2026-12-01.md", date="2026-12-01", items="[world/nato]")
    assert f"warning: content/editions/2026-12-01.md {FUTURE}" in build(world.root).stderr


@pytest.mark.parametrize(
    "fields", [{"publish_at": "2026-12-01T06:00+00:00"}, {"draft": "true"}], ids=str
)
def test_say_nothing_of_the_future_of_what_is_not_published(
    world: SiteTest, fields: dict[str, str]
) -> None:
    """Drafts and scheduled articles may have any date, in a build that shows them, too."""
    world.article("world/soon.md", date="2026-12-01", **fields)
    assert build(world.root).stderr == ""
    assert build(world.root, "--drafts").stderr == ""
    assert (world.output / "world/soon/index.html").is_file()


def test_build_everything_again_on_request(world: SiteTest) -> None:
    """``--force`` renders every page, and writes those whose bytes differ: none."""
    build(world.root)
    done = build(world.root, "--force", "--explain")
    assert "0 files written" in done.stdout
    assert "index.html: " in done.stdout


def test_take_the_instant_from_the_environment(world: SiteTest) -> None:
    """``SOURCE_DATE_EPOCH`` decides what is due, unless ``--now`` does."""
    world.article("world/soon.md", publish_at="2026-12-01T00:00+00:00")
    assert run(world.root, "build", extra={"SOURCE_DATE_EPOCH": "1900000000"}).returncode == 0
    assert (world.output / "world/soon/index.html").exists()
    assert build(world.root, extra={"SOURCE_DATE_EPOCH": "1900000000"}).returncode == 0
    assert not (world.output / "world/soon/index.html").exists()
    done = run(world.root, "build", extra={"SOURCE_DATE_EPOCH": "soon"})
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH is not a number of seconds: `soon`" in done.stderr


def test_say_its_version_and_its_commands(world: SiteTest) -> None:
    """``--version`` and ``--help`` end with 0; no command at all is a question for help."""
    assert __version__ in run(world.root, "--version").stdout
    helped = run(world.root, "--help")
    assert helped.returncode == 0
    assert "Exit codes:" in helped.stdout
    assert run(world.root, "biuld").returncode == 2
    shown = run(world.root, "build", "--help").stdout
    assert "--explain" in shown
    assert "Examples:" in shown
