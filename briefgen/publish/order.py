"""Say what publishing is asked to do."""

from dataclasses import dataclass
from datetime import datetime

from briefgen.publish.source import Remote


@dataclass(frozen=True, slots=True)
class Order:
    """What publishing is asked to do; what is empty here is decided by the settings."""

    instant: datetime
    """The moment for which the site is built; decides what is due."""
    workers: int
    remote: str = ""
    branch: str = ""
    message: str = ""
    keeps_history: bool = True
    """Whether what was public before can still be found on the branch."""
    adopts: bool = False
    """Whether files on the branch that briefgen did not write may be replaced."""
    is_rehearsal: bool = False
    """Whether everything is done but the push."""


@dataclass(frozen=True, slots=True)
class Target:
    """The branch that readers will see."""

    remote: Remote
    branch: str
