"""
Say what GitHub has to install to run the same briefgen.

Briefgen itself comes from a wheel in the site's repository, never from an index: an
installation does not tell which index it is from, and whoever registers a name that
is free there could run code in every workflow that asks for it.  What it needs is
asked for in the versions that are installed here, with which the site was tried.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from msgspec import Struct

from briefgen.publish.wheel import Wheel

VENDOR = "vendor"
"""The folder of the site in which its wheel lies."""

EXTRAS = ("images", "search")

_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[(?P<extras>[^\]]*)\])?"
    r"(?P<versions>[^;]*)(?:;(?P<marker>.*))?"
)
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]*)['"]""")
_VENDORED = re.compile(
    rf"^file:({VENDOR}/briefgen-[^/#\s]+\.whl)#sha256=([0-9a-f]{{64}})$", re.MULTILINE
)
_PLACE = re.compile(
    r"briefgen\s*(\[[^\]]*\]\s*)?@|.*/briefgen(-\d|\.git|[@#\[]|/?$)|.*[#&]egg=briefgen\b",
    re.IGNORECASE,
)
_ALWAYS = "python_version >= '3'"


class _Requirement(Struct, frozen=True):
    """What a library says that it needs."""

    name: str
    extras: frozenset[str]
    versions: str
    """Which of its extras and versions, as it is written."""
    marker: str
    """In which case; empty for always."""


class _Needed(Struct):
    """A library, and where it is needed."""

    written: str
    """What is asked for: its name and versions."""
    markers: set[str]
    """In which cases; an empty one stands for always."""


def to_requirements(wheel: Wheel) -> str:
    """Return the lines of a file for ``pip install -r``, run in the folder of the site."""
    needed: dict[str, _Needed] = {}
    _collect(wheel.requires, frozenset(EXTRAS), needed, set(), is_direct=True)
    lines = [
        "# briefgen itself, as it ran here.",
        f"file:{VENDOR}/{wheel.name}#sha256={wheel.sha256}",
        "",
        f"# What it needs, with its extras {' and '.join(EXTRAS)}, in the versions tried here.",
    ]
    for name in sorted(needed):
        markers = needed[name].markers
        where = "" if "" in markers else " or ".join(f"({one})" for one in sorted(markers))
        lines.append(f"{needed[name].written} ; {where}" if where else needed[name].written)
    return "\n".join([*lines, ""])


def vendored(requirements: str) -> tuple[str, str]:
    """Return the path and the SHA-256 of the wheel that *requirements* name; or two empty texts."""
    found = _VENDORED.search(requirements)
    return (found[1], found[2]) if found else ("", "")


def names_place(requirements: str) -> bool:
    """
    Whether *requirements* say themselves where briefgen comes from, by an address or a path.

    >>> names_place("briefgen @ git+https://example.org/x.git"), names_place("briefgen==0.1")
    (True, False)
    """
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in requirements.splitlines())
    return any(map(_PLACE.match, lines))


def wants_hashes(requirements: str) -> bool:
    """Whether *requirements* make pip ask for a hash of everything."""
    return bool(re.search(r"(^|\s)--(require-hashes|hash[=\s])", requirements, re.MULTILINE))


def _collect(
    requires: Iterable[str],
    extras: frozenset[str],
    needed: dict[str, _Needed],
    seen: set[_Requirement],
    *,
    is_direct: bool,
) -> None:
    """Add to *needed* all that is needed for *requires*, and for that in turn."""
    for one in _parsed(requires, extras):
        if one in seen:
            continue
        seen.add(one)
        found = _installed(one.name)
        if found is not None and _is_from_index(found):
            written = f"{one.name}=={found.version}"
        elif is_direct:
            # Of the libraries' own requirements, pip knows without being told.
            written = f"{one.name}{one.versions}"
        else:
            continue
        needed.setdefault(one.name, _Needed(written, set())).markers.add(one.marker)
        _collect((found and found.requires) or (), one.extras, needed, seen, is_direct=False)


def _parsed(requires: Iterable[str], extras: frozenset[str]) -> Iterator[_Requirement]:
    """Take *requires* apart, as far as they are needed with *extras*."""
    for one in requires:
        found = _REQUIREMENT.fullmatch(one)
        if found is None:
            continue
        marker = (found["marker"] or "").strip()
        asked = _EXTRA.findall(marker)
        if "extra" in marker and not extras.intersection(asked):
            continue
        marker = "" if _EXTRA.fullmatch(marker) else _EXTRA.sub(_ALWAYS, marker)
        wanted = frozenset(re.findall(r"[\w.-]+", found["extras"] or ""))
        written = f"[{','.join(sorted(wanted))}]" if wanted else ""
        name = re.sub(r"[-_.]+", "-", found["name"]).lower()
        yield _Requirement(name, wanted, written + found["versions"].strip(" ()"), marker)


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _is_from_index(found: Distribution) -> bool:
    """Whether an index may have this very version: it is not from a folder, nor built here."""
    return "+" not in found.version and found.read_text("direct_url.json") is None
