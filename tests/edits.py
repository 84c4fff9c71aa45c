"""Change a site at random, as editors and designers do over a working day."""

import os
import random
import re
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from tests.media.photos import with_notes
from tests.stores import DAMAGES, TABLES, upgrade
from tests.testsite import SiteTest

SECTIONS = ("world", "markets", "science")
TOPICS = ("NATO", "peace", "C++", "rates")
WORDS = ("ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine")
STATES = (
    *("draft: false", "draft: true", "publish_at: 2026-12-01T00:00Z", "expires: 2026-10-01T00:00Z"),
)
BROKEN = "---\ntitle: [\n---\n"
LIBRARIES = ("markdown_it", "yaml", "jinja2", "babel", "PIL")
UPDATE = "[{date: 2026-11-09, kind: correction, text: It was so.}]"
BLOCKS = (
    "::: key-points\n- One.\n- Two.\n:::",
    "::: by-the-numbers\n- **12** ships\n:::",
    '::: quote speaker="A pilot" source=log\nIt rained. [@log]\n:::',
    "::: background Before\nIt was so. [@log]\n:::",
)
THEME_FILES = {
    "templates/redirect.html": "<a href='{{ view.href }}'>{{ view.title }}</a>",
    "templates/macros/date.html": "{% macro date(m) %}<b>{{ m.text }}</b>{% endmacro %}",
    "templates/partials/pager.html": "{{ view.pager.number }}/{{ view.pager.total }}",
    "templates/partials/breadcrumbs.html": "{{ view.breadcrumbs | length }}",
}


