"""P13: what is neither a text nor a file of a known kind is refused by name, never published."""

import os
import shutil
import sys
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest

from briefgen.errors import ContentError
from tests.processes import PACKAGE_ROOT, build
from tests.testsite import SiteTest

DELETE, ROOT, IMPORT, SAVE, MARKDOWN, MOVE, ADD, HIDDEN, OWN, EXPORT, RENAME = (
    *("delete it", "move it to `content/_root/", "briefgen import", "save it as", "rename it to"),
    *("move it out of `content/`", "add its ending", "take away the dot", "rename it without `_`"),
    *("export it as", "give it one"),
)

REFUSED = {
    DELETE: (
        *("world/talks.md~", "world/#talks.md#", "world/.#talks.md", "world/talks.md.bak"),
        *("talks.MD.orig", "world/talks.md.rej", "world/talks.md.swp", "world/~$letter.docx"),
        *("world/talks (conflicted copy 2026-11-20).md", "river.tmp", "river.jpg.part"),
        *("film.mp4.crdownload", "world/Copy of talks.md", "world/talks copy.md", "notes.old"),
        *("world/talks - Copy (2).md", "world/talks (1).md", "world/Kopie von Gespräche.txt"),
        *("world/talks.sync-conflict-20261120-101500-ABCDEF.md", "talks.md.save", "x.md.~1~"),
        *("world/talks.md___jb_old___", "world/talks_BACKUP_4711.md", "world/talks.bak.md"),
        *("talks (copy 2).md", "talks (kopia).md", "talks-DESKTOP-AB12CD3.md", "#recycle/x.md"),
        *("world/talks_conflict-20261120-101500.md", "world/talks.md.autosave", "talks.md.un~"),
        *("world/talks (SFConflict ada 2026-11-20-10-15-00).md", "x.md.dpkg-old", "x.md.mine"),
        *("__MACOSX/._talks.md", "node_modules/x/index.js", "Thumbs.db.bak", "world/4913"),
        *("world/talks.md.LOCAL.4711.md", "world/talks (Case Conflict 1).md", "talks copy 2.md"),
        *("world/talks (conflict 2026-11-20 10.15.00).md", "world/sedAb12Cd"),
        *("content.backup/talks.md", "x.md.sb-1a2b3c4d-AbCdEf", "x.md.backup2", "old.bak/a.md"),
    ),
    ROOT: (
        *("robots.txt", "ads.txt", "humans.txt", "security.txt", "favicon.ico"),
        *("favicon.svg", "apple-touch-icon.png", "manifest.json", "site.webmanifest", "_headers"),
        *("_redirects", "browserconfig.xml", "google1a2b3c4d.html", "BingSiteAuth.xml"),
        *("yandex_0a1b2c.html", "pinterest-ab12c.html", ".well-known/security.txt"),
        *("0123456789abcdef0123456789abcdef.txt", "App-Ads.TXT"),
        *("loaderio-0123456789abcdef0123456789abcdef.txt", "MP_verify_a1B2c3.txt"),
        *("robots.txt.txt", "favicon.ico.txt", "_redirects.txt"),
    ),
    IMPORT: (
        *("world/letter.docx", "world/Report.DOCX", "world/letter.doc", "world/letter.odt"),
        *("world/letter.rtf", "letter.pages", "letter.wpd", "world/page.html", "page.HTM"),
        *("world/page.mhtml", "page.webarchive", "mail.eml", "mail.msg", "world/it's.docx"),
    ),
    SAVE: ("notes.rst", "notes.adoc", "notes.org", "notes.tex", "x.ipynb", "a.textbundle/text.md"),
    MARKDOWN: ("world/notes.mdx", "notes.qmd", "notes.text", "notes.mdwn", "world/notes.Rmd"),
    EXPORT: ("plan.psd", "plan.ai", "photo.CR2", "photo.nef", "talk.pptx", "talk.key", "plan.indd"),
    ADD: (
        *("world/tool.py", "tool.sh", "dump.sql", "site.log", "run.exe", "feed.xml", "a.tar.gz"),
        *("world/x.php", "map.shp", "x.bin", "x.dat"),
    ),
    MOVE: (
        *("settings.yml", "settings.toml", "key.pem", "passwords.kdbx"),
        *("package.json", "world/package-lock.json", "client_secret_12.json", "Secrets.json"),
        *("world/credentials.json", "token.json", "serviceAccountKey.json", "service-account.json"),
        *("x-firebase-adminsdk-a1b2c-0123456789.json", "README.md", "world/readme.markdown"),
        *("world/x/ReadMe.TXT", "README"),
        *("world/id_rsa", "x.yaml", "world/x.ini", "Makefile", "LICENSE", "_data/x.json"),
    ),
    HIDDEN: (
        *("world/.secret.md", ".hidden/x.md", ".htaccess", ".notes", "world/.logo.svg", ".a.swf"),
        *(".directory/x.md", ".empty/x.md", ".keep/x.md", ".gitkeep/x.md", ".DS_Store.md"),
        *(".trash.md", ".environment.md", ".dockerignore", ".picasa.md"),
    ),
    "replace what it holds": (".env", ".env.local", ".htpasswd", ".git-credentials", ".ssh/id"),
    "`content/`, and add `assets: [.": ("_root/sw.js", "_root/feed.xsl", "_root/rss.xslt"),
    "move it to the theme": ("theme.css", "world/script.js"),
    OWN: ("world/_draft.md", "_notes/x.md", "world/_sources/x.txt", "world/_index.png"),
    "publish: {domain": ("CNAME", "CNAME.txt", "world/CNAME"),
    "rename it if it is a page": ("llms.txt",),
    "folder of its section": ("_posts/2026-01-01-x.md", "world/_drafts/x.md"),
    "an article of its own": (
        *("world/2026-11-18-undersea-cables/part-2.md", "world/2026-11-18-undersea-cables/x/n.TXT"),
    ),
    "if the folder is the article": ("world/2026/x.md",),
    "link to that from a text": ("site.webloc", "site.url", "world/letter.gdoc"),
}  # fmt: skip
"""What people drop into a folder, by what the message tells them to do."""

