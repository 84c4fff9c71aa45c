"""What an opponent has listed is found, and what is harmless is not."""

import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import leaks
from briefgen.publish.contents import MOST_UNPACKED, pieces
from briefgen.publish.leaks import SEALED, find_leaks
from briefgen.publish.readings import texts_of, words
from tests.publish import containers as made
from tests.publish import recordings
from tests.publish.held_back import MIDDLE
from tests.publish.leaking import found, held_back, passed, plants, stopped, told

HARMLESS = "The river is open to boats again, and the ferry sails twice a day until November."


def test_stop_what_leaks(tmp_path: Path) -> None:
    """At least 95 of 100 planted leaks are stopped, and none that was stopped is let through."""
    count = stopped(tmp_path / "site")
    assert count.of >= 200
    assert count.missed == ()


def test_find_secrets_of_all_kinds() -> None:
    """Whatever letters they happen to have; a few look like words by chance."""
    for seed in ("one", "two", "three"):
        count = found(seed)
        assert count.of >= 340
        assert count.share >= 0.97, count.missed


def test_leave_harmless_texts() -> None:
    """Not one in five hundred texts that look a little like keys is taken for one."""
    for seed in ("one", "two"):
        count = passed(seed)
        assert count.of >= 750
        assert count.missed == ()


def test_leave_files_that_tell_nothing(tmp_path: Path) -> None:
    """Archives, documents, pictures and films are no leaks by themselves."""
    withheld = held_back(tmp_path / "site")
    page = f"<p>{HARMLESS}</p>".encode()
    files = {
        "a.zip": made.archive({"page.html": page}),
        "twice.zip": made.archive({"a.zip": made.archive({"page.html": page})}),
        "a.tar.gz": made.tar({"page.html": page}),
        "a.docx": made.docx(HARMLESS, core="Boats"),
        "a.xlsx": made.xlsx(HARMLESS),
        "a.odt": made.office("content.xml", HARMLESS),
        "a.pdf": made.pdf(made.shown(HARMLESS), info=b"(Boats)", xmp=recordings.xmp(HARMLESS)),
        "a.csv": f"1;{HARMLESS}\n".encode("utf-16"),
        "old.csv": "1;Größe\n".encode("cp1252"),
        "a.jpg": recordings.jpeg(exif=recordings.tiff({0x010E: (2, b"River\0")}), comment=b"x"),
        "a.png": recordings.png((b"tEXt", b"Title\0River")),
        "a.gif": recordings.gif(b"River"),
        "a.webp": recordings.webp(b"XMP ", recordings.xmp("River")),
        "a.avif": recordings.still(b"avif", recordings.xmp("River")),
        "a.mp4": recordings.film(b"isom", recordings.quicktime_text(b"\xa9nam", "River")),
        "a.mov": recordings.film(b"qt  ", recordings.keyed("com.apple.quicktime.make", "Apple")),
        "track.gpx": b"<gpx><wpt lat='52.5' lon='13.4'><name>River</name></wpt></gpx>",
        "a.html": b'<h2 id="nordhaven">Nordhaven</h2><a href="../nordhaven/">a</a>',
        "hosts.html": b'<a href="https://other.example/world/nordhaven-sale/">a</a>',
        "words.html": b"<p>A rate decision, quietly; the crown and the shipyard.</p>",
        "octal.pdf": made.pdf(b"BT (x\\9y \\08) Tj ET"),
        "about.txt": b"Files begin with %PDF-1.7; those with /Encrypt << are locked.",
        "about.md": b"A line of 1 0 obj and %PDF- are parts of a document.",
        "tables.txt": b"PAR1 is the sign of Parquet, at both ends.",
        "blocks.csv": b"BZh91AY&SY;the sign of bzip2\n",
        "sign.br": b"Brotli has none.",
        "inline.md": b"Written as `data:application/gzip;base64,H4sIAAAA` in a page.",
        "longer.md": b"As `data:a/b;base64,H4sIAAAAAAAAA0vOSM3JyVcozy/KSQEAhRFKDQsAAAA` in a page.",
        "digest.js": b"var a='sha512-" + b"a1B2c3D4" * 11 + b"';",
        "small.zip": made.archive({f"{number}": b"x" for number in range(10_001)}),
        "large.zip": made.archive({"a.csv": b"1;2;3\n" * 4_000_000}),
    }
    said = {path: told(withheld, path, data) for path, data in files.items()}
    assert {path: one for path, one in said.items() if one} == {}


