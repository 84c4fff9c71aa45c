"""``briefgen new`` makes sites that build, and drafts that nobody reads too early."""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import fields

from briefgen.config import load_config
from briefgen.content.discover import discover
from briefgen.model.front_matter import ArticleFrontMatter, EditionFrontMatter
from briefgen.model.source import Role
from briefgen.scaffold.site import title_from
from tests.media.photos import encoded, photo, put
from tests.processes import run

NOW = "2026-11-22T09:00+00:00"

Done = subprocess.CompletedProcess[str]


def build(folder: Path, *arguments: str) -> Done:
    """Build the site in *folder*, which must succeed without a warning."""
    done = run(folder, "build", "--now", NOW, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done


def draft(folder: Path, title: str, *arguments: str, section: str = "world") -> Path:
    """Add an article dated 2026-11-22, and return its file."""
    options = ("--section", section, "--date", "2026-11-22", *arguments)
    done = run(folder, "new", "article", title, *options)
    assert (done.returncode, done.stderr) == (0, "")
    made = re.search(r"^Made (.+), a draft\.$", done.stdout, re.MULTILINE)
    assert made
    return folder / made[1]


def draft_edition(folder: Path, *arguments: str, day: str = "2026-11-22") -> Path:
    """Add the edition of *day*, and return its file."""
    done = run(folder, "new", "edition", *arguments, "--date", day)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Made content/editions/{day}.md, a draft.\n" in done.stdout
    return folder / f"content/editions/{day}.md"


def items_of(file: Path) -> list[str]:
    """Return the articles that the edition *file* lists."""
    return re.findall(r"^  - article: (.+)\n    note: \"\"$", file.read_text("utf-8"), re.MULTILINE)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file in *folder* with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def refused(folder: Path, *arguments: str) -> str:
    """Run briefgen, which must refuse and change nothing; return what it says."""
    before = tree(folder)
    done = run(folder, *arguments)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder) == before
    return done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site that was made once; tests change a copy."""
    folder = tmp_path_factory.mktemp("made")
    done = run(folder, "new", "harbour-news")
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "harbour-news"


@pytest.fixture
def fresh(made: Path, tmp_path: Path) -> Path:
    """Return the folder of a site that has just been made."""
    return shutil.copytree(made, tmp_path / "harbour-news")


def test_new_site_builds_without_a_warning(fresh: Path) -> None:
    """A new site builds as it is, and there is nothing to complain about."""
    build(fresh)
    home = (fresh / "site/index.html").read_text(encoding="utf-8")
    assert "<title>Harbour news</title>" in home


def test_new_site_shows_what_content_can_be(fresh: Path) -> None:
    """A new site has five articles in three sections, some pasted, and an edition."""
    sources, faults = discover(fresh / "content")
    articles = [source.path for source in sources if source.role is Role.ARTICLE]
    assert not faults
    assert len(articles) == 5
    assert len({path.partition("/")[0] for path in articles}) == 3
    assert sum(source.role is Role.EDITION for source in sources) == 1
    assert any(path.endswith(".txt") for path in articles)
    assert any(path.endswith("/index.md") for path in articles)


def test_new_site_shows_what_a_briefing_is(fresh: Path) -> None:
    """Its edition gathers articles, headings and a page elsewhere; an article cites its source."""
    build(fresh)
    edition = (fresh / "site/editions/2026-11-20/index.html").read_text(encoding="utf-8")
    for part in ("world/sharing-a-river", "world/night-train", "https://example.org/velm/"):
        assert f'{part}"' in edition or f'{part}/"' in edition
    assert "Across the border" in edition
    article = (fresh / "site/world/sharing-a-river/index.html").read_text(encoding="utf-8")
    assert "We stopped asking" in article
    assert 'href="#source-agreement"' in article
    corrections = (fresh / "site/corrections/index.html").read_text(encoding="utf-8")
    assert corrections.index("If you have found a mistake") < corrections.index("price-of-bread")


def test_new_site_says_what_to_do_next(tmp_path: Path) -> None:
    """The first words after making a site are the next commands, ready to be pasted."""
    done = run(tmp_path, "new", "my briefing")
    assert "\n  cd 'my briefing'\n  briefgen serve --open\n" in done.stdout


def test_new_site_may_be_made_in_an_empty_folder(tmp_path: Path) -> None:
    """An empty folder that is there already can become a site."""
    assert run(tmp_path, "new", ".").returncode == 0
    build(tmp_path)


def test_new_site_names_the_folder_that_is_not_empty(tmp_path: Path) -> None:
    """A folder with something in it is refused by name and left as it is."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine", encoding="utf-8")
    assert "error: the folder full is not empty: it holds `letter.txt`" in refused(
        tmp_path, "new", "full"
    )


