"""Leaks in files that a reader has to open: archives, documents and pictures."""

import bz2
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.publish import containers as made
from tests.publish import recordings as notes
from tests.publish.held_back import MIDDLE, OPENING, POINT, TITLE, Plant
from tests.publish.planted_positions import positions


def _archives() -> Iterator[Plant]:
    page = f"<!doctype html><p>Before. {MIDDLE}</p>".encode()
    inner = made.archive({"deep/page.html": page})
    deflated = made.archive({"a.txt": MIDDLE.encode("utf-16")})
    files = {
        "a.zip": made.archive({"page.html": page}),
        "stored.zip": made.archive({"page.html": page}, zipfile.ZIP_STORED),
        "lzma.zip": made.archive({"page.html": page}, zipfile.ZIP_LZMA),
        "bz2.zip": made.archive({"page.html": page}, zipfile.ZIP_BZIP2),
        "nested.zip": made.archive({"a/b.zip": inner}),
        "twice.zip": made.archive({"a.zip": made.archive({"b.zip": inner})}),
        "wide.zip": deflated,
        "named.zip": made.archive({f"{TITLE}.txt": b"x"}),
        "hidden.png": notes.png() + inner,
        "page.html.gz": made.packed(f"<!doctype html><p>Before. {MIDDLE}</p>"),
        "unnamed": made.packed(MIDDLE),
        "drawing.svgz": made.packed(f"<svg><text>{MIDDLE}</text></svg>"),
        "all.tar.gz": made.tar({"a/page.html": page}),
        "all.tar": made.tar({"a/page.html": page}, "w"),
        "all.tar.xz": made.tar({"a/page.html": page}, "w:xz"),
        "all.tar.bz2": made.tar({"a/page.html": page}, "w:bz2"),
        "second.bz2": bz2.compress(b"One.") + bz2.compress(page),
        "second.xz": lzma.compress(b"One.") + lzma.compress(page),
        "padded.xz": lzma.compress(b"One.") + bytes(8) + lzma.compress(page),
        "a.lzma": lzma.compress(page, lzma.FORMAT_ALONE),
        "a.docx": made.docx(MIDDLE),
        "runs.docx": made.docx(*(MIDDLE[at : at + 7] for at in range(0, len(MIDDLE), 7))),
        "titled.docx": made.docx("Harmless.", core=TITLE),
        "a.xlsx": made.xlsx(MIDDLE),
        "a.odt": made.office("content.xml", MIDDLE),
        "a.ods": made.office("content.xml", POINT),
        "a.odp": made.office("content.xml", OPENING),
        "a.pptx": made.office("ppt/slides/slide1.xml", MIDDLE),
        "a.epub": made.archive({"mimetype": b"application/epub+zip", "OEBPS/1.xhtml": page}),
        "a.kmz": made.archive({"doc.kml": f"<kml><name>{POINT}</name></kml>".encode()}),
    }
    for path, data in files.items():
        yield Plant(f"packed in {path}", path, data)
    utf16 = b"<" + ("\ufeff" + TITLE).encode("utf-16-be").hex().encode() + b">"
    documents = {
        "shown": made.pdf(made.shown(MIDDLE)),
        "shown openly": made.pdf(made.shown(MIDDLE), packed=False),
        "kerned": made.pdf(made.kerned(MIDDLE)),
        "in numbers": made.pdf(made.lettered(MIDDLE)),
        "titled": made.pdf(info=made.shown(TITLE)[12:-6]),
        "titled in UTF-16": made.pdf(info=utf16),
        "with XMP": made.pdf(xmp=notes.xmp(TITLE)),
        "with open XMP": made.pdf(xmp=notes.xmp(MIDDLE), packed=False),
    }
    for name, data in documents.items():
        yield Plant(f"PDF {name}", "a.pdf", data)


