"""See how well and how fast texts are imported: `python -m benchmarks.imports`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import process, report
from benchmarks.process import Cost
from benchmarks.prose import Prose
from tests.ingest.figures import corpus, table

_WORDS = 10_000
_BRIEFGEN = (sys.executable, "-m", "briefgen", "import", "--yes")


def article(number: int, words: int) -> str:
    """Return a pasted article of about *words* words, the same one each time."""
    prose = Prose(Random(number))
    parts = [f"Report {number}: {prose.title()}", "By Anna Holt", "4 May 2026"]
    count = 0
    while count < words:
        text = " ".join(prose.sentence() for _ in range(5))
        said = prose.sentence()
        parts.append(f"{text} “{said}” Holt said.")
        count += len(parts[-1].split())
        if len(parts) % 4 == 0:
            parts.append(prose.heading())
    parts += [prose.sentence(), "Share this article", "Read next", "In World"]
    return "\n\n".join(parts) + "\n"


def site(folder: Path) -> Path:
    """Make a site with one section in *folder*, and return it."""
    (folder / "content/world").mkdir(parents=True)
    (folder / "briefgen.yml").write_text("title: Bench\n", encoding="utf-8")
    return folder


def one_text(scratch: Path, words: int, runs: int) -> list[Cost]:
    """Return what importing one text takes, each time into a site of its own."""
    costs = []
    for run in range(runs):
        folder = site(scratch / f"one-{words}-{run}")
        (folder / "a.txt").write_text(article(1, words), encoding="utf-8")
        costs.append(process.run((*_BRIEFGEN, "a.txt"), folder))
    return costs


def many_texts(scratch: Path, count: int) -> Cost:
    """Return what importing *count* texts in one call takes."""
    folder = site(scratch / f"many-{count}")
    names = [f"{number}.txt" for number in range(count)]
    for number, name in enumerate(names):
        (folder / name).write_text(article(number, 600), encoding="utf-8")
    return process.run((*_BRIEFGEN, *names), folder)


def main() -> None:
    """Print the figures of the corpus, and what imports take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="repetitions of one text")
    parser.add_argument("--texts", type=int, nargs="*", default=[250, 500, 1000])
    arguments = parser.parse_args()
    print("Precision / recall over the texts of tests/ingest/corpus:\n")
    print(table(corpus()))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        short = median(cost.seconds for cost in one_text(scratch, 20, arguments.runs))
        long = median(cost.seconds for cost in one_text(scratch, _WORDS, arguments.runs))
        print(f"\nA text of {_WORDS:,} words: {long - short:.2f} s beyond the {short:.2f} s that")
        print("importing a short one takes.\n")
        rows = []
        for count in arguments.texts:
            cost = many_texts(scratch, count)
            memory = report.number(report.megabytes(cost.largest))
            rows.append(
                [f"{count:,}", f"{cost.seconds:.1f}", f"{cost.seconds / count * 1000:.1f}", memory]
            )
        print(report.table(("texts in one call", "s", "ms per text", "MB"), rows))


if __name__ == "__main__":
    main()
