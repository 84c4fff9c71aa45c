"""P11 and P14: nothing hangs or falls over, and what is large is never held as a whole."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.build.workers import Workers
from briefgen.content.refused_names import DEEPEST
from briefgen.errors import BriefgenError, CommandError
from briefgen.publish.snapshot import take_snapshot
from tests.processes import INSTANT, build, command, environment, run_apart, snapshot
from tests.testsite import CONFIG, SiteTest

_THOROUGH = bool(os.environ.get("BRIEFGEN_FULL"))
LARGE = 2_000_000_000 if _THOROUGH else 200_000_000
"""Bytes of a file that nobody should hold in memory."""

MORE = 20_000
"""Kilobytes that a large file may take on top of what a small one takes."""


def _sparse(file: Path, size: int) -> None:
    """Make a file of *size* that takes no room, and is not all the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(b"begins")
        stream.seek(size - 4)
        stream.write(b"ends")


def _watched(folder: Path, *words: str) -> tuple[list[str], int]:
    """Run a command in *folder*; return what it prints and the most kilobytes that it has held."""
    # From a small process: the count of one that is started begins with what its parent holds.
    told = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss; "
        "print(f'\\n{used}'); sys.exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *said, used = done.stdout.splitlines()
    # macOS counts bytes.
    return said, int(used) // 1000 if sys.platform == "darwin" else int(used)


def test_build_a_film_without_holding_it(site: SiteTest) -> None:
    """The peak memory of a build does not grow with an asset, first and later."""
    site.article("world/nato.md", title="NATO")
    film = site.root / "content/world/film.mp4"
    words = (*command(), "build", "--now", INSTANT, "--workers", "1")
    peaks: dict[str, list[int]] = {}
    for name, size in (("small", 1000), ("large", LARGE)):
        shutil.rmtree(site.project.state, ignore_errors=True)
        shutil.rmtree(site.output, ignore_errors=True)
        _sparse(film, size)
        _, first = _watched(site.root, *words)
        # Without the store, every file of the output is looked at.
        shutil.rmtree(site.project.state)
        _, later = _watched(site.root, *words)
        peaks[name] = [first, later]
    for small, large in zip(peaks["small"], peaks["large"], strict=True):
        assert large <= small + MORE, peaks
    copy = site.output / "world/film.mp4"
    assert copy.stat().st_size == LARGE
    if hasattr(copy.stat(), "st_blocks") and film.stat().st_blocks < 10_000:
        assert copy.stat().st_blocks < 100_000, "the holes of a file stay holes"
    with copy.open("rb") as stream:
        assert stream.read(6) == b"begins"
        stream.seek(-4, os.SEEK_END)
        assert stream.read() == b"ends"
    assert copy.stat().st_ino != film.stat().st_ino, "the file of an editor is never shared"


_PREVIEW = """
import sys
from http.client import HTTPConnection
from pathlib import Path
from briefgen.build import extras
extras.has = lambda _: False
from briefgen.build.project import Project
from tests.preview.live import COOKIE, live
from tests.testsite import SiteTest

site = SiteTest.__new__(SiteTest)
site.root, site.project = Path(sys.argv[1]), Project(Path(sys.argv[1]))
with live(site) as it:
    connection = HTTPConnection("127.0.0.1", it.port)
    for head in ({}, {"Range": "bytes=-4"}):
        connection.request("GET", "/briefing/world/film.mp4", headers={"Cookie": COOKIE, **head})
        answer, size, last = connection.getresponse(), 0, b""
        while data := answer.read(65536):
            size, last = size + len(data), data[-4:]
        print(answer.status, size, last.decode())
"""


def test_show_a_film_without_holding_it(site: SiteTest) -> None:
    """Nor does that of a preview, which sends any part of it that is asked for."""
    site.article("world/nato.md", title="NATO")
    peaks = []
    for size in (1000, LARGE):
        shutil.rmtree(site.project.state, ignore_errors=True)
        _sparse(site.root / "content/world/film.mp4", size)
        words = (sys.executable, "-c", _PREVIEW, str(site.root))
        said, peak = _watched(site.root, *words)
        assert said[:2] == [f"200 {size} ends", "206 4 ends"]
        peaks.append(peak)
    assert peaks[1] <= peaks[0] + MORE, peaks


