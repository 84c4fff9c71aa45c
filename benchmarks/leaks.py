"""See what is found of leaks, and what is taken for one: `python -m benchmarks.leaks`.

Each of the sites that are made up has some articles that are drafts or not due yet.
Nothing of them is anywhere, so whatever is found there is a false alarm.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks import corpus, report
from benchmarks.corpus import Article, Dialect
from briefgen.build.project import Project
from briefgen.errors import ContentError, to_text
from briefgen.publish.checked import check
from briefgen.publish.order import Order
from tests.publish.leaking import Count, found, passed, stopped

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HELD = ("draft: true", "publish_at: 2027-01-01T00:00:00Z", "expires: 2026-01-01T00:00:00Z")
HEAD = ("list", "entries", "told apart", "not")


def write(folder: Path, articles: int, seed: str) -> None:
    """Write a site of `articles`, one in ten of which is held back."""
    corpus.write(folder, articles, Dialect.BRIEFGEN)
    random = Random(seed)
    for number in random.sample(range(articles), articles // 10):
        path = folder / Article(number).path
        text = path.read_text(encoding="utf-8")
        head = f"---\n{random.choice(HELD)}\n"
        path.write_text(text.replace("---\n", head, 1), encoding="utf-8")


def alarms(folder: Path) -> list[str]:
    """Return what `briefgen publish --check` says against the site in `folder`."""
    order = Order(instant=NOW, workers=1)
    try:
        check(Project(folder), order, "https://example.org/", lambda *_: None)
    except ContentError as fault:
        return [to_text(one) for one in fault.diagnostics]
    return []


def _row(name: str, count: Count) -> list[str]:
    return [name, f"{count.of:,}", f"{count.share:.1%}", ", ".join(count.missed) or "–"]


def _sites(articles: int, sites: int) -> Iterator[str]:
    for number in range(sites):
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            site = Path(scratch) / "site"
            write(site, articles, f"site {number}")
            begin = time.process_time()
            said = alarms(site)
            seconds = time.process_time() - begin
        yield f"site {number + 1}: {len(said)} alarms, {seconds:.1f} s with the build"
        yield from said


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what is found of the lists in `tests/publish/`, and on sites that are made up."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.leaks", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--sites", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        rows = [_row("planted leaks", stopped(Path(scratch) / "site"))]
    rows += [_row("kinds of secrets", found("bench")), _row("harmless texts", passed("bench"))]
    print(f"{report.machine()}\n\n{report.table(HEAD, rows)}\n")
    lines = list(_sites(options.articles, options.sites))
    print("\n".join(lines))
    if len(lines) > options.sites:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
