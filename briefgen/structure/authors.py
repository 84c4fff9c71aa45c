"""Gather articles and editions by those who wrote them."""

from collections.abc import Iterable, Iterator

from briefgen.errors import Diagnostic, Location, error, warning
from briefgen.model.article import Listing
from briefgen.model.paths import Url
from briefgen.model.settings import Author, Settings
from briefgen.model.site import Site, Writer
from briefgen.schema.suggest import closest
from briefgen.slugs import slugify
from briefgen.structure.groups import Group, group_by_slug, named_by
from briefgen.structure.links import OutlineOf
from briefgen.structure.urls import AUTHORS


class AuthorNames:
    """Knows whom a byline means: it has an id or a name of the settings, or a name of its own."""

    def __init__(self, settings: Settings) -> None:
        """Take the authors of *settings*."""
        self._by_name = {one.name.casefold(): one for one in settings.authors}
        # An id says for certain who is meant, so it goes before another's name.
        self._by_byline = {**self._by_name, **{one.id.casefold(): one for one in settings.authors}}
        self._slugs: dict[str, str] = {}

    def names(self, listing: Listing) -> tuple[str, ...]:
        """Return the names in the byline of *listing* as readers see them."""
        known = self._by_byline
        return tuple(
            known[one.casefold()].name if one.casefold() in known else one
            for one in listing.authors
            if one.strip()
        )

    def has(self, written: str) -> bool:
        """Whether *written* is an id or a name of the settings."""
        return written.casefold() in self._by_byline

    def author(self, name: str) -> Author:
        """Return what is known of the author whom readers see as *name*."""
        return self._by_name.get(name.casefold()) or Author("", name)

    def slug(self, name: str) -> str:
        """Return the last part of an author's address; thousands of articles share few."""
        if name not in self._slugs:
            author = self.author(name)
            self._slugs[name] = slugify(author.id) or slugify(author.name)
        return self._slugs[name]


def gather_authors(
    listings: Iterable[Listing], settings: Settings
) -> tuple[tuple[Writer, ...], tuple[Diagnostic, ...]]:
    """Return those who wrote *listings* by name, and names that cannot be told apart."""
    known = AuthorNames(settings)
    groups, unusable = group_by_slug(listings, known.names, known.slug)
    faults = [_unusable(name, listing) for name, listing in unusable]
    faults += [_alike(group, known) for group in groups if group.rival]
    writers = []
    for group in groups:
        author = known.author(group.name)
        url = Url(f"{AUTHORS}{group.slug}/")
        writers.append(Writer(author.name, author.role, url, author.url, group.members))
    return tuple(writers), tuple(faults)


def check_authors(site: Site, outline_of: OutlineOf) -> Iterator[Diagnostic]:
    """Warn of names in bylines that are nearly the id of an author."""
    ids = tuple(author.id for author in site.settings.authors)
    known = AuthorNames(site.settings)
    # Most articles are by few people, and looking for what is alike takes its time.
    meant = {
        name: closest(name, ids)
        for name in dict.fromkeys(name for one in site.public.values() for name in one.authors)
        if not known.has(name)
    }
    for listing in site.public.values():
        for number, name in enumerate(listing.authors):
            if meant.get(name):
                yield warning(
                    f"there is no author `{name}`; the name is shown as it is",
                    Location(f"content/{listing.path}", *outline_of(listing.path).bylines[number]),
                    help=f"did you mean `{meant[name]}`? "
                    f"If not, add `{name}` to `authors` in briefgen.yml",
                )


def _unusable(name: str, listing: Listing) -> Diagnostic:
    place = Location(f"content/{listing.path}")
    return error(f"no address can be made from the author `{name}`", place)


def _alike(group: Group, known: AuthorNames) -> Diagnostic:
    first, other = named_by(group, known.names)
    return error(
        f"the authors `{group.name}` and `{group.rival}` would both be at `{AUTHORS}{group.slug}/`",
        Location(f"content/{other.path}"),
        help=f"give one of them another id; `{group.name}` stands in content/{first.path}",
    )
