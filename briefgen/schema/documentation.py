"""
Read the sentences under the fields of a struct.

They are the one place where a field is explained: the JSON Schemas and the
tables of ``docs/`` repeat them.  Python keeps no docstring of a field at run
time, so they are read from the source; nothing that builds a site needs them.
"""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from itertools import pairwise
from typing import Any


def sentences_of(cls: type[Any]) -> Mapping[str, str]:
    """
    Return the sentence under each field of *cls*, on one line; some fields have none.

    >>> from briefgen.model.front_matter import Image
    >>> sentences_of(Image)["credit"]
    'Who made the picture.'
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    sentences = {}
    for statement, following in pairwise(body):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            sentence = _text(following)
            if sentence:
                sentences[statement.target.id] = sentence
    return sentences


def summary_of(cls: type[Any]) -> str:
    """
    Return the first paragraph of the docstring of *cls*, on one line.

    >>> from briefgen.model.front_matter import Image
    >>> summary_of(Image)
    'A picture with what a reader should know about it.'
    """
    return " ".join((inspect.getdoc(cls) or "").partition("\n\n")[0].split())


def _text(statement: ast.stmt) -> str:
    """Return the text of a statement that is nothing but a text."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        value = statement.value.value
        return " ".join(value.split()) if isinstance(value, str) else ""
    return ""
