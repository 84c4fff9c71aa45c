"""Make links that open a file in the editor of whoever looks at the preview."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

VARIABLE = "BRIEFGEN_EDITOR"

_CODE = "file{path}:{line}:{column}"
_OPEN = "open?url=file://{path}&line={line}&column={column}"
_JETBRAINS = "open?file={path}&line={line}&column={column}"

_LINKS = {
    **{name: f"{name}://{_CODE}" for name in ("vscode", "vscode-insiders", "vscodium")},
    **{name: f"{name}://{_CODE}" for name in ("cursor", "windsurf", "zed")},
    **{name: f"{name}://{_JETBRAINS}" for name in ("idea", "pycharm", "webstorm", "phpstorm")},
    "sublime": f"subl://{_OPEN}",
    "textmate": f"txmt://{_OPEN}",
    "macvim": f"mvim://{_OPEN}",
}
"""The addresses that editors listen to, by the names that ``BRIEFGEN_EDITOR`` may have."""

_PROGRAMS = {
    "code": "vscode",
    "code-insiders": "vscode-insiders",
    "codium": "vscodium",
    "subl": "sublime",
    "mate": "textmate",
    "mvim": "macvim",
}
"""Programs that have another name than their addresses."""


def link_template(environment: Mapping[str, str]) -> str:
    """
    Return how links to the user's editor look; empty if it is not known.

    >>> link_template({"BRIEFGEN_EDITOR": "zed"})
    'zed://file{path}:{line}:{column}'
    >>> link_template({"EDITOR": "code --wait"})
    'vscode://file{path}:{line}:{column}'
    >>> link_template({"EDITOR": "vi"})
    ''
    """
    chosen = environment.get(VARIABLE, "").strip()
    if "{path}" in chosen and "://" in chosen:
        # Here the path begins with its slash.
        return chosen.replace("://file/{path}", "://file{path}")
    for name in (chosen, environment.get("VISUAL", ""), environment.get("EDITOR", "")):
        try:
            program = os.path.basename(shlex.split(name)[0])
        except (ValueError, IndexError):
            continue
        link = _LINKS.get(_PROGRAMS.get(program, program))
        if link:
            return link
    return ""


def edit_link(template: str, file: Path, line: int = 1, column: int = 1) -> str:
    """
    Return the link that opens *file* there; empty if there is no *template*.

    >>> edit_link("zed://file{path}:{line}", Path("/a b/c.md"), 4)
    'zed://file/a%20b/c.md:4'
    """
    path = file.as_posix()
    filled = {"path": path if path.startswith("/") else f"/{path}", "line": line, "column": column}
    for name, value in filled.items():
        template = template.replace(f"{{{name}}}", quote(str(value)))
    return template