def test_new_site_does_not_replace_a_file(tmp_path: Path) -> None:
    """A file of the name that was asked for is refused."""
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert "error: taken exists already" in refused(tmp_path, "new", "taken")


def test_new_folder_may_be_called_article(tmp_path: Path) -> None:
    """`./article` is a folder, although `article` means an article."""
    assert "./article" in refused(tmp_path, "new", "article")
    assert run(tmp_path, "new", "./article").returncode == 0
    build(tmp_path / "article")


def test_comments_for_editors_lead_to_schemas_of_the_site(fresh: Path) -> None:
    """Every `yaml-language-server` comment names a schema that lies in the site."""
    draft(fresh, "A draft")
    draft_edition(fresh)
    seen = set()
    for file in [fresh / "briefgen.yml", *fresh.glob("content/**/*.md")]:
        text = file.read_text(encoding="utf-8")
        match = re.search(r"^# yaml-language-server: \$schema=(\S+)$", text, re.MULTILINE)
        assert match, file
        schema = (file.parent / match[1]).resolve()
        assert json.loads(schema.read_text(encoding="utf-8"))["properties"]["title"]
        seen.add(schema.name.partition(".")[0])
    assert seen == {"site", "article", "section", "page", "edition"}


@pytest.mark.parametrize(
    ("name", "title"),
    [("the_daily--brief", "The daily brief"), ("2026", "2026"), ("…", "My briefing")],
)
def test_title_of_a_new_site_comes_from_its_folder(name: str, title: str) -> None:
    """A folder's name becomes a title that can be read."""
    assert title_from(name) == title


def test_title_of_a_new_site_is_quoted(tmp_path: Path) -> None:
    """A folder with a name that means something to YAML makes a site all the same."""
    name = "yes: #1, [draft]"
    assert run(tmp_path, "new", name).returncode == 0
    assert load_config(tmp_path / name).settings.title == "Yes: #1, [draft]"


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_new_article_is_a_draft(fresh: Path, suffix: str) -> None:
    """A new article is not published, and a build with drafts shows it."""
    build(fresh)
    before = tree(fresh / "site")
    file = draft(fresh, "Zanzibar votes", *(["--txt"] if suffix == ".txt" else []))
    assert file == fresh / f"content/world/2026-11-22-zanzibar-votes{suffix}"
    assert "1 draft." in build(fresh).stdout
    assert tree(fresh / "site") == before
    build(fresh, "--drafts", "--output", "preview")
    assert (fresh / "preview/world/zanzibar-votes/index.html").is_file()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ('"Quotes": and # signs', "quotes-and-signs"),
        ("🎉 Party in 東京", "party-in-東京"),
        ("🎉🎉", "article"),
        ("%&!*", "and"),
        ("  two\n lines\t", "two-lines"),
        ("yes", "yes"),
        ("back\\slash \\n 'single' \u2028 {braces}", "back-slash-n-single-braces"),
    ],
)
def test_new_article_keeps_an_odd_title(fresh: Path, title: str, slug: str) -> None:
    """Whatever a title says stands on the page, and its address can be read."""
    draft(fresh, title)
    build(fresh, "--drafts", "--json")
    page = (fresh / f"site/world/{slug}/index.html").read_text(encoding="utf-8")
    shown = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert shown
    kept = "".join(character for character in title if character.isalnum())
    assert kept in re.sub(r"&[#\w]+;|\W", "", shown[1])


