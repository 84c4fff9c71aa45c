"""Read one source file as the build does, without a site around it."""

from briefgen.content.parse import parse
from briefgen.errors import to_text
from briefgen.model.article import Failure, Parsed
from briefgen.model.paths import SourcePath
from briefgen.model.settings import ContentSettings, Limits, MarkdownSettings
from briefgen.model.source import Role, SourceText

SETTINGS = ContentSettings(
    language="en",
    timezone="Europe/Berlin",
    markdown=MarkdownSettings(),
    limits=Limits(),
    fields=(),
)


def read(
    text: str | bytes,
    path: str = "world/nato.md",
    *,
    role: Role = Role.ARTICLE,
    settings: ContentSettings = SETTINGS,
) -> Parsed | Failure:
    """Return what a source file with this *text* says."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return parse(SourceText(SourcePath(path), role, data), settings)


def body_of(
    markdown: str, *, path: str = "world/nato.md", settings: ContentSettings = SETTINGS
) -> str:
    """Return the HTML of a body, with ``{}`` in its holes and ``#`` for permalinks."""
    parsed = read(f"---\ntitle: A\ndate: 2026-11-22\n---\n{markdown}", path, settings=settings)
    assert isinstance(parsed, Parsed), report(parsed)
    return "{}".join(parsed.content.body.parts)


def report(outcome: Parsed | Failure) -> str:
    """Return everything that was found wrong, as a terminal shows it."""
    found = outcome.diagnostics if isinstance(outcome, Failure) else outcome.warnings
    return "\n".join(to_text(one) for one in found)
