"""What others look for at the root of a site lies in `content/_root/`."""

from pathlib import Path

import pytest

from briefgen.errors import ContentError
from briefgen.model.paths import OutputPath
from tests.preview.looking import Looking
from tests.testsite import SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

TAKEN = (
    *("robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "trust.txt"),
    *("favicon.ico", "favicon.svg", "favicon-32x32.png", "apple-touch-icon.png"),
    *("apple-touch-icon-180x180-precomposed.png", "android-chrome-192x192.png", "icon-512.png"),
    *("manifest.json", "site.webmanifest", "browserconfig.xml", "_redirects", "_headers"),
    *(
        "google1a2b3c4d5e6f7a8b.html",
        "BingSiteAuth.xml",
        "yandex_1a2b3c.html",
        "pinterest-ab1.html",
    ),
    *("baidu_verify_code-AbC.html".lower(), "0123456789abcdef0123456789abcdef.txt"),
    *(".well-known/security.txt", ".well-known/apple-app-site-association"),
    *(
        ".well-known/acme-challenge/a1B2",
        ".well-known/assetlinks.json",
        ".well-known/matrix/server",
    ),
)

REFUSED = {
    "the only folder": ("icons/a.png", "ROBOTS/x.txt", "deadbeef/x", "ads.txt/x"),
    "docs/writing.md lists what may lie here": (
        *("notes.txt", "about.md", "report.pdf", "river.jpg", "letter", "x.html"),
        "my-key.txt",
    ),
    "briefgen makes this file itself": ("index.html", "sitemap.xml", "feed.xml", "llms.txt"),
    "but for `robots.txt`": ("Robots.txt",),
    "but for `BingSiteAuth.xml`": ("bingsiteauth.xml",),
    "publish: {domain": ("CNAME",),
    "delete it": ("robots.txt~", "ads.txt.bak", "_headers.orig", ".well-known/security.txt.swp"),
    "hidden": (".htaccess", ".well-known/.secret"),
    "passwords": (".env", ".well-known/.git-credentials"),
    "content/_root": (".well-known/draft.md", ".well-known/letter.docx", ".well-known/key.pem"),
}


def _put(site: SiteTest, path: str, data: bytes = b"As it was written.\n") -> None:
    file = site.root / "content/_root" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def test_files_of_the_root_go_there_as_they_are(site: SiteTest) -> None:
    """`robots.txt` takes the place of the generated one, and taking it away brings that back."""
    site.article("world/a.md")
    site.build()
    generated = site.read("robots.txt")
    for path in TAKEN:
        _put(site, path)
    site.build()
    tree = site.tree()
    assert {path for path in TAKEN if tree.get(path) != b"As it was written.\n"} == set()
    assert not [path for path in tree if path.startswith(("_root", "robots/", "ads/"))]
    assert tree == site.clean_tree()
    _put(site, "robots.txt", b"User-agent: *\nDisallow: /\n")
    site.build()
    assert site.read("robots.txt") == "User-agent: *\nDisallow: /\n"
    site.remove("content/_root")
    site.build()
    assert site.read("robots.txt") == generated
    assert site.tree() == site.clean_tree()


def test_refuse_every_other_name_at_the_root(site: SiteTest) -> None:
    """Each is named, with what to do; nothing is written."""
    site.article("world/a.md")
    for paths in REFUSED.values():
        for path in paths:
            _put(site, path)
    with pytest.raises(ContentError) as caught:
        site.build()
    said = {str(one.location): f"{one.message}; {one.help}" for one in caught.value.diagnostics}
    missing = [
        (path, advice, said)
        for advice, paths in REFUSED.items()
        for path in paths
        if not any(
            advice in text and f"content/_root/{path}/".startswith(f"{place}/")
            for place, text in said.items()
        )
    ]
    assert missing == []
    assert not site.output.exists()


def test_refuse_a_symbolic_link_at_the_root(site: SiteTest, tmp_path: Path) -> None:
    """Not even where the name is known does one lead out of the content."""
    site.article("world/a.md")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (site.root / "content/_root/.well-known").mkdir(parents=True)
    for name in ("robots.txt", ".well-known/x.txt"):
        (site.root / "content/_root" / name).symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert {str(one.location) for one in caught.value.diagnostics} == {
        "content/_root/robots.txt",
        "content/_root/.well-known/x.txt",
    }


def test_name_both_that_want_one_place_at_the_root(site: SiteTest) -> None:
    """An alias, or a file of the theme, never replaces a file of the root, nor that one it."""
    site.article("world/a.md", aliases="[robots.txt]")
    _put(site, "robots.txt")
    site.build(
        expect="""
        error: content/_root/robots.txt and an alias in content/world/a.md would both be at `robots.txt`
         ——▶ content/_root/robots.txt
          = help: rename one of them, or give one a `slug:` of its own
        """  # noqa: E501
    )


def test_the_preview_has_the_files_of_the_root(site: SiteTest) -> None:
    """They come, change and go as a build would have it."""
    site.article("world/a.md")
    look = Looking(site)
    generated = look.read("robots.txt")
    _put(site, "robots.txt")
    _put(site, ".well-known/security.txt")
    look.follow()
    assert look.read("robots.txt") == b"As it was written.\n"
    assert look.read(".well-known/security.txt") == b"As it was written.\n"
    _put(site, "notes.txt")
    look.follow()
    assert "content/_root/notes.txt" in str(look.preview.problems)
    site.remove("content/_root")
    look.follow()
    assert look.read("robots.txt") == generated
    with pytest.raises(LookupError):
        look.preview.snapshot.answer(OutputPath(".well-known/security.txt"))


def test_the_preview_refuses_what_a_build_does_but_what_editors_will_delete(site: SiteTest) -> None:
    """Backups come and go while somebody writes; and a setting is followed."""
    site.article("world/a.md")
    look = Looking(site)
    for name in ("a.md~", "#a.md#", ".a.md.swp", "tool.py"):
        (site.root / "content/world" / name).write_bytes(b"x")
    look.follow()
    assert [str(one.location) for one in look.preview.problems] == ["content/world/tool.py"]
    with (site.root / "briefgen.yml").open("a", encoding="utf-8") as file:
        file.write("assets: .py\n")
    look.follow()
    assert look.preview.problems == ()
    assert look.read("world/tool.py") == b"x"
