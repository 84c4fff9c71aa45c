"""Mark up code for colouring, with classes that the theme gives colours to."""

from functools import lru_cache
from typing import Any

from markdown_it.common.utils import escapeHtml


def highlight(code: str, language: str) -> str:
    """Return *code* as HTML; without colours if nobody knows *language*."""
    lexer = _lexer(language) if language else None
    if lexer is None:
        return escapeHtml(code)
    # Loaded here because most briefings have no code at all.
    from pygments import highlight as colour
    from pygments.formatters import HtmlFormatter

    return str(colour(code, lexer, HtmlFormatter(nowrap=True)))


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:  # a Lexer, whose module is loaded late
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
