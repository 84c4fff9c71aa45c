"""
Find where links lead, and report those that lead nowhere.

Links in content name source files, so they can be checked: the file, and the
heading in it.  A link to something that is not published yet is not a mistake;
the page shows its text without a link, and the build says so.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from briefgen.errors import Diagnostic, Location, Severity, error, warning
from briefgen.model.article import Link, Listing, Outline
from briefgen.model.file_kinds import is_index, is_section_file, is_text
from briefgen.model.held import Shown
from briefgen.model.paths import SourcePath, Url
from briefgen.model.site import Site
from briefgen.model.source import ImageFacts
from briefgen.schema.suggest import closest
from briefgen.structure.indexes import own_lists
from briefgen.structure.pictures import shown
from briefgen.structure.urls import encoded

OutlineOf = Callable[[SourcePath], Outline]
"""Returns how the text of a source file is tied to the rest."""

FactsOf = Callable[[SourcePath], ImageFacts | None]
"""Returns what is known of a picture; ``None`` if it is only copied."""


Newest = Callable[[Listing], Listing]
"""
Returns a listing with the digests of what its file says now.

In a build that is the listing itself.  In a preview a text may have changed since
the site was assembled, which never minds what is only said in it.
"""


class Stored(Struct, frozen=True):
    """What planning asks the store for."""

    outline_of: OutlineOf
    facts_of: FactsOf
    newest: Newest = lambda listing: listing


class LinkReport(Struct, frozen=True):
    """What checking all links has shown."""

    diagnostics: tuple[Diagnostic, ...]
    hidden_assets: frozenset[SourcePath]
    """Files that only unpublished articles use."""
    shown_images: frozenset[SourcePath]
    """Files that published pages draw."""


class LinkTable:
    """Knows the address of everything that content may link to."""

    def __init__(self, site: Site, facts_of: FactsOf = lambda _: None) -> None:
        """Look up addresses in *site*; *facts_of* knows pictures and their sizes."""
        self._facts_of = facts_of
        self._public = site.public
        self._asset_urls = site.asset_urls
        self._withheld = site.withheld
        self._folders: Mapping[str, Url] = {
            **{url.rstrip("/"): url for url in own_lists(site)},
            **{section.id: section.url for section in site.sections},
        }
        files = (*site.public, *site.withheld)
        # Where a folder has both, its own text comes before that of a section.
        self._indexes = {path.rpartition("/")[0]: path for path in files if is_section_file(path)}
        self._indexes |= {path.rpartition("/")[0]: path for path in files if is_index(path)}
        self._withheld_folders = {
            path.rpartition("/")[0]: reason
            for path, reason in site.withheld.items()
            if is_index(path)
        }

    def knows(self, file: SourcePath) -> bool:
        """Whether there is such a source file, published or withheld."""
        return file in self._public or file in self._withheld

    def file(self, target: SourcePath) -> SourcePath:
        """Return the source file that *target* means: a folder means its index."""
        if self.knows(target):
            return target
        return self._indexes.get("" if target == "." else target, target)

    def url(self, target: SourcePath) -> Url | None:
        """Return the address of what *target* means; ``None`` if it has none."""
        file = self.file(target)
        listing = self._public.get(file)
        if listing is not None:
            return listing.url
        if file in self._asset_urls:
            return self._asset_urls[file]
        if target in self._withheld and is_section_file(target):
            # The list that it would stand above is there without it, if anything is listed.
            target = SourcePath(target.rpartition("/")[0] or ".")
        return Url("") if target == "." else self._folders.get(target)

    def href(self, link: Link) -> str | Shown | None:
        """Return where *link* leads, relative to the root; ``None`` for no link."""
        url = self.url(link.target)
        if url is None or (link.anchor and self.withheld_because(link.target)):
            return None
        if link.embeds:
            return shown(url, self._facts_of(self.file(link.target)))
        return encoded(url) + (f"#{link.anchor}" if link.anchor else "")

    def image(self, listing: Listing) -> Shown | None:
        """Return the lead image of *listing*, if it has one."""
        if not listing.image:
            return None
        source = SourcePath(listing.image)
        url = self._asset_urls.get(source)
        if url is None:
            return Shown(listing.image, 0, 0, (), is_outside=True)
        return shown(url, self._facts_of(source))

    def withheld_because(self, target: SourcePath) -> str:
        """Return why what *target* means is not published; empty if that is not why."""
        reason = self._withheld.get(self.file(target), "")
        folder = target.rpartition("/")[0]
        while folder and not reason:
            reason = self._withheld_folders.get(folder, "")
            folder = folder.rpartition("/")[0]
        return reason


def check_links(site: Site, outline_of: OutlineOf, *, failed: frozenset[SourcePath]) -> LinkReport:
    """
    Return what is wrong with the links of *site*.

    Links to the *failed* files, which could not be read, are not reported too.
    """
    table = LinkTable(site)
    diagnostics: list[Diagnostic] = []
    used: set[SourcePath] = set()
    drawn: set[SourcePath] = set()
    for listing in site.public.values():
        outline = outline_of(listing.path)
        for link in outline.named:
            drawn.update((link.target,) if link.embeds else ())
            diagnostics += _check_named(link, listing, site, table, failed)
        for link in outline.links:
            if link.target in site.asset_urls:
                (drawn if link.embeds else used).add(link.target)
            else:
                diagnostics += _check(link, listing, site, table, outline_of, failed)
    hidden = {link.target for path in site.withheld for link in outline_of(path).links}
    hidden.update(site.withheld_images)
    return LinkReport(tuple(diagnostics), frozenset(hidden - used - drawn), frozenset(drawn))


def _check(
    link: Link,
    listing: Listing,
    site: Site,
    table: LinkTable,
    outline_of: OutlineOf,
    failed: frozenset[SourcePath],
) -> Iterable[Diagnostic]:
    place = Location(f"content/{listing.path}", link.line, link.column)
    if link.target in failed or table.file(link.target) in failed:
        return
    reason = table.withheld_because(link.target)
    if reason and (link.anchor or table.url(link.target) is None):
        state = {"draft": "a draft", "scheduled": "not published yet"}.get(reason, reason)
        yield warning(
            f"`content/{table.file(link.target)}` is {state}; the text stays, without a link",
            place,
        )
    elif table.url(link.target) is None:
        what = "article" if is_text(link.target) else "file"
        yield broken(link, place, site, what=what)
    elif link.anchor:
        file = table.file(link.target)
        anchors = outline_of(file).anchors if file in site.public else ()
        if link.anchor not in anchors:
            suggestion = closest(link.anchor, anchors)
            yield Diagnostic(
                Severity.ERROR,
                f"`content/{file}` has no heading `#{link.anchor}`",
                place,
                f"did you mean `#{suggestion}`?" if suggestion else "",
            )


def broken(link: Link, place: Location, site: Site, *, what: str) -> Diagnostic:
    """Return an error for a link that leads nowhere; *what* is what it should lead to."""
    if link.target.startswith(".."):
        return error(
            f"`{link.written}` leads out of content", place, help="only content can be linked to"
        )
    name = link.target.rpartition("/")[2]
    address = link.target.strip("/") + "/"
    alike = [path for path, listing in site.public.items() if listing.url == address]
    alike = alike or [path for path in site.public if path.rpartition("/")[2] == name]
    if not alike:
        nearest = closest(link.target, (*site.public, *site.asset_urls))
        alike = [SourcePath(nearest)] if nearest else []
    return error(
        f"there is no {what} `content/{link.target}`",
        place,
        help=f"did you mean `content/{alike[0]}`?" if alike else "",
    )


def _check_named(
    link: Link, listing: Listing, site: Site, table: LinkTable, failed: frozenset[SourcePath]
) -> Iterable[Diagnostic]:
    """Report what front matter names that is not there; it may well be withheld."""
    place = Location(f"content/{listing.path}", link.line, link.column)
    if link.embeds:
        is_there = link.target in site.asset_urls
    else:
        is_there = table.url(link.target) is not None or table.file(link.target) in failed
        is_there = is_there or bool(table.withheld_because(link.target))
    if not is_there:
        yield broken(link, place, site, what="file" if link.embeds else "article")
