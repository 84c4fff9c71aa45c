"""Name the patterns that are put together while the program runs, by the function that does."""

import re
from collections.abc import Callable, Iterable

from benchmarks.growth.patterns import Pattern
from briefgen.content import placeholders
from briefgen.ingest import dates, escape, sanitize
from briefgen.publish import branch, faults, links, passwords, secrets
from briefgen.schema import openers


def _months() -> Iterable[Pattern]:
    for language in ("en", "de", "fr", "es", "uk", "ar", "he"):
        yield Pattern(f"the months of {language}", dates._words(language)[0], ("search",))


def _marks() -> Iterable[Pattern]:
    marks = "".join(one for one in escape.ESCAPED if one != "\\")
    yield Pattern("marks of Markdown", re.compile(f"([{re.escape(marks)}])"), ("sub",))


def _raw_ends() -> Iterable[Pattern]:
    for tag, pattern in sanitize._RAW_END.items():
        yield Pattern(f"the end of {tag}", pattern, ("search",))


def _snapshots() -> Iterable[Pattern]:
    name = re.escape(b"_sources/2026-11-22-a.txt")
    pattern = re.compile(rb"(?<!\w)" + name + rb"(?![^\s\"'])")
    yield Pattern("the name of a copy", pattern, ("search",))


def _causes() -> Iterable[Pattern]:
    for pattern, *_ in faults._CAUSES:
        yield Pattern("what git says", re.compile(pattern, re.IGNORECASE), ("search",))


def _shapes() -> Iterable[Pattern]:
    for one in secrets._TABLE:
        yield Pattern(f"the shape of {one.what}", one.shape, ("finditer",))


def _addresses() -> Iterable[Pattern]:
    for shape in (links._WHOLE, links._RELATIVE):
        pattern = re.compile(shape.format(re.escape("world/talks")))
        yield Pattern("the address of a draft", pattern, ("finditer",))


def _sources() -> Iterable[Pattern]:
    pattern = re.compile(rf"(?<![\w-]){re.escape('ministry.example.org/papers/river')}(?![\w-])")
    yield Pattern("the address of a draft's source", pattern, ("finditer",))


def _placeholders() -> Iterable[Pattern]:
    for word, pattern in placeholders._rarest():
        yield Pattern(f"the placeholder with {word}", pattern, ("search",))


def _names() -> Iterable[Pattern]:
    for name in passwords.NAMES:
        yield Pattern(f"the name {name}", re.compile(name), ("finditer",))


def _forms() -> Iterable[Pattern]:
    for form in passwords._FORMS:
        yield Pattern(f"the form {form.hint}", form.shape, ("finditer",))


def _rules() -> Iterable[Pattern]:
    for rule, _ in branch._RULES:
        yield Pattern("what no branch is called", re.compile(rule, re.DOTALL), ("fullmatch",))


def _installation() -> Iterable[Pattern]:
    pattern = re.compile(r"pip install .*briefgen\s*$", re.MULTILINE)
    yield Pattern("what a workflow installs", pattern, ("search",))


def _ends_of_comments() -> Iterable[Pattern]:
    for end in {*openers._CLOSERS_OF.values(), openers._DASHES_END}:
        compiled = re.compile(end, re.MULTILINE | re.IGNORECASE)
        yield Pattern("the end of a comment", compiled, ("search",))


MADE: dict[str, Callable[[], Iterable[Pattern]]] = {
    "briefgen.content.placeholders._rarest": _placeholders,
    "briefgen.ingest.dates._words": _months,
    "briefgen.ingest.escape._escape": _marks,
    "briefgen.ingest.sanitize.": _raw_ends,
    "briefgen.ingest.shelf.drafts_of": _snapshots,
    "briefgen.publish.faults.explain": _causes,
    "briefgen.publish.links._add": _addresses,
    "briefgen.publish.links._add_outside": _sources,
    "briefgen.publish.secrets._shapes": _shapes,
    "briefgen.publish.passwords._form": _forms,
    "briefgen.publish.passwords._with_names": _names,
    "briefgen.publish.branch.check_branch": _rules,
    "briefgen.schema.openers.after": _ends_of_comments,
    "briefgen.publish.workflow.write_workflow": _installation,
}
"""By module and function: what it looks for."""
