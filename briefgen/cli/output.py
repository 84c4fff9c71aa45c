"""
Print to the terminal: the one way in which a command says something.

What is printed holds names of files, titles and addresses that others have chosen.
A terminal would obey the control characters in them, and bidirectional ones make a
name look like another.  So everything that is printed goes through here.
"""

import json
import sys

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


def _escaped(line: str) -> str:
    if visible(line) == line:
        return line
    return "".join(one if visible(one) == one else json.dumps(one)[1:-1] for one in line)
