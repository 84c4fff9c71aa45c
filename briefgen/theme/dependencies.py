"""
Find out, without rendering, which templates a template consists of.

A page's key holds the digest of its template and of all that this extends,
includes and imports.  So every name must stand in the template itself: a name
that is computed would hide a dependency, and is refused.
"""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from briefgen.errors import ContentError, Diagnostic, Location, error
from briefgen.fingerprint import Digest, fingerprint
from briefgen.languages import Texts
from briefgen.model.page import VIEW_BY_TEMPLATE
from briefgen.model.theme import Template, Theme
from briefgen.schema.suggest import closest
from briefgen.theme.compiled import Kept
from briefgen.theme.environment import make_environment
from briefgen.theme.mentions import mention_faults


def template_digests(theme: Theme) -> dict[str, Digest]:
    """
    Return a digest for each template with all it consists of.

    Raises:
        ContentError: with everything that can be seen to be wrong with the templates.

    """
    environment = make_environment(theme, Kept())
    faults: list[Diagnostic] = []
    template_by_name = {template.name: template for template in theme.templates}
    faults += [
        error(f"the theme has no template `{name}`", help="add it, or extend a theme that has it")
        for name in VIEW_BY_TEMPLATE
        if name not in template_by_name
    ]
    texts = Texts(theme.messages, theme.language)
    assets = [asset.name for asset in theme.assets]
    direct: dict[str, tuple[str, ...]] = {}
    for template in theme.templates:
        tree = _parse(template, environment, faults)
        direct[template.name] = _references(template, tree, template_by_name, faults)
        faults += mention_faults(template, tree, texts, assets)
    if faults:
        raise ContentError(*faults)
    served = tuple((asset.name, asset.path) for asset in theme.assets)
    interface = fingerprint((theme.messages, theme.language, theme.timezone, theme.zone))
    digests = {}
    for name in template_by_name:
        closure = _closure(name, direct)
        sources = tuple((one, template_by_name[one].text) for one in closure)
        shows_assets = any("asset" in source for _, source in sources)
        digests[name] = fingerprint((sources, interface, served if shows_assets else ()))
    return digests


def _parse(
    template: Template, environment: Environment, faults: list[Diagnostic]
) -> nodes.Template:
    """Return the tree of *template*; an empty one if it cannot be read."""
    try:
        return environment.parse(template.text, template.name)
    except TemplateSyntaxError as fault:
        faults.append(error(str(fault.message), Location(template.path, fault.lineno)))
        return nodes.Template([])


def _references(
    template: Template,
    tree: nodes.Template,
    known: Mapping[str, Template],
    faults: list[Diagnostic],
) -> tuple[str, ...]:
    found = []
    for name, line in _named(tree):
        place = Location(template.path, line)
        if name is None:
            faults.append(
                error(
                    "the name of a template is computed here",
                    place,
                    help="write it between quotation marks; a computed name hides what the "
                    "page depends on",
                )
            )
        elif name == template.name:
            faults.append(
                error(
                    "this template names itself",
                    place,
                    help="the one that it takes the place of has the name of its theme before its "
                    f"own, such as `briefing/{name}`",
                )
            )
        elif name not in known:
            suggestion = closest(name, known)
            faults.append(
                error(
                    f"there is no template `{name}`",
                    place,
                    help=f"did you mean `{suggestion}`?" if suggestion else "",
                )
            )
        else:
            found.append(name)
    return tuple(found)


def _named(tree: nodes.Template) -> Iterator[tuple[str | None, int]]:
    """Return every name of a template in *tree* with its line; ``None`` if it is computed."""
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        for name in meta.find_referenced_templates(nodes.Template([node])):
            yield name, node.lineno


def _closure(name: str, direct: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    seen = {name}
    waiting = [name]
    while waiting:
        for reference in direct[waiting.pop()]:
            if reference not in seen:
                seen.add(reference)
                waiting.append(reference)
    return tuple(sorted(seen))