def test_refuse_what_would_be_read_as_a_whole_and_is_too_large(site: SiteTest) -> None:
    """A text or a file of a theme of many megabytes is refused by name before it is read."""
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    words = (sys.executable, "-c", _REFUSED, str(site.root))
    for path, said in (
        ("content/world/long.md", "content/world/long.md: the file is larger than 2000 kilobytes"),
        ("themes/own/assets/film.mp4", "themes/own/assets/film.mp4: this file of the theme"),
        ("themes/own/templates/article.html", "themes/own/templates/article.html: this file"),
        ("briefgen.yml", "briefgen.yml: the settings cannot be read: it has 200"),
    ):
        text = f"{CONFIG}theme: own\n"
        (site.root / "briefgen.yml").write_text(text, encoding="utf-8")
        _sparse(site.root / path, 2_000_000_000)
        shown, used = _watched(site.root, *words)
        assert said in "\n".join(shown)
        assert used < 300_000, "it was read all the same"
        (site.root / path).unlink()


_REFUSED = """
import sys
from pathlib import Path
from briefgen.errors import BriefgenError
from tests.testsite import SiteTest
from briefgen.build.project import Project
site = SiteTest.__new__(SiteTest)
site.root, site.project = Path(sys.argv[1]), Project(Path(sys.argv[1]))
try:
    site.build()
except BriefgenError as fault:
    for one in fault.diagnostics:
        print(f"{one.location}: {one.message}")
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_wait_for_no_pipe(site: SiteTest) -> None:
    """A pipe in the place of any file that is read is named at once, and the site stays."""
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/assets/own.css --
        p {}
        """)
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    (site.root / "content/world/film.mp4").write_bytes(b"film")
    site.build()
    missed: list[tuple[object, ...]] = []
    for path in (
        *("briefgen.yml", "content/world/nato.md", "content/world/film.mp4"),
        *("themes/own/theme.yml", ".briefgen/store.sqlite", ".briefgen/lock"),
        *("site/.briefgen.manifest", "content"),
        *(".briefgen/store.sqlite-journal", ".briefgen/store.sqlite-wal"),
        ".briefgen/lock-journal",
    ):
        other = site.root.parent / "piped"
        shutil.copytree(site.root, other)
        target = other / path
        shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
        os.mkfifo(target)
        before = snapshot(other / "site") if not path.startswith("site/") else {}
        done = run_apart(other, "build", "--now", INSTANT)
        # A theme is known by its name.
        named = "theme `own`" if path == "themes/own/theme.yml" else path
        if done.returncode not in {1, 2} or named not in done.stderr or "Trace" in done.stderr:
            missed.append((path, done.returncode, done.stderr))
        if before and snapshot(other / "site") != before:
            missed.append((path, "the site has changed", ""))
        shutil.rmtree(other)
    assert missed == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pass_over_a_pipe_among_the_files_of_a_theme(site: SiteTest) -> None:
    """What is no file in a theme's folder is none of its files, and nobody waits for it."""
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    for kind in ("assets", "templates", "messages"):
        (site.root / "themes/own" / kind).mkdir()
        os.mkfifo(site.root / "themes/own" / kind / "pipe")
    assert run_apart(site.root, "build").returncode == 0


@contextmanager
def _deep(folder: Path, count: int, name: str) -> Iterator[None]:
    """Make folders in folders, *count* of them, whose path may be longer than any may be."""
    here = os.open(".", os.O_RDONLY)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        os.chdir(folder)
        for _ in range(count):
            os.mkdir(name)
            os.chdir(name)
        Path("last.md").write_text("Text.", encoding="utf-8")
        os.fchdir(here)
        yield
    finally:
        os.fchdir(here)
        os.close(here)
        # Neither pytest nor Python can delete that.
        subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.mark.parametrize(("count", "name"), [(DEEPEST + 2, "d"), (1000, "long")])
