"""Group articles by a name that they carry: a topic, or an author."""

import unicodedata
from collections.abc import Callable, Iterable

from msgspec import Struct

from briefgen.model.article import Listing

NamesOf = Callable[[Listing], Iterable[str]]


class Group(Struct, frozen=True):
    """Articles whose names have one slug, in the order in which they came."""

    slug: str
    name: str
    """As most of them spell it."""
    rival: str
    """Another name with the same slug that means something else; empty if there is none."""
    members: tuple[Listing, ...]


def group_by_slug(
    listings: Iterable[Listing], names_of: NamesOf, slug_of: Callable[[str], str]
) -> tuple[list[Group], list[tuple[str, Listing]]]:
    """
    Return the groups by name, and the names of which no slug can be made.

    Spellings that differ in case or in signs only are one name.
    """
    members: dict[str, list[Listing]] = {}
    spellings: dict[str, dict[str, int]] = {}
    unusable = []
    for listing in listings:
        # A name that is given twice counts once.
        for slug, name in {slug_of(name): name for name in names_of(listing)}.items():
            if not slug:
                unusable.append((name, listing))
                continue
            members.setdefault(slug, []).append(listing)
            counts = spellings.setdefault(slug, {})
            counts[name] = counts.get(name, 0) + 1
    groups = []
    for slug, found in members.items():
        names = sorted(spellings[slug], key=lambda name: (-spellings[slug][name], name))
        rival = next((name for name in names if folded(name) != folded(names[0])), "")
        groups.append(Group(slug, names[0], rival, tuple(found)))
    groups.sort(key=lambda group: (group.name.casefold(), group.name))
    return groups, unusable


def folded(name: str) -> str:
    """Return the letters and digits of *name*, whatever their case."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", name).casefold()
        if character.isalnum()
    )


def named_by(group: Group, names_of: NamesOf) -> tuple[Listing, Listing]:
    """Return a member that carries the group's name, and one that carries its rival's."""
    first = next(one for one in group.members if group.name in names_of(one))
    other = next(one for one in group.members if group.rival in names_of(one))
    return first, other
