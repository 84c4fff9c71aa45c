"""Look at the views of a site's pages, rather than at what a theme makes of them."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from briefgen.config import load_config
from briefgen.content.discover import discover
from briefgen.content.parse import parse
from briefgen.errors import Diagnostic
from briefgen.languages import Texts
from briefgen.model.article import Content, Outline, Parsed, Teaser
from briefgen.model.elements import Frame
from briefgen.model.held import Part
from briefgen.model.page import Page
from briefgen.model.paths import SourcePath
from briefgen.model.site import Features, Site
from briefgen.model.source import Role, SourceText
from briefgen.structure.assemble import assemble
from briefgen.structure.collisions import find_collisions
from briefgen.structure.frame import make_frame
from briefgen.structure.links import Stored
from briefgen.structure.plan import plan
from briefgen.theme.loader import load_theme
from briefgen.theme.render import Renderer
from tests.testsite import NOW, SiteTest

PLAIN = Features(images=False, cards=False, search=False)


class Views:
    """What the pages of one site would show, by their path."""

    def __init__(
        self,
        test: SiteTest,
        *,
        now: datetime = NOW,
        drafts: bool = False,
        features: Features = PLAIN,
    ) -> None:
        """Read, assemble and plan the content of *test*, without a theme or an output."""
        config = load_config(test.root)
        theme = load_theme(test.root, config.settings)
        sources, _ = discover(test.project.content)
        parsed: dict[SourcePath, Parsed] = {}
        for source in sources:
            if source.role is not Role.ASSET:
                data = (test.project.content / source.path).read_bytes()
                outcome = parse(SourceText(source.path, source.role, data), config.content)
                assert isinstance(outcome, Parsed), outcome
                parsed[source.path] = outcome
        self.faults: tuple[Diagnostic, ...]
        self.site: Site
        self.site, self.faults = assemble(
            [one.listing for one in parsed.values()],
            [source.path for source in sources if source.role is Role.ASSET],
            config.settings,
            instant=now,
            with_drafts=drafts,
            features=features,
        )
        self.faults += find_collisions(self.site)
        self.by_path: dict[str, Any] = {}
        self._pages: dict[str, Page] = {}
        self._renderer = Renderer(theme)
        self._shelf = _Shelf(parsed)
        if self.faults:
            return

        def outline_of(path: SourcePath) -> Outline:
            return parsed[path].outline

        text = Texts(theme.messages, theme.language)
        frame = make_frame(self.site, theme.options, text)
        self.frame: Frame = frame.value
        for planned in plan(self.site, Stored(outline_of, lambda _: None), frame, text):
            page = planned.page()
            assert page.path not in self.by_path, page.path
            self.by_path[page.path] = page.view
            self._pages[page.path] = page

    def one(self, path: str) -> Any:
        """Return the view of the page at *path*."""
        return self.by_path[path]

    def read(self, path: str) -> str:
        """Return the file at *path* as it is rendered."""
        data = self._renderer.render(self._pages[path], self._shelf)
        assert isinstance(data, bytes), data
        return data.decode()


class _Shelf:
    """Has what the files say."""

    def __init__(self, parsed: dict[SourcePath, Parsed]) -> None:
        self._parsed = parsed

    def content(self, part: Part) -> Content:
        return self._parsed[part.path].content

    def teaser(self, part: Part) -> Teaser:
        return self._parsed[part.path].teaser


def with_search(features: Features = PLAIN) -> Features:
    """Return *features* with a search."""
    return replace(features, search=True)
