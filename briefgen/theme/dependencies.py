"""
Find out, without rendering, which templates a template consists of.

A page's key holds the digest of its template and of all that this extends,
includes and imports.  So every name must stand in the template itself: a name
that is computed would hide a dependency, and is refused.
"""

from collections.abc import Mapping

from jinja2 import Environment, TemplateSyntaxError, meta

from briefgen.errors import Diagnostic, Location, error
from briefgen.fingerprint import Digest, fingerprint
from briefgen.model.page import VIEW_BY_TEMPLATE
from briefgen.model.theme import Template, Theme
from briefgen.theme.environment import make_environment


def template_digests(
    theme: Theme,
) -> tuple[Mapping[str, Digest], tuple[Diagnostic, ...]]:
    """Return a digest for each template with all it consists of, and what is wrong."""
    environment = make_environment(theme)
    faults: list[Diagnostic] = []
    template_by_name = {template.name: template for template in theme.templates}
    faults += [
        error(f"the theme has no template `{name}`", help="add it, or extend a theme that has it")
        for name in VIEW_BY_TEMPLATE
        if name not in template_by_name
    ]
    direct = {
        template.name: _references(template, environment, template_by_name, faults)
        for template in theme.templates
    }
    served = tuple((asset.name, asset.path) for asset in theme.assets)
    digests = {}
    for name in template_by_name:
        closure = _closure(name, direct)
        texts = tuple((one, template_by_name[one].text) for one in closure)
        shows_assets = any("asset" in text for _, text in texts)
        interface = (theme.messages, theme.language, theme.timezone)
        digests[name] = fingerprint((texts, interface, served if shows_assets else ()))
    return digests, tuple(faults)


def _references(
    template: Template,
    environment: Environment,
    known: Mapping[str, Template],
    faults: list[Diagnostic],
) -> tuple[str, ...]:
    try:
        tree = environment.parse(template.text, template.name)
    except TemplateSyntaxError as fault:
        faults.append(error(str(fault.message), Location(template.path, fault.lineno)))
        return ()
    found = []
    for name in meta.find_referenced_templates(tree):
        if name is None:
            faults.append(
                error(
                    "the name of a template is computed here",
                    Location(template.path),
                    help="write it between quotation marks; a computed name hides what the "
                    "page depends on",
                )
            )
        elif name == template.name:
            faults.append(
                error(
                    "this template names itself",
                    Location(template.path),
                    help="the one that it takes the place of has the name of its theme before its "
                    f"own, such as `briefing/{name}`",
                )
            )
        elif name not in known:
            faults.append(error(f"there is no template `{name}`", Location(template.path)))
        else:
            found.append(name)
    return tuple(found)


def _closure(name: str, direct: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    seen = {name}
    waiting = [name]
    while waiting:
        for reference in direct[waiting.pop()]:
            if reference not in seen:
                seen.add(reference)
                waiting.append(reference)
    return tuple(sorted(seen))
