"""P4: what the disk refuses is said once, with path, cause and hint; the old site stays whole."""

import resource
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.processes import INSTANT, build, command, environment
from tests.test_promises_atomic import can_trace
from tests.testsite import CONFIG, SiteTest


def _fill(site: SiteTest, title: str) -> None:
    text = CONFIG.replace("Test", title)
    (site.root / "briefgen.yml").write_text(text, encoding="utf-8")
    for number in range(10):
        site.article(f"world/story-{number}.md", f"{title}.\n\n" * 200, title=f"{title} {number}")


def _is_honest(done: subprocess.CompletedProcess[str]) -> None:
    """Check that a run that failed says so in one message with a path, a cause and a hint."""
    assert done.returncode == 2, done.stderr
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, done.stderr
    assert "/" in errors[0]
    assert " = help: " in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize(("size", "workers"), [(0, "1"), (3000, "1"), (3000, "2"), (60_000, "1")])
def test_say_that_a_file_may_not_grow(site: SiteTest, size: int, workers: str) -> None:
    """A limit on the size of files ends the build with a message, not with half a site."""
    _fill(site, "Old")
    assert build(site.root).returncode == 0
    before = site.tree()
    _fill(site, "New")
    wanted = site.clean_tree()
    done = subprocess.run(
        [*command(), "build", "--now", INSTANT, "--workers", workers],
        cwd=site.root,
        env={**environment(), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=partial(_limit, size),
    )
    _is_honest(done)
    assert site.tree() == before
    site.build()
    assert site.tree() == wanted


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        """Mount it at *folder*."""
        self.folder = folder
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=20m", "briefgen", str(folder)]
        self.is_there = subprocess.run(command, capture_output=True, check=False).returncode == 0

    def again(self, *options: str) -> None:
        """Mount it with other options."""
        option = ",".join(("remount", *options))
        subprocess.run(["mount", "-o", option, str(self.folder)], check=True)

    @property
    def used(self) -> int:
        """How many kilobytes are used."""
        fields = subprocess.check_output(["df", "-k", str(self.folder)], text=True).split()
        return int(fields[-4])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return a disk; without the right to mount one, the test is left out."""
    disk = Disk(tmp_path / "disk")
    if not disk.is_there:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk.folder)], check=True)


def test_say_that_the_disk_is_full(disk: Disk) -> None:
    """However much room is left, the site is old and whole, or new and whole."""
    site = SiteTest(disk.folder / "site-root")
    _fill(site, "Old")
    assert build(site.root).returncode == 0
    outcomes = []
    for number, room in enumerate((0, 30, 400)):
        before = site.tree()
        _fill(site, f"Title {number}")
        disk.again(f"size={disk.used + room}k")
        done = build(site.root)
        outcomes.append(done.returncode)
        if done.returncode:
            _is_honest(done)
            assert site.tree() == before
        disk.again("size=20m")
        assert build(site.root).returncode == 0
        wanted = disk.folder.parent / f"clean-{number}"
        assert build(site.root, "--output", str(wanted)).returncode == 0
        files = {path.relative_to(wanted).as_posix() for path in wanted.rglob("*")}
        clean = {name: (wanted / name).read_bytes() for name in files if (wanted / name).is_file()}
        assert site.tree() == clean
        assert {path.name for path in site.project.state.iterdir()} == {
            ".gitignore",
            "lock",
            "store.sqlite",
        }
    assert 2 in outcomes


@pytest.mark.parametrize("what", ["everything", "the output"])
def test_say_that_the_disk_is_read_only(disk: Disk, site: SiteTest, what: str) -> None:
    """A disk that cannot be written is named; nothing is half done."""
    if what == "everything":
        site = SiteTest(disk.folder / "site-root")
    _fill(site, "Old")
    output = disk.folder / "out"
    assert build(site.root, "--output", str(output)).returncode == 0
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    _fill(site, "New")
    disk.again("ro")
    done = build(site.root, "--output", str(output))
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
    disk.again("rw")
    _is_honest(done)
    assert build(site.root, "--output", str(output)).returncode == 0
    assert "New" in (output / "index.html").read_text(encoding="utf-8")


def test_build_onto_another_disk(disk: Disk, site: SiteTest) -> None:
    """An output on another disk than the site is switched in one step as well."""
    _fill(site, "Old")
    output = disk.folder / "out"
    assert build(site.root, "--output", str(output)).returncode == 0
    _fill(site, "New")
    assert build(site.root, "--output", str(output)).returncode == 0
    assert "New" in (output / "index.html").read_text(encoding="utf-8")
    assert [path.name for path in disk.folder.iterdir()] == ["out"]
    assert {path.name for path in site.project.state.iterdir()} == {
        ".gitignore",
        "lock",
        "store.sqlite",
    }


@pytest.mark.skipif(not can_trace(), reason="strace is not here, or may not trace")
@pytest.mark.parametrize(
    ("calls", "fault", "when"),
    [
        ("mkdir", "EACCES", "1+"),
        ("rename,renameat,renameat2", "EIO", "1+"),
        ("link,linkat", "EMFILE", "2+"),
        ("pwrite64", "EDQUOT", "1+"),
    ],
)
def test_say_which_call_failed(site: SiteTest, calls: str, fault: str, when: str) -> None:
    """Any call may fail, for good: the site is old and whole with a message, or new and whole."""
    _fill(site, "Old")
    site.build()
    before = site.tree()
    _fill(site, "New")
    wanted = site.clean_tree()
    traced = ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={calls}"]
    traced += ["-e", f"inject={calls}:error={fault}:when={when}"]
    done = subprocess.run(
        [*traced, *command(), "build", "--now", INSTANT, "--workers", "1", "--quiet"],
        cwd=site.root,
        env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 2}, done.stderr
    assert site.tree() == (wanted if done.returncode == 0 else before)
    site.build()
    assert site.tree() == wanted


@pytest.mark.parametrize("name", [".briefgen", ".briefgen/store.sqlite", "site"])
def test_say_what_is_no_folder_or_no_file(site: SiteTest, name: str) -> None:
    """A file where a folder belongs, or the other way round, is named."""
    site.article("world/nato.md")
    if name in {".briefgen", "site"}:
        (site.root / name).write_text("mine", encoding="utf-8")
    else:
        (site.root / name).mkdir(parents=True)
    done = build(site.root)
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
