"""Compare briefgen with Hugo: `python -m benchmarks.run [--articles 10000]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks import report, rounds, tools
from benchmarks.corpus import Dialect
from benchmarks.process import Cost
from benchmarks.rounds import Plan, Record, Stage
from benchmarks.tools import BUILDERS, Tool

FEWEST_ARTICLES = 100
"""Below this, an article from the middle could be among the newest ones."""

LARGEST_GAP = 0.05
"""The share by which the numbers of pages may differ in a fair comparison."""


@dataclass(frozen=True)
class Metric:
    """One figure of a build, and how it is written."""

    name: str
    digits: int
    read: Callable[[Cost], float | None]


METRICS = (
    Metric("seconds", 2, lambda cost: cost.seconds),
    Metric("largest process, MB", 0, lambda cost: report.megabytes(cost.largest)),
    Metric("whole tree, MB", 0, lambda cost: report.megabytes(cost.tree)),
)


def summarize(
    compared: Sequence[Tool],
    records: Sequence[Record],
    pages: Sequence[int],
    plan: Plan,
) -> str:
    """Return what was measured as Markdown; of two tools, the first over the second."""
    head = [f"{plan.articles:,} articles", *(f"{t.name} {t.version}" for t in compared)]
    if len(compared) == 2:
        head.append(" ÷ ".join(tool.name for tool in compared))
    rows = [
        [f"{stage}: {metric.name}", *_cells(compared, records, stage, metric)]
        for metric, stage in product(METRICS, Stage)
    ]
    rows.append(["pages written", *_compare([[count] for count in pages], 0)])
    note = (
        f"Median (smallest to largest) of {plan.runs} cold, {plan.runs} idle and "
        f"{plan.edits} edited builds; ratios are medians over the pairs of builds "
        f"that ran one after the other. {report.machine()}."
    )
    return f"{report.table(head, rows)}\n{note}\n"


def _cells(
    compared: Sequence[Tool], records: Sequence[Record], stage: Stage, metric: Metric
) -> list[str]:
    def series(tool: Tool) -> list[float]:
        chosen = (r.cost for r in records if r.stage is stage and r.tool is tool)
        values = (metric.read(cost) for cost in chosen)
        return [value for value in values if value is not None]

    return _compare([series(tool) for tool in compared], metric.digits)


def _compare(columns: Sequence[Sequence[float]], digits: int) -> list[str]:
    """Return one cell for each column and, of two columns, one for their ratio."""
    cells = [report.spread(column, digits) for column in columns]
    return [*cells, report.ratio(*columns)] if len(columns) == 2 else cells


def _fair(pages: Sequence[int]) -> bool:
    return max(pages) - min(pages) <= LARGEST_GAP * max(pages)


def _run(compared: Sequence[Tool], plan: Plan) -> tuple[str, bool]:
    """Measure; return the report and whether the two sites are alike enough."""
    records = []
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for record in rounds.measure(compared, Path(scratch), plan):
            seconds = f"{record.cost.seconds:.2f} s"
            print(f"{record.stage}, {record.tool.name}: {seconds}", file=sys.stderr)
            records.append(record)
        pages = rounds.page_counts(compared, Path(scratch), plan)
    return summarize(compared, records, pages, plan), _fair(pages)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3, help="cold and idle builds each")
    parser.add_argument("--edits", type=int, default=5, help="builds after an edit")
    parser.add_argument("--only", type=Dialect, choices=BUILDERS, help="briefgen or hugo, not both")
    parser.add_argument("--out", type=Path, help="a file for the table")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if the two sites are too unlike to be compared."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.articles < FEWEST_ARTICLES or options.runs < 1:
        parser.error(f"needs {FEWEST_ARTICLES} articles and one run at least")
    if not 0 <= options.edits <= options.articles // 2:
        parser.error("needs an article of its own for every edit")
    try:
        compared = [tools.find(d) for d in BUILDERS if options.only in (None, d)]
    except tools.ToolMissingError as error:
        parser.error(str(error))
    plan = Plan(options.articles, options.runs, options.edits)
    text, fair = _run(compared, plan)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    if not fair:
        print("The numbers of pages differ by more than 5 %.", file=sys.stderr)
    return 0 if fair else 1


if __name__ == "__main__":
    sys.exit(main())
