"""What was never meant for the public is refused by name, wherever it is."""

import gzip
import os
import re
import struct
from collections.abc import Generator
from pathlib import Path
from typing import cast

import pytest

from briefgen.errors import ContentError
from briefgen.publish.checked import check
from briefgen.publish.held import Phrase
from briefgen.publish.leaks import find_leaks
from briefgen.publish.snapshot import take_snapshot
from briefgen.publish.withheld import Withheld
from tests.publish.repositories import Newsroom, order

# Put together here, so that no search for keys finds these.
KEYS = {
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\\n" + "a1B2c3D4" * 8,
    "a key of Amazon Web Services": "AKIA" + "IOSFODNN7ABCDEFG",
    "a GitHub token": "ghp" + "_" + "a1B2" * 9,
    "a GitLab token": "glpat" + "-" + "a1B2c" * 4,
    "a Slack token": "xoxb" + "-123456789012-abc",
    "a Slack webhook": "https://hooks.slack" + ".com/services/T01AB/B02CD/" + "a1B2" * 4,
    "a Discord webhook": "https://discord" + ".com/api/webhooks/123456/" + "a1B2c" * 5,
    "a Telegram token": "https://api.telegram.org/bot" + "123456789:AA" + "a1B2c3D" * 5,
    "a Google key": "AIza" + "SyA1" * 8 + "abc",
    "a Stripe key": "sk" + "_live_" + "a1B2" * 6,
    "a key of a language model": "sk" + "-proj-" + "a1B2" * 10,
    "an npm token": "npm" + "_" + "a1B2" * 9,
    "a PyPI token": "pypi" + "-AgE" + "a1B2" * 12,
    "an address with a password": "postgres://ada:" + "secret@db.example.org/x",
    "a signed token": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.abcdefghijkl",
}
PLACES = {
    "an address on your own machine": (
        "http://localhost:8000/draft/",
        "https://127.0.0.1/x",
        "//[::1]/x",
        "127.0.0.1:4000",
    ),
    "a path on your own machine": (
        "/home/ada/notes/river.md",
        "/Users/ada/notes/river.md",
        "C:\\Users\\ada\\notes",
        "file:///srv/notes.md",
    ),
}


@pytest.mark.parametrize("what", KEYS)
def test_know_keys_by_their_shape(what: str) -> None:
    """Each is named with its line, and is not repeated in full."""
    data = f"<p>One</p>\n<p>{KEYS[what]}</p>".encode()
    (leak,) = find_leaks("index.html", data)
    assert (leak.what, leak.line) == (what, 2)
    assert KEYS[what] not in leak.shown
    assert KEYS[what] not in repr(leak)


def test_a_private_key_without_its_key_is_no_riddle() -> None:
    """Headers of a key can be split in one way only; in all ways, it would take hours."""
    begin = "-----BEGIN RSA " + "PRIVATE KEY-----"
    for headers in ("a: " * 200, "n: r" * 200, "Proc-Type: 4 \\n" * 200, "&#10;n" * 200):
        assert not list(find_leaks("a.txt", (begin + headers).encode()))
    for between in ("\n", "\\n", " A: b C: d ", "\nProc-Type: 4,ENCRYPTED\n\n", "&#10;", "\nnr"):
        text = begin + between + "a1B2c3D4" * 8
        assert [leak.what for leak in find_leaks("a.txt", text.encode())] == ["a private key"], text


@pytest.mark.parametrize("around", ["https://x.example/{}", "?token%3D{}", "key={};", "--{}"])
def test_know_a_key_within_an_address(around: str) -> None:
    """What comes before it does not hide it."""
    text = around.format(KEYS["a GitHub token"])
    assert [one.what for one in find_leaks("a.html", text.encode())] == ["a GitHub token"]


@pytest.mark.parametrize(("what", "text"), [(k, v) for k, vs in PLACES.items() for v in vs])
@pytest.mark.parametrize("around", ["<p>{}</p>", '<a href="{}">', "see {}, please", '"{}"'])
def test_know_the_author_s_machine(what: str, text: str, around: str) -> None:
    """Paths and addresses of it are named as they stand there."""
    leaks = list(find_leaks("index.html", around.format(text).encode()))
    assert [leak.what for leak in leaks] == [what]
    assert leaks[0].shown.startswith(text.rstrip("/"))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/home/ada/",
        "../home/ada.html",
        "https://localhost.example.org/",
        "https://example.org:8080/@ada",
        "mailto:ada@example.org",
        "https://ada@example.org/",
        "The /home folder",
        "sk-button sk-",
        "task-force-for-the-development-of-rivers-and-canals",
        "a" * 200,
        "AKIA and AIza",
    ],
)
def test_leave_what_only_looks_alike(text: str) -> None:
    """An ordinary text is no leak."""
    assert list(find_leaks("index.html", f"<p>{text}</p>".encode())) == []


