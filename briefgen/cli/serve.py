"""Show the site in a browser, and each change as soon as it is saved."""

import contextlib
import os
import threading
from pathlib import Path

import click
from msgspec import Struct

from briefgen.build.project import Project, find_project
from briefgen.cli.app import COMMAND_AT_FAULT
from briefgen.cli.build import read_instant
from briefgen.cli.diagnostics import print_diagnostic
from briefgen.cli.output import say
from briefgen.cli.progress import Progress
from briefgen.cli.terminal import Terminal
from briefgen.config import CONFIG_NAME
from briefgen.errors import ContentError, visible, warning
from briefgen.preview.addresses import LOOPBACK, Listening, listen, put_off
from briefgen.preview.editors import link_template
from briefgen.preview.guard import Guard
from briefgen.preview.preview import Preview, PreviewOptions
from briefgen.preview.serving import serve as serve_preview
from briefgen.preview.token import kept_token, new_token
from briefgen.preview.watcher import Watcher

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
@click.option(
    "--poll",
    "polls",
    is_flag=True,
    help="Look for changes once a second, where the system does not tell of them: on network "
    "drives, in containers.",
)
@click.option("--no-drafts", is_flag=True, help="Leave out drafts and scheduled articles.")
@click.option(
    "--now",
    metavar="INSTANT",
    help="Show the site as it is at INSTANT, such as 2026-11-22T09:00+01:00; "
    "by default as it is now.",
)
def serve(
    port: int | None, host: str, opens: bool, polls: bool, no_drafts: bool, now: str | None
) -> None:
    """
    Show the site in a browser while you write.

    Prints an address to open.  Pages that are open follow what you save within a
    moment, drafts and scheduled articles have a badge, and mistakes are shown over
    the last good page until they are mended.  Nothing is written to site/.
    """
    project = find_project(Path.cwd())
    instant = read_instant(now) if now or "SOURCE_DATE_EPOCH" in os.environ else None
    listening = listen(host, port)
    watched = ([project.content, project.root / "themes"], [project.root / CONFIG_NAME])
    watcher = Watcher(*watched, _complain, polls=polls)
    with contextlib.ExitStack() as opened, contextlib.suppress(KeyboardInterrupt):
        opened.callback(listening.socket.close)
        opened.callback(watcher.close)
        options = PreviewOptions(instant, with_drafts=not no_drafts)
        preview = opened.enter_context(
            contextlib.closing(_open_preview(project, options, watcher, listening))
        )
        terminal = Terminal(preview, watcher)
        token, is_kept = _token(project, listening)
        guard = Guard(listening.hosts, token, is_kept=is_kept)
        welcome = Welcome(listening, token, guard.ticket() if opens else "")
        serve_preview(
            preview,
            terminal,
            listening,
            guard=guard,
            link=link_template(os.environ),
            listener=terminal.tell,
            ready=lambda _: welcome.say(preview),
        )
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


def _token(project: Project, listening: Listening) -> tuple[str, bool]:
    """Return the token of a preview, and whether it will be the same the next time."""
    if not listening.is_private:
        # Whoever was given it may look this time, and not for ever.
        return new_token(), False
    try:
        return kept_token(project.state), True
    except OSError as fault:
        hint = "open pages will need the new address after a restart"
        _complain(f"the preview's token cannot be kept: {fault.strerror or fault}", hint)
        return new_token(), False


class Welcome(Struct, frozen=True):
    """How to get to a preview."""

    listening: Listening
    token: str
    ticket: str
    """What opens the preview once, for the browser; or empty."""

    def say(self, preview: Preview) -> None:
        """Print where *preview* is, and open it if that is wanted."""
        address = self.listening.address
        title = visible(preview.snapshot.config.settings.title)
        say(f"“{title}” is at {address}?token={self.token}")
        if not self.listening.is_private:
            say(
                "Everybody in your network who has this address sees the site, with all drafts.\n"
                "It is not encrypted: use it only in networks that you trust."
            )
        say("Write, and save: open pages follow. Ctrl-C stops the preview.\n")
        if self.ticket:
            target = f"{address}?token={self.ticket}"
            threading.Thread(target=_show, args=(target,), daemon=True).start()


def _show(address: str) -> None:
    # Loaded here because most previews begin without it.
    import webbrowser

    webbrowser.open(address)
