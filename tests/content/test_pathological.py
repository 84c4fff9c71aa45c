"""No text takes longer than its limit to convert, and none is lost on the way."""

import gc
import re
import time
from collections.abc import Callable, Iterator

import pytest

from briefgen.model.article import Failure, Parsed
from tests.content.reading import body_of, limited, read, report

# Most are from cmark's own list of patterns that brought parsers to a stop.
PATTERNS: dict[str, Callable[[int], str]] = {
    "nested strong": lambda n: "*a **a " * n + "b" + " a** a*" * n,
    "openers of emphasis": lambda n: "a_ " * n,
    "closers of emphasis": lambda n: "_a " * n,
    "stars": lambda n: "*" * n + "a" + "*" * n,
    "alternating emphasis": lambda n: "*a_ " * n,
    "strong in words": lambda n: "**x" + "*" * n + "x**",
    "pairs of stars": lambda n: "a**b" + "c* " * n,
    "tildes": lambda n: "~~a " * n,
    "backticks": lambda n: "".join(f"e{'`' * number}" for number in range(int(n**0.5) * 2)),
    "open brackets": lambda n: "[a](" * n,
    "brackets": lambda n: "[" * n + "a" + "]" * n,
    "brackets and text": lambda n: "[ (](" * n,
    "links in links": lambda n: "[a" * n + "](b)" * n,
    "images": lambda n: "![" * n + "a" + "](b)" * n,
    "image openers": lambda n: "![[]()" * n,
    "link titles": lambda n: "[a](b 'c" * n,
    "parentheses in a link": lambda n: "[a](" + "(" * n + ")" * n + ")",
    "definitions": lambda n: "".join(f"[{number}]: /x\n" for number in range(n)) + "[0] " * n,
    "one definition often": lambda n: "[a]: /x\n" * n,
    "open angles": lambda n: "<a " * n,
    "comments": lambda n: "<!--" * n,
    "instructions": lambda n: "<?" * n,
    "declarations": lambda n: "<!A " * n,
    "cdata": lambda n: "<![CDATA[" * n,
    "autolinks": lambda n: "<https://a" * n,
    "quotations": lambda n: ">" * n + "a",
    "lists in a line": lambda n: "- " * n + "a",
    "lists in lists": lambda n: "".join(f"{'  ' * k}- a\n" for k in range(min(n, 400))),
    "a long list": lambda n: "- a\n" * n,
    "a long loose list": lambda n: "1. a\n\n" * n,
    "tasks": lambda n: "- [ ] a\n" * n,
    "table cells": lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|b" * n,
    "table rows": lambda n: "a|b\n-|-\n" + "c|d\n" * n,
    "a row too many cells": lambda n: "a|b\n-|-\n" + "|" * n,
    "footnotes": lambda n: "".join(f"[^{k}]: a\n\n" for k in range(n)) + "[^0] " * n,
    "inline footnotes": lambda n: "^[a" * n,
    "definition lists": lambda n: "a\n: b\n\n" * n,
    "equal headings": lambda n: "# a\n\n" * n,
    "setext underlines": lambda n: "a\n" * n + "=",
    "entities": lambda n: "&" * n + "&amp" * n,
    "backslashes": lambda n: "\\" * n,
    "straight quotes": lambda n: "\"a 'b " * n,
    "hyphens": lambda n: "-" * n + "a " + "-- " * n,
    "spaces": lambda n: "a" + " " * n + "b",
    "blank lines": lambda n: "a\n" + "\n" * n + "b",
    "tabs": lambda n: "\t" * n + "a",
    "fences": lambda n: "```\n" * (n | 1),
    "anchors that are not there": lambda n: "[a](#b)\n\n" * n,
    "links into the site": lambda n: "[a](b.md) " * n,
    "blocks without an end": lambda n: "::: note\n" * n,
    "ends of no block": lambda n: ":::\n" * n,
    "blocks": lambda n: "::: note\na\n:::\n\n" * n,
    "blocks with a list": lambda n: "::: timeline\n- **a** b\n:::\n" * n,
    "blocks of many lengths": lambda n: "".join(f"{':' * (3 + k % 90)} note\n" for k in range(n)),
    "colons": lambda n: ":" * n + " note\n" + ":" * n,
    "blocks in lists": lambda n: "- ::: note\n  a\n" * n,
    "blocks in quotations": lambda n: "> ::: note\n> a\n\n" * n,
    "attributes": lambda n: "::: quote " + "speaker=a" * n + '"',
    "open citations": lambda n: "[@" * n,
    "citations of nothing": lambda n: "[@a] " * n,
    "citations of many": lambda n: "".join(f"[@a{k}]" for k in range(n)),
    "citations before brackets": lambda n: "[@a](" * n,
    "figures": lambda n: '![a](b.png "c")\n\n' * n,
    "one long word": lambda n: "a" * n * 10,
}


