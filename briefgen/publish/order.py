"""Say what publishing is asked to do."""

from datetime import datetime

from msgspec import Struct

from briefgen.publish.source import Remote


class Order(Struct, frozen=True):
    """What publishing is asked to do."""

    instant: datetime
    """The moment for which the site is built; decides what is due."""
    workers: int
    remote: str | None = None
    """The name of one; the settings decide if it is not given."""
    branch: str | None = None
    """Likewise."""
    message: str = ""
    keeps_history: bool = True
    """Whether what was public before can still be found on the branch."""
    adopts: bool = False
    """Whether files on the branch that briefgen did not write may be replaced."""
    is_rehearsal: bool = False
    """Whether everything is done but the push."""


class Target(Struct, frozen=True):
    """The branch that readers will see."""

    remote: Remote
    branch: str