def test_name_folders_that_are_too_deep(site: SiteTest, count: int, name: str) -> None:
    """Folders in folders without end are refused by name, in content and in a theme."""
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    site.article("world/un/index.md", title="UN")
    site.build()
    before = snapshot(site.output)
    for folder in ("content/world/un/deep", "content/deep"):
        with _deep(site.root / folder, count, name), pytest.raises(BriefgenError) as fault:
            site.build()
        assert "deep" in str(fault.value)
        assert snapshot(site.output) == before
    with (
        _deep(site.root / "themes/own/assets", count, name),
        pytest.raises(BriefgenError, match="deep"),
    ):
        site.build()
    # What others have put into the output stays, however deep it is.
    with _deep(site.output / "mine", count, name):
        site.article("world/nato.md", title="Other")
        site.build()
        with pytest.raises(BriefgenError, match="mine is a folder that briefgen did not make"):
            take_snapshot(site.output, ())
    assert "Other" in site.read("world/nato/index.html")


def _end_itself(group: list[int]) -> list[int]:
    if 3 in group:
        os.kill(os.getpid(), signal.SIGKILL)
    return group


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_say_that_a_worker_was_ended() -> None:
    """A process that the system has ended is one message, and nobody waits for it."""
    with (
        pytest.raises(CommandError, match="the system has ended a process") as fault,
        Workers(2) as workers,
    ):
        list(workers.map(_end_itself, ([number] for number in range(50))))
    assert len(fault.value.diagnostics) == 1
    assert "--workers 1" in fault.value.diagnostics[0].help


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to such a limit")
@pytest.mark.parametrize("megabytes", [60, 90, 120, 160, 220])
def test_end_with_little_memory_for_workers(site: SiteTest, megabytes: int) -> None:
    """However little memory there is, a build with workers ends: with a message, or the site."""
    for number in range(20):
        site.article(f"world/story-{number}.md", "Text.\n\n" * 6000, title=f"Story {number}")
    size = megabytes * 1_000_000
    done = subprocess.run(
        [*command(), "build", "--now", INSTANT, "--workers", "4"],
        cwd=site.root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)),
    )
    assert done.returncode in {0, 2}, done.stderr
    assert "Traceback" not in done.stderr
    assert site.output.exists() == (done.returncode == 0)


def test_ask_for_no_zone_of_the_machine(site: SiteTest) -> None:
    """Whatever the machine says of its time zone, the same site comes out without a word."""
    site.article("world/nato.md", title="NATO")
    site.build()
    wanted = site.tree()
    for zone in (":/etc/passwd", "Nowhere/Nothing", "\udcff"):
        done = run_apart(site.root, "build", "--now", INSTANT, "--force", extra={"TZ": zone})
        assert (done.returncode, done.stderr) == (0, ""), zone
        assert site.tree() == wanted


def test_go_on_when_nobody_reads(site: SiteTest) -> None:
    """Whoever reads what is printed may stop: no trace of it, and the code is that of the work."""
    site.article("world/nato.md", title="NATO")
    for words, code, has_errors in (
        (("build", "--explain"), 0, True),
        (("schema", "article"), 0, True),
        (("--help",), 0, True),
        (("publish", "--check"), 0, False),
        (("build", "--nonsense"), 2, False),
    ):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [*command(), *words],
            cwd=site.root,
            env=environment(),
            stdout=writer,
            stderr=subprocess.PIPE if has_errors else writer,
            text=True,
            check=False,
        )
        os.close(writer)
        assert done.returncode == code, (words, done.stderr)
        assert not done.stderr
    assert (site.output / "index.html").exists()
    site.article("world/bad.md", title="[")
    assert build(site.root).returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_say_that_nothing_can_be_printed(site: SiteTest) -> None:
    """A full disk behind what is printed is said once, without a trace."""
    site.article("world/nato.md", title="NATO")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*command(), "build", "--explain"],
            cwd=site.root,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: cannot read or write what this command prints: No space left on device",
        "  = help: the disk is full: make room, then try again",
    ]
