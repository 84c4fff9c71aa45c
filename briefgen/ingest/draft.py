"""
Write a draft: front matter with what is known and the gaps marked, and the text.

A gap is a comment with the best guess in it, so that an editor only has to take
two signs away.  Nothing is filled in that the text does not say.
"""

from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from briefgen.content.comments import escape_openers, part_openers
from briefgen.content.filing import file_slug, quoted
from briefgen.content.frontmatter import as_text
from briefgen.ingest.findings import Findings, day_of
from briefgen.model.scalars import Day

SOURCES = "_sources"
"""The folder of ``content/`` that keeps texts as they came; it is never published."""

_GUESSED_WORDS = 5
"""Words of a guess in the name of a file that has no title yet."""


class Given(Struct, frozen=True):
    """What whoever imports a text says about it, which counts more than the text."""

    title: str = ""
    date: Day | None = None
    source_url: str = ""
    accessed: Day | None = None
    """The day on which the text was fetched from the web."""


def settled(findings: Findings, given: Given, fetched_from: str) -> Findings:
    """Return *findings* with what was *given* in place of what was found."""
    return replace(
        findings,
        title=given.title or findings.title,
        date=given.date or findings.date,
        url=given.source_url or findings.url or fetched_from,
    )


def gaps(findings: Findings) -> tuple[str, ...]:
    """Return the fields that an editor has to fill in: title, date, source."""
    known = {"title": findings.title, "date": findings.date, "source": findings.url}
    return tuple(name for name, value in known.items() if not value)


def file_name(findings: Findings) -> tuple[str, str]:
    """Return date and slug for the files of a draft; neither claims what is not known."""
    if findings.title:
        slug = file_slug(findings.title)
    else:
        guess = " ".join(findings.title_guess.split()[:_GUESSED_WORDS])
        slug = file_slug(f"untitled {guess}")
    return day_of(findings.date), slug


def to_draft(
    findings: Findings,
    body: str,
    snapshot: str,
    *,
    name: str,
    accessed: Day | None,
    site_language: str,
    schema: tuple[str, ...] = (),
) -> str:
    """
    Return the file of a draft.

    *snapshot* is where the text is kept as it came, below ``content/``; *name* is
    what it was called there, for the case that it has no other.
    """
    head = ["---", *schema, *_title(findings), *_date(findings), "draft: true"]
    if findings.standfirst:
        head.append(f"summary: {_value(findings.standfirst)}")
    if findings.authors:
        head.append(f"authors: [{', '.join(map(_value, findings.authors))}]")
    if findings.language and findings.language != site_language.partition("-")[0]:
        head.append(f"language: {findings.language}")
    head += _image(findings)
    head += _source(findings, snapshot, name, accessed)
    return "\n".join([*head, "---", ""]) + as_text(escape_openers(body))


def _value(text: str) -> str:
    """Return *text* as a value that nobody takes for a comment."""
    return quoted(part_openers(text))


def _title(findings: Findings) -> list[str]:
    if findings.title:
        return [f"title: {_value(findings.title)}"]
    if not findings.title_guess:
        return ['# title: ""  # the text has none']
    return [f"# title: {_value(findings.title_guess)}  # a guess: {findings.title_reason}"]


def _date(findings: Findings) -> list[str]:
    if findings.date:
        lines = [f"date: {day_of(findings.date)}"]
        if findings.updated:
            lines.append(f"updated: {day_of(findings.updated)}")
        return lines
    if findings.written_date:
        said = quoted(findings.written_date)
        return [f"# date: YYYY-MM-DD  # the text says {said}, which is not certain"]
    return ["# date: YYYY-MM-DD  # the text does not say when it was published"]


def _image(findings: Findings) -> list[str]:
    if not findings.caption:
        return []
    lines = ["# image:", "#   src: picture.jpg  # the caption came without its picture"]
    lines.append(f"#   caption: {_value(findings.caption)}")
    if findings.credit:
        lines.append(f"#   credit: {_value(findings.credit)}")
    return lines


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _source(findings: Findings, snapshot: str, name: str, accessed: Day | None) -> list[str]:
    host = _host(findings.url)
    title = findings.title or host or name
    lines = ["sources:", f"  - title: {_value(title)}"]
    publisher = findings.publisher or host.removeprefix("www.")
    if publisher:
        lines.append(f"    publisher: {_value(publisher)}")
    if findings.authors:
        lines.append(f"    author: {_value(', '.join(findings.authors))}")
    if findings.url:
        lines.append(f"    url: {quoted(findings.url)}")
    else:
        lines.append("    # url: https://example.org/  # where it was published")
    if findings.date:
        lines.append(f"    date: {day_of(findings.date)}")
    if accessed:
        lines.append(f"    accessed: {day_of(accessed)}")
    if snapshot:
        lines.append(f"    snapshot: {quoted(snapshot)}")
    return lines
