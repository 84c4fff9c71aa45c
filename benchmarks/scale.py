"""See how a generator grows: `python -m benchmarks.scale --articles 10000 50000`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import corpus, report, tools
from benchmarks.corpus import Dialect
from benchmarks.process import Cost
from benchmarks.tools import Tool

HEAD = (
    "articles",
    "cold s",
    "s per 1,000",
    "nothing to do s",
    "largest process MB",
    "main process MB",
    "whole tree MB",
    "main process, bytes per further article",
    "whole tree, bytes per further article",
)


@dataclass(frozen=True)
class Point:
    """What a site of one size took, built cold and then built again."""

    articles: int
    cold: Cost
    idle: Cost


def measure(tool: Tool, scratch: Path, sizes: Iterable[int]) -> Iterator[Point]:
    """Yield one point for each size, each from a folder that was never used before."""
    for size in sizes:
        site = scratch / str(size)
        corpus.write(site, size, tool.dialect)
        yield Point(size, tool.build(site), tool.build(site))


def summarize(points: Sequence[Point]) -> str:
    """Return the points as a Markdown table, with the slopes from one to the next."""
    slopes = [(report.NOTHING, report.NOTHING), *map(_slopes, pairwise(points))]
    rows = [[*_figures(point), *slope] for point, slope in zip(points, slopes, strict=True)]
    return report.table(HEAD, rows)


def _figures(point: Point) -> list[str]:
    cold = point.cold
    memory = (report.megabytes(size) for size in (cold.largest, cold.parent, cold.tree))
    return [
        f"{point.articles:,}",
        f"{cold.seconds:.1f}",
        f"{cold.seconds / point.articles * 1000:.3f}",
        f"{point.idle.seconds:.2f}",
        *(report.number(value) for value in memory),
    ]


def _slopes(points: tuple[Point, Point]) -> tuple[str, str]:
    one, other = points
    further = other.articles - one.articles

    def slope(before: int | None, after: int | None) -> str:
        if before is None or after is None:
            return report.NOTHING
        return report.number((after - before) / further)

    return (
        slope(one.cold.parent, other.cold.parent),
        slope(one.cold.tree, other.cold.tree),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table for the sizes that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--only", type=Dialect, choices=tools.BUILDERS, default=Dialect.BRIEFGEN)
    options = parser.parse_args(arguments)
    try:
        tool = tools.find(options.only)
    except tools.ToolMissingError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        sizes = sorted(set(options.articles))
        points = list(measure(tool, Path(scratch), sizes))
    print(f"{tool.name} {tool.version}, {report.machine()}\n\n{summarize(points)}")


if __name__ == "__main__":
    main()
