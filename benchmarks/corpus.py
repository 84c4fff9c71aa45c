"""A made-up site of any size, written for briefgen or for what it is compared with.

`python -m benchmarks.corpus FOLDER --articles 1000 --dialect briefgen` writes one.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from random import Random

from benchmarks.prose import PLAIN, Prose, words

SEED = "the weekly ledger"
NEWEST = datetime(2025, 6, 1, 18, 0, tzinfo=UTC)
STEP = timedelta(minutes=43)
SECTIONS = (
    "business",
    "cities",
    "climate",
    "culture",
    "health",
    "politics",
    "science",
    "sport",
    "technology",
    "travel",
)
TOPICS = words(
    """
    Aviation Banking Bridges Broadcasting Budgets Canals Carbon Census Chemistry
    Coasts Courts Crops Debt Design Drought Education Elections Energy Exports
    Ferries Festivals Film Fisheries Floods Forests Geology Hospitals Housing
    Inflation Insurance Justice Labour Libraries Logistics Markets Medicine Migration
    Mining Museums Music Nutrition Oceans Parks Pensions Planning Poetry Ports Privacy
    Railways Research Rivers Robotics Schools Shipping Space Taxes Theatre Tourism
    Trade Weather
    """
)
AUTHORS = (
    "Ada Brennock",
    "Bruno Calloway",
    "Clara Dunsmoor",
    "Edwin Farrowby",
    "Greta Hollinger",
    "Ivo Jessamine",
    "Kira Lundgate",
    "Milo Northam",
)


class Dialect(StrEnum):
    """The generator a site is written for; the value names its folder in `sites/`.

    Zensical reads the sites of MkDocs.
    """

    BRIEFGEN = "briefgen"
    HUGO = "hugo"
    MKDOCS = "mkdocs"
    ELEVENTY = "eleventy"

    @property
    def topics_key(self) -> str:
        """The front matter key under which this generator looks for topics."""
        return "tags" if self is Dialect.HUGO else "topics"

    def link(self, slug: str) -> str:
        """Return the target of a link to the article `slug` in the same section."""
        if self is Dialect.HUGO:
            return f'{{{{< relref "{slug}.md" >}}}}'
        return f"../{slug}/" if self is Dialect.ELEVENTY else f"{slug}.md"


@dataclass(frozen=True)
class Article:
    """One article of a corpus; a larger index is an older article.

    The place, the title and the words depend on `index` alone; only the target of
    an internal link also depends on how many articles there are.
    """

    index: int

    @property
    def section(self) -> str:
        """The name of the section the article stands in."""
        return SECTIONS[self.index % len(SECTIONS)]

    @property
    def title(self) -> str:
        """The headline, without quotes or markup."""
        return Prose(Random(f"{SEED} title {self.index}")).title()

    @property
    def summary(self) -> str:
        """The sentence that lists show below the title."""
        return Prose(Random(f"{SEED} body {self.index}")).summary()

    @property
    def slug(self) -> str:
        """The file name without its ending; no two articles share one."""
        return f"{self.title.lower().replace(' ', '-')}-{self.index:06}"

    @property
    def path(self) -> Path:
        """The source file, relative to the site."""
        return Path("content", self.section, f"{self.slug}.md")

    def markdown(self, count: int, dialect: Dialect) -> str:
        """Return the whole source file, as one of `count` articles."""
        random = Random(f"{SEED} body {self.index}")
        prose = Prose(random)
        fields: dict[str, str | list[str]] = {
            "title": self.title,
            "date": f"{NEWEST - self.index * STEP:%Y-%m-%dT%H:%M:%SZ}",
            "summary": prose.summary(),
            dialect.topics_key: random.sample(TOPICS, random.choice((2, 3))),
            "authors": [random.choice(AUTHORS)],
        }
        if dialect is Dialect.HUGO:
            # Hugo has no archive of its own; a taxonomy of months makes the same pages.
            fields["months"] = [f"{NEWEST - self.index * STEP:%Y-%m}"]
        marks = _marks(random, self._links(random, count, dialect))
        body = "\n\n".join(_blocks(random, prose, marks))
        return f"{_front_matter(fields)}\n{body}\n"

    def _links(self, random: Random, count: int, dialect: Dialect) -> list[str]:
        neighbours = range(self.index % len(SECTIONS), count, len(SECTIONS))
        chosen = random.choices(neighbours, k=random.choice((0, 1, 1, 2)))
        others = [Article(index) for index in chosen if index != self.index]
        return [f"[{PLAIN}]({dialect.link(other.slug)})" for other in others]


def write(folder: Path, count: int, dialect: Dialect) -> None:
    """Write a site of `count` articles into `folder`, which must not exist yet.

    Equal arguments write equal bytes, and the dialects differ only in the spelling of
    front matter keys, internal links and what the generator needs to be set up.
    """
    shutil.copytree(Path(__file__).parent / "sites" / dialect, folder)
    for section in SECTIONS:
        (folder / "content" / section).mkdir(parents=True)
    for article in map(Article, range(count)):
        text = article.markdown(count, dialect)
        (folder / article.path).write_text(text, encoding="utf-8")
    for path, text in _lists(count, dialect).items():
        (folder / "content" / path).write_text(text, encoding="utf-8")


def _lists(count: int, dialect: Dialect) -> dict[str, str]:
    """Return the home and section pages, as far as they are files in this dialect."""
    if dialect is Dialect.ELEVENTY:
        return {}
    name = "index.md" if dialect is Dialect.MKDOCS else "_index.md"
    pages = {f"{section}/{name}": _section_head(section) for section in SECTIONS}
    if dialect is Dialect.MKDOCS:
        # MkDocs makes no lists, so these are written as an editor would keep them.
        newest = [Article(index) for index in range(count)]
        for section in SECTIONS:
            of_section = [article for article in newest if article.section == section]
            pages[f"{section}/{name}"] += _cards(of_section[:20], "")
        pages[name] = _front_matter({"title": "Home"}) + _cards(newest[:20], "{}/")
    return pages


def _section_head(section: str) -> str:
    summary = Prose(Random(f"{SEED} {section}")).summary()
    return _front_matter({"title": section.capitalize(), "summary": summary})


def _cards(articles: Sequence[Article], folder: str) -> str:
    """Return a Markdown list of `articles`; `folder` is where their sections lie."""
    return "".join(
        f"\n## [{one.title}]({folder.format(one.section)}{one.slug}.md)\n\n{one.summary}\n"
        for one in articles
    )


def edit(folder: Path, article: Article, sentence: str) -> None:
    """Append `sentence` to the body of one article of the site in `folder`."""
    with (folder / article.path).open("a", encoding="utf-8") as file:
        file.write(f"\n{sentence}\n")


def _front_matter(fields: Mapping[str, str | list[str]]) -> str:
    lines = (f"{key}: {_yaml(value)}\n" for key, value in fields.items())
    return f"---\n{''.join(lines)}---\n"


def _yaml(value: str | list[str]) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _marks(random: Random, links: list[str]) -> Iterator[str]:
    """Yield the marks of one article's sentences in random order, then plain ones."""
    outside = [
        f"[{PLAIN}](https://www.example.com/{random.choice(TOPICS).lower()}/{number}/)"
        for number in random.sample(range(1000, 10000), 3)
    ]
    styled = [f"**{PLAIN}**"] * 4 + [f"*{PLAIN}*"] * 4
    code = [f"`{PLAIN}`"] if random.random() < 0.1 else []
    marks = links + outside + styled + code
    marks += [PLAIN] * (40 - len(marks))
    random.shuffle(marks)
    yield from marks
    while True:
        yield PLAIN


def _blocks(random: Random, prose: Prose, marks: Iterator[str]) -> Iterator[str]:
    """Yield the Markdown blocks of one article: an introduction and its parts.

    One article in three gets a list, and one in three a quotation.
    """
    parts = random.choice((4, 5, 5, 6))
    list_part = random.randrange(parts * 3)
    quote_part = random.randrange(parts * 3)
    yield _paragraph(random, prose, marks)
    for part in range(parts):
        yield f"## {prose.heading()}"
        yield _paragraph(random, prose, marks)
        if part == list_part:
            yield "\n".join(f"- {prose.sentence(next(marks))}" for _ in range(4))
        if part == quote_part:
            yield f"> {prose.sentence(next(marks))} {prose.sentence(next(marks))}"
        yield _paragraph(random, prose, marks)


def _paragraph(random: Random, prose: Prose, marks: Iterator[str]) -> str:
    count = random.randint(3, 5)
    return " ".join(prose.sentence(next(marks)) for _ in range(count))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the site that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus")
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--dialect", type=Dialect, default=Dialect.BRIEFGEN)
    options = parser.parse_args(arguments)
    write(options.folder, options.articles, options.dialect)


if __name__ == "__main__":
    main()
