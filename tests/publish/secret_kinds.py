"""
Name kinds of secrets, and make one of each.

The list was written before the rules that look for them, from the manuals of those
who hand them out.  No secret stands here: each is put together from a shape and
from letters that a seeded generator draws, so none of them opens anything.
"""

import base64
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

_ALPHABETS = {
    "A": string.ascii_uppercase + string.digits,
    "U": string.ascii_uppercase,
    "a": string.ascii_letters + string.digits,
    "l": string.ascii_lowercase + string.digits,
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "d": string.digits,
    "w": string.ascii_letters + string.digits + "_-",
    "b": string.ascii_letters + string.digits + "+/",
    "p": string.ascii_letters + string.digits + "!%&*?",
    "k": "bcdfghjklmnpqrstvwxz",
    "q": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
    "2": string.ascii_uppercase + "234567",
}
_HOLE = re.compile(r"<(?P<alphabet>[AUalhHdwbpqk2])(?P<length>\d+)>|<uuid>|<jwt>|<lines>")

_KINDS = Path(__file__).with_name("secret-kinds.txt")


def secrets(seed: str = "kinds of secrets") -> Iterator[tuple[str, str]]:
    """Yield the name of each kind, and a text that holds one of them."""
    random = Random(seed)
    for line in _KINDS.read_text(encoding="utf-8").splitlines():
        name, shape = line.split(" | ", 1)
        yield name, _filled(shape.replace("\\n", "\n"), random)


def _filled(shape: str, random: Random) -> str:
    """Put letters that nobody has drawn before into the holes of *shape*."""

    def drawn(alphabet: str, length: int) -> str:
        return "".join(random.choices(_ALPHABETS[alphabet], k=length))

    def encoded(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    made: dict[str, Callable[[], str]] = {
        "<uuid>": lambda: "-".join(drawn("h", length) for length in (8, 4, 4, 4, 12)),
        "<jwt>": lambda: ".".join(
            (encoded('{"alg":"HS256","typ":"JWT"}'), encoded('{"sub":"4711"}'), drawn("w", 43))
        ),
        "<lines>": lambda: "\n" + "".join(f"{drawn('b', 64)}\n" for _ in range(6)),
        "<basic>": lambda: base64.b64encode(f"desk:{drawn('a', 14)}".encode()).decode(),
    }
    text = shape.replace("<basic>", made["<basic>"]())
    return _HOLE.sub(
        lambda hole: (
            drawn(hole["alphabet"], int(hole["length"])) if hole["alphabet"] else made[hole[0]]()
        ),
        text,
    )
