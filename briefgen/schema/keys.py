"""Say what is wrong with the keys of a mapping: given twice, misspelt, or no names at all."""

from collections.abc import Iterable

from briefgen.errors import Location, Severity
from briefgen.schema.nodes import Node, YamlText, describe
from briefgen.schema.suggest import closest

Unknown = tuple[str, Location]
"""A key that is nothing like a known one, and where it stands."""


def complain_twice(source: YamlText, key: Node, name: str, first: Node) -> None:
    """Complain that *key* means *name*, which the key *first* has given already."""
    written = str(key.value)
    also = "" if first.value == written else f" (as `{first.value}`)"
    source.complain(
        f"`{written}` is given twice",
        key.start_mark,
        width=len(written),
        help=f"`{name}` stands on line {source.first_line + first.start_mark.line} "
        f"already{also}; keep one of them",
    )


def complain_nameless(source: YamlText, key: Node) -> None:
    """Complain that *key* is a list or a mapping rather than a name."""
    source.complain(f"expected the name of a field, found {describe(key)}", key.start_mark)


def check_unknown(
    source: YamlText, key: Node, known: Iterable[str], retired: Iterable[str] = ()
) -> Unknown | None:
    """
    Return the unknown *key* with its place.

    One that is nearly a *known* one is complained of instead; one that an earlier
    version knew, and that is *retired*, is warned of.
    """
    written = str(key.value)
    if written in retired:
        source.complain(
            f"`{written}` is no longer needed, and does nothing",
            key.start_mark,
            width=len(written),
            help="take the line out",
            severity=Severity.WARNING,
        )
        return None
    suggestion = closest(written, known)
    if suggestion:
        source.complain(
            f"there is no field `{written}`",
            key.start_mark,
            width=len(written),
            help=f"did you mean `{suggestion}`?",
        )
        return None
    line = source.first_line + key.start_mark.line
    return written, Location(source.path, line, key.start_mark.column + 1)
