"""What crawlers and language models read: sitemaps, robots.txt, llms.txt, and Markdown."""

import re
from datetime import datetime, timedelta

import pytest

from tests.processes import build
from tests.structure.specifications import check_news, check_robots, is_full
from tests.structure.views import Views
from tests.testsite import CONFIG, NOW, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

BASE = "https://example.org/briefing/"


def test_name_the_articles_of_two_days_as_news(site: SiteTest) -> None:
    """From the minute of its date an article is news for 48 hours, if it is no draft."""
    site.article("world/old.md", title="Old", date="2026-11-20T08:59Z")
    site.article("world/last.md", title="Last & <least>", date="2026-11-20T09:01Z", language="de")
    site.article("world/now.md", title="Now", date="2026-11-22T09:00Z")
    site.article("world/ahead.md", title="Ahead", date="2026-11-22T09:01Z")
    site.article("world/draft.md", title="Draft", date="2026-11-22", draft="true")
    site.article("world/undated.md", title="Undated", date="2026-11-22")
    for drafts in (False, True):
        news = check_news(Views(site, drafts=drafts).read("news-sitemap.xml"))
        assert news == [
            (f"{BASE}world/now/", "Now"),
            (f"{BASE}world/undated/", "Undated"),
            (f"{BASE}world/last/", "Last & <least>"),
        ]


def test_forget_the_news_without_being_asked(site: SiteTest) -> None:
    """A build with no change in content sees that news have become old, or come of age."""
    site.article("world/a.md", title="A", date="2026-11-21T09:00Z")
    site.article("world/b.md", title="B", date="2026-11-23T12:00Z")
    for instant, titles in (
        ("2026-11-22T09:00", ["A"]),
        ("2026-11-23T08:59", ["A"]),
        ("2026-11-23T09:00", []),
        ("2026-11-23T11:59", []),
        ("2026-11-23T12:00", ["B"]),
        ("2026-11-25T12:00", []),
        ("2026-11-22T09:00", ["A"]),
        ("2026-11-20T09:00", []),
    ):
        now = datetime.fromisoformat(f"{instant}+00:00")
        site.build(now=now)
        assert [title for _, title in check_news(site.read("news-sitemap.xml"))] == titles, instant
        assert site.tree() == site.clean_tree(now=now)


def test_have_nothing_to_do_while_the_news_stay_the_same(site: SiteTest) -> None:
    """Time alone makes no build render anything until the news change; nothing is due."""
    site.article("world/a.md", title="A", date="2026-11-21T09:00Z")
    site.build()
    site.build(now=NOW + timedelta(hours=23))
    assert site.rendered == set()
    report = site.build(now=NOW + timedelta(hours=24))
    assert site.rendered == {"news-sitemap.xml"}
    assert report is not None
    assert report.findings.next_due is None
    assert "Next:" not in build(site.root).stdout


def test_tell_crawlers_where_the_sitemaps_are(site: SiteTest) -> None:
    """Everything may be read; without ``base_url`` there are no sitemaps to name."""
    site.article("world/a.md")
    records = check_robots(Views(site).read("robots.txt"))
    assert records == {
        "User-agent": ["*"],
        "Allow": ["/"],
        "Sitemap": [f"{BASE}sitemap.xml", f"{BASE}news-sitemap.xml"],
    }
    (site.root / "briefgen.yml").write_text("title: T\n", encoding="utf-8")
    assert "Sitemap" not in check_robots(Views(site).read("robots.txt"))


_LINK = re.compile(r"- \[((?:[^\[\]\\]|\\.)*)\]\((\S+)\)(?:: (.+))?")


def _groups(text: str) -> dict[str, list[tuple[str, str, str]]]:
    """Read ``llms.txt`` as llmstxt.org says: groups of links with descriptions."""
    lines = text.splitlines()
    assert lines[0].startswith("# ")
    assert sum(line.startswith("# ") for line in lines) == 1
    groups: dict[str, list[tuple[str, str, str]]] = {}
    name = ""
    for line in lines[1:]:
        if line.startswith("## "):
            name = line[3:]
            groups[name] = []
        elif line.startswith("- "):
            match = _LINK.fullmatch(line)
            assert match, line
            assert is_full(match[2])
            groups[name].append((match[1], match[2], match[3] or ""))
        else:
            assert not line or (line.startswith("> ") and not groups), line
    return groups


