"""`briefgen serve` says what it does, and stops when it is told to."""

import json
import re
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import urlsplit

import pytest

from briefgen.preview.addresses import LOOPBACK, listen
from tests.processes import command, environment, run
from tests.testsite import SiteTest

SECONDS = 60.0
"""The longest that anything may take."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in other ways")


class Serving:
    """A running `briefgen serve`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Hear all that it says."""
        self.process = process
        self.said = ""
        self._heard = Condition()
        self._listener = Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._heard:
                self.said += line
                self._heard.notify_all()

    def until(self, text: str) -> str:
        """Wait until it has said *text*, and return all."""
        with self._heard:
            assert self._heard.wait_for(lambda: text in self.said, SECONDS), self.said
            return self.said

    @property
    def link(self) -> str:
        """What it says is to be opened."""
        found = re.search(r"http://\S+", self.until("Ctrl-C"))
        assert found
        return found[0]

    @property
    def address(self) -> str:
        """Where the preview is, without the token."""
        return self.link.partition("?")[0]

    def get(self, path: str = "") -> str:
        """Return a page, as a browser gets it that has opened the link."""
        with self.browser.open(self.link, timeout=SECONDS) as entrance:
            assert 'http-equiv="refresh"' in entrance.read().decode()
        with self.browser.open(self.address + path, timeout=SECONDS) as answer:
            return str(answer.read().decode())

    @cached_property
    def browser(self) -> urllib.request.OpenerDirector:
        """What keeps cookies."""
        return urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def settle(self) -> dict[str, int]:
        """Wait as a script does until all that was written is shown, and return what it hears."""
        asked = self.link.replace("/?", "/_briefgen/settled?")
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            return dict(json.load(answer))

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it, and return its exit code."""
        self.process.send_signal(how)
        code = self.process.wait(SECONDS)
        self._listener.join()
        return code


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Serving]:
    """Run `briefgen serve` in *folder* while the block runs."""
    with subprocess.Popen(
        [*command(), "serve", "--port", "0", *arguments],
        cwd=folder,
        env=environment({"PYTHONUNBUFFERED": "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        it = Serving(process)
        try:
            yield it
        finally:
            process.kill()
            it._listener.join()


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_show_the_site_until_it_is_stopped(site: SiteTest, how: signal.Signals) -> None:
    """It prints an address, shows drafts there, writes no site, and ends well on Ctrl-C."""
    site.article("world/talks.md", title="Talks", draft="true")
    with serving(site.root) as it:
        assert "Talks" in it.get()
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


def test_want_its_token_on_this_machine_too(site: SiteTest) -> None:
    """Other users see nothing; the reader's cookie and bookmark are good after a restart."""
    site.article("world/talks.md", title="Talks", draft="true")
    with serving(site.root) as it:
        with pytest.raises(urllib.error.HTTPError, match="403") as caught:
            _get(it.address)
        assert b"at the address that the terminal shows" in caught.value.read()
        assert "Talks" in it.get()
        link, browser = it.link, it.browser
    port = str(urlsplit(link).port)
    kept = site.project.state / "preview-token"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with serving(site.root, "--port", port) as it:
        assert it.link == link
        with browser.open(it.address, timeout=SECONDS) as answer:
            assert "Talks" in answer.read().decode()


def test_print_no_name_as_it_is(site: SiteTest) -> None:
    """Names that steer a terminal, break lines or run backwards are printed with escapes."""
    with serving(site.root) as it:
        it.until("Ctrl-C")
        for name in (
            "a\x1b[31m.md",
            "b\nMended.\n.csv",
            "c\u202etxt.md",
            "d\x9b2J.md",
            "e\x07.csv",
        ):
            (site.root / "content" / name).write_text("x", encoding="utf-8")
            it.settle()
        assert "\\u001b[31m.md" in it.said
        assert "\\u202etxt.md" in it.said
        assert it.stop() == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", it.said)
        assert "\nMended." not in it.said


@pytest.mark.parametrize("way", ["deleted", "broken", "a folder"])
def test_follow_while_there_is_no_configuration(site: SiteTest, way: str) -> None:
    """Without a configuration, edits are shown by the one before, and what is missing is told."""
    site.article("world/talks.md", "They talk.", title="Talks")
    config = site.root / "briefgen.yml"
    with serving(site.root) as it:
        assert "They talk." in it.get("briefing/world/talks/")
        good = config.read_bytes()
        config.unlink()
        if way == "broken":
            config.write_bytes(b"title: [\xff")
        elif way == "a folder":
            config.mkdir()
        assert it.settle()["errors"] == 1
        site.article("world/talks.md", "They talk on.", title="Talks")
        assert it.settle()["errors"] == 1
        assert "They talk on." in it.get("briefing/world/talks/")
        assert "briefgen.yml" in it.said
        if way == "a folder":
            config.rmdir()
        config.write_bytes(good)
        assert it.settle()["errors"] == 0
        it.until("Mended.")


def test_look_once_a_second_when_told_to(site: SiteTest) -> None:
    """With `--poll` nothing has to tell of a change, and nothing is complained of."""
    site.article("world/talks.md", title="Talks")
    with serving(site.root, "--poll") as it:
        it.until("Ctrl-C")
        site.article("world/talks.md", title="Talks again")
        it.until(" changed: ")
        assert "Talks again" in it.get()
        assert "warning" not in it.said


def test_leave_drafts_out(site: SiteTest) -> None:
    """With `--no-drafts` it shows what readers will see, at the instant that is asked for."""
    site.article("world/talks.md", title="Talks", draft="true")
    site.article("world/ships.md", title="Ships", publish_at="2027-01-01T08:00Z")
    with serving(site.root, "--no-drafts", "--now", "2027-01-02T08:00+00:00") as it:
        page = it.get()
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
        assert "Test" in it.get()


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
        assert "Test" in it.get()


def test_say_who_can_see_it(site: SiteTest) -> None:
    """Open to the network, it says what that means, and wants another token each time."""
    with serving(site.root, "--host", "0.0.0.0") as it:
        assert "Test" in it.get()
        assert "Everybody in your network" in it.said
        first = it.link.partition("?")[2]
    with serving(site.root, "--host", "0.0.0.0") as it:
        assert it.link.partition("?")[2] != first


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
