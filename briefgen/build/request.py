"""Say what a build is asked to do."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

Advance = Callable[[str, int, int], None]
"""Is told what is going on: a verb, how much is done, and of how much."""


class Request(Struct, frozen=True):
    """What a build is asked to do."""

    instant: datetime
    """The moment for which the site is built; decides what is due."""
    workers: int
    output: Path | None = None
    base_url: str | None = None
    with_drafts: bool = False
    is_forced: bool = False
    """Read and render everything again."""
    explains: bool = False
    """Keep the reason for every page that is rendered."""
