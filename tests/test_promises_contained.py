"""P8: nothing outside is read or written, and no two sources share an address."""

import os
import random
import unicodedata
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError, ContentError, to_text
from tests.processes import build, snapshot
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

NAMES = [
    *("../outside", "../../outside", "/../outside", "a/../../outside", "..", ".", "./a", "a/./b"),
    *("%2e%2e/outside", "%2e%2e%2foutside", "%252e%252e%252foutside", "..%2foutside"),
    *("..\\\\outside", "a\\\\..\\\\outside", "/etc/outside", "//example.org/a", "~/outside"),
    *("C:/outside", "C:outside", "CON", "nul.txt", "a:b", "con/", ".hidden", "a/.git/config"),
    *("a.", "a ", " a", "a\\u0000b", "a\\u202eb", "\\u2215a", "..\\u2215a", "a//b", "a?b=c", "a#b"),
    *("file:///etc/passwd", "javascript:alert(1)", ".briefgen.manifest", "site-evil/x"),
    *("x" * 256, "é" * 130, "../site-root-evil/x", "index.html", "*", "a|b", "<b>"),
]


@pytest.fixture
def guarded(site: SiteTest) -> SiteTest:
    """Return a site in the midst of files that must not be touched."""
    for folder in ("", "outside", "site-evil", "site-root-evil"):
        (site.root.parent / folder).mkdir(exist_ok=True)
        (site.root.parent / folder / "outside.html").write_text("mine", encoding="utf-8")
    (site.root / "outside").mkdir()
    (site.root / "outside/index.html").write_text("secret", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    return site


def _build_and_compare(site: SiteTest) -> bool:
    """Build; everything but output and state must be as it was.  Return whether it built."""

    def others() -> dict[str, tuple[object, ...]]:
        own = ("site-root/site", "site-root/.briefgen")
        found = snapshot(site.root.parent)
        return {
            name: it
            for name, it in found.items()
            if not f"{name}/".startswith(tuple(f"{o}/" for o in own))
        }

    before = others()
    try:
        site.build()
    except BriefgenError:
        built = False
    else:
        built = True
        assert not any(b"secret" in data for data in site.tree().values())
    assert others() == before
    return built


@pytest.mark.parametrize("field", ["slug", "section", "aliases", "image", "topics", "related"])
def test_write_nothing_outside_whatever_the_front_matter_says(
    guarded: SiteTest, field: str
) -> None:
    """No value of front matter leads out of the output."""
    for name in NAMES:
        guarded.article("world/evil.md", title="Evil", **{field: f'"{name}"'})
        _build_and_compare(guarded)


@pytest.mark.parametrize("alias", ["../outside", "%2e%2e/outside", "a/../../x", "//x", ".git/x"])
def test_refuse_an_alias_that_is_no_address_of_the_site(guarded: SiteTest, alias: str) -> None:
    """An alias that could mean another place is refused by name."""
    guarded.article("world/evil.md", aliases=f"['{alias}']")
    with pytest.raises(ContentError, match="cannot be an alias"):
        guarded.build()


def test_write_nothing_outside_whatever_links_say(guarded: SiteTest) -> None:
    """Links and images that lead out of content are refused, and nothing is read there."""
    for name in NAMES:
        address = name.encode().decode("unicode_escape").replace("\0", "%00")
        guarded.article("world/evil.md", f"[a](<{address}>) ![b](<{address}>)", title="Evil")
        _build_and_compare(guarded)
    guarded.article("world/evil.md", "[a](../../outside/index.html)")
    with pytest.raises(ContentError, match="leads out of content"):
        guarded.build()
    guarded.article("world/evil.md", image="../../outside/index.html")
    with pytest.raises(ContentError, match="leads out of content"):
        guarded.build()


def test_write_nothing_outside_whatever_files_are_called(guarded: SiteTest) -> None:
    """Names of files and folders stay names, however they look."""
    chance = random.Random(8)
    guarded.build()
    before = guarded.tree()
    for name in [*NAMES, "a\nb", "\x1b[31m", "a\tb"]:
        plain = (
            name.encode()
            .decode("unicode_escape")
            .replace("\0", "")
            .replace("/", chance.choice("_∕"))
        )
        if plain in {"", ".", ".."} or len(plain.encode()) > 240:
            continue
        for path in (f"{plain}/story.md", f"{plain}.png")[:: chance.choice((1, -1))][:1]:
            file = guarded.root / "content" / path
            file.parent.mkdir(exist_ok=True)
            file.write_text("---\ntitle: Evil\ndate: 2026-01-01\n---\nText.\n", encoding="utf-8")
            _build_and_compare(guarded)
            file.unlink()
            if file.parent.name == plain:
                file.parent.rmdir()
        assert _build_and_compare(guarded)
        assert guarded.tree() == before


@pytest.mark.parametrize("target", ["a file", "a folder", "itself", "nothing", "its parent"])
@pytest.mark.parametrize("place", ["world/link.md", "link.png", "link", "world/bundle/link.png"])
def test_refuse_links_in_content_by_name(guarded: SiteTest, target: str, place: str) -> None:
    """A symbolic link in content is refused, whatever it leads to."""
    guarded.article("world/bundle/index.md", title="Bundle", date="2026-01-02")
    link = guarded.root / "content" / place
    outside = guarded.root / "outside"
    targets = {
        "a file": outside / "index.html",
        "a folder": outside,
        "itself": link,
        "nothing": Path("nowhere"),
        "its parent": Path(".."),
    }
    link.symlink_to(targets[target])
    with pytest.raises(ContentError, match="this is a symbolic link") as caught:
        guarded.build()
    assert [str(one.location) for one in caught.value.diagnostics] == [f"content/{place}"]
    assert not guarded.output.exists()


def test_refuse_special_files(guarded: SiteTest) -> None:
    """A pipe in content is named and not read."""
    os.mkfifo(guarded.root / "content/world/pipe.md")
    with pytest.raises(ContentError, match="not a regular file"):
        guarded.build()


def test_follow_no_links_in_a_theme(guarded: SiteTest) -> None:
    """A link in a theme's folders brings nothing from outside into the site."""
    guarded.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    (guarded.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    assets = guarded.root / "themes/own/assets"
    assets.mkdir()
    (assets / "leak.html").symlink_to(guarded.root / "outside/index.html")
    (assets / "leak").symlink_to(guarded.root / "outside")
    assert _build_and_compare(guarded)
    assert not [name for name in guarded.tree() if "leak" in name]


NFC, NFD = unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")

COLLISIONS = {
    "two slugs": ("world/a.md", {"slug": "same"}, "world/b.md", {"slug": "same"}),
    "a slug and a name": ("world/a.md", {"slug": "b"}, "world/b.md", {}),
    "a date and none": ("world/2026-01-02-b.md", {}, "world/b.md", {}),
    "case": ("world/Ab.md", {}, "world/aB.md", {}),
    "two kinds of file": ("world/a.md", {}, "world/a.txt", {}),
    "a file and a folder": ("world/a.md", {}, "world/a/index.md", {}),
    "two folders of one section": ("World/a.md", {}, "world/a.md", {}),
    "another section": ("markets/a.md", {"section": "world"}, "world/a.md", {}),
    "two aliases": ("world/a.md", {"aliases": "[/x/]"}, "world/b.md", {"aliases": "[x]"}),
    "aliases by case": ("world/a.md", {"aliases": "[/X/]"}, "world/b.md", {"aliases": "[/x/]"}),
    "alias and page": ("world/a.md", {"aliases": "[/world/b/]"}, "world/b.md", {}),
    "alias and home": ("world/a.md", {"aliases": "[index.html]"}, "world/b.md", {}),
    "alias and feed": ("world/a.md", {"aliases": "[/feed.xml]"}, "world/b.md", {}),
    "alias below a page": ("about.md", {}, "world/b.md", {"aliases": "[about]"}),
    "page and section": ("world.md", {}, "world/b.md", {}),
    "page and editions": ("editions.md", {}, "editions/1.md", {}),
    "two introductions": ("topics.md", {}, "topics.txt", {}),
    "alias and Markdown": ("world/a.md", {"aliases": "[world/b/index.md]"}, "world/b.md", {}),
    "alias and a section's feed": ("world/a.md", {"aliases": "[world/rss.xml]"}, "world/b.md", {}),
    "alias and author": (
        "world/a.md",
        {"aliases": "[authors/al]"},
        "world/b.md",
        {"authors": "[Al]"},
    ),
    "alias and month": ("world/a.md", {"aliases": "[archive/2026/11]"}, "world/b.md", {}),
    "two authors": ("world/a.md", {"authors": "[C++]"}, "world/b.md", {"authors": "[cpp]"}),
    "two topics": ("world/a.md", {"topics": "[C++]"}, "world/b.md", {"topics": "[cpp]"}),
}


@pytest.mark.parametrize("kind", COLLISIONS)
def test_name_both_sources_of_one_address(site: SiteTest, kind: str) -> None:
    """Two sources for one address are an error that names both, wherever they are."""
    first, first_fields, second, second_fields = COLLISIONS[kind]
    for path, fields in ((first, first_fields), (second, second_fields)):
        if "/" not in path:
            file = site.root / "content" / path
            file.write_text("---\ntitle: Page\n---\nText.\n", encoding="utf-8")
        else:
            site.article(path, **fields)
    with pytest.raises(ContentError) as caught:
        site.build()
    text = "\n".join(to_text(one) for one in caught.value.diagnostics)
    assert "would both be at" in text
    one, other = f"content/{first}", f"content/{second}"
    named = {
        "alias and home": (one, "the home page"),
        "alias and feed": (one, "briefgen's own feed.xml"),
        "page and editions": (one, "the list of editions"),
        "alias and a section's feed": (one, "a feed of `world`"),
        "alias and author": (one, "the author `Al`"),
        "alias and month": (one, "the month 2026-11"),
    }
    assert all(source in text for source in named.get(kind, (one, other)))
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("asset", "fields"),
    [
        ("world/a/index.html", {}),
        ("World/A/Index.html", {}),
        ("old.html", {"aliases": "[old.html]"}),
        ("feed.xml", {}),
        ("rss.xml", {}),
        ("feed.json", {}),
        ("news-sitemap.xml", {}),
        ("world/feed.json", {}),
        ("authors/al/index.html", {"authors": "[Al]"}),
        ("archive/2026/11/page/2/index.html", {}),
        ("404.html", {}),
        ("topics/x/index.html", {"topics": "[x]"}),
        ("world/page/2/index.html", {}),
        ("topics/x/page/2/index.html", {"topics": "[x]"}),
    ],
)
def test_name_an_asset_that_is_in_the_way(
    site: SiteTest, asset: str, fields: dict[str, str]
) -> None:
    """An asset never takes the place of a page, nor a page that of an asset."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}assets: [.html, .xml]\noutput:\n  entries_per_page: 1\n", encoding="utf-8"
    )
    site.article("world/a.md", **fields)
    site.article("world/b.md", topics=fields.get("topics", "[]"))
    file = site.root / "content" / asset
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(ContentError, match=f"content/{asset}"):
        site.build()


def test_report_two_articles_at_one_address_once(site: SiteTest) -> None:
    """What stands beside the page of an article is not reported besides."""
    site.article("world/a.md", slug="one")
    site.article("world/b.md", slug="one")
    site.build(
        expect="""
        error: content/world/b.md and content/world/a.md would both be at `world/one/`
         ——▶ content/world/b.md
          = help: rename one of them, or give one a `slug:` of its own
        """
    )


def test_name_two_files_that_differ_only_in_normal_form(site: SiteTest) -> None:
    """NFC and NFD of one name are one address."""
    for name in (NFC, NFD):
        site.article(f"world/{name}.md")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert "two files have the same name" in str(caught.value)


def test_refuse_the_same_things_as_a_program(guarded: SiteTest) -> None:
    """Run as a program, a path that leads out ends with code 1 and no output."""
    guarded.article("world/evil.md", slug='"../../outside"')
    done = build(guarded.root)
    assert done.returncode == 1
    assert "cannot be a slug" in done.stderr
    assert not guarded.output.exists()
