"""P5: the store may be deleted, damaged or exchanged; the same site comes out."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from briefgen.errors import CommandError
from tests.media.photos import encoded, photo, put
from tests.processes import build, snapshot
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


@pytest.fixture
def built(site: SiteTest) -> SiteTest:
    """Return a small built site whose store remembers links, topics and an asset."""
    site.article("world/nato.md", "See [the Fed](../markets/fed.md#next).", topics="[peace]")
    site.article("world/un.md", "![map](map.png)", title="UN", date="2026-10-01")
    site.article("markets/fed.md", "## Next\n\nText.", title="Fed", topics="[peace, rates]")
    put(site.root / "content/world/map.png", encoded(photo(600, 300), "PNG"))
    site.build()
    return site


class Bench:
    """Does things to the store and looks at what the next build makes of it."""

    def __init__(self, site: SiteTest) -> None:
        """Remember the store and the site as they are, and as they will be after an edit."""
        self.site = site
        self.store = site.project.store
        self.data = self.store.read_bytes()
        self.before = site.tree()
        self.sentinel = snapshot(site.root.parent)
        self.article = site.root / "content/world/nato.md"
        self.text = self.article.read_bytes()
        self.edited = self.text.replace(b"title: Article", b"title: Edited")
        self.article.write_bytes(self.edited)
        self.after = site.clean_tree()

    def is_disposable(self, what: object) -> None:
        """Check that a build after an edit, and one after its undoing, are clean builds."""
        for text, wanted in ((self.edited, self.after), (self.text, self.before)):
            self.article.write_bytes(text)
            self.site.build()
            assert self.site.tree() == wanted, what


def test_build_as_from_scratch_with_a_store_that_was_cut_off(built: SiteTest) -> None:
    """The store may end anywhere."""
    bench = Bench(built)
    size = len(bench.data)
    for end in [0, 1, 15, 16, 99, 100, 101, 4096, *range(200, size, size // 14), size - 1]:
        bench.store.write_bytes(bench.data[:end])
        bench.is_disposable(end)


@pytest.mark.parametrize("seed", range(2))
def test_build_as_from_scratch_with_a_store_that_has_wrong_bits(built: SiteTest, seed: int) -> None:
    """Bits of the store may be wrong anywhere."""
    bench = Bench(built)
    chance = random.Random(seed)
    for _ in range(18):
        bench.site.build()
        data = bytearray(bench.store.read_bytes())
        places = [(chance.randrange(len(data)), chance.randrange(8)) for _ in range(3)]
        for place, bit in places:
            data[place] ^= 1 << bit
        bench.store.write_bytes(data)
        bench.is_disposable(places)


TABLES = ("sources", "outlines", "texts", "outputs")


@pytest.mark.parametrize("table", TABLES)
def test_build_as_from_scratch_with_rows_swapped(built: SiteTest, table: str) -> None:
    """A row that stands under another path is not there."""
    bench = Bench(built)
    for _ in range(3):
        database = sqlite3.connect(bench.store)
        paths = [path for (path,) in database.execute(f"select path from {table} order by 1")]
        first, second = random.Random(table).sample(paths, 2)
        database.execute(f"update {table} set path = 'x' where path = ?", (first,))
        database.execute(f"update {table} set path = ? where path = ?", (first, second))
        database.execute(f"update {table} set path = ? where path = 'x'", (second,))
        database.commit()
        database.close()
        bench.is_disposable((first, second))


@pytest.mark.parametrize("table", TABLES)
def test_build_as_from_scratch_with_values_swapped(built: SiteTest, table: str) -> None:
    """A value that belongs to another row makes both rows unusable, and nothing else."""
    bench = Bench(built)
    database = sqlite3.connect(bench.store)
    columns = [
        row[1] for row in database.execute(f"pragma table_info({table})") if row[1] != "path"
    ]
    database.close()
    for column in columns:
        database = sqlite3.connect(bench.store)
        rows = database.execute(f"select path, {column} from {table} order by 1").fetchall()
        values = [value for _, value in rows]
        for (path, _), value in zip(rows, [*values[1:], values[0]], strict=True):
            database.execute(f"update {table} set {column} = ? where path = ?", (value, path))
        database.commit()
        database.close()
        bench.is_disposable(column)


def test_build_as_from_scratch_with_the_store_of_another_site(
    built: SiteTest, tmp_path: Path
) -> None:
    """Another site's store knows the same paths, and nothing of it is believed."""
    other = SiteTest(tmp_path / "other-root")
    other.article("world/nato.md", "Stolen text.", title="Stolen")
    other.article("world/un.md", "Stolen text.", title="Stolen", date="2026-10-01")
    other.article("markets/fed.md", "## Next\n\nStolen text.", title="Stolen")
    other.build()
    bench = Bench(built)
    shutil.copy(other.project.store, bench.store)
    bench.is_disposable("another site's")
    assert not any(b"Stolen" in data for data in built.tree().values())


def _forget_everything(store: Path) -> None:
    store.unlink()


def _make_text(store: Path) -> None:
    store.write_text("This is no database.\n" * 300, encoding="utf-8")


def _make_newer(store: Path) -> None:
    database = sqlite3.connect(store)
    database.execute("pragma user_version = 99")
    database.close()


