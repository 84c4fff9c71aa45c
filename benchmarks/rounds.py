"""The builds that are measured, in the order in which they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path

from benchmarks import corpus
from benchmarks.corpus import Article
from benchmarks.process import Cost
from benchmarks.tools import Tool


class Stage(StrEnum):
    """The kinds of build that are measured; the value is how a reader calls it."""

    COLD = "cold build"
    IDLE = "nothing to do"
    EDIT = "one edited body"


@dataclass(frozen=True)
class Plan:
    """How large the site is and how often each kind of build is repeated."""

    articles: int
    runs: int
    edits: int


@dataclass(frozen=True)
class Record:
    """What one build by one tool took."""

    stage: Stage
    tool: Tool
    cost: Cost


class StaleOutputError(Exception):
    """A tool reported success without bringing an edited page up to date."""


def measure(tools: Sequence[Tool], scratch: Path, plan: Plan) -> Iterator[Record]:
    """Yield the record of every build as it ends; the tools take turns.

    Each cold build gets a folder of its own, and nothing is deleted in between: on
    some file systems writing is much slower where a large tree was just removed.
    """
    for tool in tools:
        corpus.write(scratch / tool.dialect, plan.articles, tool.dialect)
    for number, tool in product(range(plan.runs), tools):
        shutil.copytree(scratch / tool.dialect, _site(scratch, tool, number))
        yield Record(Stage.COLD, tool, tool.build(_site(scratch, tool, number)))
    sites = {tool: _site(scratch, tool, plan.runs - 1) for tool in tools}
    for _, tool in product(range(plan.runs), tools):
        yield Record(Stage.IDLE, tool, tool.build(sites[tool]))
    for number, tool in product(range(plan.edits), tools):
        article = Article(plan.articles // 2 + number)
        yield Record(Stage.EDIT, tool, _edited(tool, sites[tool], article))


def page_counts(tools: Sequence[Tool], scratch: Path, plan: Plan) -> list[int]:
    """Return how many pages each tool wrote for the site that `measure` built last."""
    return [tool.pages(_site(scratch, tool, plan.runs - 1)) for tool in tools]


def _site(scratch: Path, tool: Tool, number: int) -> Path:
    return scratch / f"{tool.dialect}-{number}"


def _edited(tool: Tool, site: Path, article: Article) -> Cost:
    """Edit one article, build, and make sure that a reader would see the edit."""
    sentence = f"This sentence was added to article {article.index} later."
    corpus.edit(site, article, sentence)
    cost = tool.build(site)
    if not tool.shows(site, article, sentence):
        raise StaleOutputError(f"{tool.name} did not bring {article.path} up to date")
    return cost
