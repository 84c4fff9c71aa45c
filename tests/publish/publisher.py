"""
Publish again and again in a process of its own: ``python -m tests.publish.publisher FOLDER``.

For every line that it reads, it publishes the newsroom in FOLDER once.  It says
``ready`` first, so that whoever waits can choose an instant of the run itself.
"""

import os
import sys
from pathlib import Path

from briefgen.build import extras
from tests.publish.repositories import ENVIRONMENT, Newsroom
from tests.templates import compiled_once


def edit(root: Path, text: str) -> None:
    """Change something of the site that is quick to build."""
    (root / "content/world/flow.csv").write_text(text, encoding="utf-8")


def main(folder: Path) -> None:
    """Serve the lines of standard input."""
    extras.has = lambda _: False  # type: ignore[assignment]  # as if no extra was installed
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    newsroom = Newsroom(folder, folder)
    print("ready", flush=True)
    with compiled_once():
        for line in sys.stdin:
            edit(newsroom.root, line)
            receipt = newsroom.publish()
            print(receipt.attempts, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
