"""Every public article has a card for social networks."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont, features

from briefgen.media.card import Card
from briefgen.media.cards import draw_card
from briefgen.media.letters import AMIRI, NOTO, font
from tests.media.installed import build_with_newer, build_without
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.extras

PLAIN = Card(
    title="The talks resume",
    section="World",
    site="Test",
    date="1 November 2026",
    accent="#a3161f",
    is_rtl=False,
    has_rtl_title=False,
)
HAS_RAQM = features.check_feature("raqm")


def _card(title: str, *, is_rtl: bool = False) -> bytes:
    return draw_card(
        Card(title, PLAIN.section, PLAIN.site, PLAIN.date, PLAIN.accent, False, is_rtl)
    )


def _image(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def _is_inked(data: bytes, box: tuple[int, int, int, int]) -> bool:
    """Whether anything but paper is in *box* of a card."""
    return len(_image(data).convert("RGB").crop(box).getcolors() or ()) > 1


TITLE = (0, 210, 1200, 530)
BESIDE = ((0, 0, 79, 630), (1121, 0, 1200, 630))
BLANK = _card("")


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    """Return a site with an article, a draft, and what will come later."""
    site = SiteTest(tmp_path / "root")
    site.article("world/talks.md", title="The talks resume")
    site.article("world/draft.md", title="A draft", draft="yes")
    site.article("world/later.md", title="Later", publish_at="2026-12-01T09:00+00:00")
    return site


def _cards(site: SiteTest) -> set[str]:
    return {path for path in site.tree() if path.endswith("card.png")}


def test_draw_a_card_for_every_public_article(site: SiteTest) -> None:
    """An article has a card, which its page names; drafts and what comes later have none."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: plain\n", encoding="utf-8")
    site.build()
    assert _cards(site) == {"world/talks/card.png"}
    page = site.read("world/talks/index.html")
    assert 'content="https://example.org/briefing/world/talks/card.png"' in page
    assert site.tree()["world/talks/card.png"] == draw_card(
        Card("The talks resume", "World", "Test", "1 November 2026", "#1c1b19", False, False)
    )
    site.build(drafts=True)
    assert _cards(site) == {"world/talks/card.png", "world/later/card.png"}
    assert "card.png" not in site.read("world/draft/index.html")


def test_draw_it_in_the_size_that_networks_show() -> None:
    """A card is a PNG of 1200 by 630 pixels with few colours and few bytes."""
    data = draw_card(PLAIN)
    image = _image(data)
    assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
    assert len(image.getcolors() or ()) <= 64
    assert len(data) < 20_000


def test_draw_again_only_what_is_on_the_card(site: SiteTest) -> None:
    """A new body makes no card; a new title does."""
    site.build()
    site.article("world/talks.md", "Another body.", title="The talks resume")
    site.build()
    assert "world/talks/index.html" in site.rendered
    assert "world/talks/card.png" not in site.rendered
    before = site.tree()["world/talks/card.png"]
    site.article("world/talks.md", "Another body.", title="The talks end")
    site.build()
    assert "world/talks/card.png" in site.rendered
    assert site.tree()["world/talks/card.png"] != before
    assert site.tree() == site.clean_tree()


def test_draw_the_same_with_any_number_of_workers(site: SiteTest) -> None:
    """Two processes draw what one does."""
    for number in range(9):
        site.article(f"world/n{number}.md", title=f"Article {number}")
    site.build(workers=2)
    assert len(_cards(site)) == 10
    assert site.tree() == site.clean_tree()


@pytest.mark.parametrize(
    "title",
    [
        "A long title of many words " * 12,
        "W" * 300,
        "Ж" * 60_000,
        "i " * 30_000,
        "Controls\0\x07\x1b[31m and \u202emarks\u2066",
        "e\u0301" * 40,
        "Ωmega, Київ, Łódź, “quoted” — fine",
    ],
)
def test_keep_every_title_within_its_margins(title: str) -> None:
    """Whatever a title holds, it is drawn, and neither into the margins nor over the rules."""
    data = _card(title)
    assert _is_inked(data, TITLE)
    for box in BESIDE:
        assert not _is_inked(data, box)
    lower = (0, 540, 1200, 630)
    assert _image(data).crop(lower).tobytes() == _image(BLANK).crop(lower).tobytes()