def _drop_a_table(store: Path) -> None:
    database = sqlite3.connect(store)
    database.execute("drop table texts")
    database.close()


def _change_a_table(store: Path) -> None:
    database = sqlite3.connect(store)
    database.execute("drop table outputs")
    database.execute("create table outputs (path text primary key, other int)")
    database.close()


def _empty_the_rows(store: Path) -> None:
    database = sqlite3.connect(store)
    database.execute("update sources set listing = x'', notes = x''")
    database.execute("update facts set value = x'c0'")
    database.commit()
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        _forget_everything,
        _make_text,
        _make_newer,
        _drop_a_table,
        _change_a_table,
        _empty_the_rows,
        lambda store: store.write_bytes(b""),
        lambda store: store.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000),
        lambda store: shutil.rmtree(store.parent),
        lambda store: (store.parent / "lock").write_text("This is no lock." * 99, encoding="utf-8"),
    ],
)
def test_build_as_from_scratch_without_a_store_of_this_format(
    built: SiteTest, damage: object
) -> None:
    """Whatever lies in the place of the store, the same site comes out."""
    bench = Bench(built)
    assert callable(damage)
    damage(bench.store)
    bench.is_disposable(damage)


def test_build_quietly_without_a_store(built: SiteTest) -> None:
    """A damaged store is nobody's fault, so nobody is told."""
    built.project.store.write_text("This is no database.\n" * 300, encoding="utf-8")
    (built.root / "briefgen.yml").write_text(CONFIG.replace("Test", "New"), encoding="utf-8")
    done = build(built.root)
    assert (done.returncode, done.stderr) == (0, "")


HOSTILE = [
    *("../../outside.txt", "../outside.txt", "/etc/hostname", "world/../../../outside.txt"),
    *(
        "content/../../outside.txt",
        "./index.html",
        "world//nato",
        "C:/outside.txt",
        "..\\outside.txt",
    ),
    *("", ".", "..", "~/outside.txt", "world/\u202eevil", "a\0b"),
]


@pytest.mark.parametrize("git", [False, True], ids=["swapped", "moved"])
@pytest.mark.parametrize("has_store", [False, True], ids=["no store", "store"])
def test_touch_nothing_outside_whatever_the_manifest_says(
    built: SiteTest, *, git: bool, has_store: bool
) -> None:
    """A manifest that lists files outside the output leads to none of them being touched."""
    outside = built.root.parent / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (built.root / "outside.txt").write_text("mine", encoding="utf-8")
    if git:
        (built.output / ".git").mkdir()
    manifest = built.output / ".briefgen.manifest"
    good = manifest.read_bytes()
    digest = "51b8ba4df4dfb2e2f1b9a9a7b0a7a9f0"
    lines = "".join(f"{digest}  {path}\n" for path in HOSTILE)
    manifest.write_bytes(good + lines.encode() + b"\xff\xfe\n  \nzz  index.html\n")
    if not has_store:
        shutil.rmtree(built.project.state)
    sentinels = [outside, built.root / "outside.txt", built.root / "content/world/nato.md"]
    before = [
        (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in sentinels
    ]
    built.build()
    assert manifest.read_bytes() == good
    manifest.write_bytes(good + lines.encode())
    # A page goes, so that there is something to be removed.
    built.remove("content/world/un.md")
    built.build()
    after = [(path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in sentinels]
    assert before == after
    assert built.tree() == built.clean_tree()


def test_believe_no_manifest_that_claims_the_files_of_others(built: SiteTest) -> None:
    """A file that a manifest lists with another digest is not deleted."""
    own = built.output / "world/own.txt"
    own.write_text("mine", encoding="utf-8")
    manifest = built.output / ".briefgen.manifest"
    with manifest.open("a", encoding="utf-8") as file:
        file.write("51b8ba4df4dfb2e2f1b9a9a7b0a7a9f0  world/own.txt\n")
    built.article("world/nato.md", title="Other")
    with pytest.raises(CommandError, match=r"world/own.txt was changed since"):
        built.build()
    assert own.read_text(encoding="utf-8") == "mine"


def test_build_as_from_scratch_when_another_process_finds_the_damage(site: SiteTest) -> None:
    """Damage that shows only while pages are rendered in parallel costs time as well."""
    for number in range(160):
        site.article(f"world/story-{number}.md", title=f"Story {number}")
    site.build()
    database = sqlite3.connect(site.project.store)
    database.execute("update texts set content = x'c0' where path = 'world/story-70.md'")
    database.commit()
    database.close()
    (site.root / "briefgen.yml").write_text(CONFIG.replace("Test", "New"), encoding="utf-8")
    done = build(site.root, "--workers", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert site.tree() == site.clean_tree()


def test_begin_anew_with_a_store_of_another_format(built: SiteTest) -> None:
    """Nothing of a store that another version made is kept."""
    database = sqlite3.connect(built.project.store)
    database.execute("create table mark (value)")
    database.execute("pragma user_version = 99")
    database.close()
    built.build()
    database = sqlite3.connect(built.project.store)
    tables = {name for (name,) in database.execute("select name from sqlite_master")}
    database.close()
    assert "sources" in tables
    assert "mark" not in tables
