"""Plan ``llms.txt``, which tells language models what there is and where (llmstxt.org)."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from msgspec.structs import replace

from briefgen.model.article import Listing
from briefgen.model.entries import Entry, Outlined
from briefgen.model.machine_views import LlmsView
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.source import Role
from briefgen.structure.desk import Desk
from briefgen.structure.feeds import has_markdown
from briefgen.structure.planned import Planned
from briefgen.structure.urls import EDITIONS, LLMS, MARKDOWN, output_path


def plan_llms(desk: Desk) -> Iterator[Planned]:
    """Return the file, with the newest of each section; its addresses have to be full."""
    if desk.settings.base_url:
        yield Planned(output_path(LLMS), partial(_page, desk))


def _page(desk: Desk) -> Page:
    site, settings = desk.site, desk.settings
    newest: dict[str, list[Listing]] = {section.id: [] for section in site.sections}
    for article in site.articles:
        entries = newest[article.section]
        if not article.draft and len(entries) < settings.output.entries_per_page:
            entries.append(article)
    groups = [_group(desk, section.title, newest[section.id]) for section in site.sections]
    if desk.has_list(EDITIONS):
        groups.append(_group(desk, desk.list_title(EDITIONS), site.editions))
    groups.append(_group(desk, desk.text("pages"), site.pages))
    view = LlmsView(
        title=settings.title,
        description=settings.description or settings.tagline,
        root=settings.base_url,
        groups=tuple(group for group in groups if group.entries),
    )
    return Page(output_path(LLMS), "llms.txt", view)


def _group(desk: Desk, title: str, listings: Iterable[Listing]) -> Outlined:
    limit = desk.settings.output.entries_per_page
    shown = islice((one for one in listings if not one.draft), limit)
    return Outlined(title, tuple(_entry(desk, listing) for listing in shown))


def _entry(desk: Desk, listing: Listing) -> Entry:
    """Return *listing* with the address of its Markdown, if it has any."""
    entry = desk.entries.entry(listing)
    if listing.role is Role.ARTICLE and has_markdown(desk.settings, listing):
        return replace(entry, url=Url(entry.url + MARKDOWN))
    return entry