ORDINARY = (
    *("a.jpg", "b.JPEG", "c.png", "d.gif", "e.webp", "f.avif", "g.heic", "h.tif", "i.bmp"),
    *("IMG_2031 copy.jpg", "photo (1).jpg", "Report (final).pdf", "j.pdf", "k.csv", "l.tsv"),
    *("m.json", "n.geojson", "o.xlsx", "p.ods", "q.mp3", "r.m4a", "s.wav", "t.mp4", "u.webm"),
    *("v.mov", "w.vtt", "x.srt", "y.zip", "z.woff2", "ä ö.pdf"),
)
UNSEEN = (
    *(".DS_Store", "Thumbs.db", "desktop.ini", "._a.jpg", ".gitkeep", ".gitignore"),
    *(".talks.md.swp", "@eaDir/a.jpg", ".localized", ".obsidian/app.json"),
    *(".vscode/settings.json", ".~lock.o.ods#", ".trash/talks.md", ".picasa.ini", "IMG_2031.AAE"),
    *(".tmp.drivedownload/1.md", ".tmp.driveupload/2", ".com.apple.timemachine.donotpresent"),
    *(".prettierrc", ".markdownlint.json", ".ipynb_checkpoints/x.ipynb", "IMG_E2031.aae", ".swp"),
    *(".talks.md.swo", ".sync_0a1b2c.db", ".nomedia", ".smart-env/x.md"),
    *(() if sys.platform == "win32" else ("Icon\r",)),
)


def _demonstration(folder: Path) -> SiteTest:
    """Return a copy of the demonstration site."""
    site = SiteTest(folder)
    for name in ("content", "themes"):
        shutil.copytree(PACKAGE_ROOT / name, folder / name, dirs_exist_ok=True)
    shutil.copy(PACKAGE_ROOT / "briefgen.yml", folder)
    return site