class Editor:
    """Edits one site; the same seed makes the same edits."""

    def __init__(self, site: SiteTest, seed: int) -> None:
        """Begin with a few articles, one of which cannot go, and a theme of the site's own."""
        self.site = site
        self.random = random.Random(seed)
        self.log: list[str] = []
        self.broken: dict[Path, bytes] = {}
        self.count = 0
        self.content = site.root / "content"
        self.theme = site.root / "themes/own"
        self.settings = {"title": "Test", "output.entries_per_page": "2", "sections": "[world]"}
        self._write_settings()
        site.article("world/anchor.md", "## Here\n\nStays.", title="Anchor", date="2026-01-01")
        site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
        self.content.joinpath("chart.png").write_bytes(picture(600))
        for _ in range(5):
            self.add()
        _edition(self)
        self.log.clear()

    def edit(self, *, kind: str = "") -> str:
        """Make one edit that is possible now, and return what it was."""
        while True:
            name = kind or self.random.choice(sorted(EDITS))
            if EDITS[name](self) is not False:
                self.log.append(name)
                return name
            kind = ""

    def step(self, *, without: Collection[str] = ()) -> None:
        """
        Make several edits in the same moment, but of no kind in *without*.

        Most often settings, versions or the store are among what changes.
        """
        count = self.random.randint(1, 4)
        kinds = [self.random.choice(sorted(EDITS.keys() - set(without))) for _ in range(count)]
        if self.random.random() < 0.6:
            kinds.append(self.random.choice(sorted(UNDERNEATH - set(without))))
        self.random.shuffle(kinds)
        for kind in kinds:
            if EDITS[kind](self) is not False:
                self.log.append(kind)
        self.log.append("—")

    def mend(self) -> None:
        """Undo what keeps the site from being built."""
        for path, data in self.broken.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        self.broken.clear()
        for path in self.articles():
            text = path.read_text(encoding="utf-8")
            if text == BROKEN:
                # It was moved or renamed after it broke.
                path.unlink()
                continue
            path.write_text(re.sub("\nRead .*\n", "\n", text), encoding="utf-8")
            for name in ("related", "slug"):
                self.set_field(path, name, None)
        for path in sorted(self.content.glob("editions/[0-9]*.md")):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub("  - article: .*\n    .*\n", "", text), encoding="utf-8")

    def articles(self) -> list[Path]:
        """Return the files of all articles but the one that stays."""
        found = [*self.content.glob("*/*.md"), *self.content.glob("*/*/index.md")]
        names = {"anchor.md", "_index.md"}
        return sorted(
            path for path in found if path.name not in names and path.parent.name != "editions"
        )

    def pick(self) -> Path | None:
        """Return any article."""
        articles = self.articles()
        return self.random.choice(articles) if articles else None

    def words(self, count: int) -> str:
        """Return some words."""
        return " ".join(self.random.choice(WORDS) for _ in range(count))

    def add(self) -> None:
        """Write a new article that links to one that stays."""
        self.count += 1
        section = self.random.choice(SECTIONS)
        links = "See [it](../world/anchor.md#here) and ![c](../chart.png)."
        self.site.article(
            f"{section}/story-{self.count}.md",
            f"{self.words(6)}\n\n## Part\n\n{links if self.random.random() < 0.5 else ''}",
            title=self.words(2).title(),
            date=f"2026-0{self.random.randint(1, 9)}-1{self.random.randint(0, 9)}",
            topics=f"[{', '.join(self.random.sample(TOPICS, self.random.randint(0, 2)))}]",
        )

    def set_field(self, path: Path, name: str, value: str | None) -> None:
        """Give a field of the front matter another value, or take it out."""
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        lines = [line for line in head.splitlines() if not line.startswith(f"{name}:")]
        if value is not None:
            lines.append(f"{name}: {value}")
        path.write_text("---\n" + "\n".join(lines) + "\n---\n" + body, encoding="utf-8")

    def _write_settings(self) -> None:
        groups: dict[str, list[str]] = {"": ["base_url: https://example.org/b/", "theme: own"]}
        for name, value in self.settings.items():
            group, _, last = name.rpartition(".")
            groups.setdefault(group, []).append(f"{'  ' if group else ''}{last}: {value}")
        lines = [
            line for group, inner in groups.items() for line in [f"{group}:"] * bool(group) + inner
        ]
        (self.site.root / "briefgen.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


Edit = Callable[[Editor], bool | None]


def picture(width: int) -> bytes:
    """Return a picture that is made smaller if it is wide, with notes that must not be seen."""
    return with_notes("PNG", width, width // 2)


def _delete(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None or len(editor.articles()) < 3:
        return False
    if path.name == "index.md":
        shutil.rmtree(path.parent)
    else:
        path.unlink()
    return None


def _rename(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None or path.name == "index.md":
        return False
    editor.count += 1
    path.rename(path.with_name(f"renamed-{editor.count}.md"))
    return None


def _field(name: str, value: Callable[[Editor], str | None]) -> Edit:
    def edit(editor: Editor) -> bool | None:
        path = editor.pick()
        if path is None:
            return False
        editor.set_field(path, name, value(editor))
        return None

    return edit


def _slug(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None:
        return False
    editor.count += 1
    editor.set_field(path, "slug", f"slug-{editor.count}")
    return None


def _alias(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None:
        return False
    editor.count += 1
    editor.set_field(path, "aliases", f"[/old/{editor.count}/, moved-{editor.count}.html]")
    return None


def _swap_slugs(editor: Editor) -> bool | None:
    articles = [path for path in editor.articles() if path.name != "index.md"]
    pairs = [(a, b) for a in articles for b in articles if a.parent == b.parent and a < b]
    if not pairs:
        return False
    first, second = editor.random.choice(pairs)
    for path in (first, second):
        editor.set_field(path, "slug", None)
    one, other = first.stem, second.stem
    editor.set_field(first, "slug", other)
    editor.set_field(second, "slug", one)
    return None


def _body(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None:
        return False
    path.write_text(path.read_text(encoding="utf-8") + f"\n{editor.words(5)}\n", encoding="utf-8")
    return None


def _move(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None or path.name == "index.md":
        return False
    editor.count += 1
    target = editor.content / editor.random.choice(SECTIONS) / f"moved-{editor.count}.md"
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    return None


def _touch(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None:
        return False
    path.touch()
    return None


def _same_size(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None:
        return False
    status = path.stat()
    text = path.read_text(encoding="utf-8")
    for word, other in (("ash", "oak"), ("oak", "elm"), ("elm", "fir"), ("fir", "ash")):
        if word in text:
            path.write_text(text.replace(word, other), encoding="utf-8")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
            return None
    return False


def _theme_file(editor: Editor) -> bool | None:
    name = editor.random.choice(sorted(THEME_FILES))
    file = editor.theme / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{{#- own -#}}\n{THEME_FILES[name]}<i>{editor.words(1)}</i>", encoding="utf-8")
    return None


def _drop_theme_file(editor: Editor) -> bool | None:
    files = sorted(editor.theme.rglob("*.html"))
    if not files:
        return False
    editor.random.choice(files).unlink()
    return None


def _theme_asset(editor: Editor) -> None:
    file = editor.theme / "assets" / editor.random.choice(("print.css", "logo.svg", "extra.css"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"/* {editor.words(2)} */", encoding="utf-8")


def _asset(editor: Editor) -> None:
    (editor.content / "chart.png").write_bytes(picture(editor.random.choice((200, 500, 1000))))


def _block(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None:
        return False
    text = path.read_text(encoding="utf-8")
    for block in BLOCKS:
        text = text.replace(f"\n{block}\n", "")
    block = editor.random.choice(BLOCKS)
    path.write_text(f"{text}\n{block}\n", encoding="utf-8")
    editor.set_field(path, "sources", "[{id: log, title: The log}]" if "log" in block else None)
    return None


def _add_asset(editor: Editor) -> None:
    editor.count += 1
    folder = editor.content / editor.random.choice(SECTIONS)
    folder.mkdir(exist_ok=True)
    (folder / f"data-{editor.count}.csv").write_text(editor.words(3), encoding="utf-8")


def _delete_asset(editor: Editor) -> bool | None:
    files = sorted(editor.content.rglob("*.csv"))
    if not files:
        return False
    editor.random.choice(files).unlink()
    return None


def _into_folder(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None or path.name == "index.md":
        return False
    folder = path.with_suffix("")
    folder.mkdir()
    text = path.read_text(encoding="utf-8")
    (folder / "photo.png").write_bytes(picture(520))
    (folder / "index.md").write_text(
        text.replace("](../", "](../../") + "\n![photo](photo.png)\n", encoding="utf-8"
    )
    path.unlink()
    return None


def _out_of_folder(editor: Editor) -> bool | None:
    folders = [path.parent for path in editor.articles() if path.name == "index.md"]
    if not folders:
        return False
    folder = editor.random.choice(folders)
    text = (folder / "index.md").read_text(encoding="utf-8").replace("](../../", "](../")
    shutil.rmtree(folder)
    folder.with_suffix(".md").write_text(
        text.replace("\n![photo](photo.png)\n", ""), encoding="utf-8"
    )
    return None


def _file_to_folder(editor: Editor) -> None:
    thing = editor.content / "world/thing.csv"
    if thing.is_file():
        thing.unlink()
        thing.mkdir()
        (thing / "inner.csv").write_text(editor.words(1), encoding="utf-8")
    else:
        shutil.rmtree(thing, ignore_errors=True)
        thing.parent.mkdir(exist_ok=True)
        thing.write_text(editor.words(1), encoding="utf-8")


def _robots(editor: Editor) -> None:
    own = editor.content / "_root/robots.txt"
    if own.is_file() and editor.random.random() < 0.5:
        own.unlink()
    else:
        own.parent.mkdir(exist_ok=True)
        own.write_text(editor.words(1), encoding="utf-8")


def _setting(editor: Editor) -> None:
    name = editor.random.choice(sorted(SETTINGS))
    editor.settings[name] = editor.random.choice(SETTINGS[name])
    editor._write_settings()


def _upgrade(editor: Editor) -> None:
    """Go on with another version of something that reads, renders or draws."""
    upgrade(editor.random.choice(LIBRARIES), editor.random.randrange(1000))


def _damage(editor: Editor) -> bool | None:
    """Damage rows of the store, up to three times."""
    store = editor.site.project.store
    if not store.exists():
        return False
    for _ in range(editor.random.randint(1, 3)):
        table, name = editor.random.choice(TABLES), editor.random.choice(sorted(DAMAGES))
        DAMAGES[name](store, table, editor.random)
        editor.log.append(f"{name} of {table}")
    return None


def _back_to_an_older_store(editor: Editor) -> bool | None:
    """Put back the store as it was some time ago, as backups and caches do."""
    store, kept = editor.site.project.store, editor.site.root.parent / "kept.sqlite"
    if not store.exists():
        return False
    older = kept.read_bytes() if kept.exists() else b""
    kept.write_bytes(store.read_bytes())
    if older:
        store.write_bytes(older)
    return None


def _link(editor: Editor) -> bool | None:
    source, target = editor.pick(), editor.pick()
    if source is None or target is None or source == target:
        return False
    address = "/" + target.relative_to(editor.content).as_posix()
    # The target may move or go later, so the link is taken out again when it breaks.
    text = source.read_text(encoding="utf-8")
    source.write_text(f"{text}\nRead [more]({address}).\n", encoding="utf-8")
    return None


def _related(editor: Editor) -> bool | None:
    source, target = editor.pick(), editor.pick()
    if source is None or target is None:
        return False
    address = target.relative_to(editor.content).as_posix()
    editor.set_field(source, "related", f"[/{address}, anchor.md]" if source != target else None)
    return None


def _edition(editor: Editor) -> None:
    """Write an edition of articles that may go, or be withheld, later."""
    number = editor.random.randint(1, 3)
    state = editor.random.choice(("draft: false", "draft: true", "publish_at: 2026-10-01T00:00Z"))
    lines = [f"title: {editor.words(2)}", f"date: 2026-11-0{number}", state, "items:"]
    lines += [f"  - heading: {editor.words(1)}", "  - world/anchor"]
    articles = editor.articles()
    for path in editor.random.sample(articles, min(3, len(articles))):
        address = path.relative_to(editor.content).as_posix()
        written = address.removesuffix(".md") if path.name != "index.md" else address
        lines += [f"  - article: {written}", f"    note: {editor.words(3)}"]
    lines += ["  - title: Elsewhere", "    url: https://example.org/x"]
    file = editor.content / f"editions/{number}.md"
    file.parent.mkdir(exist_ok=True)
    text = "\n".join(lines)
    file.write_text(f"---\n{text}\n---\n{editor.words(4)}\n", encoding="utf-8")


def _drop_edition(editor: Editor) -> bool | None:
    files = sorted(editor.content.glob("editions/*.md"))
    if not files:
        return False
    editor.random.choice(files).unlink()
    return None


def _introduction(editor: Editor) -> None:
    """Write what stands above one of the lists, or take it away."""
    names = (
        *("corrections.md", "topics.md", "authors.md", "archive.md", "editions/_index.md"),
        *("_index.md", "culture/_index.md", "science/_index.md", "about.md"),
    )
    file = editor.content / editor.random.choice(names)
    file.parent.mkdir(exist_ok=True)
    if file.exists():
        file.unlink()
    else:
        state, alias = editor.random.choice(STATES), f"aliases: [/older/{file.stem}/]"
        head = f"title: {editor.words(1)}\n{state}\n{alias}\nodd_{editor.words(1)}: 1"
        file.write_text(f"---\n{head}\n---\n{editor.words(3)}\n", encoding="utf-8")


def _section_index(editor: Editor) -> None:
    file = editor.content / "world/_index.md"
    order = editor.random.choice(("newest", "oldest", "title", "weight"))
    head = f"title: {editor.words(1)}\norder: {order}\n{editor.random.choice(STATES)}"
    file.write_text(f"---\n{head}\n---\n{editor.words(3)}\n", encoding="utf-8")


def _break(editor: Editor) -> bool | None:
    path = editor.pick()
    if path is None or editor.broken:
        return False
    editor.broken[path] = path.read_bytes()
    path.write_text(BROKEN, encoding="utf-8")
    return None


def _drop_output(editor: Editor) -> bool | None:
    files = sorted(path for path in editor.site.output.rglob("*.html") if path.is_file())
    if not files:
        return False
    editor.random.choice(files).unlink()
    return None


def _drop_store(editor: Editor) -> None:
    shutil.rmtree(editor.site.root / ".briefgen", ignore_errors=True)


def _one_of(*values: str | None) -> Callable[[Editor], str | None]:
    return lambda editor: editor.random.choice(values)


EDITS: dict[str, Edit] = {
    "add": lambda editor: editor.add(),
    "delete": _delete,
    "rename": _rename,
    "edit the body": _body,
    "edit the title": _field("title", lambda editor: editor.words(2)),
    "edit the slug": _slug,
    "edit the date": _field("date", _one_of("2026-02-03", "2026-11-20T10:00", None)),
    "edit the topics": _field("topics", _one_of("[NATO]", "[nato, peace]", "[]", "[C++, rates]")),
    "edit the summary": _field("summary", lambda editor: editor.words(4)),
    "edit the weight": _field("weight", _one_of("1", "2", "3")),
    "edit the lead": _field("featured", _one_of("true", "false")),
    "edit the image": _field("image", _one_of("/chart.png", "https://example.org/a.png", None)),
    "edit the authors": _field("authors", _one_of("[Ann]", "[ann, Bob]", "[Ann Lee]", None)),
    "edit the updates": _field("updates", _one_of(UPDATE, UPDATE.replace("9", "8"), None)),
    "edit a block": _block,
    "edit the language": _field("language", _one_of("de", "ar", None)),
    "edit what is related": _related,
    "edit an edition": _edition,
    "delete an edition": _drop_edition,
    "edit an introduction": _introduction,
    "draft": _field("draft", _one_of("true", "false")),
    "schedule": _field("publish_at", _one_of("2026-12-01T00:00Z", "2026-10-01T00:00Z", None)),
    "expire": _field("expires", _one_of("2026-12-01T00:00Z", "2026-10-01T00:00Z", None)),
    "move to another section": _move,
    "swap two slugs": _swap_slugs,
    "touch": _touch,
    "edit without a trace": _same_size,
    "edit the theme": _theme_file,
    "drop a file of the theme": _drop_theme_file,
    "edit an asset of the theme": _theme_asset,
    "edit an asset": _asset,
    "add an asset": _add_asset,
    "delete an asset": _delete_asset,
    "turn a file into a folder": _file_to_folder,
    "article into a folder": _into_folder,
    "article out of its folder": _out_of_folder,
    "own robots.txt": _robots,
    "alias": _alias,
    "edit the settings": _setting,
    "edit the section": _section_index,
    "link": _link,
    "break a file": _break,
    "delete a file of the output": _drop_output,
    "delete the store": _drop_store,
    "upgrade": _upgrade,
    "damage the store": _damage,
    "put back an older store": _back_to_an_older_store,
}

UNDERNEATH = {"edit the settings", "upgrade", "damage the store", "put back an older store"}
"""Kinds of edits that concern what everything else stands on."""

SETTINGS = {
    "output.markdown": ("true", "false"),
    "output.entries_per_page": ("1", "2", "3"),
    "output.entries_per_feed": ("1", "20"),
    "language": ("en", "ar", "de"),
    "authors": ("{ann: Ann Lee}", "{}"),
    "title": WORDS,
    "tagline": WORDS,
    "sections": ("[world]", "[]"),
    "timezone": ("UTC", "Europe/Kyiv", "America/New_York"),
    "markdown.typography": ("true", "false"),
    "theme_options.density": ("compact", "comfortable"),
    "theme_options.show_topics": ("yes", "no"),
    "limits.article_kilobytes": ("100", "2000"),
    "limits.front_matter_kilobytes": ("8", "64"),
    "fields": ("{dek: summary}", "{}"),
}
