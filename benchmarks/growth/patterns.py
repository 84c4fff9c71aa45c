"""
Find every regular expression of the packages that read what others have written.

They are read off the syntax tree, so that none can be forgotten: each call of a
function of ``re`` whose pattern is known when its module is loaded is found by
itself.  Those that are put together while the program runs are named in ``MADE``;
one that is not fails the benchmark by name.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from msgspec import Struct

PACKAGES = ("content", "ingest", "schema", "media", "publish", "structure", "theme", "preview")
"""Where text is read."""

_ALONE = ("briefgen.slugs", "briefgen.config", "briefgen.errors")

METHODS = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer", "subn")
"""What a pattern can be used for."""


class Pattern(Struct, frozen=True):
    """A regular expression, and what it is used for."""

    place: str
    """Module and line."""
    compiled: re.Pattern[str] | re.Pattern[bytes]
    methods: tuple[str, ...]


class Unknown(Struct, frozen=True):
    """A call whose pattern is known only when the program runs."""

    module: str
    function: str
    line: int


def modules() -> Iterator[ModuleType]:
    """Return all modules in which texts are read."""
    for name in PACKAGES:
        package = importlib.import_module(f"briefgen.{name}")
        yield package
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(one.name)
    for alone in _ALONE:
        yield importlib.import_module(alone)


def patterns(made: dict[str, Callable[[], Iterable[Pattern]]]) -> tuple[list[Pattern], list[str]]:
    """Return all patterns, and the functions that put together some which *made* does not know."""
    found: list[Pattern] = []
    unknown: list[str] = []
    used = _uses(modules())
    for module in modules():
        for one in _of_module(module, used):
            if isinstance(one, Pattern):
                found.append(one)
            elif f"{one.module}.{one.function}" in made:
                found += made[f"{one.module}.{one.function}"]()
            else:
                unknown.append(f"{one.module}:{one.line} ({one.function})")
    return found, unknown


def _tree(module: ModuleType) -> ast.Module:
    assert module.__file__
    with open(module.__file__, encoding="utf-8") as stream:
        return ast.parse(stream.read())


Uses = dict[tuple[str, str], set[str]]
"""By module and name of a pattern: what is done with it anywhere, such as ``search``."""


def _uses(all_modules: Iterable[ModuleType]) -> Uses:
    uses: Uses = {}
    for module in all_modules:
        tree = _tree(module)
        homes = {
            name.asname or name.name: (str(node.module), name.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and node.attr in METHODS):
                continue
            value = node.value
            # Of a table of patterns: its name counts for each.
            while isinstance(value, ast.Subscript):
                value = value.value
            if isinstance(value, ast.Name):
                home = homes.get(value.id, (module.__name__, value.id))
                uses.setdefault(home, set()).add(node.attr)
    return uses


def _of_module(module: ModuleType, used: Uses) -> Iterator[Pattern | Unknown]:
    tree = _tree(module)
    names = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function, node in _calls(tree, ""):
        attribute = node.func
        assert isinstance(attribute, ast.Attribute)
        place = f"{module.__name__}:{node.lineno}"
        try:
            compiled = _compiled(module, node)
        except NameError:
            yield Unknown(module.__name__, function, node.lineno)
            continue
        if attribute.attr == "compile":
            methods = tuple(
                sorted(used.get((module.__name__, names.get(id(node), "")), set()))
            ) or ("search",)
        else:
            methods = (attribute.attr,)
        yield Pattern(place, compiled, methods)


def _calls(tree: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    """Return all calls of functions of ``re``, each with the function in which it stands."""
    for node in ast.iter_child_nodes(tree):
        inside = node.name if isinstance(node, ast.FunctionDef) else function
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in (*METHODS, "compile")
        ):
            yield inside, node
        yield from _calls(node, inside)


def _compiled(module: ModuleType, call: ast.Call) -> re.Pattern[str] | re.Pattern[bytes]:
    """Return the pattern of a *call*, put together in the same way as its module does."""
    written = [one.value for one in call.keywords if one.arg == "flags"]
    at = {"compile": 1, "match": 2, "fullmatch": 2, "search": 2, "findall": 2, "finditer": 2}
    assert isinstance(call.func, ast.Attribute)
    place = at.get(call.func.attr)
    if place is not None and len(call.args) > place:
        written.append(call.args[place])
    pattern, *flags = (_value(module, node) for node in (call.args[0], *written))
    compiled: re.Pattern[str] | re.Pattern[bytes] = re.compile(pattern, *flags)
    return compiled


def _value(module: ModuleType, node: ast.expr) -> Any:
    code = compile(ast.Expression(node), "pattern", "eval")
    return eval(code, dict(vars(module)))
