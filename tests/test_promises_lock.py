"""P6: builds of one site never interleave; P7: the same content makes the same bytes."""

import os
import shutil
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefgen.build.lock import locked
from briefgen.errors import CommandError
from tests.processes import build, start
from tests.testsite import CONFIG, SiteTest


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize("count", [2, 3])
def test_end_well_when_builds_are_started_together(site: SiteTest, count: int) -> None:
    """Two or three builds at once all succeed, and the output is that of a clean build."""
    for number in range(3):
        site.article(f"world/story-{number}.md", title=f"Story {number}")
    for number in range(6):
        (site.root / "briefgen.yml").write_text(
            CONFIG.replace("Test", f"Title {number}"), encoding="utf-8"
        )
        site.article(f"world/story-{number % 3}.md", f"Round {number}.")
        if number % 3 == 0:
            shutil.rmtree(site.project.state, ignore_errors=True)
        processes = [start(site.root, "--workers", "1") for _ in range(count)]
        for process in processes:
            _, errors = process.communicate(timeout=60)
            assert (process.returncode, errors) == (0, "")
        assert site.tree() == site.clean_tree()
        assert {path.name for path in site.project.state.iterdir()} == {
            ".gitignore",
            "lock",
            "store.sqlite",
        }


def test_wait_for_another_build(tmp_path: Path) -> None:
    """A build waits until the one that holds the lock is done."""
    order = []
    is_held = threading.Event()

    def hold() -> None:
        with locked(tmp_path / "state"):
            is_held.set()
            time.sleep(0.2)
            order.append("first")

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(hold)
        is_held.wait()
        with locked(tmp_path / "state"):
            order.append("second")
        first.result()
    assert order == ["first", "second"]


def test_say_that_another_build_is_running(tmp_path: Path) -> None:
    """Patience has an end, and then the message says why nothing was built."""
    with (
        locked(tmp_path / "state"),
        pytest.raises(CommandError, match="another build of this site has been running"),
        locked(tmp_path / "state", patience=0.1),
    ):
        pass


def test_need_no_help_after_a_build_was_killed(site: SiteTest) -> None:
    """The lock of a build that was killed is no lock."""
    for number in range(60):
        site.article(f"world/story-{number}.md", title=f"Story {number}")
    with start(site.root, "--workers", "1") as process:
        while not list(site.project.state.glob("stage-*")):
            assert process.poll() is None
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
    started = time.monotonic()
    assert build(site.root).returncode == 0
    assert time.monotonic() - started < 30
