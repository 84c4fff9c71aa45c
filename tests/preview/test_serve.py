"""`briefgen serve` says what it does, and stops when it is told to."""

import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefgen.preview.addresses import LOOPBACK, listen
from tests.processes import command, environment, run
from tests.testsite import SiteTest

SECONDS = 30

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in other ways")


class Serving:
    """A running `briefgen serve`."""

    def __init__(self, process: subprocess.Popen[bytes], output: Path) -> None:
        """All that it says goes to the file *output*."""
        self.process = process
        self._output = output

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self._output.read_text(encoding="utf-8")

    def until(self, text: str) -> str:
        """Wait until it has said *text*, and return all."""
        for _ in range(50 * SECONDS):
            if text in self.said:
                return self.said
            time.sleep(0.02)
        raise AssertionError(self.said)

    @property
    def address(self) -> str:
        """Where the preview is."""
        found = re.search(r"http://\S+", self.until("Ctrl-C"))
        assert found
        return found[0]

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it, and return its exit code."""
        self.process.send_signal(how)
        return self.process.wait(SECONDS)


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Serving]:
    """Run `briefgen serve` in *folder* while the block runs."""
    output = folder.parent / "said.txt"
    with (
        output.open("wb") as stream,
        subprocess.Popen(
            [*command(), "serve", "--port", "0", *arguments],
            cwd=folder,
            env=environment(),
            stdout=stream,
            stderr=stream,
        ) as process,
    ):
        try:
            yield Serving(process, output)
        finally:
            process.kill()


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_show_the_site_until_it_is_stopped(site: SiteTest, how: signal.Signals) -> None:
    """It prints an address, shows drafts there, writes no site, and ends well on Ctrl-C."""
    site.article("world/talks.md", title="Talks", draft="true")
    with serving(site.root) as it:
        assert "Talks" in _get(it.address)
        assert it.stop(how) == 0
        assert it.said.endswith("\nStopped.\n")
        assert "Traceback" not in it.said
    assert not site.output.exists()


def test_say_what_changes_and_what_is_wrong(site: SiteTest) -> None:
    """The terminal names each changed file, shows mistakes, and says when they are mended."""
    site.article("world/talks.md", title="Talks")
    with serving(site.root) as it:
        it.until("Ctrl-C")
        site.article("world/talks.md", title="Talks", date="2026-02-30")
        it.until("= help: February 2026 has 28 days")
        assert re.search(r"^content/world/talks\.md changed: \d+ ms$", it.said, re.MULTILINE)
        site.article("world/talks.md", title="Talks")
        it.until("Mended.")
        assert it.said.count("error: ") == 1


def test_leave_drafts_out(site: SiteTest) -> None:
    """With `--no-drafts` it shows what readers will see, at the instant that is asked for."""
    site.article("world/talks.md", title="Talks", draft="true")
    site.article("world/ships.md", title="Ships", publish_at="2027-01-01T08:00Z")
    with serving(site.root, "--no-drafts", "--now", "2027-01-02T08:00+00:00") as it:
        page = _get(it.address)
        assert "Ships" in page
        assert "Talks" not in page


def test_begin_as_soon_as_there_is_something_to_show(site: SiteTest) -> None:
    """A broken configuration at the start is explained, and waited for."""
    config = site.root / "briefgen.yml"
    good = config.read_text(encoding="utf-8")
    config.write_text("titel: Test\n", encoding="utf-8")
    with serving(site.root) as it:
        it.until("the preview begins by itself")
        config.write_text(good, encoding="utf-8")
        assert "Test" in _get(it.address)


def test_tell_browsers_to_come_again(site: SiteTest) -> None:
    """While nothing can be shown, browsers hear so at once, and ask again by themselves."""
    config = site.root / "briefgen.yml"
    good = config.read_text(encoding="utf-8")
    config.write_text("titel: Test\n", encoding="utf-8")
    listening = listen(LOOPBACK, 0)
    port = listening.port
    listening.socket.close()
    with serving(site.root, "--port", str(port)) as it:
        it.until("the preview begins by itself")
        with pytest.raises(urllib.error.HTTPError, match="503") as caught:
            _get(f"http://{LOOPBACK}:{port}/")
        assert caught.value.headers["Refresh"] == "1"
        assert b"cannot begin yet" in caught.value.read()
        config.write_text(good, encoding="utf-8")
        assert "Test" in _get(it.address)


def test_say_who_can_see_it(site: SiteTest) -> None:
    """Open to the network, it says what that means, and wants a token."""
    with serving(site.root, "--host", "0.0.0.0") as it:
        assert "?token=" in it.address
        assert "Everybody in your network" in it.said
        with pytest.raises(urllib.error.HTTPError, match="403"):
            _get(it.address.partition("?")[0])
        assert "url=/" in _get(it.address)


def test_explain_what_it_does(site: SiteTest) -> None:
    """The help says what to do, step by step, and outside of a site that there is none."""
    helped = run(site.root, "serve", "--help")
    assert helped.returncode == 0
    for step in ("Open that address", "Write, and save", "Ctrl-C", "BRIEFGEN_EDITOR"):
        assert step in helped.stdout
    nowhere = run(site.root.parent, "serve")
    assert nowhere.returncode == 2
    assert "there is no briefgen.yml" in nowhere.stderr


def test_load_only_what_a_preview_needs() -> None:
    """What opens a browser is loaded by those who ask for that."""
    look = "import sys, briefgen.cli.serve; print({'webbrowser'} & {*sys.modules})"
    process = subprocess.run(
        [sys.executable, "-c", look], env=environment(), capture_output=True, check=True
    )
    assert process.stdout.strip() == b"set()"
