"""P2, P4 and P14: a site is all new or all old, whatever disks, permissions and names do to it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.build.project import Project, stage_prefix
from briefgen.errors import CommandError, ContentError
from tests.processes import INSTANT, build, environment, run_apart, snapshot
from tests.testsite import CONFIG, REMEMBERED, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

_NOBODY = 65534
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


@pytest.fixture
def built(site: SiteTest) -> SiteTest:
    """Return a site that has been built, with something to withdraw."""
    for name in ("a", "b"):
        site.article(f"world/{name}.md", title=name.upper())
        site.article(f"zeta/{name}.md", title=f"Zeta {name}")
    site.build()
    return site


@contextmanager
def _as_nobody(folder: Path) -> Iterator[Path]:
    """Give a copy of *folder* to a user whom permissions bind, and act as that user."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        copy = Path(place, "root")
        shutil.copytree(folder, copy)
        is_root = os.geteuid() == 0
        if is_root:
            for path in (copy, *copy.rglob("*")):
                os.chown(path, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        try:
            yield copy
        finally:
            if is_root:
                os.seteuid(0)
            for one in copy.rglob("*"):
                if one.is_dir():
                    one.chmod(0o755)


def _opened(root: Path) -> SiteTest:
    """Return the site that is already in *root*."""
    site = SiteTest.__new__(SiteTest)
    site.root, site.project, site.report = root, Project(root), None
    return site


LOSSES: dict[str, Callable[[bytes], bytes]] = {
    "its end": lambda data: data[: data.index(b"  zeta/") - 32],
    "half a line": lambda data: data[: data.index(b"  zeta/") + 5],
    "lines within": lambda data: b"".join(
        line for line in data.splitlines(keepends=True) if b"  zeta/" not in line
    ),
    "a digit": lambda data: b"".join(
        (b"X" + line[1:]) if b"  zeta/" in line else line for line in data.splitlines(keepends=True)
    ),
    "all but its first line": lambda data: data[: data.index(b"\n") + 1],
}


@pytest.mark.parametrize("git", [False, True], ids=["swapped", "moved"])
def test_withdraw_pages_whose_lines_the_manifest_has_lost(built: SiteTest, *, git: bool) -> None:
    """What the manifest has lost is known from the store, and goes when it is withdrawn."""
    if git:
        (built.output / ".git").mkdir()
    manifest = built.output / ".briefgen.manifest"
    good = manifest.read_bytes()
    shutil.copytree(built.project.content / "zeta", built.root / "aside")
    losses: dict[str, Callable[[bytes], bytes]] = {**LOSSES, "everything": lambda data: data[:0]}
    for loss, lose in losses.items():
        manifest.write_bytes(lose(good))
        shutil.rmtree(built.project.content / "zeta")
        built.build()
        assert not (built.output / "zeta").exists(), loss
        assert built.tree() == built.clean_tree(), loss
        shutil.copytree(built.root / "aside", built.project.content / "zeta")
        built.build()
        assert manifest.read_bytes() == good, loss


def test_refuse_a_manifest_that_has_lost_lines_nobody_knows(built: SiteTest) -> None:
    """Without the store, what a manifest has lost is not known, and nothing is published."""
    manifest = built.output / ".briefgen.manifest"
    good = manifest.read_bytes()
    shutil.rmtree(built.project.content / "zeta")
    for loss, lose in LOSSES.items():
        shutil.rmtree(built.project.state)
        manifest.write_bytes(lose(good))
        before = snapshot(built.output)
        with pytest.raises(CommandError, match=r"manifest, the list .* lacks \d+ of its lines"):
            built.build()
        assert snapshot(built.output) == before, loss
    manifest.write_bytes(good)
    built.build()
    assert built.tree() == built.clean_tree()


@pytest.mark.skipif(not shutil.which("b2sum"), reason="b2sum is not here")
def test_have_a_manifest_that_others_can_check(built: SiteTest) -> None:
    """A site can be checked against its manifest with an ordinary program."""
    words = ["b2sum", "--length=128", "--quiet", "--strict", "-c", ".briefgen.manifest"]
    done = subprocess.run(words, cwd=built.output, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@posix
def test_leave_the_old_site_where_a_folder_cannot_be_written(built: SiteTest) -> None:
    """A folder that refuses its files is named, and nothing of the site has changed."""
    with _as_nobody(built.root) as root:
        (root / "site/.git").mkdir()
        site = _opened(root)
        for change, folder in (("world/a", "world/a"), ("zeta", "zeta/b"), ("new", "")):
            place = site.output / folder
            place.chmod(0o555)
            text = CONFIG.replace("Test", f"Title {change}")
            (root / "briefgen.yml").write_text(text, encoding="utf-8")
            if change == "zeta":
                shutil.rmtree(root / "content/zeta")
            before = site.tree()
            for _ in range(2):
                done = build(root)
                assert done.returncode == 2, done
                if folder:
                    assert f"the folder {place} cannot be written" in done.stderr
                assert site.tree() == before, change
                assert {one.name for one in site.project.state.iterdir()} == REMEMBERED
            place.chmod(0o755)
            assert build(root).returncode == 0
            assert site.tree() == site.clean_tree()


@posix
def test_name_a_folder_of_a_theme_that_cannot_be_read(site: SiteTest) -> None:
    """What cannot be seen of a theme is named, and not taken for nothing."""
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/robots.txt --
        mine
        -- themes/own/assets/deep/own.txt --
        mine
        """)
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    with _as_nobody(site.root) as root:
        for folder in ("templates", "assets", "assets/deep"):
            for mode in (0o000, 0o444):
                (root / "themes/own" / folder).chmod(mode)
                done = build(root)
                (root / "themes/own" / folder).chmod(0o755)
                assert done.returncode == 2, (folder, mode, done)
                assert f"themes/own/{folder}" in done.stderr


def test_refuse_names_in_a_theme_that_no_address_can_hold(site: SiteTest) -> None:
    """A file of a theme that could not be listed as briefgen's is refused before it is copied."""
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    names = ["a\u2028b.png", "b\x7f.png", "c\u202e.png", "d\x85.png"]
    if sys.platform != "win32":
        names += ["e\n.png", "f\\g.png", "folder\n/h.png"]
    if sys.platform == "linux":
        names.append("i\udcff.png")
    for kind in ("assets", "templates"):
        for name in names:
            file = site.root / "themes/own" / kind / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"1")
            with pytest.raises(ContentError, match=r"this name has the character U\+") as fault:
                site.build()
            str(fault.value).encode()
            file.unlink()
    for data in (b"1", b"2"):
        for name in ("Foto\u00a01.png", "a\u200db.png", "c d.png"):
            (site.root / "themes/own/assets" / name).write_bytes(data)
        site.build()
        assert site.tree() == site.clean_tree()


def test_notice_other_rules_of_the_time_zone(site: SiteTest) -> None:
    """New rules for the site's time zone change what its dates mean, and so the site."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}timezone: Test/Zone\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO", date="2026-11-01 12:00")
    zone = site.root.parent / "zones/Test/Zone"
    zone.parent.mkdir(parents=True)
    seen: list[dict[str, bytes]] = []
    for hours in (2, 3):
        # A zone that is always so many hours ahead, as RFC 9636 writes it down.
        head = b"TZif2" + bytes(15)
        counts = b"".join(number.to_bytes(4, "big") for number in (0, 0, 0, 0, 1, 4))
        rules = (hours * 3600).to_bytes(4, "big") + b"\0\0" + b"TST\0"
        zone.write_bytes((head + counts + rules) * 2 + b"\nTST-%d\n" % hours)
        where = {"PYTHONTZPATH": str(zone.parent.parent)}
        for words in ((), ("-o", f"clean-{hours}", "--force")):
            done = run_apart(site.root, "build", "--now", INSTANT, *words, extra=where)
            assert done.returncode == 0, done.stderr
            if not words:
                now = site.tree()
        clean = site.root / f"clean-{hours}"
        assert now == {name: (clean / name).read_bytes() for name in now}
        seen.append(now)
    assert seen[0] != seen[1]


@pytest.mark.skipif(sys.platform != "linux", reason="names are texts on other systems")
def test_build_into_a_folder_whose_name_is_no_text(site: SiteTest) -> None:
    """Any name of a folder will do for the output, of a build that is finished later too."""
    site.article("world/nato.md", title="NATO")
    for name in (b"caf\xe9", b"line\rbreak", b"two\r\nbreaks"):
        output = site.root / os.fsdecode(name)
        for title in ("First", "Second"):
            site.article("world/nato.md", title=title)
            left = output.parent / f"{stage_prefix(site.project.state, output)}x"
            (left / "tree").mkdir(parents=True)
            (left / "ready").write_bytes(name)
            site.build(output=output)
            assert not left.exists(), name
            assert title in (output / "world/nato/index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pass_over_pipes_that_are_called_as_stages(built: SiteTest) -> None:
    """What is called as a stage and is no folder is none, and nobody waits for it."""
    prefix = stage_prefix(built.project.state, built.output)
    for path in (
        *(built.project.state / "stage-x", built.root / f"{prefix}x", built.output / f"{prefix}x"),
        built.root / ".briefgen-stage-abcdefgh",
    ):
        os.mkfifo(path)
    done = run_apart(built.root, "build", "--now", INSTANT)
    assert (done.returncode, done.stderr) == (0, "")


def test_clear_away_folders_however_deep(built: SiteTest) -> None:
    """What is left over goes, though its folders lie deeper than a path may be long."""
    here = os.getcwd()
    left = built.project.state / "stage-x/tree"
    left.mkdir(parents=True)
    try:
        os.chdir(left)
        for _ in range(1200):
            os.mkdir("folder")
            os.chdir("folder")
    finally:
        os.chdir(here)
    built.build()
    assert not left.parent.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems write names in UTF-8")
def test_say_that_names_cannot_be_written(built: SiteTest) -> None:
    """Where Python was told to write names in ASCII, that is said, and the site stays."""
    built.article("world/nato.md", title="NATO", slug="ünder")
    built.build()
    before = snapshot(built.output)
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run_apart(built.root, "build", "--now", INSTANT, extra=narrow)
    assert done.returncode == 2
    assert "PYTHONUTF8=1" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(built.output) == before


@posix
def test_import_without_standard_input(site: SiteTest) -> None:
    """Whoever closes standard input is asked nothing, and gives nothing to import."""
    text = site.root / "text.txt"
    text.write_text("A title\n\nA text of some words, and a second sentence.\n", encoding="utf-8")
    for name, code in (("text.txt", 0), ("-", 2)):
        words = f'exec "{sys.executable}" -m briefgen import {name} --dry-run <&-'
        done = subprocess.run(
            ["sh", "-c", words],
            cwd=site.root,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr


_STOP = """
import runpy, sys
class Stop:
    def find_spec(self, name, *_):
        if name == {name!r}:
            raise {fault}
sys.meta_path.insert(0, Stop())
sys.argv[0] = "briefgen"
runpy.run_module("briefgen", run_name="__main__")
"""


def test_say_that_it_was_stopped_while_it_was_loaded(site: SiteTest) -> None:
    """Whoever stops the program before it has begun is told so, and sees no trace of Python."""
    for name in ("click", "briefgen.cli.app", "briefgen.errors"):
        code = _STOP.format(name=name, fault="KeyboardInterrupt")
        done = subprocess.run(
            [sys.executable, "-c", code, "build"],
            cwd=site.root,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (130, "Stopped; the site is as it was.\n"), name


_LITTLE = """
import resource, sys
from briefgen.__main__ import main
import briefgen.cli.build, briefgen.build.pipeline, briefgen.build.assembly, briefgen.build.press
import briefgen.cli.diagnostics
pages = int(open("/proc/self/statm").read().split()[0])
size = pages * resource.getpagesize() + 4_000_000
resource.setrlimit(resource.RLIMIT_AS, (size, size))
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to such a limit")
def test_say_that_there_is_not_enough_memory(built: SiteTest) -> None:
    """A machine with too little memory is named, and the site stays."""
    (built.root / "themes/own/assets").mkdir(parents=True)
    built.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    (built.root / "themes/own/assets/film.bin").write_bytes(bytes(15_000_000))
    (built.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    before = snapshot(built.output)
    done = subprocess.run(
        [sys.executable, "-c", _LITTLE, "build", "--now", INSTANT, "--workers", "1"],
        cwd=built.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "not enough memory" in done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(built.output) == before
