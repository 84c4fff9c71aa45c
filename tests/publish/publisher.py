"""
Publish again and again in a process of its own: ``python -m tests.publish.publisher FOLDER``.

For every line that it reads, a number and a text, it puts the text into the newsroom in
FOLDER and publishes it once.  With another number than 0, a copy of the process does
that, which ends itself as if it was killed before it does its step of that number; what
it opens, renames, deletes or starts is a step.  It answers how often it has tried, or
how many steps the copy has come.  It says ``ready`` first.
"""

import os
import signal
import sys
from pathlib import Path

from briefgen.build import extras
from tests.publish.repositories import ENVIRONMENT, Newsroom
from tests.templates import compiled_once

_STEPS = {
    *("open", "sqlite3.connect", "subprocess.Popen", "shutil.rmtree", "shutil.copyfile"),
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate"),
}


def edit(root: Path, text: str) -> None:
    """Change something of the site that is quick to build."""
    (root / "content/world/flow.csv").write_text(text, encoding="utf-8")


def _publish_and_end(newsroom: Newsroom, last: int) -> int:
    """Publish in a copy of this process that ends at its step *last*; return its steps."""
    reader, writer = os.pipe()
    copy = os.fork()
    if copy == 0:
        steps = 0

        def count(event: str, _: object) -> None:
            nonlocal steps
            if event in _STEPS:
                steps += 1
                os.write(writer, b".")
                if steps == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        newsroom.publish()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        steps = len(stream.read())
    os.waitpid(copy, 0)
    return steps


def main(folder: Path) -> None:
    """Serve the lines of standard input."""
    extras.has = lambda _: False  # type: ignore[assignment]  # as if no extra was installed
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    newsroom = Newsroom(folder, folder)
    print("ready", flush=True)
    with compiled_once():
        for line in sys.stdin:
            number, _, text = line.partition(" ")
            edit(newsroom.root, text)
            last = int(number)
            answer = _publish_and_end(newsroom, last) if last else newsroom.publish().attempts
            print(answer, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
