"""The budget of the architecture: sizes, names, frozen values, and one-way imports."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

import briefgen
from tests.processes import INSTANT, build, environment
from tests.testsite import SiteTest

PACKAGE = Path(briefgen.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MODEL = sorted((PACKAGE / "model").glob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 250, 45
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "manager", "handler", "core"}

Functions = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _dotted(path: Path) -> str:
    parts = ("briefgen", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")


def _public(tree: ast.AST) -> Iterator[ast.ClassDef | Functions]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef | Functions) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def test_keep_modules_and_functions_short() -> None:
    """A module has at most 250 lines, a function 45."""
    long = [path for path in MODULES if len(_lines(path)) > LONGEST_MODULE]
    long_functions = [
        f"{_name(path)}: {node.name}"
        for path in MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, Functions) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert ([_name(path) for path in long], long_functions) == ([], [])


def test_document_every_public_name() -> None:
    """Every module, class, function and method that others may use says what it is for."""
    silent = [
        _name(path)
        for path in MODULES
        if path.name != "__main__.py" and not ast.get_docstring(_tree(path))
    ]
    silent += [
        f"{_name(path)}: {node.name}"
        for path in MODULES
        for node in _public(_tree(path))
        if not ast.get_docstring(node) and node.name != "__init__"
    ]
    assert silent == []


def test_give_a_reason_for_what_the_checker_shall_overlook() -> None:
    """``type: ignore`` names its code and its reason."""
    reason = re.compile(r"# type: ignore\[[\w-]+(, ?[\w-]+)*\]\s+# \S+")
    lines = [line for path in MODULES for line in _lines(path) if "# type: ignore" in line]
    assert [line for line in lines if not reason.search(line)] == []


def test_name_modules_after_what_they_hold() -> None:
    """No module has a name that attracts whatever has no place."""
    names = {name for path in MODULES for name in (path.stem, path.parent.name)}
    assert names & FORBIDDEN_NAMES == set()


def test_freeze_every_value() -> None:
    """Every value of the model is a frozen struct."""
    for path in MODEL:
        module = importlib.import_module(_dotted(path))
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                if issubclass(value, Struct):
                    assert value.__struct_config__.frozen, value
                assert not is_dataclass(value), value
                assert not issubclass(value, dict | set | list), value


EXCEPTIONS = {"Site", "VIEW_BY_TEMPLATE", "Story", "KeyedBy"}
"""A site is looked up by path and never rendered; ``extra`` is for themes to look into."""


def test_hold_nothing_in_values_that_has_no_canonical_form() -> None:
    """No type of the model holds a mapping, a set, a list, or anything at all."""
    open_types = {"Any", "dict", "set", "list", "Mapping", "frozenset", "object"}
    for node in (node for path in MODEL for node in _tree(path).body):
        name = getattr(node, "name", "") or getattr(getattr(node, "target", None), "id", "")
        if name in EXCEPTIONS:
            continue
        for annotation in _annotations(node):
            assert not set(re.findall(r"\w+", ast.unparse(annotation))) & open_types, name


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.AnnAssign):
            yield inner.annotation


def test_type_everything_that_decides_what_the_site_is() -> None:
    """Nothing in ``structure`` is of any type, and nothing there reads a file or a clock."""
    reads = r"\bopen\(|\bos\.|import os|pathlib|\.now\(|time\.time|environ"
    for path in sorted((PACKAGE / "structure").glob("*.py")):
        assert not re.search(rf"\bAny\b|{reads}", path.read_text(encoding="utf-8")), path


def test_import_one_way_only() -> None:
    """No module imports itself by way of others, at the top or inside of a function."""
    names = {_dotted(path) for path in MODULES}
    imports: dict[str, set[str]] = {}
    for path in MODULES:
        found = set()
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
        imports[_dotted(path)] = (found & names) - {_dotted(path), "briefgen"}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, f"a cycle: {' → '.join((*above, name))}"
        if name not in done:
            for other in sorted(imports[name]):
                visit(other, (*above, name))
            done.add(name)

    for name in sorted(imports):
        visit(name, ())


HEAVY = (
    "PIL",
    "babel",
    "briefgen.ingest",
    "ftfy",
    "jinja2",
    "markdown_it",
    "mdit_py_plugins",
    "nh3",
    "pydantic",
    "pygments",
    "rich",
    "multiprocessing",
)

IDLE = f"""
import sys
from briefgen.cli.app import main
sys.argv = ["briefgen", "build", "--now", "{INSTANT}"]
try:
    main()
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.extras
def test_load_nothing_heavy_when_there_is_nothing_to_do(site: SiteTest) -> None:
    """A build with nothing to do imports no parser, template engine or languages."""
    site.article("world/nato.md", title="NATO")
    assert build(site.root).returncode == 0
    done = subprocess.run(
        [sys.executable, "-c", IDLE],
        cwd=site.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "0 files written" in done.stdout
    assert done.stderr == "[]\n"


def test_write_no_marker_of_unfinished_work() -> None:
    """Work that is left is an issue, not a comment."""
    for path in MODULES:
        assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", path.read_text(encoding="utf-8")), path