@pytest.fixture(autouse=True)
def _as_in_a_build() -> Iterator[None]:
    """Collect no cycles, as a build does not: Hypothesis listens to the collector."""
    # An exception that strikes in its callback is lost, and reported as unraisable.
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pathological_text_ends_within_its_limit(name: str) -> None:
    """A text that would take forever becomes a diagnostic within its seconds."""
    for repeats in (5_000, 20_000):
        text = f"---\ntitle: A\ndate: 2026-11-22\n---\n{PATTERNS[name](repeats)}\n"
        started = time.perf_counter()
        outcome = read(text, settings=limited(1))
        # Far above the limit, for a machine that has other things to do.
        assert time.perf_counter() - started < 60
        if isinstance(outcome, Failure):
            # What is too long already is no better when it is longer.
            assert report(outcome)
            break


def test_a_text_that_takes_too_long_is_a_diagnostic() -> None:
    """The limit on time is reported with the setting that raises it."""
    outcome = read("---\ntitle: A\n---\n" + "*a_ " * 60_000, settings=limited(0))
    assert report(outcome) == (
        "error: converting this text took longer than 0 seconds\n"
        " ——▶ content/world/nato.md:4\n"
        "  = help: `limits.article_seconds` in briefgen.yml raises the limit"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("> " * 120 + "deep", 4),
        ("First.\n\n" + "> " * 120 + "deep", 6),
        ("- " * 60 + "deep", 4),
        ("".join(f"{'  ' * level}- level {level}\n" for level in range(60)), 4 + 49),
        ("1. " * 60 + "deep", 4),
    ],
)
def test_nesting_too_deep_is_an_error_with_its_line(text: str, line: int) -> None:
    """Text beyond the deepest level is refused where it begins, never dropped."""
    outcome = read(f"---\ntitle: A\n---\n{text}\n")
    assert isinstance(outcome, Failure)
    fault = outcome.diagnostics[0]
    assert fault.message == "this is nested too deep to be read"
    assert fault.location is not None
    assert fault.location.line == line


@pytest.mark.parametrize("levels", range(1, 130, 3))
def test_nested_text_is_kept_or_refused(levels: int) -> None:
    """However deep a text is nested, its words are in the page or it is an error."""
    for mark in ("> ", "- ", "> - ", "1. > ", "[^a]: > "):
        text = mark * levels + "needle\n\n[^a]"
        outcome = read(f"---\ntitle: A\ndate: 2026-11-22\n---\n{text}\n")
        if isinstance(outcome, Parsed):
            assert "needle" in outcome.content.body.parts[0]
        else:
            assert "nested too deep" in report(outcome)


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 150 + "needle" + "*" * 150,
        "[" * 150 + "needle" + "](b.md)" * 150,
        "![" * 150 + "needle" + "](b.png)" * 150,
        "**" * 150 + "needle" + "**" * 150,
        "*_" * 150 + "needle" + "_*" * 150,
        "~~*" * 150 + "needle" + "*~~" * 150,
        "^[" * 150 + "needle" + "]" * 150,
    ],
)
def test_inline_markup_nested_too_deep_stays_text(text: str) -> None:
    """Marks beyond the deepest level are shown as they are; no word goes missing."""
    assert "needle" in re.sub("<[^>]*>", "", body_of(text).replace('alt="', ">"))
