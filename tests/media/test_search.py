"""Readers find what is published, and nothing else."""

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from briefgen.errors import CommandError, ContentError, to_text
from briefgen.media.search import make_index
from tests.media.installed import build_with_newer, build_without
from tests.testsite import CONFIG, NOW, SiteTest

pytestmark = pytest.mark.extras


def _index(site: SiteTest) -> dict[str, bytes]:
    """Return the files of the index, unpacked."""
    folder = site.output / "pagefind"
    found = {}
    for file in sorted(folder.rglob("*")) if folder.exists() else ():
        if file.is_file():
            data = file.read_bytes()
            name = file.relative_to(folder).as_posix()
            found[name] = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    return found


def _results(site: SiteTest) -> dict[str, Any]:
    """Return what a search may find, by address."""
    found = {}
    for name, data in _index(site).items():
        if name.startswith("fragment/"):
            result = json.loads(data.removeprefix(b"pagefind_dcd"))
            found[result["url"]] = result
    return found


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    """Return a site with articles, an edition and a page, and with what is not public."""
    site = SiteTest(tmp_path / "root")
    site.write(
        """\
        -- content/world/talks.md --
        ---
        title: The talks & what follows
        date: 2026-11-20T23:30+00:00
        topics: [Water, Rivers]
        summary: A summary to be found.
        sources: [{id: a, title: Report, url: https://example.org/report}]
        ---
        Both sides spoke of reservoirs [@a].

        ::: background
        Xylophones were played, as [always](../about.md).
        :::

        ## What remains open

        ![A drawing](https://example.org/drawing.png) Quinces.
        -- content/world/draft.md --
        ---
        title: Zebradraft
        date: 2026-11-20
        draft: yes
        ---
        Zebrabody.
        -- content/world/later.md --
        ---
        title: Zebralater
        date: 2026-11-20
        publish_at: 2026-11-23T09:00+00:00
        ---
        Zebratext.
        -- content/world/gone.md --
        ---
        title: Zebragone
        date: 2026-11-01
        expires: 2026-11-10T09:00+00:00
        ---
        Zebrapast.
        -- content/about.md --
        ---
        title: About us
        ---
        We are neighbours.
        -- content/editions/2026-11-21.md --
        ---
        title: Saturday
        date: 2026-11-21
        items:
          - article: world/talks.md
            note: Marmalade is at stake.
          - article: world/later.md
            note: Zebranote.
        ---
        Good morning, gardeners.
        """
    )
    return site


def test_find_every_public_text(site: SiteTest) -> None:
    """Articles, editions and pages are found by their words, at addresses below any prefix."""
    site.build()
    results = _results(site)
    assert set(results) == {"/world/talks/", "/editions/2026-11-21/", "/about/"}
    talks = results["/world/talks/"]["content"]
    for word in ("A summary to be found.", "spoke of reservoirs.", "Xylophones", "always"):
        assert word in talks
    assert "neighbours" in results["/about/"]["content"]
    edition = results["/editions/2026-11-21/"]["content"]
    assert "gardeners" in edition
    assert "Marmalade is at stake." in edition
    assert "The talks & what follows" in edition


def test_say_what_a_result_is(site: SiteTest) -> None:
    """A result has a title, and a section, a day in the site's time zone and topics if they are."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}timezone: Europe/Kyiv\n", encoding="utf-8")
    site.write("-- content/world/_index.md --\n---\ntitle: 'World, \"wide\"'\n---\n")
    site.build()
    results = _results(site)
    assert results["/world/talks/"]["meta"] == {
        "title": "The talks & what follows",
        "section": 'World, "wide"',
        "date": "2026-11-21",
        "topics": "Water, Rivers",
        "language": "en",
    }
    assert results["/about/"]["meta"] == {"title": "About us", "language": "en"}
    anchors = results["/world/talks/"]["anchors"]
    assert [(one["id"], one["text"]) for one in anchors] == [
        ("what-remains-open", "What remains open")
    ]


def test_find_nothing_that_is_not_public(site: SiteTest) -> None:
    """Drafts, what is scheduled and what has expired are in no file of the index."""
    site.build()
    index = _index(site)
    assert any(b"reservoir" in data for name, data in index.items() if name.startswith("index/"))
    for name, data in index.items():
        assert b"zebra" not in data.lower(), name


def test_find_no_draft_among_drafts(site: SiteTest) -> None:
    """Where drafts are shown, they still cannot be searched."""
    site.build(drafts=True)
    assert (site.output / "world/draft/index.html").is_file()
    for name, data in _index(site).items():
        assert b"zebradraft" not in data.lower(), name
        assert b"zebrabody" not in data.lower(), name


def test_find_what_has_come_due(site: SiteTest) -> None:
    """A scheduled article is found once its time has come, and so is the note about it."""
    site.build()
    site.build(now=NOW + timedelta(days=1))
    results = _results(site)
    assert "Zebratext" in results["/world/later/"]["content"]
    assert "Zebranote" in results["/editions/2026-11-21/"]["content"]


def test_index_again_only_what_has_changed(site: SiteTest) -> None:
    """An edited word makes the index anew; a new template, asset or nothing at all does not."""
    site.build()
    before = _index(site)
    site.build()
    assert site.made == set()
    site.write("-- content/world/data.csv --\na,b\n")
    site.build()
    assert site.made == {"world/data.csv"}
    assert _index(site) == before
    talks = site.root / "content/world/talks.md"
    text = talks.read_text(encoding="utf-8")
    talks.write_text(text.replace("reservoirs", "aqueducts"), encoding="utf-8")
    site.build()
    assert "aqueducts" in _results(site)["/world/talks/"]["content"]
    assert not any(b"reservoirs" in data for data in _index(site).values())
    assert site.tree() == site.clean_tree()


def test_make_the_same_index_each_time(site: SiteTest) -> None:
    """Two builds from nothing, with one worker and with two, make the same files."""
    for number in range(40):
        words = " ".join(f"w{(number * step) % 97}" for step in range(1, 60))
        site.article(f"world/n{number}.md", words, title=f"N {number}", topics=f"[T{number % 7}]")
    site.article("world/uk.md", "Вода в річці.", title="Вода", language="uk")
    site.build(workers=2)
    assert site.tree() == site.clean_tree() == site.clean_tree()
    assert "Вода в річці." in _results(site)["/world/uk/"]["content"]


def test_find_addresses_in_any_script(site: SiteTest) -> None:
    """An address with letters of another script leads to its page."""
    site.article("world/x.md", title="Переговори в Києві", slug="переговори-в-києві")
    site.build()
    assert "/world/переговори-в-києві/" in _results(site)
    assert (site.output / "world/переговори-в-києві/index.html").is_file()


def test_bring_what_the_search_page_needs_and_no_more(site: SiteTest) -> None:
    """The script, its engine and the tables are there; Pagefind's own interfaces are not."""
    site.build()
    names = {name for name in _index(site) if "/" not in name and not name.endswith(".pf_meta")}
    assert names == {
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "wasm.en.pagefind",
    }
    manifest = site.read(".briefgen.manifest")
    assert all(f"pagefind/{name}" in manifest for name in _index(site))


