"""Say what publishing has changed for readers: as values, for whoever prints them."""

import html
import re
import shlex
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from briefgen.errors import Diagnostic, Location, warning
from briefgen.publish.address import Place, to_repository
from briefgen.publish.checked import CheckedSite
from briefgen.publish.depot import Depot, Tip
from briefgen.publish.difference import Difference
from briefgen.publish.order import Order, Target
from briefgen.publish.pending import Pending

_TITLE = re.compile(rb"<title>([^<]*+)</title>")
_SENDS_ON = b'http-equiv="refresh"'
_EXAMPLES = ("https://example.org/", "https://example.com/")
_IS_ARTICLE = b'property="og:type" content="article"'
_GENERATED = re.compile(
    r"(.+/)?(feed\.xml|rss\.xml|feed\.json|index\.md|card\.png)|pagefind/.+"
    r"|(news-)?sitemap\.xml|robots\.txt|llms\.txt|\.nojekyll|\.briefgen\.manifest"
)
_HEAD = 20_000
"""Bytes at the beginning of a page in which its title is."""


class Shown(Struct, frozen=True):
    """A page as readers know it."""

    path: str
    title: str


class Change(Struct, frozen=True):
    """What has become of some of the files."""

    pages: tuple[Shown, ...]
    """Articles first."""
    files: tuple[str, ...]
    """Paths of files that somebody has put there: in the content, the theme, or the output."""
    generated: tuple[str, ...]
    """Paths of files that follow from the texts: feeds, cards, redirects, smaller pictures."""

    @property
    def paths(self) -> tuple[str, ...]:
        """All of them."""
        pages = (page.path for page in self.pages)
        return tuple(sorted([*pages, *self.files, *self.generated]))


class Receipt(Struct, frozen=True):
    """What was published where, and how to take it back."""

    place: Place
    remote: str
    branch: str
    commit: str
    """What the branch has now; empty in a rehearsal."""
    previous: str
    """What it had before; empty if it was not there."""
    new: Change
    changed: Change
    gone: Change
    size: int
    """Of the whole site, in bytes."""
    undo: str
    """One line for a terminal that brings the old state back; empty if nothing was pushed."""
    settings_page: str
    """Where pages are switched on; empty if that is not known."""
    is_rehearsal: bool
    attempts: int
    """How often the remote had to be read again because somebody else pushed."""
    pending: Pending
    warnings: tuple[Diagnostic, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the remote had everything already."""
        return not (self.new.paths or self.changed.paths or self.gone.paths)

    @property
    def is_first(self) -> bool:
        """Whether the branch was not there before."""
        return not self.previous


def to_receipt(
    difference: Difference,
    site: CheckedSite,
    depot: Depot,
    target: Target,
    tip: Tip,
    place: Place,
    order: Order,
) -> Receipt:
    """Return what *difference* means for readers, before anything is pushed."""
    is_generated = site.generated.__contains__
    there = difference.there
    pages = (there[path] for path in difference.gone if path.endswith(".html"))
    # What is no plain file has no title.
    old = depot.read(id for id in pages if " " not in id)
    repository = to_repository(target.remote.written, target.remote.url)
    return Receipt(
        place=place,
        remote=target.remote.name,
        branch=target.branch,
        commit="",
        previous=tip.commit,
        new=_to_change(difference.new, is_generated, site.read, site.title),
        changed=_to_change(difference.changed, is_generated, site.read, site.title),
        gone=_to_change(
            difference.gone, _was_generated, lambda path: old.get(there[path], b""), site.title
        ),
        size=site.snapshot.size,
        undo="",
        settings_page=repository.settings_page if repository else "",
        is_rehearsal=order.is_rehearsal,
        attempts=1,
        pending=site.pending,
        warnings=(*site.warnings, *_warnings(tip, target, place)),
    )


def undo_line(target: Target, old: str, new: str, order: Order) -> str:
    """Return what brings *old* back in place of *new*, as one line for a terminal."""
    remote, branch = shlex.quote(target.remote.name), shlex.quote(target.branch)
    push = f"git push --force-with-lease={branch}:{new} {remote} {old}:refs/heads/{branch}"
    if not old:
        # What was not there before is deleted.
        return push
    return f"git fetch {remote} {branch if order.keeps_history else old} && {push}"


def _warnings(tip: Tip, target: Target, place: Place) -> Iterator[Diagnostic]:
    if not tip.branches:
        yield warning(
            f"the remote `{target.remote.name}` has no branch yet, and GitHub makes the first one "
            "its default",
            help="push your sources too, and make their branch the default in the repository's "
            "settings; the default branch is never published to",
        )
    if place.address.startswith(_EXAMPLES):
        yield warning(
            f"`base_url` is {place.address}, which is an example: feeds and search engines will "
            "lead readers there",
            Location("briefgen.yml"),
            help="set it to the address of the published site",
        )


def _was_generated(path: str) -> bool:
    """Whether the name of a file that is gone says that it followed from the texts."""
    return _GENERATED.fullmatch(path) is not None or path.endswith(".html")


def _to_change(
    paths: Iterable[str],
    is_generated: Callable[[str], bool],
    read: Callable[[str], bytes],
    site_title: str,
) -> Change:
    """Return *paths* as pages with their titles, and other files."""
    articles: list[Shown] = []
    pages: list[Shown] = []
    files: list[str] = []
    generated: list[str] = []
    for path in sorted(paths):
        if not is_generated(path):
            files.append(path)
            continue
        head = read(path)[:_HEAD] if path.endswith(".html") else b""
        found = _TITLE.search(head)
        if found is None or _SENDS_ON in head:
            generated.append(path)
        else:
            title = html.unescape(found[1].decode("utf-8", "replace")).strip()
            shown = Shown(path, title.removesuffix(f" · {site_title}"))
            (articles if _IS_ARTICLE in head else pages).append(shown)
    return Change((*articles, *pages), tuple(files), tuple(generated))
