"""
Find what a reader of one article may want to read next.

The work for one article does not grow with the site: of a topic, however large,
only the newest articles are looked at.
"""

from heapq import nsmallest

from briefgen.model.article import Listing
from briefgen.model.elements import Reference
from briefgen.model.entries import Entry
from briefgen.model.paths import SourcePath
from briefgen.model.source import Role
from briefgen.structure.desk import Desk
from briefgen.structure.frame import to_reference
from briefgen.structure.topics import topic_slug

RELATED = 4
"""Related articles of one article."""

LOOKED_AT = 50
"""Newest articles of a topic that may be related to another of them."""

HEADLINES = 6
"""Latest headlines beside an article."""

RECENT = 200
"""Articles that are so new that their readers come for news."""


class Surroundings:
    """Knows what is related to an article, and what is new."""

    def __init__(self, desk: Desk) -> None:
        """Look up topics and dates once for all articles of the site."""
        site = desk.site
        self._desk = desk
        self._rank = {article.path: rank for rank, article in enumerate(site.articles)}
        self._topics = {
            topic_slug(topic.name): (
                1 / len(topic.articles),
                [self._rank[one.path] for one in topic.articles[: LOOKED_AT + 1]],
            )
            for topic in site.topics
        }
        self._newest = [to_reference(article) for article in site.articles[: HEADLINES + 1]]

    def related(self, article: Listing) -> tuple[Entry, ...]:
        """Return those that the editor named, then those that share topics, rare ones first."""
        site = self._desk.site
        named = dict.fromkeys(self._named(article))
        named.pop(article.path, None)
        others = (site.articles[rank].path for rank in self._sharing(article, len(named)))
        paths = (*named, *(path for path in others if path not in named))
        return self._desk.entries.entries([site.public[path] for path in paths[:RELATED]])

    def _named(self, article: Listing) -> list[SourcePath]:
        site, table = self._desk.site, self._desk.table
        files = [table.file(SourcePath(target)) for target in article.related]
        return [
            file
            for file in files
            if file in site.public and site.public[file].role is not Role.SECTION
        ]

    def _sharing(self, article: Listing, named: int) -> list[int]:
        """Return the ranks of articles that share topics: the best, and some to spare."""
        scores: dict[int, float] = {}
        for slug in {topic_slug(topic): None for topic in article.topics}:
            # A topic that few share says more than one that many do.
            rarity, ranks = self._topics[slug]
            for rank in ranks:
                scores[rank] = scores.get(rank, 0.0) - rarity
        scores.pop(self._rank[article.path], None)
        # Ranks are by date and then by path, so ties are too.
        best = nsmallest(RELATED + named, zip(scores.values(), scores.keys(), strict=True))
        return [rank for _, rank in best]

    def headlines(self, article: Listing) -> tuple[Reference, ...]:
        """Return the latest headlines without *article* itself; none on an old article."""
        rank = self._rank[article.path]
        if rank >= RECENT:
            return ()
        others = [one for place, one in enumerate(self._newest) if place != rank]
        return tuple(others[:HEADLINES])