def _pictures() -> Iterator[Plant]:
    text = MIDDLE.encode()
    wide = b"UNICODE\0" + MIDDLE.encode("utf-16-le")
    files = {
        "jpg with a description": (
            "a.jpg",
            notes.jpeg(exif=notes.tiff({0x010E: (2, text + b"\0")})),
        ),
        "jpg with a title of Windows": (
            "a.jpg",
            notes.jpeg(exif=notes.tiff({0x9C9B: (1, TITLE.encode("utf-16-le"))})),
        ),
        "jpg with a wide comment": ("a.jpg", notes.jpeg(exif=notes.tiff({0x9286: (7, wide)}))),
        "jpg with XMP": ("a.jpg", notes.jpeg(xmp=notes.xmp(MIDDLE))),
        "jpg with IPTC": ("a.jpg", notes.jpeg(iptc=text)),
        "jpg with a comment": ("a.jpg", notes.jpeg(comment=text)),
        "jpg without its ending": ("a", notes.jpeg(comment=text)),
        "jpg with a wrong ending": ("a.dat", notes.jpeg(comment=text)),
        "jpg with words behind": ("a.jpg", notes.jpeg() + text),
        "png with text": ("a.png", notes.png((b"tEXt", b"Description\0" + OPENING.encode()))),
        "png with packed text": (
            "a.png",
            notes.png((b"zTXt", b"Description\0\0" + zlib.compress(OPENING.encode()))),
        ),
        "png with international text": (
            "a.png",
            notes.png((b"iTXt", b"Title\0\0\0\0\0" + TITLE.encode())),
        ),
        "png with packed international text": (
            "a.png",
            notes.png((b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(TITLE.encode()))),
        ),
        "png with notes of a camera": (
            "a.png",
            notes.png((b"eXIf", notes.tiff({0x010E: (2, text + b"\0")}))),
        ),
        "damaged png with text": (
            "a.png",
            notes.png((b"tEXt", b"Comment\0" + OPENING.encode()), damaged=True),
        ),
        "damaged png with packed text": (
            "a.png",
            notes.png((b"zTXt", b"Comment\0\0" + zlib.compress(OPENING.encode())), damaged=True),
        ),
        "cut png with packed text": (
            "a.png",
            notes.png((b"zTXt", b"Comment\0\0" + zlib.compress(OPENING.encode())), cut=True),
        ),
        "gif with a comment": ("a.gif", notes.gif(text)),
        "gif with a long comment": ("a.gif", notes.gif(("x" * 220 + " " + MIDDLE).encode())),
        "webp with XMP": ("a.webp", notes.webp(b"XMP ", notes.xmp(MIDDLE))),
        "webp with notes of a camera": (
            "a.webp",
            notes.webp(b"EXIF", notes.tiff({0x010E: (2, text + b"\0")})),
        ),
        "avif with XMP": ("a.avif", notes.still(b"avif", notes.xmp(MIDDLE))),
        "heic with XMP": ("a.heic", notes.still(b"heic", notes.xmp(MIDDLE))),
        "tif with a description": ("a.tif", notes.tiff({0x010E: (2, text + b"\0")})),
        "mp3 with a title": ("a.mp3", _tagged(OPENING.encode("latin-1"))),
        "mp3 with a wide title": ("a.mp3", _tagged(b"\1" + MIDDLE.encode("utf-16"), wide=True)),
        "mp4 with a title": ("a.mp4", notes.film(b"isom", notes.quicktime_text(b"\xa9nam", TITLE))),
        "mov with a description": (
            "a.mov",
            notes.film(b"qt  ", notes.keyed("com.apple.quicktime.description", MIDDLE)),
        ),
    }
    for name, (path, data) in files.items():
        yield Plant(name, path, data)


def _tagged(text: bytes, *, wide: bool = False) -> bytes:
    content = text if wide else b"\0" + text
    frame = b"TIT2" + struct.pack(">IH", len(content), 0) + content
    size = len(frame)
    head = b"ID3\3\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return head + frame + b"\xff\xfb\x90\0" + bytes(400)


