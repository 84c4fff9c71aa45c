"""Compare what came out with a file that says what should."""

import os
from pathlib import Path


def check_golden(path: Path, actual: str) -> None:
    """
    Compare *actual* with the text of *path*.

    With ``BRIEFGEN_UPDATE_GOLDEN=1`` the file is written instead; read the
    difference in git before you commit it.
    """
    if os.environ.get("BRIEFGEN_UPDATE_GOLDEN"):
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert actual == path.read_text(encoding="utf-8")