def test_look_into_what_is_packed() -> None:
    """The index for searching holds whole articles, which are packed."""
    data = gzip.compress(b"pagefind_dcd" + KEYS["a GitHub token"].join("  ").encode())
    assert [one.what for one in find_leaks("pagefind/fragment/en_1.pf_fragment", data)] == [
        "a GitHub token"
    ]
    assert list(find_leaks("files/broken.gz", b"\x1f\x8b broken")) == []


@pytest.mark.parametrize("what", [*list(KEYS)[:3], "localhost", "home"])
def test_refuse_to_publish_a_leak(newsroom: Newsroom, what: str) -> None:
    """It is named once, with the file and line to take it out of, and looked for every time."""
    text = KEYS.get(what) or {"localhost": "http://localhost:8000/x", "home": "/home/ada/x"}[what]
    newsroom.site.article("world/river.md", f"Look: `{text}`.", title="River")
    for _ in range(2):
        said = newsroom.refusal()
        assert "error: this holds a" in said
        assert said.count("error: ") == 1
        assert "——▶ content/world/river.md:5\n" in said
        assert "; in the site it is in " in said
    newsroom.configure("publish: {allow: ['" + text + "']}\n")
    newsroom.publish()
    assert text.encode() in newsroom.public()["world/river/index.html"]


def test_allow_a_section_that_is_called_home(newsroom: Newsroom) -> None:
    """Addresses of the site itself are none of the author's machine."""
    newsroom.site.article("home/garden.md", title="Garden")
    newsroom.configure("base_url: https://example.org/\n")
    newsroom.publish()
    assert "home/garden/index.html" in newsroom.public()
    newsroom.site.article("world/river.md", "See `/home/ada/notes`.")
    assert "this holds a path on your own machine: `/home/ada/notes`" in newsroom.refusal()


def _plant(newsroom: Newsroom, template: str, text: str) -> None:
    """Have a template of the site's own theme say *text*."""
    themes = Path(__file__).resolve().parents[2] / "themes"
    found = next(iter(sorted(themes.glob(f"*/templates/{template}"))))
    own = newsroom.root / "themes/own"
    (own / "templates" / template).parent.mkdir(parents=True)
    (own / "theme.yml").write_text("name: own\nextends: plain\n", encoding="utf-8")
    source = found.read_text(encoding="utf-8")
    assert "{{ entry.title }}" in source
    planted = source.replace("{{ entry.title }}", "{{ entry.title }}" + text, 1)
    (own / "templates" / template).write_text(planted, encoding="utf-8")
    config = newsroom.root / "briefgen.yml"
    config.write_text("title: Notes\ntheme: own\nbase_url: https://example.org/\n", "utf-8")


HELD = "The ministers will meet in the old harbour on Friday evening, without the press."


@pytest.mark.parametrize(
    ("fields", "kind"),
    [({"draft": "true"}, "a draft"), ({"publish_at": "2026-11-23T09:00Z"}, "scheduled for later")],
)
@pytest.mark.parametrize("feed", ["feed.xml", "rss.xml"])
@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("</title><title>A secret &amp; a meeting", "title"),
        (f" {HELD}", "text"),
        (" THE MINISTERS will <b>meet</b> in the old harbour on Friday evening", "text"),
    ],
)
def test_refuse_what_is_held_back(
    newsroom: Newsroom, fields: dict[str, str], kind: str, feed: str, text: str, part: str
) -> None:
    """The title or a sentence of a draft or a scheduled article is found in a feed."""
    newsroom.site.article("world/meeting.md", HELD, title="A secret & a meeting", **fields)
    escaped = text.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;")
    _plant(newsroom, feed, escaped)
    said = newsroom.refusal()
    assert f"this shows the {part} of content/world/meeting.md, which is {kind}" in said
    assert re.search(rf"——▶ site/(world/)?{feed}\n", said)
    assert re.search(rf"; also in (world/)?{feed}\n", said)
    newsroom.site.remove("content/world/meeting.md")
    newsroom.publish()


@pytest.mark.parametrize(
    "title",
    [
        *("Шлях додому через гори", "Ο δρόμος για το σπίτι μας", "Путь домой"),
        *("会议将在旧港口举行且不对媒体开放", "การประชุมจะจัดขึ้นที่ท่าเรือเก่า"),
    ],
)
def test_refuse_titles_in_every_script(newsroom: Newsroom, title: str) -> None:
    """Whatever they begin with, and also where no spaces are between words."""
    newsroom.site.article("world/meeting.md", "Text.", title=title, draft="true")
    newsroom.site.article("world/list.md", f"Soon:\n\n* {title}\n", title="What comes")
    assert "this shows the title of content/world/meeting.md" in newsroom.refusal()