def _add(site: SiteTest, path: str) -> None:
    file = site.root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"What nobody was to read.\n")


def _refused_as(path: str) -> tuple[str, ...]:
    """Return the places by which *path* may be named: itself, or a folder that it is in."""
    parts = path.split("/")
    return tuple("content/" + "/".join(parts[:count]) for count in range(1, len(parts) + 1))


def test_refuse_each_kind_by_name_and_say_what_to_do(tmp_path: Path) -> None:
    """Of well over sixty kinds none is published, dropped, or left without advice."""
    site = _demonstration(tmp_path / "site-root")
    for original in ("world/talks.md", "talks.md"):
        site.article(original)
    for paths in REFUSED.values():
        for path in paths:
            _add(site, path)
    with pytest.raises(ContentError) as caught:
        site.build()
    said = {
        str(one.location): f"{one.message}; {one.help}" for one in caught.value.diagnostics
    }  # fmt: skip
    missing = [
        (path, advice, [said.get(place) for place in _refused_as(path)])
        for advice, paths in REFUSED.items()
        for path in paths
        if not any(advice in said.get(place, "") for place in _refused_as(path))
    ]
    assert missing == []
    assert sum(map(len, REFUSED.values())) > 120
    assert not site.output.exists()


def test_the_command_names_them_all_and_lists_once_what_is_published(tmp_path: Path) -> None:
    """In a terminal each file has its lines, and the long list stands there once."""
    site = SiteTest(tmp_path / "site-root")
    site.article("world/a.md")
    names = [f"world/{number:02}.{ending}" for number in range(30) for ending in ("py", "sql")]
    for name in names:
        _add(site, name)
    done = build(site.root)
    assert done.returncode == 1
    assert all(f" ——▶ content/{name}\n" in done.stderr for name in names)
    assert done.stderr.count("pictures (.apng") == 1
    assert "`assets: [.py, .sql]`" in done.stderr
    assert "\n60 errors; the site is as it was." in done.stderr
    assert not site.output.exists()


def test_an_ordinary_folder_builds_without_a_word(site: SiteTest) -> None:
    """Pictures, documents, data, films, sound and what systems leave behind are no fault."""
    site.article("world/a.md", title="A")
    for name in (*ORDINARY, *UNSEEN):
        _add(site, f"world/{name}")
    site.build()
    assert site.warnings == ""
    public = {path.removeprefix("world/") for path in site.tree()}
    assert {name for name in (*ORDINARY, *UNSEEN) if name in public} == set(ORDINARY)


def test_read_texts_whatever_the_case_of_their_ending(site: SiteTest) -> None:
    """They become articles, sections and pages as any other, and are never copied."""
    text = "---\ntitle: {}\ndate: 2026-11-01\n---\nText of it.\n"
    for path in (
        *("About.MD", "World/_Index.md", "World/a.MD", "World/b.markdown", "World/c.TXT"),
        *("World/d.mdown", "World/e.mkd", "World/f/Index.MD", "World/g/index.markdown"),
        *("culture/_index.txt", "culture/h.Markdown"),
    ):  # fmt: skip
        site.write(f"-- content/{path} --\n")
        (site.root / "content" / path).write_text(text.format(path), encoding="utf-8")
    (site.root / "content/World/f/river.png").write_bytes(b"no picture")
    (site.root / "content/World/a.MD").write_text(
        text.format("a") + "[c](c.TXT), [f](f), [here](.), [g](g/index.markdown)\n",
        encoding="utf-8",
    )
    site.build()
    for page in ("about", "world", *(f"world/{name}" for name in "abcdefg"), "culture/h"):
        assert (site.output / page / "index.html").is_file(), page
    assert "Text of it" in site.read("culture/index.html")
    assert "world/f/river.png" in site.tree()
    assert 'href="../../world/f/"' in site.read("world/a/index.html")
    endings = {path.rpartition(".")[2].lower() for path in site.tree() if "index.md" not in path}
    assert not endings & {"markdown", "mdown", "mkd", "md"}


