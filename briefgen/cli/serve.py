"""Show the site in a browser, and each change as soon as it is saved."""

import contextlib
import os
import secrets
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import click

from briefgen.build.project import Project, find_project
from briefgen.cli.app import COMMAND_AT_FAULT
from briefgen.cli.build import read_instant
from briefgen.cli.diagnostics import print_diagnostic
from briefgen.cli.output import say
from briefgen.cli.progress import Progress
from briefgen.config import CONFIG_NAME
from briefgen.errors import ContentError, Diagnostic, Severity, warning
from briefgen.preview.addresses import LOOPBACK, Listening, listen, put_off
from briefgen.preview.changes import Changes
from briefgen.preview.editors import link_template
from briefgen.preview.preview import Preview, PreviewOptions
from briefgen.preview.serving import serve as serve_preview
from briefgen.preview.watcher import Watcher

MOST_WARNINGS = 20
"""Warnings that are printed at once; the pages that they concern show them all."""

_SECONDS = 0.3
"""Between looks at who waits for a preview that cannot begin yet."""


@click.command(
    epilog=f"""\b
What to do:
  1. Run it in the folder of your site.  It prints an address.
  2. Open that address in your browser; --open does it for you.
  3. Write, and save: the page follows by itself.
  4. When you are done, come back here and press Ctrl-C.

\b
Examples:
  briefgen serve --open            begin to write
  briefgen serve --no-drafts       look at the site as readers will see it
  briefgen serve --now 2026-12-24T18:00+01:00
                                   look at the site as it will be then
  briefgen serve --host 0.0.0.0    let others in your network look, with a token

\b
Where links to your files lead is set by the variable BRIEFGEN_EDITOR: vscode, zed,
idea, sublime, textmate, or an address such as "vscode://file/{{path}}:{{line}}:{{column}}".

\b
Exit codes:
  0  stopped by you
  1  the content is at fault, so that there is nothing to show
  {COMMAND_AT_FAULT}  the command or the machine is at fault"""
)
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="Listen at port N; by default at 8000, or the next one that is free.",
)
@click.option(
    "--host",
    default=LOOPBACK,
    metavar="HOST",
    help="Listen at another address of this machine, so that others can look; "
    "by default only you can.",
)
@click.option("--open", "opens", is_flag=True, help="Open the site in your browser.")
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and scheduled articles.")
@click.option(
    "--now",
    metavar="INSTANT",
    help="Show the site as it is at INSTANT, such as 2026-11-22T09:00+01:00; "
    "by default as it is now.",
)
def serve(port: int | None, host: str, opens: bool, no_drafts: bool, now: str | None) -> None:
    """
    Show the site in a browser while you write.

    Prints an address to open.  Pages that are open follow what you save within a
    moment, drafts and scheduled articles have a badge, and mistakes are shown over
    the last good page until they are mended.  Nothing is written to site/.
    """
    project = find_project(Path.cwd())
    instant = read_instant(now) if now or "SOURCE_DATE_EPOCH" in os.environ else None
    listening = listen(host, port)
    watcher = Watcher(
        [project.content, project.root / "themes"], [project.root / CONFIG_NAME], _complain
    )
    try:
        options = PreviewOptions(instant, with_drafts=not no_drafts)
        preview = _open_preview(project, options, watcher, listening)
        terminal = Terminal(preview, watcher)
        token = "" if listening.is_private else secrets.token_urlsafe(18)
        address = listening.address + (f"?token={token}" if token else "")
        serve_preview(
            preview,
            terminal,
            listening,
            token=token,
            link=link_template(os.environ),
            listener=terminal.tell,
            ready=lambda _: _welcome(preview, listening, address, opens=opens),
        )
    except KeyboardInterrupt:
        pass
    finally:
        listening.socket.close()
        watcher.close()
    say("\nStopped.")


def _open_preview(
    project: Project, options: PreviewOptions, watcher: Watcher, listening: Listening
) -> Preview:
    """Return the preview as soon as the configuration and the theme can be read."""
    while True:
        try:
            with Progress(is_shown=True) as progress:
                preview = Preview(project, options, progress.advance)
        except ContentError as fault:
            for diagnostic in fault.diagnostics:
                print_diagnostic(diagnostic)
            say("Nothing can be shown yet. Mend this, and the preview begins by itself.")
            # In between, browsers are answered, and Ctrl-C is heard on every system.
            while watcher.wait(_SECONDS) is None:
                put_off(listening.socket)
        else:
            return preview


def _complain(what: str, hint: str) -> None:
    print_diagnostic(warning(what, help=hint))


def _welcome(preview: Preview, listening: Listening, address: str, *, opens: bool) -> None:
    title = preview.snapshot.config.settings.title
    say(f"“{title}” is at {address}")
    if not listening.is_private:
        say(
            "Everybody in your network who has this address sees the site, with all drafts.\n"
            "It is not encrypted: use it only in networks that you trust."
        )
    say("Write, and save: open pages follow. Ctrl-C stops the preview.\n")
    if opens:
        threading.Thread(target=_show, args=(address,), daemon=True).start()


def _show(address: str) -> None:
    # Loaded here because most previews begin without it.
    import webbrowser

    webbrowser.open(address)


class Terminal:
    """Says in the terminal what has changed and what is wrong."""

    def __init__(self, preview: Preview, watcher: Watcher) -> None:
        """Follow *preview*, which is to follow this instead of *watcher*."""
        self._root = preview.project.root
        self._watcher = watcher
        self._changes: Changes | None = None
        self._began = 0.0
        self._printed: tuple[Diagnostic, ...] = ()
        preview.listen(self._say_changed)

    def wait(self, timeout: float | None) -> Changes | None:
        """Pass on what the watcher tells, and remember it."""
        self._changes = self._watcher.wait(timeout)
        self._began = time.perf_counter()
        return self._changes

    def _say_changed(self) -> None:
        """Say what has changed, once the preview shows it."""
        changes, self._changes = self._changes, None
        if changes is not None:
            took = 1000 * (time.perf_counter() - self._began)
            # Nobody may be listening any more; browsers still are.
            with contextlib.suppress(OSError):
                say(f"{self._named(changes)} changed: {took:.0f} ms")

    def _named(self, changes: Changes) -> str:
        if changes.is_unsure or not changes.paths:
            return "Several files"
        first = changes.paths[0]
        with contextlib.suppress(ValueError):
            first = first.relative_to(self._root)
        more = len(changes.paths) - 1
        return f"{first.as_posix()} and {more} more" if more else first.as_posix()

    def tell(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print what is wrong and was not before, and say when all mistakes are mended."""
        known, self._printed = self._printed, tuple(diagnostics)
        before = frozenset(known)
        new = [one for one in diagnostics if one not in before]
        errors = [one for one in new if one.severity is Severity.ERROR]
        warnings = [one for one in new if one.severity is Severity.WARNING]
        for one in (*errors, *warnings[:MOST_WARNINGS]):
            print_diagnostic(one)
        if len(warnings) > MOST_WARNINGS:
            say(f"and {len(warnings) - MOST_WARNINGS} more warnings", err=True)
        if _has_errors(known) and not _has_errors(diagnostics):
            say("Mended.")


def _has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in diagnostics)
