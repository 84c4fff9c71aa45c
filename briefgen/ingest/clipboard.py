"""Read what was copied, with the program that each system brings along for it."""

import os
import shutil
import subprocess
import sys

from briefgen.errors import CommandError, error

_SECONDS = 10

_MAC = (("pbpaste",),)
_WINDOWS = (
    (
        "powershell.exe",
        "-NoProfile",
        "-Command",
        "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw",
    ),
)
_WAYLAND = (("wl-paste", "--no-newline"),)
_X11 = (("xclip", "-selection", "clipboard", "-out"), ("xsel", "--clipboard", "--output"))
_PHONE = (("termux-clipboard-get",),)


def read_clipboard() -> bytes:
    """
    Return the text that was copied.

    Raises:
        CommandError: there is none, or nothing on this system can read it.

    """
    commands = _commands()
    found = next((one for one in commands if shutil.which(one[0])), None)
    if found is None:
        names = " or ".join(dict.fromkeys(one[0] for one in commands))
        raise CommandError(
            error(
                "nothing here can read the clipboard",
                help=f"install {names}, or paste the text into a file and import that",
            )
        )
    try:
        done = subprocess.run(found, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # fixed commands
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise CommandError(error(f"{found[0]} cannot read the clipboard: {fault}")) from fault
    if done.returncode or not done.stdout.strip():
        said = " ".join(done.stderr.decode(errors="replace").split())[:200]
        raise CommandError(
            error("there is no text in the clipboard", help=said or "copy the article first")
        )
    return done.stdout


def _commands() -> tuple[tuple[str, ...], ...]:
    """Return what may read the clipboard here, the best first."""
    if sys.platform == "darwin":
        return _MAC
    if sys.platform == "win32":
        return _WINDOWS
    if os.environ.get("WAYLAND_DISPLAY"):
        return (*_WAYLAND, *_X11)
    return (*_X11, *_WAYLAND, *_PHONE)
