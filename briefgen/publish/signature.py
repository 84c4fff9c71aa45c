"""
Know again what briefgen has written into somebody's repository.

Such a file begins with a comment that has a digest of the rest.  As long as it fits,
nobody has changed the file, and a newer briefgen may write it anew.
"""

import re

from briefgen.fingerprint import digest_bytes

_SIZE = 16
_HEAD = re.compile(r"# Written by `briefgen publish --workflow` \(unchanged: ([0-9a-f]{16})\)\.\n")


def sign(text: str) -> str:
    """Return *text* below a line that says whose it is."""
    digest = digest_bytes(text.encode()).hex()[:_SIZE]
    return f"# Written by `briefgen publish --workflow` (unchanged: {digest}).\n{text}"


def is_signed(text: str) -> bool:
    """Whether *text* is as briefgen wrote it."""
    return _HEAD.match(text) is not None and sign(_HEAD.sub("", text, count=1)) == text


def was_signed(text: str) -> bool:
    """Whether briefgen wrote *text*, and somebody has changed it since."""
    return _HEAD.match(text) is not None and not is_signed(text)
