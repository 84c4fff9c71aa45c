"""P1 to P4 where the output is a disk of its own, or holds one: tmpfs, bind mounts, overlays."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError
from tests.processes import build, environment, snapshot
from tests.testsite import CONFIG, SiteTest

Body = Callable[[Path], None]

_UNSHARE = ("unshare", "--mount", "--propagation", "private")
_RUN = (
    "import sys; from pathlib import Path; from tests import test_mounts; "
    "from tests.templates import compiled_once; from briefgen.build import extras; "
    "extras.has = lambda _: False; compiled_once().__enter__(); "
    "test_mounts.BODIES[sys.argv[1]](Path(sys.argv[2]))"
)

BODIES: dict[str, Body] = {}
"""What is run where mounting is free of consequences for anybody else."""


def mounting(body: Body) -> Callable[[Path], None]:
    """Run a test in a process that has its mounts to itself; they are gone when it ends."""
    BODIES[body.__name__] = body

    def test(tmp_path: Path) -> None:
        unshare = [*_UNSHARE, *(() if os.geteuid() == 0 else ("--map-root-user",))]
        try:
            _run([*unshare, "mount", "-t", "tmpfs", "none", str(tmp_path)])
        except (OSError, subprocess.CalledProcessError) as fault:
            pytest.skip(f"nothing can be mounted here: {fault}")
        done = subprocess.run(
            [*unshare, sys.executable, "-c", _RUN, body.__name__, str(tmp_path)],
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == SKIPPED:
            pytest.skip(done.stdout.strip())
        assert done.returncode == 0, done.stderr

    test.__name__, test.__doc__ = body.__name__, body.__doc__
    return test


SKIPPED = 77


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _mount(kind: str, at: Path, *options: str, what: Path | str = "none") -> None:
    at.mkdir(exist_ok=True, parents=True)
    _run(["mount", "-t", kind, *options, str(what), str(at)])


def _bind(what: Path, at: Path) -> None:
    what.mkdir(exist_ok=True, parents=True)
    at.mkdir(exist_ok=True, parents=True)
    _run(["mount", "--bind", str(what), str(at)])


def _overlay(lower: Path, at: Path) -> None:
    """Mount a view of *lower* whose changes go elsewhere."""
    aside = at.parent / f"{at.name}-changes"
    # What is written must be on a disk that an overlay can write to.
    _mount("tmpfs", aside)
    for name in ("upper", "work"):
        (aside / name).mkdir()
    options = f"lowerdir={lower},upperdir={aside / 'upper'},workdir={aside / 'work'}"
    try:
        _mount("overlay", at, "-o", options, what="overlay")
    except subprocess.CalledProcessError as fault:
        print(f"no overlay can be mounted here: {fault.stderr!r}")
        sys.exit(SKIPPED)


def _site(root: Path) -> SiteTest:
    site = SiteTest(root)
    for number in range(3):
        site.article(f"world/story-{number}.md", title=f"Story {number}")
    return site


def _edit(site: SiteTest, number: int) -> None:
    """Change every page, let one come, and one go."""
    text = CONFIG.replace("Test", f"Title {number}")
    (site.root / "briefgen.yml").write_text(text, encoding="utf-8")
    shutil.rmtree(site.project.content / "markets", ignore_errors=True)
    site.article(f"markets/new-{number}.md", title="New")


def _is_tidy(site: SiteTest) -> None:
    """Check that nothing but the site and what is remembered has been left."""
    assert {one.name for one in site.project.state.iterdir()} == {
        ".gitignore",
        "lock",
        "store.sqlite",
    }
    for folder in (site.root, site.output):
        assert not list(folder.glob(".briefgen-*"))


def _build_thrice(site: SiteTest) -> None:
    """Check that a site is built, follows edits, and is left alone when there are none."""
    for number in range(3):
        _edit(site, number)
        site.build()
        assert site.tree() == site.clean_tree()
        _is_tidy(site)
    before = snapshot(site.output)
    site.build()
    assert site.report is not None
    assert site.report.written == 0
    assert snapshot(site.output) == before


@mounting
def test_build_on_a_tmpfs(root: Path) -> None:
    """An output that is a disk in memory is built, first and later."""
    site = _site(root / "site-root")
    _mount("tmpfs", site.output)
    _build_thrice(site)


@mounting
def test_build_on_a_bind_mount(root: Path) -> None:
    """So is a folder of the same disk that is mounted there, as containers have it."""
    site = _site(root / "site-root")
    _bind(root / "volume", site.output)
    _build_thrice(site)


@mounting
def test_keep_what_a_disk_has_by_itself(root: Path) -> None:
    """What a disk has by itself stays, and so does what others have put there."""
    site = _site(root / "site-root")
    _mount("tmpfs", site.output)
    (site.output / "lost+found").mkdir(mode=0o700)
    (site.output / "mine.txt").write_text("mine", encoding="utf-8")
    for number in range(2):
        _edit(site, number)
        site.build()
        assert (site.output / "lost+found").is_dir()
        tree = site.tree()
        assert tree.pop("mine.txt") == b"mine"
        assert tree == site.clean_tree()


@mounting
def test_build_on_an_overlay(root: Path) -> None:
    """An output that is an overlay is built over what its lower layer has."""
    site = _site(root / "site-root")
    site.build()
    shutil.copytree(site.output, root / "lower")
    _overlay(root / "lower", site.output)
    _build_thrice(site)


@mounting
def test_build_a_whole_site_on_an_overlay(root: Path) -> None:
    """A whole site on an overlay, as in a container, is built over what its image has."""
    site = _site(root / "image")
    site.build()
    _overlay(root / "image", root / "site-root")
    inside = SiteTest.__new__(SiteTest)
    inside.root, inside.project = root / "site-root", site.project.__class__(root / "site-root")
    _build_thrice(inside)


@mounting
def test_build_with_a_disk_below_the_output(root: Path) -> None:
    """A disk in the place of one folder of the site takes the files of that folder."""
    for number, bind in enumerate((True, False)):
        site = _site(root / f"site-{number}")
        site.build()
        below = site.output / "world"
        hidden = snapshot(below)
        shutil.copytree(below, root / f"volume-{number}")
        if bind:
            _bind(root / f"volume-{number}", below)
        else:
            _mount("tmpfs", below)
            shutil.copytree(root / f"volume-{number}", below, dirs_exist_ok=True)
        _build_thrice(site)
        _run(["umount", str(below)])
        assert snapshot(below) == hidden


@mounting
def test_say_that_a_mounted_disk_is_full(root: Path) -> None:
    """Where the disk is too small, the message names it, and the old site stays as it was."""
    site = _site(root / "site-root")
    _mount("tmpfs", site.output, "-o", "size=2m")
    site.build()
    before = snapshot(site.output)
    (site.root / "content/world/film.mp4").write_bytes(os.urandom(3_000_000))
    _edit(site, 0)
    done = build(site.root)
    assert done.returncode == 2, done.stderr
    assert str(site.output) in done.stderr
    assert "the disk is full" in done.stderr
    assert len([line for line in done.stderr.splitlines() if "error" in line]) == 1
    assert snapshot(site.output) == before
    site.remove("content/world/film.mp4")
    _build_thrice(site)


@mounting
def test_say_that_a_mounted_disk_is_read_only(root: Path) -> None:
    """A disk that cannot be written is named, first and later."""
    site = _site(root / "site-root")
    _mount("tmpfs", site.output, "-o", "ro")
    for _ in range(2):
        done = build(site.root)
        assert done.returncode == 2
        assert f"{site.output}/" in done.stderr
        assert "the disk is read-only" in done.stderr
        _run(["mount", "-o", "remount,rw", str(site.output)])
        site.build()
        _edit(site, 0)
        _run(["mount", "-o", "remount,ro", str(site.output)])


@mounting
def test_be_whole_when_killed_on_a_mounted_disk(root: Path) -> None:
    """Killed at any call that changes folders, every file is old or new, and the next is right."""
    for number, mount in enumerate((_mount_tmpfs, _mount_below)):
        site = _site(root / f"site-{number}")
        mount(site)
        when, ended = 0, False
        while not ended:
            assert when < 1000
            before = site.tree()
            _edit(site, when)
            wanted = site.clean_tree()
            ended = _killed_at(when, site)
            found = site.tree()
            files = found.keys() - {one for one in found if ".briefgen-" in one}
            assert files >= before.keys() & wanted.keys()
            assert all(found[one] in (before.get(one), wanted.get(one)) for one in files)
            site.build()
            assert site.tree() == wanted
            _is_tidy(site)
            when += 1 if os.environ.get("BRIEFGEN_FULL") else 11
        assert when > 20


def _mount_tmpfs(site: SiteTest) -> None:
    _mount("tmpfs", site.output)
    site.build()


def _mount_below(site: SiteTest) -> None:
    site.build()
    shutil.copytree(site.output / "world", site.root / "volume")
    _bind(site.root / "volume", site.output / "world")


_CALLS = ("rename", "replace", "unlink", "rmdir")


def _killed_at(when: int, site: SiteTest) -> bool:
    """Build in another process that ends at its call number *when*; True if it came through."""
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        return os.waitstatus_to_exitcode(status) == 0
    count = 0

    def deadly(name: str) -> Callable[..., None]:
        call = getattr(os, name)

        def wrapped(*arguments: object, **options: object) -> None:
            nonlocal count
            if count == when:
                os._exit(9)
            count += 1
            call(*arguments, **options)

        return wrapped

    code = 1
    try:
        for name in _CALLS:
            setattr(os, name, deadly(name))
        site.build()
        code = 0
    except BriefgenError as fault:
        print(fault, file=sys.stderr)
    finally:
        os._exit(code)


@mounting
def test_build_two_sites_side_by_side_on_another_disk(root: Path) -> None:
    """Sites whose outputs lie side by side on another disk leave each other's work alone."""
    _mount("tmpfs", root / "www")
    first, second = _site(root / "first"), _site(root / "second")
    second.article("world/other.md", title="Other")
    for number in range(2):
        _edit(first, number)
        _edit(second, number)
        built: list[str] = []

        def build_second(built: list[str] = built) -> None:
            if not built:
                built.append("second")
                second.build(output=root / "www/b")

        first.build(output=root / "www/a", meanwhile=build_second)
        assert built
        for site, name in ((first, "a"), (second, "b")):
            site.build()
            assert site.tree() == {
                one.relative_to(root / "www" / name).as_posix(): one.read_bytes()
                for one in (root / "www" / name).rglob("*")
                if one.is_file()
            }
        assert {one.name for one in (root / "www").iterdir()} == {"a", "b"}
