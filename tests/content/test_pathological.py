"""No text brings the parser to a stop, and none is lost on the way."""

import re
from collections.abc import Callable

from briefgen.model.article import Failure, Parsed
from tests.content.reading import body_of, read, report

HEAD = "---\ntitle: A\ndate: 2026-11-22\n---\n"

REPEATS = 5_000
"""At which what grows much faster than its text would take minutes; see benchmarks/growth."""

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
    "lines in deep quotations": lambda n: ">" * 90 + "a\n" * n,
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


def test_a_pathological_text_is_read_or_refused() -> None:
    """A text of a shape that brought other parsers to a stop is read, or refused with its place."""
    failures = []
    for name, make in PATTERNS.items():
        outcome = read(f"{HEAD}{make(REPEATS)}\n")
        if isinstance(outcome, Failure) and not all(
            one.location and one.location.line for one in outcome.diagnostics
        ):
            failures.append(f"{name}: {report(outcome)}")
    assert not failures, "\n".join(failures)


def test_too_many_brackets_are_refused_with_their_place() -> None:
    """The first bracket beyond the most is named by line and column, whatever stands before it."""
    outcome = read(f"{HEAD}A\n\n{'[' * 20_000}\n\u00e9{'[' * 10_001}\n")
    assert report(outcome) == (
        "error: this text has more than 30,000 opening brackets\n"
        " ——▶ content/world/nato.md:8:10002\n"
        "  = help: divide it into several texts, or put its data into a file beside it"
    )


def test_too_many_lines_are_refused_with_their_place() -> None:
    """A text of more lines than anybody writes is refused where they begin to be too many."""
    outcome = read(HEAD + "\n" * 100_001)
    assert report(outcome).startswith(
        "error: this text has more than 100,000 lines\n ——▶ content/world/nato.md:100005:1\n"
    )


def test_lines_quoted_too_often_are_refused() -> None:
    """Lines that go on with ninety quotations are refused where those begin, and not dropped."""
    outcome = read(f"{HEAD}A\n\n{'>' * 90}{('a' + chr(10)) * 20_000}")
    assert report(outcome).startswith(
        "error: so many lines in quotations within quotations cannot be read\n"
        " ——▶ content/world/nato.md:7\n"
    )


def test_as_much_as_is_allowed_is_read() -> None:
    """A text with the most of all that is counted is read to its end."""
    body = body_of(f"```\n{'[' * 30_000}\n```\n{chr(10) * 99_990}needle\n")
    assert body.count("[") == 30_000
    assert "needle" in body


def test_nesting_too_deep_is_an_error_with_its_line() -> None:
    """Text beyond the deepest level is refused where it begins, never dropped."""
    for text, line in (
        ("> " * 120 + "deep", 4),
        ("First.\n\n" + "> " * 120 + "deep", 6),
        ("- " * 60 + "deep", 4),
        ("".join(f"{'  ' * level}- level {level}\n" for level in range(60)), 4 + 49),
        ("1. " * 60 + "deep", 4),
    ):
        outcome = read(f"---\ntitle: A\n---\n{text}\n")
        assert isinstance(outcome, Failure)
        fault = outcome.diagnostics[0]
        assert fault.message == "this is nested too deep to be read", text
        assert fault.location is not None
        assert fault.location.line == line, text


def test_nested_text_is_kept_or_refused() -> None:
    """However deep a text is nested, its words are in the page or it is an error."""
    for levels in range(1, 130, 3):
        for mark in ("> ", "- ", "> - ", "1. > ", "[^a]: > "):
            outcome = read(f"{HEAD}{mark * levels}needle\n\n[^a]\n")
            if isinstance(outcome, Parsed):
                assert "needle" in outcome.content.body.parts[0], (mark, levels)
            else:
                assert "nested too deep" in report(outcome), (mark, levels)


def test_inline_markup_nested_too_deep_stays_text() -> None:
    """Marks beyond the deepest level are shown as they are; no word goes missing."""
    for opening, closing in (
        ("*a ", "*"),
        ("[", "](b.md)"),
        ("![", "](b.png)"),
        ("**", "**"),
        ("*_", "_*"),
        ("~~*", "*~~"),
        ("^[", "]"),
    ):
        body = body_of(opening * 150 + "needle" + closing * 150)
        assert "needle" in re.sub("<[^>]*>", "", body.replace('alt="', ">")), opening
