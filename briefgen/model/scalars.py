"""
Tell apart what YAML writes alike.

Front matter and configuration are read by the declared type of each field,
never by a guess of the YAML library.  These are the types that Python's own do
not name precisely enough.
"""

from datetime import date, datetime
from typing import NewType

from msgspec import Struct

Day = date | datetime
"""A date, or a date with a time; without an offset it means the site's time zone."""

Instant = NewType("Instant", datetime)
"""A point in time with its UTC offset, which nobody can misread."""

FreeForm = NewType("FreeForm", str)
"""Whatever the editor likes, kept as canonical JSON text."""

Ending = NewType("Ending", str)
"""The ending of a file's name that is published as it is: in lower case, with its dot."""

Names = tuple[str, ...]
"""A list of short texts; a single text is a list of one."""


class KeyedBy(Struct, frozen=True):
    """Marks a tuple that is written as a mapping; the key fills the named field."""

    field: str
