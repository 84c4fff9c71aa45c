"""
Print to the terminal: the one way in which a command says something.

What is printed holds names of files, titles and addresses that others have chosen.
A terminal would obey the control characters in them, and bidirectional ones make a
name look like another.  So everything that is printed goes through here.
"""

import errno
import io
import json
import os
import sys
from typing import Any, TextIO

import click

from briefgen.errors import visible


def say(text: str = "", *, err: bool = False) -> None:
    """Print the lines of *text*, with escapes for all that a terminal would act on."""
    click.echo(shown_lines(text), err=err)


def say_json(written: str) -> None:
    """Print JSON as it was *written*, with JSON's own escapes for the same."""
    click.echo("\n".join(map(_escaped, written.split("\n"))))


def say_file(text: str) -> None:
    """Print the *text* of a file: as it is for another program, as ``say`` does for a reader."""
    click.echo(shown_lines(text) if sys.stdout.isatty() else text, nl=False)


def shown_lines(text: str) -> str:
    r"""
    Return *text* as it is fit to be shown; only line breaks and tabs are left.

    >>> shown_lines("a\tb\nc\x1b[2J")
    'a\tb\nc\\u001b[2J'
    """
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


def stop_for_nobody() -> None:
    """
    Go on when whoever reads what is printed has read enough, as ``| head`` does.

    What a command does is worth as much if nobody listens, and so is its exit code.
    """
    sys.stdout, sys.stderr = _going_on(sys.stdout), _going_on(sys.stderr)


def _going_on(stream: TextIO | Any) -> TextIO | Any:
    try:
        number = stream.fileno()
        # Who looks at a terminal is there as long as we are.
        if stream.isatty():
            return stream
    except (AttributeError, OSError, ValueError):
        # There is none where that was closed from the start; a caller may read it in memory.
        return stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Pipe(number, "wb", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        write_through=True,
    )


class _Pipe(io.FileIO):
    """What is printed, for as long as somebody reads it."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError as fault:
            # What is left to print is not tried again.
            with open(os.devnull, "wb") as nothing:
                os.dup2(nothing.fileno(), self.fileno())
            # The second is what Windows says.
            if fault.errno in {errno.EPIPE, errno.EINVAL}:
                return len(data)
            fault.filename = "what this command prints"
            raise


def _escaped(line: str) -> str:
    if visible(line) == line:
        return line
    return "".join(one if visible(one) == one else json.dumps(one)[1:-1] for one in line)