def _machines() -> Iterator[Plant]:
    texts = {
        "loopback name": '<a href="http://localhost:8000/draft/">a</a>',
        "loopback number": '<img src="http://127.0.0.1:4000/a.png">',
        "other loopback number": "http://127.1.2.3/",
        "loopback of version six": "http://[::1]:8080/",
        "any number": "http://0.0.0.0:8000/",
        "name in a house": "http://printer.local/queue",
        "name in a network": "https://wiki.internal/plan",
        "name in a router": "http://nas.lan/share",
        "private number": "http://192.168.1.20/admin",
        "private number of a firm": "http://10.20.30.40:9000/",
        "third private range": "https://172.20.1.5/",
        "number of a link": "http://169.254.10.20/latest",
        "unique local number": "http://[fd12:3456:789a::1]/",
        "file": "file:///srv/newsroom/plan.html",
        "folder of Linux": "source: /home/ada/briefing/content/a.md",
        "folder of macOS": "/Users/ada/Documents/plan.md",
        "folder of Windows": r"C:\Users\Ada\Documents\plan.md",
        "folder of Windows with slashes": "C:/Users/Ada/Documents/plan.md",
        "share": r"see \\fileserver\newsroom\plan.docx",
        "folder of the first user": "/root/briefing/content/a.md",
        "in JSON": '{"url": "http:\\/\\/localhost:3000\\/a"}',
        "folder in JSON": json.dumps({"path": r"C:\Users\Ada\plan.md"}),
        "percent-encoded": "https://example.org/?next=http%3A%2F%2Flocalhost%3A8000%2Fa",
        "in a style": "a{background:url(http://localhost:8080/a.png)}",
        "with a name": "http://ada@localhost/a",
        "socket": 'new WebSocket("ws://localhost:35729/livereload")',
        "in upper case": "HTTP://LOCALHOST:8000/",
        "host alone": '<a href="http://nas/photos/">a</a>',
        "host alone with a port": "see http://buildbox:8080",
        "router": "http://fritz.box/",
        "firm": "https://wiki.example.corp/plan",
        "domain of one machine": "http://printer.localdomain/",
        "short loopback number": "http://127.1:8000/",
        "short loopback number alone": "serve at 127.1:8000",
        "number of version four in six": "http://[::ffff:192.168.1.4]/",
        "number of a provider": "http://100.64.3.7/a",
        "network of friends": "https://nas.tail1234.ts.net/",
        "number and port": "the box is at 192.168.1.20:8080.",
        "database": "mysql://db.internal/site",
        "cache": "redis://10.2.3.4:6379/0",
        "camera": "rtsp://192.168.1.30/live",
        "folder of WSL": "/mnt/c/Users/ada/plan.md",
        "folder of Git Bash": "/c/Users/ada/plan.md",
        "folder of an unchangeable system": "/var/home/ada/plan.md",
        "folder of a volume": "/Volumes/Data/Users/ada/plan.md",
        "folder of Windows in small letters": r"c:\users\ada\plan.md",
        "link to an editor": "vscode://file/home/ada/plan.md:10",
        "share of WSL": r"\\wsl$\Ubuntu\home\ada\plan.md",
        "without a scheme": '<script src="//localhost:35729/livereload.js">',
    }
    for name, text in texts.items():
        yield Plant(f"machine: {name}", "page.html", text.encode())
    yield Plant("machine: in UTF-16", "a.csv", "1;http://localhost:80/a\n".encode("utf-16"))
    yield Plant("machine: in a zip", "a.zip", made.archive({"a.txt": b"/home/ada/plan.md"}))
    yield Plant("machine: in a PDF", "a.pdf", made.pdf(made.shown("file:///home/ada/plan.html")))
    yield Plant("machine: in a PNG", "a.png", notes.png((b"tEXt", b"Source\0/home/ada/plan.psd")))


def opened() -> Iterator[Plant]:
    """Yield all that has to be opened, and what tells of a machine."""
    yield from _archives()
    yield from _pictures()
    yield from positions()
    yield from _machines()