def test_refuse_sentences_without_spaces(newsroom: Newsroom) -> None:
    """Signs stand for words in Chinese and Japanese."""
    said = "部长们将于星期五晚上在旧港口会面，不对媒体开放。"
    newsroom.site.article("world/meeting.md", said, title="会议", draft="true")
    _plant(newsroom, "feed.xml", f"据说{said}")
    assert "this shows the text of content/world/meeting.md" in newsroom.refusal()


def test_refuse_the_title_of_a_draft_in_a_card(newsroom: Newsroom) -> None:
    """A template that lists articles shows a draft among them."""
    newsroom.site.article("world/meeting.md", title="Secret meeting", draft="true")
    own = newsroom.root / "themes/own/templates"
    own.mkdir(parents=True)
    (own.parent / "theme.yml").write_text("name: own\nextends: plain\n", encoding="utf-8")
    plain = Path(__file__).resolve().parents[2] / "themes/plain/templates/home.html"
    card = "<article><h3><a href='world/river/'>Secret meeting</a></h3></article>{% endblock"
    (own / "home.html").write_text(
        plain.read_text(encoding="utf-8").replace("{% endblock", card, 1), encoding="utf-8"
    )
    (newsroom.root / "briefgen.yml").write_text("title: Notes\ntheme: own\n", "utf-8")
    assert "site/index.html" in newsroom.refusal()


def test_publish_what_a_draft_has_in_common_with_others(newsroom: Newsroom) -> None:
    """A sentence that stands below every article says nothing about the draft; nor does a topic."""
    usual = "This briefing is written by three people who read everything so that you need not."
    for name in ("river", "train", "bridge"):
        newsroom.site.article(f"world/{name}.md", usual, title=name, topics="[Fresh water]")
    newsroom.site.article("world/water.md", usual, title="Fresh water", draft="true")
    newsroom.publish()
    assert b"three people" in newsroom.public()["world/river/index.html"]


@pytest.mark.parametrize("drafts", [True, False])
def test_build_without_drafts_whatever_was_built_before(newsroom: Newsroom, drafts: bool) -> None:
    """A site that was built to look at drafts is built anew."""
    newsroom.site.article("world/meeting.md", title="Secret meeting", draft="true")
    newsroom.site.build(drafts=drafts)
    newsroom.publish()
    assert not any(b"Secret meeting" in data for data in newsroom.public().values())


def _photo(where: str) -> bytes:
    """Return the beginning of a picture whose notes say where it was taken."""
    entry = struct.pack("<HHII", 0x8825, 4, 1, 26)
    notes = b"II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4)
    if where == "JPEG":
        part = b"Exif\0\0" + notes
        return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(part) + 2) + part + b"\xff\xd9"
    if where == "PNG":
        return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(notes)) + b"eXIf" + notes + bytes(4)
    return b'RIFF....WEBPXMP <rdf exif:GPSLatitude="52,31.2N"/>'


@pytest.mark.parametrize(
    ("where", "name"), [("JPEG", "a.jpg"), ("JPEG", "A.JPG"), ("PNG", "a.png"), ("XMP", "a.webp")]
)
def test_refuse_a_picture_that_says_where_it_was_taken(
    newsroom: Newsroom, where: str, name: str
) -> None:
    """Without the extra that leaves such notes out, the picture is refused by name."""
    (newsroom.root / "content/world" / name).write_bytes(_photo(where))
    said = newsroom.refusal()
    assert "this holds the place where it was taken" in said
    assert f"site/world/{name}" in said
    (newsroom.root / "content/world" / name).write_bytes(
        _photo(where).replace(b"\x25\x88", b"\x12\x01").replace(b"GPSLat", b"Lat")
    )
    newsroom.publish()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (".env", "is a hidden file"),
        (".git-credentials", "is a hidden file"),
        ("world/.htpasswd", "is a hidden file"),
        ("notes.txt", "was not made by briefgen"),
        ("backup", "is a folder that briefgen did not make"),
        ("CNAME", "what domain the site has"),
    ],
)
def test_refuse_what_the_build_has_not_made(newsroom: Newsroom, name: str, message: str) -> None:
    """A file that lies in the folder of the site is named, and stays where it is."""
    newsroom.site.build()
    path = newsroom.site.output / name
    if name == "backup":
        (path / "deep").mkdir(parents=True)
        (path / "deep/notes.txt").write_text("TOKEN=1", encoding="utf-8")
    else:
        path.write_text("TOKEN=1", encoding="utf-8")
    said = newsroom.refusal()
    assert f"{path} {message}" in said or message in said
    assert path.exists()


