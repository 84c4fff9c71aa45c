"""Compare a finished site with what is public now."""

from msgspec import Struct

from briefgen.publish.depot import Files

NO_JEKYLL = ".nojekyll"
"""Tells GitHub to publish the files as they are."""

DOMAIN = "CNAME"
"""Tells GitHub the domain that the pages have."""


class Difference(Struct, frozen=True):
    """What has to be done to the files of a commit."""

    wanted: Files
    there: Files
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has to be done."""
        return not (self.new or self.changed or self.gone)


def compare(wanted: Files, there: Files) -> Difference:
    """
    Return what makes *wanted* of what is *there*.

    >>> compare({"a": "1", "b": "2"}, {"b": "3", "c": "4"}).gone
    ('c',)
    """
    return Difference(
        wanted=wanted,
        there=there,
        new=tuple(path for path in sorted(wanted) if path not in there),
        changed=tuple(
            path for path in sorted(wanted) if path in there and there[path] != wanted[path]
        ),
        gone=tuple(path for path in sorted(there) if path not in wanted),
    )