def test_say_that_a_title_goes_on() -> None:
    """A title that is cut is not drawn like one that ends there."""
    words = "word " * 200
    assert _card(words) == _card(words + "more")
    assert _card("word " * 8) != _card("word " * 8 + "more")


@pytest.mark.parametrize("title", ["中文标题", "한국어 제목", "ไทย", "World 中文"])
def test_leave_off_what_no_font_can_show(title: str) -> None:
    """A title in a script without a font is left off; the rest of the card is as ever."""
    assert _card(title) == BLANK
    assert _is_inked(BLANK, (0, 0, 1200, 200))


def test_do_without_pictographs() -> None:
    """Emoji and flags are left out of a title, and the words stay."""
    assert _card("😀 The talks 🇩🇪 resume ❤️") == _card("The talks resume")


@pytest.mark.skipif(not HAS_RAQM, reason="Pillow is without Raqm here")
def test_write_arabic_from_the_right() -> None:
    """Arabic begins at the right margin, with joined letters."""
    data = _card("سلام", is_rtl=True)
    assert _is_inked(data, (900, 210, 1120, 530))
    assert not _is_inked(data, (80, 210, 600, 530))
    apart = _card("س ل ا م", is_rtl=True)
    assert data != apart


def test_take_the_accent_of_the_theme(site: SiteTest) -> None:
    """The rule of a card has the colour that the site has chosen."""
    config = f"{CONFIG}theme_options:\n  accent: blue\n"
    (site.root / "briefgen.yml").write_text(config, encoding="utf-8")
    site.build()
    card = _image(site.tree()["world/talks/card.png"]).convert("RGB")
    assert card.getpixel((600, 130)) == (0x17, 0x50, 0x9A)


def test_refuse_a_file_in_the_place_of_a_card(site: SiteTest) -> None:
    """A picture of one's own beside an article cannot have the name of its card."""
    folder = site.root / "content/world/bundle"
    folder.mkdir(parents=True)
    (folder / "card.png").write_bytes(draw_card(PLAIN))
    site.article("world/bundle/index.md", title="Bundle")
    site.build(
        expect="""\
        error: content/world/bundle/card.png and the card of content/world/bundle/index.md would \
both be at `world/bundle/card.png`
         ——▶ content/world/bundle/card.png
          = help: rename one of them, or give one a `slug:` of its own
        """
    )


@pytest.mark.parametrize("setting", ["output:\n  cards: no\n", ""])
def test_do_without(site: SiteTest, setting: str) -> None:
    """Without the setting or the extra there are no cards, and nothing names one."""
    site.build()
    (site.root / "briefgen.yml").write_text(CONFIG + setting, encoding="utf-8")
    if setting:
        site.build()
    else:
        build_without(site, "PIL")
    assert _cards(site) == set()
    assert "card.png" not in site.read("world/talks/index.html")


@pytest.mark.parametrize("package", ["fontpkg_noto_serif", "PIL"])
def test_draw_again_with_what_is_newer(site: SiteTest, tmp_path: Path, package: str) -> None:
    """New fonts, or a new Pillow, draw the cards anew, and render no page."""
    site.build()
    assert build_with_newer(site, package, tmp_path) == _cards(site)


def test_need_a_full_address(site: SiteTest) -> None:
    """Without ``base_url`` no network could fetch a card, so none is drawn."""
    (site.root / "briefgen.yml").write_text("title: Test\n", encoding="utf-8")
    site.build()
    assert _cards(site) == set()


def test_draw_the_same_card_with_and_without_a_library_of_the_system() -> None:
    """Only Arabic letters are set by Raqm, which works only where FriBiDi is installed."""
    for size in (76, 34):
        assert font(NOTO, size, 700).layout_engine == ImageFont.Layout.BASIC
    if HAS_RAQM:
        assert font(AMIRI, 76, 700).layout_engine == ImageFont.Layout.RAQM