def test_a_draft_in_a_file_of_any_ending_stays_one(site: SiteTest) -> None:
    """What is not published yet is in no file of the site."""
    site.article("world/a.md")
    for name in ("b.MD", "c.markdown", "d.Txt", "e.mkd", "f/INDEX.md"):
        site.article(f"world/{name}", "A sentence to come.", title="To come", draft="true")
    (site.root / "content/world/f/secret.png").write_bytes(b"A sentence to come.")
    site.build()
    assert [path for path, data in site.tree().items() if b"to come" in data.lower()] == []


def test_names_that_only_look_alike_are_content(site: SiteTest) -> None:
    """An article about a conflict, a copy or a backup is none of them."""
    for name in (
        *("2026-11-01-hard-copy", "the-conflict-in-the-north", "conflicted-copy-editors"),
        *("backup", "old", "women-in-conflict", "part-2", "tmp", "index-of-prices", "facade"),
        *("sedatives", "20261122", "Dune (84)", "Carbon copy", "Sudan (conflict)", "readme-first"),
        *("map (conflict areas 2024)", "Poem [Conflict 2024]", "work_remote_2023", "Catch (22)"),
        *("The conflicted copy of 1848", "census.local.2024", "knowledge_base_3", "Terms 2"),
    ):  # fmt: skip
        site.article(f"world/{name}.md", title=name)
    site.article("sedatives/a.md")
    site.build()
    assert site.report is not None
    assert site.report.findings.articles == 25


def test_data_whose_names_only_look_alike_are_published(site: SiteTest) -> None:
    """Data about secrets are none, and what is local or a base is no backup."""
    site.article("world/a.md")
    names = (
        *("secret-services-budget.json", "secrets-of-the-sea.json", "tokens_2024.json"),
        *("service-accounts-by-country.json", "credentials-of-observers.json", "secretary.json"),
        *("election_local_2024.csv", "military_base_1.jpg", "results.local.2024.csv"),
        *("knowledge_base_3.pdf", "server_backup_2020.pdf", "Sudan (conflict).jpg"),
        *("map (conflict areas 2024).png", "river copy.jpg", "funding.json", "5159/a.csv"),
        *("4913/b.csv", "sedation1/c.csv", "client_secret_history.json", "readme.png"),
    )
    for name in names:
        _add(site, f"world/{name}")
    site.build()
    assert [name for name in names if f"world/{name}" not in site.tree()] == []


def test_a_numbered_name_is_a_copy_only_beside_its_original(site: SiteTest) -> None:
    """Of the pair only the copy is refused, and without the original it is an article."""
    copies = ("a (1).md", "a copy.md", "a copy 2.md", "a(2).md", "a kopie.md")
    for name in ("a.md", "b (1).md", "b copy.md", "b (2).txt", *copies):
        site.article(f"world/{name}", title=name)
    with pytest.raises(ContentError) as caught:
        site.build()
    assert {str(one.location) for one in caught.value.diagnostics} == {
        f"content/world/{name}" for name in copies
    }
    site.remove("content/world/a.md")
    site.build()
    assert site.report is not None
    assert site.report.findings.articles == 8


