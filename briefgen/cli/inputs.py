"""Get the texts that are to be imported: from files, other programs, the web, the clipboard."""

import os
import stat
import sys

import click

from briefgen.cli.app import explain
from briefgen.errors import CommandError, Location, error
from briefgen.ingest.limits import MOST_BYTES, no_text, too_large
from briefgen.ingest.reading import Input, kind_of

STDIN, CLIPBOARD = "-", "--clipboard"


def names_of(inputs: tuple[str, ...], *, clipboard: bool) -> tuple[str, ...]:
    """
    Return what to import, in order, each once.

    Raises:
        click.UsageError: there is nothing.

    """
    names = tuple(dict.fromkeys((*inputs, *((CLIPBOARD,) if clipboard else ()))))
    if not names or not all(map(str.strip, names)):
        raise click.UsageError(
            "Say what to import: a file, a web address, `-` for standard input, or --clipboard."
        )
    return names


def readable(argument: str) -> str:
    """Return *argument* with a sign in place of each byte that is no text."""
    return argument.encode("utf-8", "replace").decode()


def load(name: str) -> Input:
    """
    Return the text called *name*.

    Raises:
        CommandError: it cannot be read, or is nothing that can be imported.

    """
    if name == CLIPBOARD:
        # Loaded only if asked for, as are the others below.
        from briefgen.ingest.clipboard import read_clipboard

        data = read_clipboard()
        return Input("the clipboard", data, kind_of("the clipboard", data))
    if name.lower().startswith(("http://", "https://")):
        from briefgen.ingest.web import fetch

        return fetch(readable(name))
    if name == STDIN:
        # Whoever closes standard input gives nothing to read.
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
        if len(data) > MOST_BYTES:
            raise too_large("standard input", MOST_BYTES)
        return _input("standard input", data)
    try:
        return _input(readable(name), _read(name))
    except OSError as fault:
        raise explain(fault) from fault


def _input(name: str, data: bytes) -> Input:
    if not data.strip():
        raise no_text(name)
    return Input(name, data, kind_of(name, data))


def _read(name: str) -> bytes:
    """Return the bytes of a file, if it is one and no larger than can be read."""
    shown = readable(name)
    try:
        status = os.stat(name)
    except FileNotFoundError:
        help = "web addresses begin with https://" if name.startswith("www.") else ""
        raise CommandError(error(f"there is no file {shown}", help=help)) from None
    if stat.S_ISDIR(status.st_mode):
        help = f"name its files, such as {os.path.join(shown, '*.txt')}"
        raise CommandError(error(f"{shown} is a folder", help=help))
    if not stat.S_ISREG(status.st_mode):
        raise CommandError(error("this is not a regular file", Location(shown)))
    if status.st_size > MOST_BYTES:
        raise too_large(shown, MOST_BYTES)
    with open(name, "rb") as stream:
        try:
            return stream.read(MOST_BYTES + 1)
        except OSError as fault:
            help = "open it in its program, copy the text, and use --clipboard"
            said = f"this cannot be read: {fault.strerror or fault}"
            raise CommandError(error(said, Location(shown), help=help)) from fault
