"""
Read a theme from its folder.

A theme may extend another: then every file that it does not have comes from
that one.  What a site may set without touching a file is declared in
``theme.yml``, and checked here.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from briefgen.errors import ContentError, Diagnostic, Location, error
from briefgen.fingerprint import digest_bytes, fingerprint
from briefgen.model.messages import Forms
from briefgen.model.paths import OutputPath
from briefgen.model.settings import Settings
from briefgen.model.theme import OptionType, Template, Theme, ThemeAsset, ThemeFile, ThemeOption
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.record import record_for
from briefgen.schema.suggest import closest
from briefgen.theme.messages import read_messages, to_messages

THEME_FILE = "theme.yml"
STANDARD = "standard"
"""The theme that every other stands on: what machines read, and the interface's texts."""

_CONFIG = Location("briefgen.yml")
_HASHED_SUFFIXES = (".css", ".js")
_DEEPEST = 8


def load_theme(root: Path, settings: Settings) -> Theme:
    """
    Return the theme that *settings* of the site at *root* ask for, with its options.

    A theme in the site's own ``themes/`` comes before one that briefgen brings.

    Raises:
        ContentError: there is no such theme, or something is wrong with it.

    """
    chain = tuple(_chain(root, settings.theme))
    templates: dict[str, Template] = {}
    assets: dict[str, bytes] = {}
    declared: dict[str, ThemeOption] = {}
    stylesheets: tuple[str, ...] = ()
    texts: dict[str, dict[str, Forms]] = {}
    for folder, file in reversed(chain):
        shown = _shown(root, folder)
        for path, text in _files(folder / "templates"):
            place = f"{shown}/templates/{path}"
            if path in templates:
                # So a template can extend the very one that it takes the place of.
                replaced = f"{file.extends}/{path}"
                templates[replaced] = replace(templates[path], name=replaced)
            templates[path] = Template(path, _decode(text, place), place)
        for path, text in _files(folder / "messages"):
            place = f"{shown}/messages/{path}"
            found = read_messages(path, _decode(text, place), place)
            texts.setdefault(path.removesuffix(".yml"), {}).update(found)
        assets.update(_files(folder / "assets"))
        declared.update({option.name: option for option in file.options})
        stylesheets = file.stylesheets or stylesheets
    served = tuple(_serve(assets, stylesheets, settings.theme))
    ordered = tuple(templates[path] for path in sorted(templates))
    values = _option_values(declared, json.loads(settings.theme_options))
    messages = to_messages(texts)
    interface = (settings.language, settings.timezone)
    digest = fingerprint(
        (
            tuple((template.name, template.text) for template in ordered),
            tuple((asset.path, digest_bytes(asset.data)) for asset in served),
            values,
            messages,
            interface,
        )
    )
    return Theme(ordered, served, values, messages, *interface, digest)


def find_theme(name: str, *, root: Path | None = None) -> Path | None:
    """Return the folder of the theme *name*; one of the site at *root* comes first."""
    package = Path(__file__).resolve().parent.parent
    # In a wheel the themes lie in the package; in a checkout beside it.
    places = [package / "themes", package.parent / "themes"]
    if root is not None:
        places.insert(0, root / "themes")
    folders = (place / name for place in places)
    return next((folder for folder in folders if (folder / THEME_FILE).is_file()), None)


def _chain(root: Path, name: str) -> Iterator[tuple[Path, ThemeFile]]:
    """Return the theme and all that it extends, the theme itself first."""
    place = _CONFIG
    seen: list[Path] = []
    while name:
        folder = find_theme(name, root=root) if _is_name(name) else None
        # A theme may carry the name of the one that it extends.
        if folder in seen:
            folder = find_theme(name)
        if folder is None or folder in seen or len(seen) > _DEEPEST:
            raise ContentError(
                error(
                    f"there is no theme `{name}`",
                    place,
                    help=f"themes are folders of `themes/` with a {THEME_FILE}; "
                    "briefgen brings `briefing` along",
                )
            )
        seen.append(folder)
        file = _read_theme_file(root, folder)
        yield folder, file
        place = Location(f"{_shown(root, folder)}/{THEME_FILE}")
        name = file.extends or (STANDARD if folder.name != STANDARD else "")


