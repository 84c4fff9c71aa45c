"""
Read one source file: from its bytes to all that it says, or all that is wrong.

``parse`` sees one file and nothing of the site, so it can run anywhere and be
remembered by the digest of the file.  It never raises for what an editor wrote.
"""

import codecs
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from briefgen.content.citations import check_sources, source_ids, warn_of_unused
from briefgen.content.comments import uncomment
from briefgen.content.editions import read_items
from briefgen.content.figures import warn_of_images
from briefgen.content.frontmatter import (
    FRONT_MATTER,
    FrontMatter,
    Parts,
    part,
    read_front_matter,
)
from briefgen.content.listing import to_parsed
from briefgen.content.markdown import Converted, convert
from briefgen.content.named import bylines, named_files
from briefgen.content.origin import Origin
from briefgen.content.placeholders import complain_of_placeholders
from briefgen.content.plaintext import convert_plain
from briefgen.content.size import refuse_crowded, refuse_large
from briefgen.content.slips import misplaced_fields, warn_of_commas
from briefgen.errors import Diagnostic, Location, Severity, error, warning
from briefgen.model.article import Body, Failure, Outline, Parsed
from briefgen.model.file_kinds import is_plain_text
from briefgen.model.settings import ContentSettings, MarkdownSettings
from briefgen.model.source import Role, SourceText
from briefgen.schema.comments import uncomment_plain
from briefgen.schema.nodes import YamlText

CONTROL_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]"
)
"""What neither HTML nor XML can hold."""


def parse(source: SourceText, settings: ContentSettings) -> Parsed | Failure:
    """Return what *source* says, or everything that keeps it from being used."""
    path = f"content/{source.path}"
    fault = refuse_large(source.path, len(source.data), settings.limits)
    if fault is not None:
        return Failure(source.path, (fault,))
    text = decode(source.data, path)
    if isinstance(text, Diagnostic):
        return Failure(source.path, (text,))
    warnings = []
    if _may_have_control_characters(source.data) and CONTROL_CHARACTERS.search(text):
        warnings.append(_control_warning(text, path))
        text = CONTROL_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text)
    parts = part(text, path)
    if isinstance(parts, Diagnostic):
        return Failure(source.path, (parts,))
    yaml = YamlText(path, parts.yaml, parts.yaml_line)
    matter, unknown = read_front_matter(FRONT_MATTER[source.role], yaml, settings)
    if source.role is Role.EDITION:
        unknown = tuple(misplaced_fields(yaml, unknown, settings))
    outline = _check(yaml, matter, source)
    converted = _convert(source, parts, matter, settings)
    if matter is not None and not matter.draft:
        place = Location(path, parts.body_line)
        complain_of_placeholders(yaml, parts.body, place, published=converted.written)
    warnings = [*converted.faults, *warnings]
    faults = [*yaml.complaints, *warnings]
    if matter is None or any(one.severity is Severity.ERROR for one in faults):
        return Failure(source.path, tuple(faults))
    warn_of_unused(yaml, converted.body)
    zone = _zone(settings.timezone)
    parsed = to_parsed(
        source, matter, converted, parts, zone=zone, unknown=unknown, outline=outline
    )
    if isinstance(parsed, Failure):
        return parsed
    return _with_warnings(parsed, (*yaml.complaints, *warnings))


def _check(yaml: YamlText, matter: FrontMatter | None, source: SourceText) -> Outline:
    """Complain of values that are wrong though they can be read; return what they tie it to."""
    check_sources(yaml)
    warn_of_images(yaml)
    warn_of_commas(yaml)
    return Outline(
        links=(),
        anchors=(),
        items=read_items(yaml, matter, source.path),
        named=tuple(named_files(yaml, matter, source.path)),
        bylines=tuple(bylines(yaml, matter)),
    )


_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, path: str) -> str | Diagnostic:
    """Return the text of a file with line feeds only, or why it is not text."""
    begin = data[:200]
    # Of UTF-16 without its mark every second byte is zero, which UTF-8 allows, too.
    if begin.startswith(_UTF_16) or begin.count(0) * 4 > len(begin):
        return error("this file is UTF-16", Location(path), help="save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return error(
            f"this file is not UTF-8: byte 0x{data[fault.start]:02x}",
            Location(path, line, column),
            help="save it as UTF-8",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


_PLAIN_BYTES = bytes((9, 10, 13, *range(32, 127), *range(128, 256)))


def _may_have_control_characters(data: bytes) -> bool:
    """Whether a closer look is needed; this one takes a tenth of the time."""
    return bool(data.translate(None, _PLAIN_BYTES)) or b"\xc2" in data or b"\xef" in data


def _control_warning(text: str, path: str) -> Diagnostic:
    match = CONTROL_CHARACTERS.search(text)
    at = match.start() if match else 0
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return warning(
        "this text has a control character; it is shown as \N{REPLACEMENT CHARACTER}",
        Location(path, line, column),
        help="take it out",
    )


def _convert(
    source: SourceText, parts: Parts, matter: FrontMatter | None, settings: ContentSettings
) -> Converted:
    """Convert the body; one that is too much for a parser is a fault like any other."""
    place = Location(f"content/{source.path}", parts.body_line)
    if is_plain_text(source.path):
        return _convert_plain(parts.body, place)
    language = getattr(matter, "language", "") or settings.language
    crowded = refuse_crowded(parts.body, place)
    if crowded is not None:
        return _unconverted(crowded)
    try:
        return _convert_markdown(
            parts.body,
            settings.markdown,
            language=language,
            place=place,
            takes_title=matter is not None and not matter.title,
            sources=source_ids(matter),
        )
    except RecursionError:
        return _unconverted(error("this is nested too deep to be read", place, help="nest it less"))


def _convert_plain(text: str, place: Location) -> Converted:
    clean = uncomment_plain(text, place)
    written = clean.published()
    body, summary, words = convert_plain(written)
    anchors = tuple(heading.id for heading in body.headings)
    return Converted("", body, (), anchors, (), (), summary, words, clean.faults, written)


def _convert_markdown(
    text: str,
    settings: MarkdownSettings,
    *,
    language: str,
    place: Location,
    takes_title: bool,
    sources: tuple[str, ...] | None,
) -> Converted:
    """Convert *text* without its comments; what is found has its place in the file all the same."""
    clean = uncomment(text, place, html=settings.html)
    converted = convert(
        clean.text,
        settings,
        language=language,
        place=place,
        takes_title=takes_title,
        sources=sources,
    )
    if not clean.cuts:
        return replace(converted, written=text, faults=(*clean.faults, *converted.faults))
    origin = Origin(text, clean)
    faults = (origin.of_fault(fault, place) for fault in converted.faults)
    links = tuple(origin.of_link(link) for link in converted.links)
    written = clean.published()
    return replace(converted, written=written, links=links, faults=(*clean.faults, *faults))


def _unconverted(fault: Diagnostic) -> Converted:
    return Converted("", Body(("",), ()), (), (), (), (), "", 0, (fault,))


def _with_warnings(parsed: Parsed, warnings: tuple[Diagnostic, ...]) -> Parsed:
    if not warnings:
        return parsed
    return replace(parsed, warnings=(*parsed.warnings, *warnings))


@lru_cache(maxsize=4)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
