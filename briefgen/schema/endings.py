"""Read the endings of files that a site publishes as they are."""

import re
from typing import Any

from briefgen.model.file_kinds import why_never_an_asset
from briefgen.model.scalars import Ending
from briefgen.schema.nodes import Node, YamlText
from briefgen.schema.scalars import INVALID, read_text

_ENDING = re.compile(r"(?:\.[a-z0-9][a-z0-9_+-]*)+")


def read_ending(source: YamlText, node: Node, name: str) -> Any:
    """Read an ending such as ``.py``, in any case; never one of texts, backups or secrets."""
    text = read_text(source, node, name)
    if text is INVALID or text == "":
        return text
    ending = text.lower()
    reason = why_never_an_asset(ending)
    if not _ENDING.fullmatch(ending):
        plain = ending.lstrip("*.").strip()
        message = f"`{text}` is no ending of files"
        help = "write it with its dot and nothing else, such as `"
        help += f".{plain}`" if _ENDING.fullmatch(f".{plain}") else ".py`"
    elif reason:
        message = f"`{text}` cannot be in `{name}`: {reason}"
        help = "take it out; docs/writing.md says what content is"
    else:
        return Ending(ending)
    source.complain(message, node.start_mark, width=max(1, len(text)), help=help)
    return INVALID
