"""Compare previews: `python -m benchmarks.preview [--articles 1000] [--edits 20]`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

from benchmarks import report, servers
from benchmarks.servers import Server
from benchmarks.tools import ToolMissingError
from benchmarks.turns import Benchmark, Plan, Record, Stage

FEWEST_ARTICLES = 40
"""Below this, an article from the middle could be among the newest ones."""

SCALES = {Stage.EDIT: (1000, "ms", 0), Stage.COLD: (1, "s", 2), Stage.WARM: (1, "s", 2)}
"""How the figures of each stage are written: a factor on seconds, its unit, digits."""


def summarize(compared: Sequence[Server], records: Sequence[Record], plan: Plan) -> str:
    """Return what was measured as Markdown, each server beside the first one."""
    head = [f"{plan.articles:,} articles", *(f"{s.name} {s.version}" for s in compared)]
    rows = []
    for stage in Stage:
        series = {server: _series(records, stage, server) for server in compared}
        if any(series.values()):
            unit = SCALES[stage][1]
            cells = [_cell(records, stage, server, plan) for server in compared]
            rows.append([f"{stage}, {unit}", *cells])
            rows.append([f"{stage}, ÷ {compared[0].name}", *_ratios(compared, series)])
    note = (
        f"Median (smallest to largest) of {plan.edits} edits, and of {plan.starts} starts "
        f"of each kind; ratios are medians over the pairs of measurements that were "
        f"taken one after the other. {report.machine()}."
    )
    return f"{report.table(head, rows)}\n{note}\n"


def _series(records: Sequence[Record], stage: Stage, server: Server) -> Sequence[float | None]:
    return [r.seconds for r in records if r.stage is stage and r.server is server]


def _cell(records: Sequence[Record], stage: Stage, server: Server, plan: Plan) -> str:
    if any(r.fault for r in records if r.stage is stage and r.server is server):
        return "failed"
    series = _series(records, stage, server)
    if None in series:
        return f"more than {plan.limit(stage):,.0f} s"
    factor, _, digits = SCALES[stage]
    return report.spread([factor * s for s in series if s is not None], digits)


def _ratios(
    compared: Sequence[Server], series: Mapping[Server, Sequence[float | None]]
) -> Iterator[str]:
    """Yield the cells of one stage's ratios to the first server."""
    for server in compared:
        pairs = zip(series[server], series[compared[0]], strict=False)
        known = [(one, first) for one, first in pairs if one and first]
        ratio = report.ratio([one for one, _ in known], [first for _, first in known])
        yield report.NOTHING if None in series[server] else ratio


def _run(compared: Sequence[Server], plan: Plan) -> str:
    """Measure, tell how it goes, and return the report."""
    records = []
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as scratch:
        for record in Benchmark(compared, Path(scratch), plan).measure():
            seconds = f"{record.seconds:.3f} s" if record.seconds else "given up"
            line = f"{record.stage}, {record.server.name}: {seconds} {record.fault}"
            print(line.rstrip(), file=sys.stderr)
            records.append(record)
    return summarize(compared, records, plan)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--starts", type=int, default=3, help="cold and warm ones each")
    parser.add_argument("--patience", type=float, default=60, help="seconds for an edit")
    parser.add_argument("--start-patience", type=float, default=600, help="for a start")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=servers.NAMES,
        default=servers.NAMES,
        metavar="NAME",
        help=f"some of {', '.join(servers.NAMES)}",
    )
    parser.add_argument("--out", type=Path, help="a file for the table")
    return parser


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Leave as if by Ctrl-C, so that every server is ended."""
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.articles < FEWEST_ARTICLES or options.starts < 1:
        parser.error(f"needs {FEWEST_ARTICLES} articles and one start at least")
    if not 0 <= options.edits <= options.articles // 2:
        parser.error("needs an article of its own for every edit")
    try:
        compared = servers.find(options.only)
    except ToolMissingError as error:
        parser.error(f"{error}; or leave it out with --only")
    signal.signal(signal.SIGTERM, _stop)
    plan = Plan(
        options.articles,
        options.edits,
        options.starts,
        options.patience,
        options.start_patience,
    )
    text = _run(compared, plan)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