def test_refuse_what_cannot_be_looked_into() -> None:
    """A password, a damage, a form that nobody here can open: each is said by name."""
    page = made.archive({"page.html": MIDDLE.encode()})
    locked = bytearray(page)
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    files = {
        "it has a password": bytes(locked),
        "it is packed, and damaged": page[: len(page) // 2],
        "it is encrypted": made.pdf(info=b"() /Encrypt 9 0 R "),
        "it is a 7z archive": b"7z\xbc\xaf\x27\x1c" + bytes(40),
        "it is a RAR archive": b"Rar!\x1a\x07\x01\0" + bytes(40),
        "it is packed with Zstandard": b"\x28\xb5\x2f\xfd" + bytes(40),
    }
    for why, data in files.items():
        (leak,) = find_leaks("files/a.bin", data)
        assert (leak.what, leak.shown) == (SEALED, why)
        assert list(find_leaks("files/a.bin", data, ["files/a.bin"])) == []
    inner = made.archive({"deep/b.zip": bytes(locked)})
    (leak,) = find_leaks("files/a.zip", inner)
    assert leak.shown == "deep/b.zip: it has a password"


def test_open_no_more_than_a_machine_holds() -> None:
    """A small file that unpacks to gigabytes, or to thousands of files, is refused."""
    zeros = made.archive({"a": bytes(110_000_000)}, zipfile.ZIP_DEFLATED)
    bombs = {
        "large": zeros,
        "doubled": made.archive({f"{number}.zip": zeros for number in range(9)}),
        "packed": made.packed("a" * 110_000_000),
        "many": made.archive({f"{number}": b"" for number in range(51_000)}, zipfile.ZIP_STORED),
    }
    deep = b"x"
    for _ in range(20):
        deep = made.archive({"a.zip": deep})
    for name, data in {**bombs, "deep": deep}.items():
        came = list(pieces(name, data))
        assert any(piece.sealed for piece in came), name
        assert sum(len(piece.data) for piece in came) <= MOST_UNPACKED, name


def test_read_fonts_of_documents() -> None:
    """A PDF may number letters as it likes; its table says which they are."""
    order = sorted(set(MIDDLE))
    codes = "".join(f"{order.index(letter) + 3:04x}" for letter in MIDDLE)
    table = "".join(
        f"<{number + 3:04x}> <{ord(letter):04x}>\n" for number, letter in enumerate(order)
    )
    cmap = (
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(order)} beginbfchar\n{table}endbfchar\n"
    )
    data = made.pdf(f"BT /F1 12 Tf <{codes}> Tj ET".encode(), xmp=cmap.encode())
    said = [text.plain for piece in pieces("a.pdf", data) for text in texts_of(piece)]
    assert any(MIDDLE in one for one in said)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(list(plants())), st.integers(0, 10_000))
def test_survive_damage_anywhere(noise: bytes, plant: object, at: int) -> None:
    """Whatever a file holds, it is looked through or refused, and nothing breaks."""
    data = bytearray(plant.data)  # type: ignore[attr-defined]  # of a Plant
    place = at % max(1, len(data))
    data[place : place + len(noise)] = noise
    list(find_leaks("a.bin", bytes(data)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_fold_alike_whatever_comes_first(text: str) -> None:
    """Folding twice is folding once, so that what is looked for is folded as what is looked in."""
    flat = "".join(words(text))
    assert "".join(words(flat)) == flat


def test_raise_no_alarm_on_a_site_that_tells_nothing(tmp_path: Path) -> None:
    """Drafts are written in the words of those who have written the articles, too."""
    leaks.write(tmp_path / "site", 60, "small")
    assert leaks.alarms(tmp_path / "site") == []


def test_name_the_line_in_a_large_file() -> None:
    """It is looked through in parts; what stands across two of them is found, and in which line."""
    line = "2026-11-20;harbour;open\n"
    for number in (1, 166_666, 166_667, 400_000):
        lines = [line] * 400_001
        lines[number - 1] = "from /home/ada/plan.md\n"
        (leak, *_) = find_leaks("a.csv", "".join(lines).encode())
        assert (leak.shown, leak.line) == ("/home/ada/plan.md", number)