def test_mend_the_index(site: SiteTest) -> None:
    """A file of the index that was deleted comes back."""
    site.build()
    wanted = site.tree()
    next((site.output / "pagefind/fragment").iterdir()).unlink()
    site.build()
    assert site.tree() == wanted


@pytest.mark.parametrize("setting", ["output:\n  search: no\n", ""])
def test_do_without(site: SiteTest, setting: str) -> None:
    """Without the setting or the extra there is no search page and no index."""
    (site.root / "briefgen.yml").write_text(CONFIG, encoding="utf-8")
    site.build()
    assert (site.output / "search/index.html").is_file()
    (site.root / "briefgen.yml").write_text(CONFIG + setting, encoding="utf-8")
    if setting:
        site.build()
    else:
        build_without(site, "pagefind_bin")
    assert not (site.output / "search").exists()
    assert not (site.output / "pagefind").exists()


def test_index_again_with_a_new_pagefind(site: SiteTest, tmp_path: Path) -> None:
    """A new version of the extra makes the index anew, and renders no page."""
    site.build()
    before = {path: (site.output / path).stat().st_mtime_ns for path in site.tree()}
    made = build_with_newer(site, "pagefind_bin", tmp_path)
    assert made
    assert {path.partition("/")[0] for path in made} == {"pagefind"}
    assert all(
        (site.output / path).stat().st_mtime_ns == before[path] for path in before.keys() - made
    )


def test_do_without_anything_to_find(tmp_path: Path) -> None:
    """A site with no text has no index."""
    site = SiteTest(tmp_path / "root")
    site.build()
    assert _index(site) == {}


def test_stop_pagefind_in_time(tmp_path: Path) -> None:
    """An index that takes too long is an error, and nothing of it keeps running."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(200):
        words = " ".join(f"word{number * step}" for step in range(1, 400))
        (pages / f"{number}.html").write_text(f"<html><body>{words}</body></html>")
    with pytest.raises(CommandError) as caught:
        make_index(pages, tmp_path / "bundle", "en", limit=0.01)
    text = to_text(caught.value.diagnostics[0])
    assert text.startswith("error: Pagefind could not make the index for searching: it was stopped")
    assert "output.search: no" in text


def test_refuse_pages_without_any(tmp_path: Path) -> None:
    """What Pagefind says of a failure is in the error."""
    (tmp_path / "pages").mkdir()
    with pytest.raises(CommandError, match="was not able to build an index"):
        make_index(tmp_path / "pages", tmp_path / "bundle", "en")


def test_refuse_files_in_its_place(site: SiteTest) -> None:
    """A file of the content at an address of the index is an error."""
    site.article("pagefind/a.md")
    site.write("-- content/pagefind/pagefind-entry.json --\nmine\n")
    with pytest.raises(ContentError, match="json and the index for searching would both be at"):
        site.build()


def test_stand_beside_a_section_of_its_name(site: SiteTest) -> None:
    """A section may be called as the folder of the index; neither disturbs the other."""
    site.article("pagefind/a.md")
    site.build()
    site.article("pagefind/a.md", slug="b")
    site.build()
    assert site.tree() == site.clean_tree()
    site.build()
    site.write("-- content/world/data.csv --\na,b\n")
    site.build()
    assert site.made == {"world/data.csv"}