@pytest.mark.parametrize(
    "name", [".DS_Store", "world/Thumbs.db", "desktop.ini", "old/.DS_Store", ".gitkeep"]
)
def test_pass_over_what_systems_leave(newsroom: Newsroom, name: str) -> None:
    """A folder that somebody has looked into can be published, without the traces of that."""
    newsroom.site.build()
    path = newsroom.site.output / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"Bud1")
    newsroom.publish()
    assert name not in newsroom.public()
    assert path.exists()


def test_refuse_symbolic_links(newsroom: Newsroom) -> None:
    """What a link leads to may be anything, so that it is not followed."""
    newsroom.site.build()
    (newsroom.site.output / "password.txt").symlink_to("/etc/passwd")
    assert "password.txt is a symbolic link" in newsroom.refusal()


def test_refuse_a_file_that_was_changed_by_hand(newsroom: Newsroom) -> None:
    """Whatever somebody has written into a finished page is not published."""
    newsroom.site.build()
    page = newsroom.site.output / "world/river/index.html"
    page.write_text("A draft", encoding="utf-8")
    assert f"{page} was changed since briefgen wrote it" in newsroom.refusal()


def test_refuse_a_site_that_cannot_be_built(newsroom: Newsroom) -> None:
    """With an error in the content, the site of yesterday is not published either."""
    newsroom.site.article("world/river.md", "[No](nowhere.md)")
    assert "nowhere.md" in newsroom.refusal()


def test_publish_what_is_named(newsroom: Newsroom) -> None:
    """Files in `keep` and in `.well-known` belong to the site, and are looked through too."""
    newsroom.site.build()
    (newsroom.site.output / ".well-known").mkdir()
    (newsroom.site.output / ".well-known/security.txt").write_text("Contact: x", "utf-8")
    (newsroom.site.output / "proof").mkdir()
    (newsroom.site.output / "proof/1.html").write_text("proof", encoding="utf-8")
    (newsroom.site.output / ".gitignore").write_text("*\n", encoding="utf-8")
    newsroom.configure("publish: {keep: [proof/1.html]}\n")
    newsroom.publish()
    public = newsroom.public()
    assert public[".well-known/security.txt"] == b"Contact: x"
    assert public["proof/1.html"] == b"proof"
    assert ".gitignore" not in public
    (newsroom.site.output / "proof/1.html").write_text("/home/ada/x", encoding="utf-8")
    assert "a path on your own machine" in newsroom.refusal()


def test_refuse_what_is_too_large(newsroom: Newsroom) -> None:
    """GitHub takes no file over 100 MB and no site over 1 GB; from 800 MB on there is a warning."""
    newsroom.site.build()
    names = [f"film-{number}.bin" for number in range(9)]
    for name in names:
        with (newsroom.site.output / name).open("wb") as stream:
            stream.truncate(95_000_000)
    snapshot = take_snapshot(newsroom.site.output, names)
    assert "the site has 855 MB of the 1,000 MB" in snapshot.warnings[0].message
    newsroom.configure(f"publish: {{keep: [{', '.join(names)}]}}\n")
    for name in names:
        os.truncate(newsroom.site.output / name, 120_000_000)
    said = newsroom.refusal()
    assert "film-0.bin has 120 MB; GitHub takes 100 MB at most" in said
    assert "the site has 1080 MB; GitHub Pages takes at most 1,000 MB" in said


def test_look_again_for_what_has_become_a_draft_after_a_rehearsal(newsroom: Newsroom) -> None:
    """Only what is public already needs not be looked through again."""
    newsroom.site.article("world/meeting.md", "Text.", title="A secret meeting by the sea")
    newsroom.site.article("world/list.md", "Soon: A secret meeting by the sea", title="What comes")
    newsroom.publish(is_rehearsal=True)
    newsroom.site.article(
        "world/meeting.md", "Text.", title="A secret meeting by the sea", draft="true"
    )
    assert "this shows the title of content/world/meeting.md" in newsroom.refusal()


def test_refuse_a_sentence_of_a_draft_within_an_article(newsroom: Newsroom) -> None:
    """A writer who has copied it is told in which file and line it stands."""
    newsroom.site.article("world/meeting.md", f"Come. {HELD}", title="Meeting", draft="true")
    newsroom.site.article("world/river.md", f"Water.\n\nWe hear: {HELD} So it goes.", title="River")
    said = newsroom.refusal()
    assert "this shows the text of content/world/meeting.md, which is a draft" in said
    assert "——▶ content/world/river.md:7\n" in said
    newsroom.configure("publish: {allow: ['" + HELD + "']}\n")
    newsroom.publish()


