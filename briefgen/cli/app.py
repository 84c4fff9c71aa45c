"""
Set up the program: its commands, and what becomes of an error.

Each command lives in a file of its own, which is loaded only when the command
is called, so that ``briefgen build`` does not wait for the others.
"""

import gc
import io
import os
import sys
from importlib import import_module

import click

from briefgen import __version__
from briefgen.cli.output import say, stop_for_nobody
from briefgen.errors import BriefgenError, CommandError, ContentError, Diagnostic, error, to_text

OK, CONTENT_AT_FAULT, COMMAND_AT_FAULT, INTERRUPTED = 0, 1, 2, 130

COMMANDS = {
    "build": "Build the site.",
    "serve": "Show the site in a browser while you write.",
    "import": "Turn pasted text, pages, mails or documents into drafts.",
    "new": "Make a new site, or a new article or edition in a site.",
    "publish": "Publish the site to GitHub Pages.",
    "schema": "Print the JSON Schema of a kind of file.",
}

_MODULES = {"import": "ingest"}
"""Modules of commands whose names Python keeps for itself."""

EXIT_CODES = """\b
Exit codes:
  0  done
  1  the content is at fault; the site is as it was
  2  the command or the machine is at fault; the site is as it was
Whether somebody reads what is printed makes no difference to them."""


class Commands(click.Group):
    """Commands that are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load and return a command."""
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name)
        command = getattr(import_module(f"briefgen.cli.{name}"), name)
        return command if isinstance(command, click.Command) else None


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog=f"""\b
Begin with:
  briefgen new my-briefing
  cd my-briefing
  briefgen serve --open

\b
Completion in your shell:
  bash  eval "$(_BRIEFGEN_COMPLETE=bash_source briefgen)"
  zsh   eval "$(_BRIEFGEN_COMPLETE=zsh_source briefgen)"
  fish  _BRIEFGEN_COMPLETE=fish_source briefgen | source

{EXIT_CODES}""",
)
@click.version_option(__version__, prog_name="briefgen")
def app() -> None:
    """Build curated briefings: article text and front matter in, a themed site out."""


def main() -> None:
    """Run the program and end the process with its exit code."""
    # A build makes no cycles worth collecting, and most values live until its end.
    gc.disable()
    stop_for_nobody()
    try:
        app.main(prog_name="briefgen", standalone_mode=False)
        code = OK
    except click.exceptions.NoArgsIsHelpError as usage:
        usage.show()
        code = COMMAND_AT_FAULT
    except click.ClickException as usage:
        shown = io.StringIO()
        usage.show(shown)
        say(shown.getvalue().rstrip("\n"), err=True)
        code = COMMAND_AT_FAULT
    except (click.Abort, KeyboardInterrupt):
        say("Stopped; the site is as it was.", err=True)
        # Threads that were stopped half-way would have the interpreter complain at its end.
        sys.stdout.flush()
        os._exit(INTERRUPTED)
    except BriefgenError as fault:
        report(fault.diagnostics)
        code = CONTENT_AT_FAULT if isinstance(fault, ContentError) else COMMAND_AT_FAULT
    except OSError as fault:
        report(explain(fault).diagnostics)
        code = COMMAND_AT_FAULT
    except MemoryError:
        # Without colours, for which more would have to be loaded.
        say(to_text(error("there is not enough memory", help=_ROOM)), err=True)
        code = COMMAND_AT_FAULT
    except UnicodeEncodeError as fault:
        if sys.getfilesystemencoding() == "utf-8":
            raise
        report((_narrow(fault),))
        code = COMMAND_AT_FAULT
    sys.exit(code)


_ROOM = "close other programs, or raise the limit, then try again"


def _narrow(fault: UnicodeEncodeError) -> Diagnostic:
    """Return what it means that a name cannot be told to the system."""
    return error(
        f"files cannot have the letter `{fault.object[fault.start]}` in their names here: Python "
        f"was told to write names in {sys.getfilesystemencoding()}",
        help="set PYTHONUTF8=1, or LC_ALL to a locale of UTF-8 such as C.UTF-8",
    )


def report(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Print *diagnostics* to standard error."""
    # Loaded here because most runs have nothing to report.
    from briefgen.cli.diagnostics import print_diagnostics

    print_diagnostics(diagnostics)


_HINTS = {
    "ENOSPC": "the disk is full: make room, then try again",
    "EDQUOT": "your disk quota is used up: make room, then try again",
    "EROFS": "the disk is read-only",
    "EACCES": "you are not allowed to: change the permissions of the file or folder",
    "EPERM": "you are not allowed to: change the permissions of the file or folder",
    "EMFILE": "too many files are open: raise the limit with `ulimit -n`",
    "EFBIG": "the file is larger than allowed",
    "EEXIST": "something of another kind has that name: rename it, or move it away",
    "ENOTDIR": "a part of that path is a file, not a folder: rename it, or move it away",
    "EISDIR": "that is a folder: rename it, or move it away",
    "ELOOP": "a symbolic link leads back to itself: put a file or folder in its place",
    "ENAMETOOLONG": "the name is too long: shorten it",
    "EIO": "the disk cannot be read or written; it may be failing",
}


def explain(fault: OSError) -> CommandError:
    """Return what *fault* of the operating system means to the user."""
    # Loaded here because most runs have nothing to report.
    import errno

    where = fault.filename or "the site"
    code = errno.errorcode.get(fault.errno or 0, "")
    message = f"cannot read or write {where}: {fault.strerror or fault}"
    return CommandError(error(message, help=_HINTS.get(code, "")))
