"""See what publishing takes when little has changed: `python -m benchmarks.publish`."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus, process, report
from benchmarks.corpus import Article, Dialect

ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
NETWORK = {"ls-remote", "fetch", "push"}
"""What git does at the remote; everything else is done on this machine."""

HEAD = (
    "run",
    "seconds",
    "of these at the remote",
    "besides",
    "objects sent",
    "objects that are new",
    "KB sent",
)


def git(folder: Path, *arguments: str) -> str:
    """Run git in `folder` and return what it prints."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def prepare(folder: Path, articles: int) -> Path:
    """Write a site of `articles` and the repositories around it; return its folder."""
    site = folder / "site"
    corpus.write(site, articles, Dialect.BRIEFGEN)
    git(folder, "init", "--quiet", "--bare", "-b", "main", "remote.git")
    # Objects stay one by one, so that they can be counted.
    git(folder / "remote.git", "config", "receive.unpackLimit", "1000000")
    git(folder / "remote.git", "config", "receive.autogc", "false")
    git(site, "init", "--quiet", "-b", "main")
    git(site, "config", "user.name", "Benchmark")
    git(site, "config", "user.email", "benchmark@example.org")
    git(site, "remote", "add", "origin", (folder / "remote.git").as_uri())
    git(site, "commit", "--quiet", "--allow-empty", "-m", "Begin")
    git(site, "push", "--quiet", "origin", "main")
    return site


def publish(site: Path, name: str) -> list[str]:
    """Publish `site`, which is to build it first, and return the figures of a row called `name`."""
    remote = site.parent / "remote.git"
    trace = site.parent / "trace"
    trace.unlink(missing_ok=True)
    before = _count(remote)
    os.environ.update(ENVIRONMENT, GIT_TRACE2_EVENT=str(trace))
    cost = process.run((sys.executable, "-m", "briefgen", "publish", "--json"), site)
    del os.environ["GIT_TRACE2_EVENT"]
    objects = _count(remote) - before
    commits = git(remote, "rev-list", "--max-count=2", "gh-pages").split()
    span = [commits[0], *(f"^{one}" for one in commits[1:])]
    new = git(remote, "rev-list", "--objects", *span)
    away = _at_remote(trace)
    return [
        name,
        f"{cost.seconds:.2f}",
        f"{away:.2f}",
        f"{cost.seconds - away:.2f}",
        f"{objects:,}",
        f"{len(new.splitlines()):,}",
        f"{_packed(remote, span) / 1000:,.0f}",
    ]


def _count(remote: Path) -> int:
    """Return how many objects a repository has."""
    said = dict(line.split(": ") for line in git(remote, "count-objects", "-v").splitlines())
    return int(said["count"]) + int(said["in-pack"])


def _packed(remote: Path, span: Sequence[str]) -> int:
    """Return the bytes of the pack that brings what is in `span`."""
    command = ["git", "pack-objects", "--quiet", "--revs", "--thin", "--stdout"]
    text = "".join(f"{one}\n" for one in span).encode()
    done = subprocess.run(
        command,
        cwd=remote,
        env={**os.environ, **ENVIRONMENT},
        input=text,
        capture_output=True,
        check=True,
    )
    return len(done.stdout)


def _at_remote(trace: Path) -> float:
    """Return the seconds that git has spent at the remote, from its own trace."""
    commands: dict[str, str] = {}
    seconds = 0.0
    for line in trace.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        # The children of a command carry its session in theirs.
        if "/" in event["sid"]:
            continue
        if event["event"] == "start":
            commands[event["sid"]] = event["argv"][1]
        elif event["event"] == "exit" and commands.get(event["sid"]) in NETWORK:
            seconds += event["t_abs"]
    return seconds


def edit(site: Path, numbers: Sequence[int], text: str) -> None:
    """Add a sentence to some of the articles."""
    for number in numbers:
        with (site / Article(number).path).open("a", encoding="utf-8") as stream:
            stream.write(f"\n{text} {number}.\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what the first run takes, and further ones with ten changed articles."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publish", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--edited", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        site = prepare(Path(scratch), options.articles)
        rows = [publish(site, "the first")]
        step = options.articles // (options.edited + 1)
        for run in range(options.runs):
            edit(site, range(step, step * options.edited + 1, step), f"Added in run {run}:")
            rows.append(publish(site, f"{options.edited} edited"))
    print(f"{options.articles:,} articles, {report.machine()}\n\n{report.table(HEAD, rows)}")


if __name__ == "__main__":
    main()
