"""Gather articles by what they have in common."""

from collections.abc import Iterable

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.article import Listing
from briefgen.model.paths import Url
from briefgen.model.site import Topic
from briefgen.slugs import slugify
from briefgen.structure.groups import Group, group_by_slug, named_by
from briefgen.structure.urls import TOPICS


def gather_topics(
    articles: Iterable[Listing],
) -> tuple[tuple[Topic, ...], tuple[Diagnostic, ...]]:
    """
    Return the topics of *articles* by name, and topics that cannot be told apart.

    "NATO" and "Nato" are one topic, spelled as most articles spell it.
    """
    groups, unusable = group_by_slug(articles, _topics_of, topic_slug)
    faults = [_unusable(name, article) for name, article in unusable]
    faults += [_alike(group) for group in groups if group.rival]
    topics = (Topic(one.name, Url(f"{TOPICS}{one.slug}/"), one.members) for one in groups)
    return tuple(topics), tuple(faults)


def _topics_of(article: Listing) -> tuple[str, ...]:
    return article.topics


_slugs: dict[str, str] = {}


def topic_slug(name: str) -> str:
    """Return the last part of a topic's address; thousands of articles share few."""
    if name not in _slugs:
        _slugs[name] = slugify(name)
    return _slugs[name]


def _unusable(name: str, article: Listing) -> Diagnostic:
    place = Location(f"content/{article.path}")
    return error(f"no address can be made from the topic `{name}`", place)


def _alike(group: Group) -> Diagnostic:
    first, other = named_by(group, _topics_of)
    return error(
        f"the topics `{group.name}` and `{group.rival}` would both be at `{TOPICS}{group.slug}/`",
        Location(f"content/{other.path}"),
        help=f"rename one of them; `{group.name}` stands in content/{first.path}",
    )