def test_refuse_the_text_of_what_has_expired(newsroom: Newsroom) -> None:
    """Its title may be told, since it was public; what it said is no more."""
    fields = {"title": "The meeting by the old harbour", "expires": "2026-11-20T09:00Z"}
    newsroom.site.article("world/meeting.md", HELD, **fields)
    newsroom.site.article("world/river.md", "The meeting by the old harbour is over.", title="A")
    newsroom.publish()
    newsroom.site.article("world/river.md", f"It was said: {HELD}", title="River")
    assert "the text of content/world/meeting.md, which is expired" in newsroom.refusal()


def test_refuse_the_address_of_a_draft(newsroom: Newsroom) -> None:
    """Where it will be, or was said to be, tells what it is about."""
    newsroom.site.article(
        "world/sale-of-the-yard.md", title="Sale", draft="true", aliases="[/rumours/yard/]"
    )
    newsroom.configure("base_url: https://example.org/\n")
    for written in (
        "https://example.org/world/sale-of-the-yard/",
        "https://example.org/rumours/yard/",
    ):
        newsroom.site.article("world/river.md", f"See <{written}>.", title="River")
        said = newsroom.refusal()
        assert "this shows the address of content/world/sale-of-the-yard.md" in said
        assert "——▶ content/world/river.md:5\n" in said
    newsroom.site.article("world/river.md", "<https://example.net/world/sale-of-the-yard/>")
    newsroom.publish()


def test_look_through_all_in_the_folder_of_the_search(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what Pagefind has written there is passed over, whatever its name is."""
    names = ("notes.csv", "wasm.xx.pagefind", "pagefind-entry.json", "index/en_1.pf_index")
    for has_search in (False, True):
        if has_search:
            monkeypatch.setattr("briefgen.build.extras.has", lambda name: name == "pagefind_bin")
            newsroom.publish()
            assert "pagefind/pagefind-entry.json" in newsroom.public()
        for name in names:
            file = newsroom.root / "content/pagefind" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("/home/ada/plan.md", encoding="utf-8")
            said = newsroom.refusal()
            assert name in said, (has_search, name)
            file.unlink()


def test_look_again_at_what_is_public_when_something_is_taken_back(newsroom: Newsroom) -> None:
    """What becomes a draft is sought in the files that have not changed since, too."""
    newsroom.site.article("world/meeting.md", f"Come. {HELD}", title="Meeting")
    (newsroom.root / "content/world/x.csv").write_text(f"1;{HELD}\n", encoding="utf-8")
    check(newsroom.site.project, order(), "", lambda *_: None)
    newsroom.publish()
    newsroom.site.article("world/meeting.md", f"Come. {HELD}", title="Meeting", draft="true")
    assert "world/x.csv" in newsroom.refusal()
    with pytest.raises(ContentError, match="the text of content/world/meeting"):
        check(newsroom.site.project, order(), "", lambda *_: None)


def test_close_the_texts_that_are_read_when_something_fails_halfway() -> None:
    """Whatever goes wrong with one of the texts, no database stays open."""
    closed = []

    def read_public() -> Generator[str, None, None]:
        try:
            yield "A text."
            yield cast("str", None)
        finally:
            closed.append(True)

    shown = "nobody has said so much about water in these long years"
    letters, words = shown.replace(" ", ""), tuple(shown.split())
    phrase = Phrase("content/world/a.md", "draft", "text", shown, letters, words, is_whole=True)
    withheld = Withheld((), "", (), read_public)
    with pytest.raises(AttributeError) as caught:
        withheld.without_common([phrase])
    # What was raised keeps alive what was not closed.
    assert (closed, caught.value.__traceback__ is not None) == ([True], True)


def test_refuse_a_message_that_tells_something(newsroom: Newsroom) -> None:
    """The history of the branch is as public as its files."""
    title = "A secret meeting by the old sea wall"
    newsroom.site.article("world/meeting.md", HELD, title=title, draft="true")
    for message, what in (
        (f"Before {title}", "the title of content/world/meeting.md"),
        (f"Without this: {HELD}", "the text of content/world/meeting.md"),
        ("From /home/ada/plan.md", "a path on your own machine"),
        (f"With {KEYS['a GitHub token']}", "a GitHub token"),
    ):
        assert f"the message of the commit holds {what}" in newsroom.refusal(message=message)
    newsroom.publish(message="The river, once more")
