"""What stands above a list may be held back as well: the list is there without it."""

import pytest

from briefgen.errors import ContentError
from briefgen.publish.checked import check
from tests.publish.repositories import order
from tests.testsite import SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

STATES = {
    "a draft": "draft: true",
    "not due": "publish_at: 2026-11-22T09:00:01+00:00",
    "expired": "expires: 2026-11-22T09:00:00+00:00",
}
INDEXES = (
    *("_index.md", "world/_index.md", "world-news/_index.md", "editions/_index.md"),
    *("topics.md", "authors.md", "archive.md", "corrections.md", "about.md"),
)
TRACES = (
    *("zanzibar quokka", "xylophone", "obelisk", "gazpacho", "yurt", "kumquat", "walrus"),
    *("ocarina", "tundra"),
)
TEXT = """
    -- content/{path} --
    ---
    title: Zanzibar quokka
    summary: An ocarina.
    aliases: [/yurt/, old/kumquat.html]
    extra: {{x: tundra}}
    {state}
    ---
    ## Xylophone

    The obelisk stands in the middle of the old town and nobody knows who has brought it there,
    nor when, says the gazpacho. ![a](/shared/walrus.png)
    """


def _write(site: SiteTest, path: str, state: str, *, listed: bool) -> None:
    """Write the text above a list, and what is listed there if *listed*."""
    site.write("-- briefgen.yml --\ntitle: Test\nbase_url: https://example.org/\ntheme: plain\n")
    site.article("art/one.md", title="One")
    if listed:
        fields = {"topics": "[peace]", "authors": "[Ann]", "date": "2026-11-01"}
        fields["updates"] = "[{date: 2026-11-09, kind: correction, text: It was so.}]"
        site.article("world/nato.md", title="NATO", **fields)
        site.article("world-news/un.md", title="UN")
        site.write("-- content/editions/1.md --\n---\ntitle: First\ndate: 2026-11-02\n---\nText.\n")
    site.write(TEXT.format(path=path, state=state))
    (site.root / "content/shared").mkdir(exist_ok=True)
    (site.root / "content/shared/walrus.png").write_bytes(b"walrus")


def _found(site: SiteTest) -> set[str]:
    files = (f"{name}\n".encode() + data for name, data in site.tree().items())
    everything = b"\n".join(files).lower()
    return {trace for trace in TRACES if trace.encode() in everything}


@pytest.mark.parametrize("listed", [False, True], ids=["nothing listed", "listed"])
def test_leave_no_trace_of_what_stands_above_a_list(site: SiteTest, *, listed: bool) -> None:
    """Title, text, aliases and pictures of it are in no byte, and publishing finds none either."""
    wrong = {}
    for number, path in enumerate(INDEXES):
        made = SiteTest(site.root / f"site-{number}")
        for state, field in STATES.items():
            _write(made, path, field, listed=listed)
            try:
                check(made.project, order(), "", lambda *_: None)
            except ContentError as fault:
                wrong[path, state] = str(fault)
                continue
            wrong[path, state] = str(_found(made) or "")
            if made.tree() != made.clean_tree():
                wrong[path, state] = "another site"
        _write(made, path, "draft: false", listed=listed)
        made.build()
        # Lists show only a part of what a text says of itself.
        shown = {"zanzibar quokka", "obelisk", "xylophone", "gazpacho", "yurt", "kumquat", "walrus"}
        if path == "_index.md":
            # The home page is called as the site is.
            shown.discard("zanzibar quokka")
        if not shown <= _found(made):
            wrong[path, "public"] = f"{shown - _found(made)} missing"
    assert not {what: why for what, why in wrong.items() if why}


def test_have_no_section_of_which_all_is_held_back(site: SiteTest) -> None:
    """Neither the navigation nor a page knows a section whose only file is not published."""
    site.write("-- briefgen.yml --\ntitle: Test\nsections: [world, art]\n")
    site.article("art/one.md", title="One")
    site.article("world/draft.md", title="Hidden", draft="true")
    site.write("-- content/world/_index.md --\n---\ntitle: The world\ndraft: true\n---\nText.\n")
    site.build()
    assert not [path for path in site.tree() if path.startswith("world")]
    assert "The world" not in site.read("index.html")
    assert site.report is not None
    assert site.report.findings.drafts == 2


def test_call_a_section_by_its_folder_while_its_own_text_is_held_back(site: SiteTest) -> None:
    """Its articles stay where they are, newest first, below a title made from the folder."""
    site.article("world-news/a.md", title="Older", date="2026-01-01")
    site.article("world-news/b.md", title="Newer", date="2026-02-01")
    index = "---\ntitle: Far and wide\norder: oldest\ndraft: {}\n---\nText.\n"
    cases = (
        ("true", "World news", ["Newer", "Older"]),
        ("false", "Far and wide", ["Older", "Newer"]),
    )
    for draft, title, titles in cases:
        site.write(f"-- content/world-news/_index.md --\n{index.format(draft)}")
        site.build()
        page = site.read("world-news/index.html")
        assert f"{title}</h1>" in page
        main = page.partition("<main")[2]
        assert sorted(titles, key=main.index) == titles


def test_publish_a_section_that_is_called_as_its_draft_would_be(site: SiteTest) -> None:
    """The name that a folder gives is no leak of a title that is held back."""
    site.article("world-news/a.md", title="Older")
    site.write("-- content/world-news/_index.md --\n---\ntitle: World News\ndraft: true\n---\nX.\n")
    check(site.project, order(), "", lambda *_: None)
    assert "World news" in site.read("world-news/index.html")


def test_link_to_a_section_whose_text_is_held_back(site: SiteTest) -> None:
    """Such links lead to the list if there is one; into the text they are taken out."""
    site.article("art/one.md", "[to a](../world/_index.md) [to b](../world/_index.md#part).")
    index = "-- content/world/_index.md --\n---\ntitle: W\ndraft: true\n---\n## Part\n"
    site.write(index)
    site.build()
    page = site.read("art/one/index.html")
    assert "to a" in page
    assert 'href="../../world/' not in page
    assert site.warnings.count("`content/world/_index.md` is a draft") == 2
    site.article("world/nato.md", title="NATO")
    site.build()
    page = site.read("art/one/index.html")
    assert '<a href="../../world/">to a</a>' in page
    assert "#part" not in page
    assert site.warnings.count("`content/world/_index.md` is a draft") == 1


def test_show_what_stands_above_a_list_in_a_build_with_drafts(site: SiteTest) -> None:
    """Who asks for drafts sees it, and no sitemap names a page that has nothing else."""
    site.write("-- briefgen.yml --\ntitle: Test\nbase_url: https://example.org/\n")
    site.article("art/one.md", title="One")
    site.write("-- content/world/_index.md --\n---\ntitle: Far\ndraft: true\n---\nThe obelisk.\n")
    site.build(drafts=True)
    assert "The obelisk." in site.read("world/index.html")
    assert "/world/" not in site.read("sitemap.xml")
    site.build()
    assert "world/index.html" not in site.tree()
