"""Gather articles by what they have in common."""

import unicodedata
from collections.abc import Iterable

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.article import Listing
from briefgen.model.paths import Url
from briefgen.model.site import Topic
from briefgen.slugs import slugify
from briefgen.structure.urls import TOPICS


def gather_topics(
    articles: Iterable[Listing],
) -> tuple[tuple[Topic, ...], tuple[Diagnostic, ...]]:
    """
    Return the topics of *articles* by name, and topics that cannot be told apart.

    "NATO" and "Nato" are one topic, spelled as most articles spell it.
    """
    articles_by_slug: dict[str, list[Listing]] = {}
    spellings: dict[str, dict[str, int]] = {}
    faults = []
    for article in articles:
        # A topic that is given twice counts once.
        for slug, name in {topic_slug(name): name for name in article.topics}.items():
            if not slug:
                faults.append(_unusable(name, article))
                continue
            articles_by_slug.setdefault(slug, []).append(article)
            counts = spellings.setdefault(slug, {})
            counts[name] = counts.get(name, 0) + 1
    topics = []
    for slug, members in articles_by_slug.items():
        names = sorted(spellings[slug], key=lambda name: (-spellings[slug][name], name))
        other = next((name for name in names if _folded(name) != _folded(names[0])), None)
        if other:
            faults.append(_alike(names[0], other, slug, members))
        topics.append(Topic(names[0], Url(f"{TOPICS}{slug}/"), tuple(members)))
    topics.sort(key=lambda topic: (topic.name.casefold(), topic.name))
    return tuple(topics), tuple(faults)


_slugs: dict[str, str] = {}


def topic_slug(name: str) -> str:
    """Return the last part of a topic's address; thousands of articles share few."""
    if name not in _slugs:
        _slugs[name] = slugify(name)
    return _slugs[name]


def _folded(name: str) -> str:
    return "".join(
        character
        for character in unicodedata.normalize("NFC", name).casefold()
        if character.isalnum()
    )


def _unusable(name: str, article: Listing) -> Diagnostic:
    place = Location(f"content/{article.path}")
    return error(f"no address can be made from the topic `{name}`", place)


def _alike(name: str, other: str, slug: str, members: list[Listing]) -> Diagnostic:
    first = next(article for article in members if other in article.topics)
    second = next(article for article in members if name in article.topics)
    return error(
        f"the topics `{name}` and `{other}` would both be at `{TOPICS}{slug}/`",
        Location(f"content/{first.path}"),
        help=f"rename one of them; `{name}` stands in content/{second.path}",
    )