def test_tell_language_models_what_there_is(site: SiteTest) -> None:
    """The newest of each section by their Markdown, then editions and pages; no drafts."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}description: What *it* is.\noutput: {{entries_per_page: 2}}\n", encoding="utf-8"
    )
    for number in range(1, 4):
        site.article(f"world/{number}.md", title=f"T{number}", date=f"2026-11-0{number}")
    site.write("-- content/world/_index.md --\n---\ntitle: World\norder: oldest\n---\n")
    site.article("world/draft.md", title="Draft", draft="true", date="2026-11-09")
    site.write("""
        -- content/editions/1.md --
        ---
        title: "An [odd]\\n# title"
        summary: |
          Two
          lines.
        items: [world/1]
        ---
        -- content/about.md --
        ---
        title: About
        summary: Us.
        ---
        """)
    for drafts in (False, True):
        text = Views(site, drafts=drafts).read("llms.txt")
        assert "> What \\*it\\* is." in text
        assert _groups(text) == {
            "World": [
                ("T3", f"{BASE}world/3/index.md", "Text."),
                ("T2", f"{BASE}world/2/index.md", "Text."),
            ],
            "Editions": [("An \\[odd\\] \\# title", f"{BASE}editions/1/", "Two lines.")],
            "Pages": [("About", f"{BASE}about/", "Us.")],
        }
    (site.root / "briefgen.yml").write_text(f"{CONFIG}output: {{markdown: no}}\n", encoding="utf-8")
    assert f"({BASE}world/3/)" in Views(site).read("llms.txt")


def test_put_the_text_of_an_article_beside_its_page(site: SiteTest) -> None:
    """Title, date, authors, address, changes, the text with full links, and its sources."""
    (site.root / "content/map (1).png").write_bytes(b"PNG")
    site.article("world/un.md", "## Here", title="UN")
    site.article(
        "world/nato.md",
        'See [UN](un.md#here), [this *one*][r] and ![a map](</map (1).png> "Title").\n\n'
        "[![a](/map%20\\(1\\).png)](un.md) `[x](y.md)` [out](https://example.com/un.md)\n\n"
        "[r]: ./un.md",
        title='"NATO\\n# and *others*"',
        authors="[Ann, Bob]",
        summary="What it is.",
        sources="[{id: a, title: 'The [report]', publisher: UN, url: 'https://un.org/', note: N}]",
        updates="[{date: 2026-11-03, kind: correction, text: It was two.}]",
    )
    text = Views(site).read("world/nato/index.md")
    assert text.split("\n\n") == [
        "# NATO \\# and \\*others\\*",
        "1 November 2026 · Ann, Bob",
        f"<{BASE}world/nato/>",
        "> **Correction, 3 November 2026:** It was two.",
        "*What it is.*",
        (
            f"See [UN]({BASE}world/un/#here), [this *one*][r] and "
            f'![a map]({BASE}map%20%281%29.png "Title").'
        ),
        (
            f"[![a]({BASE}map%20%281%29.png)]({BASE}world/un/) `[x](y.md)` "
            "[out](https://example.com/un.md)"
        ),
        f"[r]: {BASE}world/un/",
        "## Sources",
        "1. [The \\[report\\]](<https://un.org/>), UN — N\n",
    ]


def test_have_markdown_without_an_address_too(site: SiteTest) -> None:
    """Without ``base_url`` the links in the text are relative, and lead where they should."""
    (site.root / "briefgen.yml").write_text("title: T\n", encoding="utf-8")
    site.article("world/un.md", title="UN")
    site.article("markets/fed.md", "[UN](../world/un.md)", title="Fed")
    text = Views(site).read("markets/fed/index.md")
    assert "<http" not in text
    assert "[UN](../../world/un/)" in text


@pytest.mark.parametrize(
    "code",
    [
        "`[x](un.md)`",
        "``a ` [x](un.md) b``",
        "a `b\nc [x](un.md)` d",
        "```\n[x](un.md)\n\n[r]: un.md\n```",
        "- one\n\n  ~~~ md\n  [x](un.md)\n  ```\n  [x](un.md)\n  ~~~",
        "1. ```\n   [x](un.md)\n   ```\n2. two",
        "> ````\n> ```\n> [x](un.md)\n> ````",
    ],
)
def test_leave_code_in_the_text_as_it_is(site: SiteTest, code: str) -> None:
    """What shows how links are written stays; links before and after it get their addresses."""
    site.article("world/un.md", title="UN")
    site.article("world/nato.md", f"[first](un.md)\n\n{code}\n\n[last](un.md)")
    text = Views(site).read("world/nato/index.md")
    assert f"[first]({BASE}world/un/)\n\n{code}\n\n[last]({BASE}world/un/)" in text


@pytest.mark.parametrize(
    "text",
    [
        *("a ` b [x](un.md)", "\\`a [x](un.md) `b", "``a [x](un.md) `b", "`a` [x](un.md) `b`"),
        *("- a ` b\n- [x](un.md) ` c", "a `\n\n[x](un.md) `", "a ```\n[x](un.md)"),
    ],
)
def test_tell_text_from_code(site: SiteTest, text: str) -> None:
    """Marks of code that stand alone, or in different paragraphs, enclose nothing."""
    site.article("world/un.md", title="UN")
    site.article("world/nato.md", text)
    assert f"[x]({BASE}world/un/)" in Views(site).read("world/nato/index.md")


def test_find_code_in_no_time(site: SiteTest) -> None:
    """Thousands of marks of code that have no partner keep nobody waiting."""
    site.article("world/un.md", title="UN")
    marks = " ".join("`" * (number % 300 + 1) + "a" for number in range(8000))
    site.article("world/nato.md", f"[x](un.md)\n\n{marks}")
    assert f"[x]({BASE}world/un/)" in Views(site).read("world/nato/index.md")


def test_leave_no_address_of_what_is_withheld_in_the_text(site: SiteTest) -> None:
    """A link to a draft leaves its words, in whatever form it was written."""
    site.article("world/quokka.md", draft="true")
    site.article(
        "world/nato.md",
        "[one](quokka.md), [*two* [2]](<quokka.md> 'T'), [three][q], [four](/world/%71uokka.md#x), "
        "![](../world/quokka.md) [q](un.md)\n\n[q]: quokka.md 'T'",
    )
    site.article("world/un.md")
    text = Views(site).read("world/nato/index.md")
    assert "quokka" not in text
    assert "one, *two* [2], [three][q], four, " in text
    assert f"[q]({BASE}world/un/)" in text


def test_write_no_text_of_a_draft(site: SiteTest) -> None:
    """With ``--drafts`` a draft has a page only, which names no Markdown."""
    site.article("world/nato.md", draft="true")
    views = Views(site, drafts=True)
    assert views.one("world/nato/index.html").head.markdown == ""
    assert "world/nato/index.md" not in views.by_path


def test_name_every_kind_of_page_in_the_sitemap(site: SiteTest) -> None:
    """Editions, authors, months and the lists are there; a change counts as one."""
    site.article("world/a.md", authors="[Ann]", updates="[{date: 2026-11-09, text: T}]")
    site.write("-- content/editions/1.md --\n---\ntitle: E\nitems: [world/a]\n---\n")
    entries = {
        one.address.removeprefix(BASE): one.modified
        for one in Views(site).one("sitemap.xml").entries
    }
    assert entries == {
        **dict.fromkeys(("", "world/a/"), "2026-11-09"),
        **dict.fromkeys(("world/", "editions/", "editions/1/", "authors/", "authors/ann/"), ""),
        **dict.fromkeys(("archive/", "archive/2026/11/", "corrections/"), ""),
    }
