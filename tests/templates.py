"""Save tests the time that Jinja takes to compile the same templates again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jinja2 import Environment


@contextmanager
def compiled_once() -> Iterator[None]:
    """Compile every template once while the block runs: the same text gives the same code."""
    compiled: dict[tuple[object, ...], Any] = {}
    compile_template, parse = Environment.compile, Environment.parse

    def compile_once(self: Environment, source: str, name: str | None = None, *rest: Any) -> Any:
        # Jinja applies filters to constants already then.
        interface = getattr(self.bytecode_cache, "interface", "")
        key = (interface, source, name, rest)
        if key not in compiled:
            compiled[key] = compile_template(self, source, name, *rest)
        return compiled[key]

    def parse_once(self: Environment, source: str, name: str | None = None, *rest: Any) -> Any:
        key = ("parsed", source, name, rest)
        if key not in compiled:
            compiled[key] = parse(self, source, name, *rest)
        return compiled[key]

    # Not with pytest's own means: processes that only publish should not have to load it.
    try:
        for name, replacement in (("compile", compile_once), ("parse", parse_once)):
            setattr(Environment, name, replacement)
        yield
    finally:
        for name, original in (("compile", compile_template), ("parse", parse)):
            setattr(Environment, name, original)