def test_new_article_has_a_file_name_that_is_not_too_long(fresh: Path) -> None:
    """However long the title and wide its letters, the file can be made and published."""
    file = draft(fresh, "Дуже довгий заголовок " * 40)
    assert len(os.fsencode(file.name)) < 200
    build(fresh, "--drafts")


@pytest.mark.parametrize("title", ["", "   ", "bell \x07", "\x1b[31mred"])
def test_new_article_refuses_a_title_that_cannot_be_shown(fresh: Path, title: str) -> None:
    """Nothing is made for a title of spaces or control characters."""
    assert "error: the title " in refused(fresh, "new", "article", title, "--section", "world")


def test_new_article_never_overwrites(fresh: Path) -> None:
    """A second article with the address of a first is refused, whatever its date or form."""
    draft(fresh, "Once")
    for extra in ([], ["--txt"], ["--date", "2026-01-01"]):
        said = refused(fresh, "new", "article", "Once!", "--section", "world", *extra)
        assert "content/world/2026-11-22-once.md has the address world/once/ already" in said
    said = refused(fresh, "new", "article", "Harbour", "--section", "business")
    assert "content/business/2026-11-18-harbour has the address" in said


def test_new_article_names_the_section_that_was_meant(fresh: Path) -> None:
    """A slip in the name of a section makes no new section."""
    said = refused(fresh, "new", "article", "Title", "--section", "wrold")
    assert "there is no section `wrold`" in said
    assert "did you mean `world`?" in said


@pytest.mark.parametrize("section", ["editions", "content/editions/", "Editions"])
def test_new_article_is_no_edition(fresh: Path, section: str) -> None:
    """The folder of the editions is no section, whether it is there or not."""
    said = refused(fresh, "new", "article", "Title", "--section", section)
    assert "is no section: content/editions holds the editions" in said
    shutil.rmtree(fresh / "content/editions")
    assert refused(fresh, "new", "article", "Title", "--section", section) == said


def test_new_article_may_begin_a_section(fresh: Path) -> None:
    """A section that is like no other is made, and a note says so."""
    options = ("--section", "Sport", "--date", "2026-11-22")
    done = run(fresh, "new", "article", "Final", *options)
    assert "Note: content/sport/ is a new section" in done.stdout
    assert (fresh / "content/sport/2026-11-22-final.md").is_file()
    build(fresh, "--drafts")


@pytest.mark.parametrize("section", ["world/", "content/world", "World"])
def test_new_article_understands_how_a_section_is_written(fresh: Path, section: str) -> None:
    """A section may be written as its folder, as shells complete it, or with a capital."""
    assert draft(fresh, "Title", section=section).parent == fresh / "content/world"


@pytest.mark.parametrize("section", ["about", "../..", "!!", ""])
def test_new_article_refuses_what_cannot_be_a_section(fresh: Path, section: str) -> None:
    """A page's name, a way out of content, or no name at all is no section."""
    assert "cannot be a section" in refused(fresh, "new", "article", "T", "--section", section)


def test_new_article_asks_for_the_section_and_names_them_all(fresh: Path) -> None:
    """Without a section, the message says which there are."""
    assert "The sections are business, culture, world." in refused(fresh, "new", "article", "T")


def test_new_article_needs_no_section_where_there_is_one(fresh: Path) -> None:
    """In a site with one section there is nothing to choose."""
    for name in ("business", "culture"):
        (fresh / "content" / name).rename(fresh / f"_{name}")
    assert run(fresh, "new", "article", "Only").returncode == 0
    assert list(fresh.glob("content/world/*-only.md"))


def test_new_article_finds_the_site_above(fresh: Path) -> None:
    """The command works in any folder of a site."""
    done = run(fresh / "content/world", "new", "article", "Here", "--section", "culture")
    assert done.returncode == 0
    assert list(fresh.glob("content/culture/*-here.md"))


def test_new_article_needs_a_site(tmp_path: Path) -> None:
    """Outside of a site the message says how to make one."""
    assert "briefgen new DIR" in refused(tmp_path, "new", "article", "T", "--section", "world")


