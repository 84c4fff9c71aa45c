"""
Render once what is the same on thousands of pages.

The navigation and the footer read nothing but the frame, which all pages share,
and a few fields of the head.  Which partials are of that kind can be seen from
their text, without a word from the theme's author: such a partial is rendered
once for each value of the fields it reads, and its text is used again.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, FunctionLoader, Template, meta, nodes
from jinja2.runtime import Context

from briefgen.theme.compiled import Kept

_SHARED_HEAD = {"root", "section", "language", "direction"}
_GLOBALS = {"view", "asset", "dict", "text"}


class SharingLoader(FunctionLoader):
    """Loads the templates of a theme, and makes partials of that kind keep their texts."""

    def __init__(self, texts: Mapping[str, str], kept: Kept) -> None:
        """Load templates whose *texts* are given by name; *kept* is what is known of them."""
        # The second value is the file name that tracebacks show.
        super().__init__(lambda name: (texts[name], name, None) if name in texts else None)
        self._texts = texts
        self._fields = kept.fields

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template, compiled; raises as Jinja's loaders do."""
        template = super().load(environment, name, globals)
        if name.startswith("partials/"):
            text = self._texts[name]
            known, fields = self._fields.get(name, ("", None))
            if text != known:
                fields = fields_read(text, environment)
                self._fields[name] = (text, fields)
            if fields is not None:
                share(template, fields)
        return template


def fields_read(text: str, environment: Environment) -> tuple[str, ...] | None:
    """
    Return the fields of the head that a partial reads, if it is of that kind.

    ``None`` means that it reads something else of the view, or other templates.
    """
    tree = environment.parse(text)
    if meta.find_undeclared_variables(tree) - _GLOBALS:
        return None
    if any(True for _ in meta.find_referenced_templates(tree)):
        return None
    fields = set()
    allowed = 0
    for attribute in tree.find_all(nodes.Getattr):
        owner = attribute.node
        if not isinstance(owner, nodes.Getattr) or not _is_view(owner.node):
            continue
        if owner.attr == "head" and attribute.attr in _SHARED_HEAD:
            fields.add(attribute.attr)
        elif owner.attr != "frame":
            return None
        allowed += 1
    uses = sum(_is_view(name) for name in tree.find_all(nodes.Name))
    return tuple(sorted(fields)) if uses == allowed else None


def _is_view(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "view"


def share(template: Template, fields: tuple[str, ...]) -> None:
    """Make *template* keep what it has rendered, for each value of *fields* of the head."""
    render = template.root_render_func
    texts: dict[tuple[Any, ...], str] = {}
    frame: list[object] = [None]

    def render_once(context: Context) -> Iterator[str]:
        view = context["view"]
        if view.frame is not frame[0]:
            # Another build: nothing of the old frame may be shown again.
            frame[0] = view.frame
            texts.clear()
        key = tuple(getattr(view.head, field) for field in fields)
        if key not in texts:
            texts[key] = "".join(render(context))
        yield texts[key]

    template.root_render_func = render_once
