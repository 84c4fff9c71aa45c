"""Faults that were found by trying, each held by the test that shows it."""

import unicodedata
from pathlib import Path

import pytest

from briefgen.build.lock import locked
from briefgen.build.store import Store
from briefgen.build.versions import parser_digest
from briefgen.config import load_config
from briefgen.errors import BriefgenError, to_text
from briefgen.fingerprint import canonical, fingerprint
from tests.testsite import CONFIG, SiteTest


def _errors(site: SiteTest) -> str:
    with pytest.raises(BriefgenError) as caught:
        site.build()
    return "\n".join(to_text(one) for one in caught.value.diagnostics)


def test_say_what_is_wrong_with_a_lock_that_is_a_folder(tmp_path: Path) -> None:
    """A folder where the lock belongs is reported, and ends nothing else."""
    (tmp_path / "lock").mkdir()
    with pytest.raises(BriefgenError, match="lock is in the way: it is no file"), locked(tmp_path):
        pass


def test_warn_of_a_setting_that_comes_after_a_build(site: SiteTest) -> None:
    """An unknown setting is warned about though nothing else has changed."""
    site.article("world/a.md")
    site.build()
    (site.root / "briefgen.yml").write_text(f"{CONFIG}audience: all\n", encoding="utf-8")
    site.build()
    assert "there is no setting `audience`" in site.warnings


def test_warn_once_of_a_setting_that_is_no_longer_needed(site: SiteTest) -> None:
    """A limit that an earlier version knew is named with its place, and the site is built."""
    text = f"{CONFIG}limits:\n  article_seconds: 5\n  article_kilobytes: 50\n"
    (site.root / "briefgen.yml").write_text(text, encoding="utf-8")
    site.article("world/a.md")
    site.build()
    line = text[: text.index("  article_seconds")].count("\n") + 1
    assert site.warnings.count("article_seconds") == 2, "once in words, once in the line shown"
    assert "`article_seconds` is no longer needed, and does nothing" in site.warnings
    assert f"briefgen.yml:{line}:3" in site.warnings
    assert "take the line out" in site.warnings


def test_name_an_asset_that_takes_the_place_of_the_themes(site: SiteTest) -> None:
    """A file of content at the address of a theme's file is an error naming it."""
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/assets/logo.svg --
        <svg xmlns="http://www.w3.org/2000/svg"/>
        -- content/assets/logo.svg --
        <svg xmlns="http://www.w3.org/2000/svg"><g/></svg>
        -- briefgen.yml --
        title: Test
        theme: own
    """)
    site.article("world/a.md")
    assert "content/assets/logo.svg" in _errors(site)


def test_refuse_content_that_is_a_link(site: SiteTest, tmp_path: Path) -> None:
    """A folder `content` that is a symbolic link is refused by name."""
    (site.root / "content").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (site.root / "content").symlink_to(tmp_path / "elsewhere")
    assert "content is a symbolic link" in _errors(site)


def test_read_a_file_whose_name_is_in_another_form(site: SiteTest) -> None:
    """A file name in NFD is the same article as in NFC, and so is an image's."""
    name = unicodedata.normalize("NFD", "kyjév")
    folder = site.root / "content/world" / name
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: K\ndate: 2026-11-01\n---\nText.\n")
    (folder / unicodedata.normalize("NFD", "bílá.svg")).write_text("<svg/>")
    site.build()
    assert "Text." in site.read(unicodedata.normalize("NFC", "world/kyjév/index.html"))
    assert site.read(unicodedata.normalize("NFC", "world/kyjév/bílá.svg")) == "<svg/>"


def test_report_a_broken_section_once(site: SiteTest) -> None:
    """A section whose only article cannot be read is not reported as missing too."""
    site.article("world/a.md")
    site.article("markets/b.md", date="2026-02-30")
    config = f"{CONFIG}sections: [world, markets]\n"
    (site.root / "briefgen.yml").write_text(config, encoding="utf-8")
    assert _errors(site).count("error:") == 1


def test_tell_a_link_into_the_folder_of_a_draft_from_a_broken_one(site: SiteTest) -> None:
    """A link to a file of a draft is a warning, as a link to the draft is."""
    site.article("world/a.md", "See [the data](secret/data.csv).")
    site.article("world/secret/index.md", draft="true")
    site.write("-- content/world/secret/data.csv --\n1,2\n")
    site.build()
    assert "is a draft" in site.warnings
    assert "<a>the data</a>" in site.read("world/a/index.html")


def test_build_after_another_version_kept_other_things(site: SiteTest) -> None:
    """What another version remembered of its last build is passed over."""
    site.article("world/a.md")
    site.build()
    before = site.tree()
    config = load_config(site.root)
    program = fingerprint((parser_digest(), config.content))
    with Store(site.project.store, program) as store:
        assert store.fact("build")
        store.put_fact("build", canonical(("another", "shape")))
        store.commit()
    site.build()
    assert site.tree() == before
    assert site.rendered == set()
