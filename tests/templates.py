"""Save tests the time that Jinja takes to look at the same templates again and again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment

import briefgen.build.templates
import briefgen.theme.fragments

Key = Callable[..., object]


def _by_source(environment: Environment, source: object, *rest: object) -> object:
    # Jinja applies filters to constants already when it compiles.
    interface = getattr(environment.bytecode_cache, "interface", "")
    return interface, source, rest


_PLACES: tuple[tuple[Any, str, Key], ...] = (
    (Environment, "compile", _by_source),
    (Environment, "parse", lambda _, *source: source),
    (briefgen.theme.fragments, "fields_read", lambda text, _: text),
    (briefgen.build.templates, "template_digests", lambda theme: theme.digest),
)
"""What is asked again and again, and what the answer depends on."""


@contextmanager
def compiled_once() -> Iterator[None]:
    """Look at every template once while the block runs: the same text gives the same code."""
    originals = [(place, name, getattr(place, name)) for place, name, _ in _PLACES]
    # Not with pytest's own means: processes that only publish should not have to load it.
    try:
        for place, name, key in _PLACES:
            setattr(place, name, _once(getattr(place, name), key))
        yield
    finally:
        for place, name, original in originals:
            setattr(place, name, original)


def _once(ask: Callable[..., Any], key: Key) -> Callable[..., Any]:
    answers: dict[object, Any] = {}

    def ask_once(*values: Any) -> Any:
        known = key(*values)
        if known not in answers:
            answers[known] = ask(*values)
        return answers[known]

    return ask_once
