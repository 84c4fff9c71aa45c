"""
Measure how the time of everything that reads grows with what it reads.

Each regular expression and each way in is given hostile texts of a size, of its
double, and of the double of that.  What takes more than three times as long for
the double is printed, and the exit code is 1.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator

from benchmarks.growth.entries import entries
from benchmarks.growth.hostile import Maker, inputs
from benchmarks.growth.made import MADE
from benchmarks.growth.measure import MOST_PER_DOUBLING, Growth, Work, growth
from benchmarks.growth.patterns import Pattern, patterns

_LARGEST_OF_PATTERNS = 32_000


def _of_patterns(largest: int, only: str) -> Iterator[tuple[str, list[Growth]]]:
    found, unknown = patterns(MADE)
    for place in unknown:
        # Nobody would notice that it takes long.
        yield f"{place}: put the pattern into benchmarks/growth/made.py", [Growth(place, 0, ())]
    for one in found:
        if only in one.place:
            yield one.place, list(_of_pattern(one, largest))


def _of_pattern(pattern: Pattern, largest: int) -> Iterator[Growth]:
    for method in pattern.methods:
        for maker in inputs(pattern):
            name = f"{method}: {maker[0]!r}, many {maker[1]!r}, {maker[2]!r}"
            work = _work(pattern, method, maker)
            yield growth(name, work, smallest=64, largest=min(largest, _LARGEST_OF_PATTERNS))


def _work(pattern: Pattern, method: str, maker: Maker) -> Work:
    """Return the use of *pattern* by *method* on a text of *maker*."""
    before, pump, after = maker

    def prepare(size: int) -> Callable[[], object]:
        text: str | bytes = before + pump * (size // max(1, len(pump))) + after
        empty: str | bytes = ""
        if isinstance(pattern.compiled.pattern, bytes):
            text, empty = str(text).encode("latin-1", "replace"), b""
        run = getattr(pattern.compiled, method)
        if method in {"sub", "subn"}:
            return lambda: run(empty, text)
        return lambda: list(run(text)) if method == "finditer" else run(text)

    return prepare


def _of_entries(largest: int, only: str, part: int) -> Iterator[tuple[str, list[Growth]]]:
    for entry in entries():
        if only in entry.name:
            shapes = list(entry.shapes)[::part]
            size = min(largest, entry.largest)
            yield (
                entry.name,
                [growth(one, entry.work(one), smallest=500, largest=size) for one in shapes],
            )


def _print(results: Iterable[tuple[str, list[Growth]]]) -> int:
    """Print a line for each result and one for each fault; return how many faults there are."""
    faults = 0
    for name, found in results:
        steepest = max((one.steepest for one in found), default=0.0)
        shown = f"{steepest:.1f}" if steepest else "–"
        print(f"{name:<58} {len(found):>5} {shown:>6}", flush=True)
        for one in found:
            if not one.is_bounded:
                faults += 1
                times = ", ".join(f"{1000 * seconds:.0f} ms" for seconds in one.seconds)
                print(f"    {one.name[:100]}, {one.size:,} characters: {times or 'given up'}")
    return faults


def main() -> None:
    """Measure, print a table, and end with 1 if anything grows too fast."""
    parser = argparse.ArgumentParser(description=re.sub(r"\s+", " ", str(__doc__)).strip())
    parser.add_argument("--quick", action="store_true", help="smaller inputs, and a third of them")
    parser.add_argument("--only", default="", help="only what has this in its name")
    asked = parser.parse_args()
    largest = 8_000 if asked.quick else 64_000
    print(f"{'what is measured':<58} {'texts':>5} {'steep':>6}")
    faults = _print(_of_patterns(largest, asked.only))
    faults += _print(_of_entries(largest, asked.only, 3 if asked.quick else 1))
    if faults:
        print(f"\n{faults} grow more than {MOST_PER_DOUBLING:g} times with each doubling.")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
