"""Gather articles into sections, and put both in order."""

from collections.abc import Collection, Iterable

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.article import Listing
from briefgen.model.front_matter import Order
from briefgen.model.paths import Url
from briefgen.model.settings import Settings
from briefgen.model.site import Section
from briefgen.schema.suggest import closest
from briefgen.structure.urls import EDITIONS

NO_SECTION = EDITIONS.rstrip("/")
"""The folder of the editions, which is no section."""


def gather_sections(
    articles: Iterable[Listing],
    indexes: Iterable[Listing],
    settings: Settings,
    *,
    held: Collection[str],
) -> tuple[tuple[Section, ...], tuple[Diagnostic, ...]]:
    """
    Return the sections in the site's order; *articles* come newest first.

    The settings may name sections that are only *held* back, too.
    """
    articles_by_id: dict[str, list[Listing]] = {}
    for article in articles:
        articles_by_id.setdefault(article.section, []).append(article)
    index_by_id = {index.section: index for index in indexes}
    ids = articles_by_id.keys() | index_by_id.keys()
    faults = [
        _unknown_section(name, ids)
        for name in settings.sections
        if name == NO_SECTION or (ids and name not in ids and name not in held)
    ]
    faults += [_among_editions(article) for article in articles_by_id.pop(NO_SECTION, ())]
    ids = articles_by_id.keys() | index_by_id.keys()
    sections = [_section(id, articles_by_id.get(id, []), index_by_id.get(id)) for id in sorted(ids)]
    place = {name: number for number, name in enumerate(settings.sections)}
    sections.sort(
        key=lambda section: (
            place.get(section.id, len(place)),
            section.index.weight if section.index else 0,
            section.title.casefold(),
            section.id,
        )
    )
    return tuple(sections), tuple(faults)


def _section(id: str, articles: list[Listing], index: Listing | None) -> Section:
    return Section(
        id=id,
        title=index.title if index else id.replace("-", " ").capitalize(),
        url=Url(f"{id}/"),
        index=index,
        articles=tuple(_in_order(articles, index.order if index else Order.NEWEST)),
    )


def _in_order(articles: list[Listing], order: Order) -> list[Listing]:
    """Return *articles*, which come newest first, in the order of their section."""
    if order is Order.OLDEST:
        return articles[::-1]
    if order is Order.TITLE:
        return sorted(articles, key=lambda article: (article.title.casefold(), article.path))
    if order is Order.WEIGHT:
        return sorted(articles, key=lambda article: article.weight)
    return articles


def _among_editions(article: Listing) -> Diagnostic:
    return error(
        f"`{NO_SECTION}` cannot be the section of an article; it is where the editions are",
        Location(f"content/{article.path}"),
        help="name another `section:`, or move the file to content/editions if it is an edition",
    )


def _unknown_section(name: str, ids: Iterable[str]) -> Diagnostic:
    if name == NO_SECTION:
        return error(
            f"`sections` names `{name}`, but the editions are no section",
            Location("briefgen.yml"),
            help="take it out; the navigation leads to the editions by itself",
        )
    suggestion = closest(name, ids)
    return error(
        f"`sections` names `{name}`, which has no folder in content",
        Location("briefgen.yml"),
        help=f"did you mean `{suggestion}`?" if suggestion else f"make the folder content/{name}",
    )