@pytest.mark.parametrize("written", ["2026-02-30", "tomorrow", "2026-11-22T10:00"])
def test_new_article_refuses_what_is_no_date(fresh: Path, written: str) -> None:
    """A date that does not exist is named in the message."""
    said = refused(fresh, "new", "article", "T", "--section", "world", "--date", written)
    assert f"“{written}” is not a date" in said


def test_new_article_names_every_field_and_all_of_them_work(fresh: Path) -> None:
    """The comments in a new article name every field, and each can be taken as it is."""
    file = draft(fresh, "Everything")
    _, head, body = file.read_text(encoding="utf-8").split("---\n")
    used = re.sub(r"^# (?=[a-z_]+:|  )", "", head, flags=re.MULTILINE)
    assert {field.name for field in fields(ArticleFrontMatter)} == set(
        re.findall(r"^([a-z_]+):", used, re.MULTILINE)
    )
    used = used.replace("section: another-section", "section: culture")
    used = used.replace("other-article.md", "2026-11-16-night-train.txt")
    used = used.replace("publish_at: 2026-11-25", "publish_at: 2026-11-20")
    file.write_text(f"---\n{used}---\n{body}", encoding="utf-8")
    put(file.parent / "picture.jpg", encoded(photo(600, 400), "JPEG"))
    build(fresh, "--drafts")
    assert (fresh / "site/culture/another-address/index.html").is_file()


def test_new_edition_is_a_draft_of_the_day(fresh: Path) -> None:
    """A new edition is not published; a build with drafts shows it with what is new."""
    build(fresh)
    before = tree(fresh / "site")
    file = draft_edition(fresh, "The week in numbers")
    assert "1 draft." in build(fresh).stdout
    assert tree(fresh / "site") == before
    build(fresh, "--drafts", "--output", "preview")
    page = (fresh / "preview/editions/2026-11-22/index.html").read_text(encoding="utf-8")
    assert "The week in numbers" in page
    assert "Two neighbours agree to share a river" in page
    head = file.read_text("utf-8").replace("draft: true\n", "").partition("\n---\n")[0]
    file.write_text(f"{head}\n---\nOur own words.\n", encoding="utf-8")
    build(fresh)
    assert (fresh / "site/editions/2026-11-22/index.html").is_file()


def test_new_edition_lists_the_articles_of_a_week(fresh: Path) -> None:
    """What was published in the seven days up to the edition's is listed, newest first."""
    assert items_of(draft_edition(fresh)) == [
        "world/2026-11-19-sharing-a-river.md",
        "business/2026-11-18-harbour/index.md",
        "world/2026-11-16-night-train.txt",
    ]
    assert items_of(draft_edition(fresh, day="2026-11-17")) == [
        "world/2026-11-16-night-train.txt",
        "business/2026-11-14-price-of-bread.md",
        "culture/2026-11-11-library-of-things.md",
    ]


def test_new_edition_lists_five_articles_after_a_quiet_week(fresh: Path) -> None:
    """If nothing is new, the newest five of all articles are listed."""
    (fresh / "content/world/2026-10-01-oldest.md").write_text("Old.", encoding="utf-8")
    listed = items_of(draft_edition(fresh, day="2026-12-31"))
    assert len(listed) == 5
    assert "world/2026-10-01-oldest.md" not in listed


def test_new_edition_lists_only_what_readers_will_find(fresh: Path) -> None:
    """Drafts and what expires or comes after its day are not listed; what comes that day is."""
    world = fresh / "content/world"
    heads = {
        "draft": "draft: true",
        "gone": "expires: 2026-11-21T00:00+00:00",
        "later": "publish_at: 2026-11-24T06:00+00:00",
        "broken": "date: never",
        "due": "publish_at: 2026-11-22T18:00+00:00",
    }
    for name, head in heads.items():
        (world / f"2026-11-22-{name}.md").write_text(f"---\n{head}\n---\nText.", "utf-8")
    (world / "2026-11-23-next.md").write_text("Text.", "utf-8")
    (world / "2026-11-21 it's #1.md").write_text("Text.", "utf-8")
    listed = items_of(draft_edition(fresh))
    assert listed[:2] == ["world/2026-11-22-due.md", '"world/2026-11-21 it\'s #1.md"']
    assert len(listed) == 5


