"""
Keep compiled templates: to compile them takes longer than to render ten pages.

What is kept belongs to one version of this program and of Jinja; whoever keeps it
between two runs sees to that.  It is code, as templates are, so it must come from
where the templates of a site may come from.
"""

import marshal

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from msgspec import Struct


class Kept(Struct):
    """What is known of templates; it grows whenever another one is needed."""

    codes: dict[str, tuple[str, bytes]] = {}
    """A checksum and the code of each, by a key of Jinja's."""
    fields: dict[str, tuple[str, tuple[str, ...] | None]] = {}
    """The text of each partial by name, and what ``fragments.fields_read`` says of it."""


class Compiled(BytecodeCache):
    """Compiles no template of which the code is kept, and keeps that of all others."""

    def __init__(self, kept: Kept, interface: str) -> None:
        """
        Begin with what is *kept*, and add to it.

        *interface* is what filters depend on: Jinja applies them to constants when it
        compiles.
        """
        self._codes = kept.codes
        self.interface = interface

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give *bucket* its code, if the template is as it was."""
        checksum, code = self._codes.get(bucket.key, ("", b""))
        if checksum == self.interface + bucket.checksum:
            bucket.code = marshal.loads(code)  # noqa: S302  # as this module's first lines say

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has just been compiled."""
        self._codes[bucket.key] = (self.interface + bucket.checksum, marshal.dumps(bucket.code))
