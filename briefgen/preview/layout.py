"""Lay out a site: which pages and files there are, without putting any of them together."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from briefgen.build.assembly import features
from briefgen.build.versions import renderer_digest
from briefgen.errors import Diagnostic
from briefgen.fingerprint import Digest
from briefgen.languages import Texts
from briefgen.model.page import Asset
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.settings import Settings
from briefgen.model.site import Site
from briefgen.model.theme import Theme, ThemeAsset
from briefgen.preview.known import Known
from briefgen.structure.assemble import assemble
from briefgen.structure.frame import make_frame
from briefgen.structure.links import Stored
from briefgen.structure.plan import plan
from briefgen.structure.planned import Planned
from briefgen.theme.compiled import Kept
from briefgen.theme.render import Renderer


class Layout(Struct, frozen=True):
    """All pages and files of a site, by path."""

    site: Site
    pages: Mapping[OutputPath, Planned]
    assets: Mapping[OutputPath, Asset]
    clashes: tuple[Diagnostic, ...]
    """What does not fit together."""


def lay_out(
    known: Known,
    failed: frozenset[SourcePath],
    settings: Settings,
    theme: Theme,
    instant: datetime,
    *,
    with_drafts: bool,
) -> Layout:
    """Return the layout of the site that is *known* at *instant*, but for the *failed* files."""
    site, clashes = assemble(
        known.listings,
        known.assets,
        settings,
        instant=instant,
        with_drafts=with_drafts,
        features=features(settings),
        failed=failed,
    )
    text = Texts(theme.messages, theme.language)
    frame = make_frame(site, theme.options, text)
    stored = Stored(known.shelf.outline, known.facts_of, known.newest)
    pages: dict[OutputPath, Planned] = {}
    for planned in plan(site, stored, frame, text):
        # Of two pages at one address the first is shown; the check says that there are two.
        pages.setdefault(planned.path, planned)
    assets = {asset.path: asset for asset in site.assets}
    return Layout(site, pages, assets, clashes)


class Look:
    """How the pages of a theme look."""

    def __init__(self, theme: Theme, templates: Mapping[str, Digest], kept: Kept) -> None:
        """Get *theme* ready, whose *templates* have been digested, and some are *kept*."""
        self.theme = theme
        self.templates = templates
        self.program = renderer_digest()
        self.kept = kept
        self.renderer = Renderer(theme, kept)
        self.assets: Mapping[OutputPath, ThemeAsset] = {one.path: one for one in theme.assets}
