"""Make pictures and films with notes, as cameras and programs write them."""

import base64
import struct
import zlib
from collections.abc import Mapping

from tests.publish.containers import escaped


def tiff(
    tags: Mapping[int, tuple[int, bytes]], gps: Mapping[int, tuple[int, bytes]] | None = None
) -> bytes:
    """Make the notes of a camera, which are a TIFF without a picture."""
    entries = dict(tags)
    if gps is not None:
        entries[0x8825] = (4, b"\0\0\0\0")
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}

    def directory(values: Mapping[int, tuple[int, bytes]], at: int) -> bytes:
        head = struct.pack("<H", len(values))
        data, place = b"", at + 2 + 12 * len(values) + 4
        for tag, (kind, value) in sorted(values.items()):
            count = len(value) // sizes[kind]
            if len(value) <= 4:
                field = value.ljust(4, b"\0")
            else:
                field, data = struct.pack("<I", place + len(data)), data + value
            head += struct.pack("<HHI", tag, kind, count) + field
        return head + b"\0\0\0\0" + data

    main = directory(entries, 8)
    if gps is not None:
        entries[0x8825] = (4, struct.pack("<I", 8 + len(main)))
        main = directory(entries, 8) + directory(gps, 8 + len(main))
    return b"II*\0" + struct.pack("<I", 8) + main


def position() -> bytes:
    """Return notes that say where a picture was taken."""
    degrees = struct.pack("<6I", 52, 1, 31, 1, 12, 1)
    return tiff({}, {1: (2, b"N\0"), 2: (5, degrees), 3: (2, b"E\0"), 4: (5, degrees)})


def xmp(text: str, position: str = "") -> bytes:
    """Return a packet of XMP with a description, and a place if there is one."""
    place = f' exif:GPSLatitude="{position}" exif:GPSLongitude="{position}"' if position else ""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="r" xmlns:dc="d" xmlns:exif="e">'
        f"<rdf:Description{place}><dc:description>{escaped(text)}</dc:description>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwc"
    "KDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAA"
    "AAAAAAAAAAD/2gAIAQEAAD8AN//Z"
)


def jpeg(*, exif: bytes = b"", xmp: bytes = b"", iptc: bytes = b"", comment: bytes = b"") -> bytes:
    """Make a JPEG of one pixel with these notes."""

    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data if data else b""

    resource = b""
    if iptc:
        record = b"\x1c\x02\x78" + struct.pack(">H", len(iptc)) + iptc
        resource = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    notes = (
        segment(0xE1, exif and b"Exif\0\0" + exif)
        + segment(0xE1, xmp and b"http://ns.adobe.com/xap/1.0/\0" + xmp)
        + segment(0xED, resource)
        + segment(0xFE, comment)
    )
    return _JPEG[:20] + notes + _JPEG[20:]


def png(*chunks: tuple[bytes, bytes], damaged: bool = False, cut: bool = False) -> bytes:
    """Make a PNG of one pixel with these chunks before its picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data) ^ (1 if damaged else 0)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    made = head + b"".join(chunk(kind, data) for kind, data in chunks)
    if cut:
        return made
    return made + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def gif(comment: bytes) -> bytes:
    """Make a GIF of one pixel with a comment."""
    blocks = b"".join(
        bytes([len(comment[at : at + 255])]) + comment[at : at + 255]
        for at in range(0, len(comment), 255)
    )
    head = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xfe" + blocks + b"\0"
    return head + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def webp(kind: bytes, data: bytes) -> bytes:
    """Make a WebP with one further chunk, such as ``XMP``."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)

    picture = base64.b64decode("LwAAAAAHEP0P/Qf/A/8=")
    body = chunk(b"VP8X", b"\x0c\0\0\0\0\0\0\0\0\0") + chunk(b"VP8L", picture) + chunk(kind, data)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def box(kind: bytes, *parts: bytes) -> bytes:
    """Make one box of a film, or of a picture that is made like one."""
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + kind + data


def film(brand: bytes, *of_user: bytes, top: bytes = b"") -> bytes:
    """Make a film whose ``udta`` holds the boxes *of_user*."""
    head = box(b"ftyp", brand, b"\0\0\2\0", brand)
    return (
        head
        + box(b"moov", box(b"mvhd", bytes(100)), box(b"udta", *of_user))
        + top
        + box(b"mdat", bytes(64))
    )


def quicktime_text(kind: bytes, text: str) -> bytes:
    """Make a box with a text, as QuickTime has them."""
    data = text.encode()
    return box(kind, struct.pack(">HH", len(data), 0x15C7), data)


def keyed(key: str, text: str) -> bytes:
    """Make a ``meta`` box with one key and its text, as telephones write it."""
    name = key.encode()
    keys = box(b"keys", struct.pack(">II", 0, 1), struct.pack(">I", len(name) + 8) + b"mdta" + name)
    value = box(b"data", struct.pack(">II", 1, 0), text.encode())
    return box(
        b"meta",
        box(b"hdlr", bytes(8) + b"mdta" + bytes(12)),
        keys,
        box(b"ilst", box(b"\0\0\0\1", value)),
    )


def still(brand: bytes, item: bytes) -> bytes:
    """Make a picture of the AVIF and HEIC kind whose data holds *item* uncompressed."""
    return (
        box(b"ftyp", brand, b"\0\0\0\0", b"mif1", brand)
        + box(b"meta", bytes(4))
        + box(b"mdat", item)
    )