def test_a_setting_adds_endings(site: SiteTest) -> None:
    """They count in any case, and taking one out again takes the files with it."""
    config = (site.root / "briefgen.yml").read_text(encoding="utf-8")
    site.article("world/a.md")
    for name in ("tool.py", "B.PY", "data.tar.gz"):
        _add(site, f"world/{name}")
    (site.root / "briefgen.yml").write_text(f"{config}assets: [.PY, .tar.gz]\n", encoding="utf-8")
    site.build()
    assert {"world/tool.py", "world/B.PY", "world/data.tar.gz"} <= set(site.tree())
    (site.root / "briefgen.yml").write_text(f"{config}assets: .py\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert [str(one.location) for one in caught.value.diagnostics] == ["content/world/data.tar.gz"]


def test_a_setting_adds_no_texts_backups_documents_or_secrets(site: SiteTest) -> None:
    """Each entry that would is named with its place."""
    site.article("world/a.md")
    refused = [
        *(".md", ".TXT", ".markdown", ".mdx", ".rst", ".docx", ".odt", ".bak", ".orig", ".tmp"),
        *(".yml", ".toml", ".pem", ".env", "py", "*.py", ".", ".p y", ".py/", "..py"),
    ]
    lines = "".join(f"  - '{one}'\n" for one in refused)
    file = site.root / "briefgen.yml"
    file.write_text(f"title: Test\nassets:\n{lines}  - .py\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        site.build()
    places = [str(one.location) for one in caught.value.diagnostics if one.severity == "error"]
    assert places == [f"briefgen.yml:{number}:5" for number in range(3, 3 + len(refused))]
    assert "such as `.py`" in caught.value.diagnostics[-1].help


def test_what_a_link_named_and_was_refused_is_told_once(site: SiteTest) -> None:
    """A link to a file that is refused is not reported besides."""
    site.article("world/a.md", "[the letter](letter.docx)")
    _add(site, "world/letter.docx")
    site.build(
        expect="""
        error: this is a document of a word processor, and is not published
         ——▶ content/world/letter.docx
          = help: `briefgen import content/world/letter.docx` makes a draft of it; then move it out of `content/`
        """  # noqa: E501
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_refused_whatever_its_name(site: SiteTest) -> None:
    """A pipe that is called like a picture or a file of the root is never read."""
    site.article("world/a.md")
    (site.root / "content/_root").mkdir()
    for name in ("world/a.png", "_root/robots.txt", "world/b.md"):
        os.mkfifo(site.root / "content" / name)
    with pytest.raises(ContentError) as caught:
        site.build()
    assert [one.message for one in caught.value.diagnostics] == ["this is not a regular file"] * 3


def test_keep_no_copies_that_import_has_made(site: SiteTest) -> None:
    """`_sources` and `_versions` of `content/` are never read, whatever is in them."""
    site.article("world/a.md")
    for path in (
        "_sources/letter.docx",
        "_sources/talks.md~",
        "_versions/a/b.md",
        "_versions/x.py",
    ):
        _add(site, path)
    site.build()
    assert not [path for path in site.tree() if path.startswith("_")]


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such names")
def test_name_the_character_that_no_address_may_have(site: SiteTest) -> None:
    """Whoever cannot see it reads what it is and where it stands."""
    site.article("world/a.md")
    names = {
        "a\u202eb.png": "character 2 of this name is U+202E (right-to-left override)",
        "\u2067x.png": "character 1 of this name is U+2067 (right-to-left isolate)",
        "a\x07.png": "character 2 of this name is U+0007 (control character)",
        "a\x85.png": "character 2 of this name is U+0085 (control character)",
        "line\nbreak.png": "character 5 of this name is U+000A (line break)",
        "a\u2028.png": "character 2 of this name is U+2028 (line separator)",
        "a\\b.png": "character 2 of this name is U+005C (backslash)",
        " a.png": "this name begins with U+0020 (space)",
        "a.png\xa0": "this name ends with U+00A0 (no-break space)",
        "a\u3000": "this name ends with U+3000 (ideographic space)",
    }
    if sys.platform == "linux":
        names["a\udcff.png"] = "character 2 of this name is no letter of UTF-8 (the byte 0xFF)"
    for name in names:
        _add(site, f"world/{name}")
    with pytest.raises(ContentError) as caught:
        site.build()
    said = [one.message for one in caught.value.diagnostics]
    assert [name for name, what in names.items() if not any(what in one for one in said)] == []
    assert len(said) == len(names)


NAMES = (
    *("Screenshot 2026-11-22 at 3.15.22\u202fPM.png", "a\xa0b.pdf", "\u0645\u06cc\u200c\u062e.png"),
    *("\U0001f469\u200d\U0001f680.jpg", "\u2764\ufe0f.svg", "\U0001f3f4\U000e0067\U000e007f.gif"),
    *("soft\xadhyphen.png", "\ufeffbom.csv", "zero\u200bwidth.png", "\u200fright.png"),
    *("\ue000.png", "\u0378.png", "a\u3000b.png", "a#b.svg", "100%.svg", "a%23b.svg", "a%2fb.svg"),
    *("it's (1) & more.png", "a,b c.jpg", "Kharkiv\u2019s+plan=1;x@y!$~.png", "[a]{b}^`.png"),
    *("50%25.svg", "%.png", "%%41.png"),
    *(
        ()
        if sys.platform == "win32"
        else ("a?b.svg", "what? #1 & 50%.png", 'a"b.png', "a<b>*:.png")
    ),
)
"""What an address can hold, if it is percent-encoded."""


def test_names_that_an_address_can_hold_are_ordinary(site: SiteTest) -> None:
    """They are published and linked to percent-encoded, as images and links, and stay so."""
    links = "".join(f"![x]({quote(name)})\n\n[y](./{quote(name)})\n\n" for name in NAMES)
    site.article("world/a.md", links)
    for name in NAMES:
        _add(site, f"world/{name}")
    site.build()
    assert site.warnings == ""
    tree, page, text = site.tree(), site.read("world/a/index.html"), site.read("world/a/index.md")
    assert [name for name in NAMES if normalize("NFC", f"world/{name}") not in tree] == []
    for name in NAMES:
        address = quote(normalize("NFC", name), safe="/~")
        assert f'src="../../world/{address}"' in page, name
        assert f'href="../../world/{address}"' in page, name
        assert text.count(f"](https://example.org/briefing/world/{address})") == 2, name
    again = site.build()
    assert again is not None
    assert (again.made, again.written, again.removed) == (0, 0, ())
    (site.root / "content/world/a.md").write_text("---\ntitle: A\n---\nT.\n", encoding="utf-8")
    for name in NAMES:
        site.remove(f"content/world/{name}")
    site.build()
    assert [path for path in site.tree() if path.startswith("world/") and "." in path[-5:]] == [
        "world/a/index.html",
        "world/a/index.md",
        "world/index.html",
    ]  # fmt: skip


def test_a_link_means_one_file_by_its_percent_encoding(site: SiteTest) -> None:
    """`%23` is a letter of a name, and `#` begins a heading; a mistake is told with its place."""
    site.article("world/b.md", "## On water")
    site.article("world/b%23c.md", "## On wine", title="Encoded", slug="b-c")
    for name in ("b#on-water.svg", "100%25.svg", "100%.svg"):
        _add(site, f"world/{name}")
    body = (
        "[1](b.md#on-water) [2](b%23on-water.svg) [3](100%25.svg) [4](100%2525.svg) [5](100%.svg)"
    )
    site.article("world/a.md", f"{body} [6](<b%2523c.md#on-wine>) [7](b.md#on%2Dwater)")
    site.build()
    page = site.read("world/a/index.html")
    for number, address in enumerate(
        (
            *("b/#on-water", "b%23on-water.svg", "100%25.svg", "100%2525.svg", "100%25.svg"),
            *("b-c/#on-wine", "b/#on-water"),
        ),
        1,
    ):
        assert f'<a href="../../world/{address}">{number}</a>' in page, number
    site.article("world/a.md", "Text.\n\nA [b](<b%23x.svg>).\n\nA [c](d%3Fx.svg).")
    site.build(
        expect="""
        error: there is no file `content/world/b#x.svg`
         ——▶ content/world/a.md:7:3
        error: there is no file `content/world/d?x.svg`
         ——▶ content/world/a.md:9:3
        """
    )
