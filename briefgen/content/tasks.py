"""
Turn list entries that begin with ``[ ]`` or ``[x]`` into tasks.

mdit-py-plugins has such a plugin, but from each task it looks for its list
backwards, which takes quadratic time.  Here the lists are kept on the way.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TASK = re.compile(r"\[[ xX]\]\s")
_LISTS = {"bullet_list_open", "ordered_list_open"}


def tasks_plugin(markdown: MarkdownIt) -> None:
    """Let *markdown* read tasks."""
    markdown.core.ruler.after("inline", "tasks", _mark_tasks)


def _mark_tasks(state: StateCore) -> None:
    if not _TASK.search(state.src):
        return
    lists: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type in _LISTS:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and _mark_task(*state.tokens[index + 1 : index + 3]):
            token.attrs["class"] = "task-list-item"
            lists[-1].attrs["class"] = "contains-task-list"


def _mark_task(opening: Token, inline: Token) -> bool:
    """Put a box before the text of an entry, if it is a task; return whether it is."""
    if opening.type != "paragraph_open":
        return False
    children = inline.children or []
    if not _TASK.match(inline.content) or not children or children[0].type != "text":
        return False
    checked = "" if inline.content[1] == " " else " checked"
    # The label gives the box the name that a screen reader says, in any language.
    box = f'<label><input class="task-list-item-checkbox" type="checkbox" disabled{checked}>'
    children[0].content = children[0].content[3:]
    inline.content = inline.content[3:]
    inline.children = [
        Token("html_inline", "", 0, content=box),
        *children,
        Token("html_inline", "", 0, content="</label>"),
    ]
    return True
