"""What a template sees in place of what a view only names."""

from markupsafe import Markup
from msgspec.structs import replace

from briefgen.model.article import Body, Content, Heading, Notice
from briefgen.model.elements import Story
from briefgen.model.front_matter import Image, UpdateKind
from briefgen.model.held import Part, Shown, StoredStory, Variant
from briefgen.model.page import VIEW_BY_TEMPLATE
from briefgen.theme.thaw import Thaw, fill, srcset, to_story
from tests.testsite import SiteTest
from tests.theme.samples import Samples

PICTURE = Shown(
    "a/p.jpg", 800, 600, (Variant("a/p-400.avif", 400), Variant("a/p.avif", 800)), False
)
ELSEWHERE = Shown("https://example.org/p.jpg", 0, 0, (), is_outside=True)
PART = Samples(is_full=False).value(Part, "part")


def _stored(*hrefs: str | Shown | None, address: str = "", root: str = "../") -> StoredStory:
    return StoredStory(PART, hrefs, PICTURE, root, address, "de")


def _label(language: str, kind: str) -> str:
    return f"{language}: <{kind}>"


def _fill(*parts: str, stored: StoredStory) -> str:
    return fill(Body(parts, ()), stored, _label)


def _content(**fields: object) -> Content:
    content: Content = Samples(is_full=False).value(Content, "content")
    given: dict[str, object] = {"body": Body(("",), ()), **fields}
    return replace(content, **given)


def test_fill_holes_with_addresses_below_the_root() -> None:
    """A link leads from the page to its target; one that leads nowhere is none."""
    stored = _stored("world/a/#one", "a&b.csv", None)
    filled = _fill("<a", ">1</a><a", ">2</a><a", ">3</a>", stored=stored)
    assert filled == ('<a href="../world/a/#one">1</a><a href="../a&amp;b.csv">2</a><a>3</a>')


def test_fill_holes_with_images() -> None:
    """An image gets its sizes, each below the root, and loads when it comes into view."""
    assert _fill("<img", ">", stored=_stored(PICTURE)) == (
        '<img src="../a/p.jpg" srcset="../a/p-400.avif 400w, ../a/p.avif 800w" '
        'sizes="(min-width: 48rem) 42rem, 100vw" width="800" height="600" '
        'loading="lazy" decoding="async">'
    )
    assert _fill("<img", ">", stored=_stored(ELSEWHERE)) == (
        '<img src="https://example.org/p.jpg" loading="lazy" decoding="async">'
    )


def test_keep_the_root_from_what_is_outside() -> None:
    """Variants of a picture elsewhere are elsewhere, too."""
    variants = (Variant("https://example.org/p-400.jpg", 400),)
    shown = replace(ELSEWHERE, variants=variants)
    assert srcset(shown, "../") == "https://example.org/p-400.jpg 400w"


def test_name_blocks_in_the_language_of_the_text() -> None:
    """The mark of a block becomes its name, escaped; several blocks have several names."""
    filled = _fill("<p>\2background\2</p><p>\2note\2</p>", stored=_stored())
    assert filled == "<p>de: &lt;background&gt;</p><p>de: &lt;note&gt;</p>"


def test_give_headings_a_permalink_on_their_own_page_only() -> None:
    """On the page a heading leads to itself; in a feed it does not."""
    html = '<h2 id="one">One\1one\1</h2>'
    assert _fill(html, stored=_stored()) == (
        '<h2 id="one">One <a class="permalink" href="#one" aria-labelledby="one">#</a></h2>'
    )
    there = _stored(address="https://example.org/a/")
    assert _fill(html, stored=there) == '<h2 id="one">One</h2>'


def test_lead_anchors_of_the_text_to_its_page_from_elsewhere() -> None:
    """In a feed, a footnote leads to the page; what only looks like a link stays."""
    html = '<a href="#fn1">1</a> <code> href=&quot;#x&quot;</code> <a href="https://e.org/#x">x</a>'
    filled = _fill(html, stored=_stored(address="https://example.org/?a&b"))
    assert filled == html.replace('"#fn1"', '"https://example.org/?a&amp;b#fn1"')
    assert _fill(html, stored=_stored()) == html


def test_leave_a_text_without_marks_as_it_is() -> None:
    """Nothing is done to a text in which nothing has to be filled in: it is the same text."""
    html = "<p>Text</p>" * 10
    assert _fill(html, stored=_stored()) == html


def _story(**fields: object) -> Story:
    return to_story(_stored(), _content(**fields), _label)


def test_nest_headings_of_two_levels() -> None:
    """A heading of level 3 belongs to the one of level 2 before it; deeper ones are left out."""
    levels = ((3, "a"), (2, "b"), (3, "c"), (4, "d"), (3, "e"), (2, "f"))
    headings = tuple(Heading(name, level, name, f"<i>{name}</i>") for level, name in levels)
    toc = _story(body=Body(("",), headings)).headings
    assert [(one.id, [child.id for child in one.children]) for one in toc] == [
        ("a", []),
        ("b", ["c", "e"]),
        ("f", []),
    ]
    assert toc[0].html == "<i>a</i>"
    assert isinstance(toc[0].html, Markup)


def test_put_corrections_first() -> None:
    """A correction comes before newer updates, which stay in their order."""
    kinds = (UpdateKind.UPDATE, UpdateKind.CLARIFICATION, UpdateKind.CORRECTION, UpdateKind.UPDATE)
    notices = tuple(Notice("2026-11-01", kind, str(index)) for index, kind in enumerate(kinds))
    assert [notice.text for notice in _story(updates=notices).updates] == ["2", "1", "0", "3"]


def test_show_the_lead_image_as_the_page_needs_it() -> None:
    """Address and sizes are relative to the page; what the editor says of it goes with it."""
    picture = _story(image=Image("p.jpg", "A quay", "At dawn", "Ann")).image
    assert picture is not None
    assert (picture.href, picture.width, picture.alt) == ("../a/p.jpg", 800, "A quay")
    assert picture.srcset == "../a/p-400.avif 400w, ../a/p.avif 800w"
    assert _story(image=None).image is None


def test_count_the_minutes_of_reading() -> None:
    """Even a short text takes a minute."""
    assert [_story(words=words).minutes for words in (0, 230, 460, 1000)] == [1, 1, 2, 4]


def test_leave_nothing_in_a_view_that_is_only_named() -> None:
    """Whatever a view holds by its digest, its template sees the value."""
    samples = Samples(is_full=True)
    for template in VIEW_BY_TEMPLATE:
        seen = repr(Thaw(samples, _label)(samples.view(template)))
        assert "Stored" not in seen
        assert "Shared" not in seen


def test_name_blocks_on_a_page_in_another_language(site: SiteTest) -> None:
    """The names of blocks follow the article; the interface around them, the site."""
    site.write("-- briefgen.yml --\ntitle: Test\nlanguage: uk\ntheme: plain\n")
    site.article("world/a.md", "::: background\nText.\n:::", title="A", language="de")
    site.article("world/b.md", "::: background\nText.\n:::", title="B")
    site.build()
    assert "Hintergrund" in site.read("world/a/index.html")
    assert "Передісторія" in site.read("world/b/index.html")
    assert "Рубрики" in site.read("world/a/index.html")
