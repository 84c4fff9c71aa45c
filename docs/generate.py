"""
Fill in the tables of the manual from the code, so that they cannot lie.

``python -m docs.generate`` writes them, and ``--check`` only says which file is
not current.  A table stands between a mark and ``<!-- end -->``; the marks are
``<!-- fields: NAME -->`` for what a file may say, ``<!-- templates -->`` and
``<!-- views -->`` for what templates draw and may see, ``<!-- renames -->`` for the
names that fields have in other generators, and ``<!-- kinds -->`` for what becomes
of the files of ``content/``.
"""

import re
import sys
import typing
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import NODEFAULT, StructMeta
from msgspec.structs import FieldInfo, fields

from briefgen.content.frontmatter import RENAMES
from briefgen.model import front_matter, messages, settings, theme
from briefgen.model.page import VIEW_BY_TEMPLATE
from briefgen.schema.documentation import sentences_of, summary_of
from docs.kinds import rows_of_kinds
from docs.words import seen_by_templates, type_in_files, type_in_templates

FOLDER = Path(__file__).parent

_MARK = re.compile(
    r"(?P<mark><!-- (?P<kind>fields|templates|views|renames|kinds)(?:: (?P<name>\w+))? -->\n)"
    r"(?P<table>.*?)(?P<end><!-- end -->)",
    re.DOTALL,
)
_OPENING = re.compile(r"<!-- (?:fields|templates|views|renames|kinds)\b")

_FILES = {
    "site": settings.Settings,
    "article": front_matter.ArticleFrontMatter,
    "section": front_matter.SectionFrontMatter,
    "page": front_matter.PageFrontMatter,
    "edition": front_matter.EditionFrontMatter,
    "theme": theme.ThemeFile,
    "messages": messages.MessageFile,
}
"""Short names for what a whole file may say."""


def main(arguments: list[str]) -> int:
    """Write the tables, or with ``--check`` only compare them; return the exit code."""
    stale = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        try:
            current = fill_in(text)
        except LookupError as fault:
            click.echo(f"docs/{path.name}: {fault.args[0]}", err=True)
            return 1
        if current != text:
            stale.append(path.name)
            if "--check" not in arguments:
                path.write_text(current, encoding="utf-8", newline="\n")
    for name in stale:
        done = "is not current; run `make docs`" if "--check" in arguments else "is written"
        click.echo(f"docs/{name} {done}", err=True)
    return 1 if stale and "--check" in arguments else 0


def fill_in(text: str) -> str:
    """
    Return *text* with a table after every mark.

    Raises:
        LookupError: a mark has no end, or names what there is not.

    """
    filled, count = _MARK.subn(_replacement, text)
    if count != len(_OPENING.findall(text)):
        raise LookupError("a mark for a table has no `<!-- end -->`")
    return filled


def _replacement(match: re.Match[str]) -> str:
    if match["kind"] == "fields":
        table = fields_table(_class_named(match["name"] or ""))
    else:
        table = _WHOLE[match["kind"]]()
    return f"{match['mark']}\n{table}\n{match['end']}"


def _class_named(name: str) -> type[Any]:
    for module in (front_matter, settings, theme, messages):
        found = getattr(module, name, None)
        if isinstance(found, StructMeta):
            return found
    if name in _FILES:
        return _FILES[name]
    raise LookupError(f"there is nothing called `{name}` to make a table of")


def fields_table(cls: type[Any]) -> str:
    """Return the table of what a file or mapping that is read into *cls* may say."""
    sentences = sentences_of(cls)
    hints = _hints(cls)
    rows = [
        (
            f"`{field.name}`",
            type_in_files(hints[field.name]),
            _default(field),
            sentences[field.name],
        )
        for field in fields(cls)
    ]
    return _table(("Field", "Type", "Default", "Meaning"), rows)


def templates_table() -> str:
    """Return the table of all templates, each with the view that it draws."""
    rows = [
        (f"`{template}`", f"[{view.__name__}](#{view.__name__.lower()})", _code(summary_of(view)))
        for template, view in VIEW_BY_TEMPLATE.items()
    ]
    return _table(("Template", "View", "Draws"), rows)


def view_tables() -> str:
    """Return a table for every view, and for everything that a template reaches from one."""
    return "\n".join(
        f"### {cls.__name__}\n\n{view_table(cls)}"
        for cls in seen_by_templates(VIEW_BY_TEMPLATE.values())
    )


def view_table(cls: type[Any]) -> str:
    """Return the table of what a template sees of *cls*."""
    sentences = sentences_of(cls)
    hints = _hints(cls)
    rows = []
    for field in fields(cls):
        shown = type_in_templates(hints[field.name])
        rows.append((f"`{field.name}`", shown, _code(sentences.get(field.name, ""))))
    return f"{_code(summary_of(cls))}\n\n" + _table(("Field", "Type", "Meaning"), rows)


def renames_table() -> str:
    """Return the table of the names that other generators give to fields."""
    names_by_field: dict[str, list[str]] = {}
    for written, field in RENAMES.items():
        names_by_field.setdefault(field, []).append(f"`{written}`")
    rows = [
        (f"`{field}`", ", ".join(sorted(names))) for field, names in sorted(names_by_field.items())
    ]
    return _table(("Field", "Also read as"), rows)


def kinds_table() -> str:
    """Return the table of all kinds of files, with what becomes of each."""
    return _table(("What", "Names", "What becomes of it"), rows_of_kinds())


_WHOLE = {
    "templates": templates_table,
    "views": view_tables,
    "renames": renames_table,
    "kinds": kinds_table,
}
"""What stands after a mark that needs no name."""


def _hints(cls: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


def _code(sentence: str) -> str:
    """Return *sentence* with code marked as Markdown marks it."""
    return sentence.replace("``", "`")


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is NODEFAULT:
        return "" if field.default_factory is not NODEFAULT else "required"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`" if value not in ("", (), None, "{}") else ""


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    escaped = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in escaped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
