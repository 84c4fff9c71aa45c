"""Render a page: its view and its template in, its bytes out."""

import traceback
from contextlib import suppress
from functools import partial

from jinja2 import Environment, TemplateError

from briefgen.errors import Diagnostic, Location, error
from briefgen.languages import Texts
from briefgen.model.page import Page
from briefgen.model.theme import Theme
from briefgen.theme.compiled import Kept
from briefgen.theme.environment import make_environment
from briefgen.theme.thaw import Shelf, Thaw

_FAULTS = (
    *(TemplateError, LookupError, TypeError, ValueError, AttributeError),
    *(ArithmeticError, RecursionError),
)
"""What goes wrong in a template shows itself as one of these."""


class Renderer:
    """Renders the pages of one theme."""

    def __init__(self, theme: Theme, kept: Kept | None = None) -> None:
        """Get ready; what is not *kept* of templates is found out when a page first needs it."""
        self._environment: Environment = make_environment(theme, kept or Kept())
        self._label = partial(_label, theme, {})
        self._paths = {template.name: template.path for template in theme.templates}

    def compile_all(self) -> None:
        """Compile every template that is not kept."""
        for name in self._paths:
            # What is wrong with one is for the page to say that needs it.
            with suppress(TemplateError):
                self._environment.get_template(name)

    def render(self, page: Page, shelf: Shelf) -> bytes | Diagnostic:
        """Return the bytes of *page*, or what is wrong with its template."""
        try:
            template = self._environment.get_template(page.template)
            text = template.render(view=Thaw(shelf, self._label)(page.view))
            return f"{text.rstrip()}\n".encode()
        except _FAULTS as fault:
            place = self._place(fault, page.template)
            if place is None:
                raise
            message = str(fault.args[0]) if fault.args else type(fault).__name__
            return error(message, place, help=f"the page {page.path} needs this template")

    def _place(self, fault: BaseException, template: str) -> Location | None:
        """Return the innermost line of a template that *fault* passed through."""
        line = getattr(fault, "lineno", None)
        if line is not None:
            name = getattr(fault, "name", None) or template
            return Location(self._paths.get(name, name), line)
        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            if frame.filename in self._paths:
                return Location(self._paths[frame.filename], frame.lineno or 0)
        if isinstance(fault, TemplateError):
            return Location(self._paths.get(template, template))
        return None


def _label(theme: Theme, known: dict[str, Texts], language: str, kind: str) -> str:
    """Return what a kind of block is called in *language*."""
    if language not in known:
        known[language] = Texts(theme.messages, language)
    return known[language](f"block_{kind.replace('-', '_')}")
