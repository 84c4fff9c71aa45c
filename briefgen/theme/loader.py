"""
Read a theme from its folders.

A theme may extend another: then every file that it does not have comes from
that one.  What a site may set without touching a file is declared in
``theme.yml``, and checked here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from briefgen.errors import ContentError, Location, error
from briefgen.fingerprint import digest_bytes, fingerprint
from briefgen.model.paths import OutputPath
from briefgen.model.settings import Settings
from briefgen.model.theme import Template, Theme, ThemeAsset
from briefgen.theme.folders import THEME_FILE, ThemeFolder, theme_folders
from briefgen.theme.messages import load_messages
from briefgen.theme.options import option_values
from briefgen.zones import zone_digest

_HASHED_SUFFIXES = (".css", ".js")


def load_theme(root: Path, settings: Settings) -> Theme:
    """
    Return the theme that *settings* of the site at *root* ask for, with its options.

    A theme in the site's own ``themes/`` comes before one that briefgen brings.

    Raises:
        ContentError: there is no such theme, or something is wrong with it.

    """
    # From what the theme stands on to the theme itself, which has the last word.
    folders = theme_folders(root, settings.theme)[::-1]
    templates = _templates(folders)
    assets = tuple(_assets(folders))
    declared = {option.name: option for folder in folders for option in folder.file.options}
    options = option_values(declared, json.loads(settings.theme_options))
    messages = load_messages(folders)
    interface = (settings.language, settings.timezone, zone_digest(settings.timezone))
    digest = fingerprint(
        (
            tuple((template.name, template.text) for template in templates),
            tuple((asset.path, digest_bytes(asset.data)) for asset in assets),
            options,
            messages,
            interface,
        )
    )
    return Theme(templates, assets, options, messages, *interface, digest)


def _templates(folders: Sequence[ThemeFolder]) -> tuple[Template, ...]:
    """Return the templates of all *folders*, in the order of their names."""
    templates: dict[str, Template] = {}
    for folder in folders:
        for path, text, place in folder.texts("templates"):
            if path in templates:
                # So a template can extend the very one that it takes the place of.
                replaced = f"{folder.file.extends}/{path}"
                templates[replaced] = replace(templates[path], name=replaced)
            templates[path] = Template(path, text, place)
    return tuple(templates[path] for path in sorted(templates))


def _assets(folders: Sequence[ThemeFolder]) -> Iterator[ThemeAsset]:
    """Return the assets of all *folders* as they are served: style sheets are joined."""
    files: dict[str, bytes] = {}
    stylesheets: tuple[str, ...] = ()
    for folder in folders:
        files.update(folder.files("assets"))
        stylesheets = folder.file.stylesheets or stylesheets
        for name in folder.file.stylesheets:
            if name not in files:
                raise ContentError(
                    error(
                        f"`stylesheets` names `{name}`, which is not in assets",
                        Location(f"{folder.shown}/{THEME_FILE}"),
                    )
                )
    served = {name: data for name, data in files.items() if name not in stylesheets}
    served.update(_joined(files, stylesheets))
    for name in sorted(served):
        data = served[name]
        if name.endswith(_HASHED_SUFFIXES):
            data = data.replace(b"\r\n", b"\n")
        yield ThemeAsset(name, _served_path(name, data), data)


def _joined(files: Mapping[str, bytes], stylesheets: Sequence[str]) -> Mapping[str, bytes]:
    if not stylesheets:
        return {}
    return {"style.css": b"\n".join(files[name].strip() + b"\n" for name in stylesheets)}


def _served_path(name: str, data: bytes) -> OutputPath:
    stem, dot, suffix = name.rpartition(".")
    if not name.endswith(_HASHED_SUFFIXES):
        return OutputPath(f"assets/{name}")
    return OutputPath(f"assets/{stem}.{digest_bytes(data).hex()[:8]}{dot}{suffix}")