def test_new_edition_is_called_by_its_day(fresh: Path) -> None:
    """Without a title the day is the title, in the language of the site."""
    assert 'title: "22 November 2026"\n' in draft_edition(fresh).read_text("utf-8")
    config = fresh / "briefgen.yml"
    config.write_text(config.read_text("utf-8").replace("language: en", "language: uk"), "utf-8")
    file = draft_edition(fresh, day="2026-11-23")
    assert 'title: "23 листопада 2026' in file.read_text("utf-8")


def test_new_edition_keeps_an_odd_title(fresh: Path) -> None:
    """Whatever a title says stands on the page."""
    draft_edition(fresh, '"Yes": #1 & {more}')
    build(fresh, "--drafts")
    page = (fresh / "site/editions/2026-11-22/index.html").read_text(encoding="utf-8")
    shown = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert shown
    assert html.unescape(shown[1]).strip() == '"Yes": #1 & {more}'


@pytest.mark.parametrize("name", ["2026-11-22.md", "2026-11-22.txt", "2026-11-22/index.md"])
def test_new_edition_never_overwrites(fresh: Path, name: str) -> None:
    """A day has one edition, in whatever form; a second one is refused."""
    file = fresh / "content/editions" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    said = refused(fresh, "new", "edition", "--date", "2026-11-22")
    assert f"content/editions/{name.partition('/')[0]} is the edition of this day" in said


def test_new_edition_may_be_the_first(tmp_path: Path) -> None:
    """A site without a single article can begin one, and is told where they belong."""
    (tmp_path / "briefgen.yml").write_text("title: Empty\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    done = run(tmp_path, "new", "edition", "--date", "2026-11-22")
    assert "There is no article yet" in done.stdout
    assert run(tmp_path, "build", "--now", NOW, "--drafts").returncode == 0


def test_new_edition_names_every_field_and_all_of_them_work(fresh: Path) -> None:
    """The comments in a new edition name every field, and each can be taken as it is."""
    file = draft_edition(fresh)
    _, head, body = file.read_text(encoding="utf-8").split("---\n")
    used = re.sub(r"^# (?=[a-z_]+:|  )", "", head, flags=re.MULTILINE)
    assert {field.name for field in fields(EditionFrontMatter)} == set(
        re.findall(r"^([a-z_]+):", used, re.MULTILINE)
    )
    used = used.replace("publish_at: 2026-11-25", "publish_at: 2026-11-20")
    file.write_text(f"---\n{used}---\n{body}", encoding="utf-8")
    (fresh / "content/picture.jpg").write_bytes(encoded(photo(600, 400), "JPEG"))
    build(fresh, "--drafts")
    page = (fresh / "site/editions/another-address/index.html").read_text(encoding="utf-8")
    assert "What the page is called" in page


@pytest.mark.parametrize("option", [["--section", "world"], ["--txt"]])
def test_options_of_an_article_are_refused_for_an_edition(fresh: Path, option: list[str]) -> None:
    """An edition lies in no section, and is never pasted."""
    assert "briefgen new edition" in refused(fresh, "new", "edition", *option)


def test_options_of_an_article_are_refused_for_a_site(tmp_path: Path) -> None:
    """A title after a folder's name shows how an article is begun."""
    assert "briefgen new article" in refused(tmp_path, "new", "artcle", "Title")


@pytest.mark.parametrize(
    ("slip", "meant"), [("editon", "edition"), ("editions", "edition"), ("artikle", "article")]
)
def test_slip_in_a_site_makes_no_site_in_it(fresh: Path, slip: str, meant: str) -> None:
    """In a site a word that is nearly `edition` or `article` is asked about."""
    assert f"Did you mean `briefgen new {meant}`?" in refused(fresh, "new", slip)
    assert run(fresh, "new", f"./{slip}").returncode == 0


def test_new_site_may_be_called_nearly_like_a_command(tmp_path: Path) -> None:
    """Outside of a site, such a word is the name of a folder."""
    assert run(tmp_path, "new", "editions").returncode == 0