def _is_name(name: str) -> bool:
    return name.replace("-", "").replace("_", "").isalnum()


def _read_theme_file(root: Path, folder: Path) -> ThemeFile:
    path = f"{_shown(root, folder)}/{THEME_FILE}"
    source = YamlText(path, _decode((folder / THEME_FILE).read_bytes(), path))
    node = compose(source)
    file: ThemeFile | None = record_for(ThemeFile).read(source, node)[0] if node else None
    if file is None:
        raise ContentError(*source.complaints or [error("the file is empty", Location(path))])
    return file


def _shown(root: Path, folder: Path) -> str:
    """Return *folder* as messages should name it: relative to the site if it is inside."""
    if folder.is_relative_to(root):
        return folder.relative_to(root).as_posix()
    return f"themes/{folder.name}"


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Return the files below *folder* with their paths; links are not followed."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise ContentError(error("this file is not UTF-8", Location(path))) from fault


def _serve(
    files: dict[str, bytes], stylesheets: tuple[str, ...], theme: str
) -> Iterator[ThemeAsset]:
    """Return the assets as they are served: style sheets joined, names with digests."""
    missing = [name for name in stylesheets if name not in files]
    if missing:
        raise ContentError(
            error(
                f"`stylesheets` names `{missing[0]}`, which is not in assets",
                Location(f"themes/{theme}/{THEME_FILE}"),
            )
        )
    served = {name: data for name, data in files.items() if name not in stylesheets}
    if stylesheets:
        served["style.css"] = b"\n".join(files[name].strip() + b"\n" for name in stylesheets)
    for name in sorted(served):
        data = served[name]
        if name.endswith(_HASHED_SUFFIXES):
            data = data.replace(b"\r\n", b"\n")
        yield ThemeAsset(name, _served_path(name, data), data)


def _served_path(name: str, data: bytes) -> OutputPath:
    stem, dot, suffix = name.rpartition(".")
    if not name.endswith(_HASHED_SUFFIXES):
        return OutputPath(f"assets/{name}")
    return OutputPath(f"assets/{stem}.{digest_bytes(data).hex()[:8]}{dot}{suffix}")


def _option_values(
    declared: dict[str, ThemeOption], given: dict[str, object]
) -> tuple[tuple[str, str | int | bool], ...]:
    faults: list[Diagnostic] = []
    for name in given:
        if name not in declared:
            suggestion = closest(name, declared)
            faults.append(
                error(
                    f"the theme has no option `{name}`",
                    _CONFIG,
                    help=f"did you mean `{suggestion}`?" if suggestion else "",
                )
            )
    values = []
    for name, option in declared.items():
        value = _option_value(option, given.get(name, option.default))
        if value is None:
            expected = option.type.value
            if option.choices:
                expected = "one of " + ", ".join(f"`{choice}`" for choice in option.choices)
            faults.append(error(f"the option `{name}` of the theme wants {expected}", _CONFIG))
        else:
            values.append((name, value))
    if faults:
        raise ContentError(*faults)
    return tuple(values)


def _option_value(option: ThemeOption, given: object) -> str | int | bool | None:
    """Return what is given as the option's type; ``None`` if it is not of that type."""
    text = str(given).lower() if isinstance(given, bool) else str(given)
    if option.type is OptionType.YES_OR_NO:
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower())
    if option.type is OptionType.WHOLE_NUMBER:
        return int(text) if text.lstrip("-").isdigit() else None
    if option.type is OptionType.CHOICE:
        return text if text in option.choices else None
    return text
