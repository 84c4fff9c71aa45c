"""
Check the texts and assets that templates name, without rendering a page.

A slip in a name would otherwise stay unnoticed until a page needs that line, such
as the one that only a draft shows.
"""

from collections.abc import Collection, Iterator

from jinja2 import nodes

from briefgen.errors import Diagnostic, Location, error
from briefgen.languages import Texts
from briefgen.model.theme import Template
from briefgen.schema.suggest import closest


def mention_faults(
    template: Template, tree: nodes.Template, texts: Texts, assets: Collection[str]
) -> Iterator[Diagnostic]:
    """Return what *template* names that there is not, and the values its texts lack."""
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or not call.args:
            continue
        first = call.args[0]
        if not isinstance(first, nodes.Const) or not isinstance(first.value, str):
            continue
        place = Location(template.path, call.lineno)
        if call.node.name == "text":
            yield from _text_faults(first.value, call, texts, place)
        elif call.node.name == "asset" and first.value not in assets:
            suggestion = closest(first.value, assets)
            yield error(
                f"the theme has no asset `{first.value}`",
                place,
                help=f"did you mean `{suggestion}`?" if suggestion else "put it into assets/",
            )


def _text_faults(key: str, call: nodes.Call, texts: Texts, place: Location) -> Iterator[Diagnostic]:
    names = texts.names(key)
    if names is None:
        yield error(texts.unknown(key), place, help="texts are declared in messages/ of the theme")
    elif call.dyn_kwargs is None:
        given = {keyword.key for keyword in call.kwargs}
        for name in sorted(names - given):
            yield error(
                f"the text `{key}` needs a value for `{name}`",
                place,
                help=f'write text("{key}", {name}=…)',
            )
