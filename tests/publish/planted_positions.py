"""Pictures, sounds and films that say where they were taken."""

import base64
import json
import struct
import zlib
from collections.abc import Iterator

from tests.publish import containers as made
from tests.publish import recordings as notes
from tests.publish.held_back import Plant


def positions() -> Iterator[Plant]:
    """Yield a file of each kind."""
    place, exif, iso = "52,31.2N", notes.position(), "+52.5200+013.4050/"
    for path in ("a.jpg", "a.jpeg", "a.jfif", "a.jpe", "a", "a.dat", "A.JPG", "a.png"):
        yield Plant(f"position in a JPEG {path}", path, notes.jpeg(exif=exif))
    loci = b"\0\0\0\0\x15\xc7home\0\0" + struct.pack(">iii", 13 << 16, 52 << 16, 0) + b"earth\0\0"
    files = {
        "xmp.jpg": notes.jpeg(xmp=notes.xmp("", place)),
        "a.png": notes.png((b"eXIf", exif)),
        "xmp.png": notes.png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + notes.xmp("", place))),
        "raw.png": notes.png(
            (b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(_profile(exif)))
        ),
        "cut.png": notes.png((b"eXIf", exif), cut=True),
        "a.webp": notes.webp(b"EXIF", exif),
        "xmp.webp": notes.webp(b"XMP ", notes.xmp("", place)),
        "a.avif": notes.still(b"avif", b"\0\0\0\6Exif\0\0" + exif),
        "a.heic": notes.still(b"heic", b"\0\0\0\6Exif\0\0" + exif),
        "xmp.avif": notes.still(b"avif", notes.xmp("", place)),
        "a.tif": exif,
        "a.dng": exif,
        "a.mov": notes.film(b"qt  ", notes.quicktime_text(b"\xa9xyz", iso)),
        "keys.mov": notes.film(b"qt  ", notes.keyed("com.apple.quicktime.location.ISO6709", iso)),
        "a.mp4": notes.film(b"isom", notes.quicktime_text(b"\xa9xyz", iso)),
        "loci.mp4": notes.film(b"isom", notes.box(b"loci", loci)),
        "a.m4a": notes.film(b"M4A ", notes.quicktime_text(b"\xa9xyz", iso)),
        "a.m4v": notes.film(b"M4V ", notes.keyed("com.apple.quicktime.location.ISO6709", iso)),
        "a.3gp": notes.film(b"3gp4", notes.box(b"loci", loci)),
        "xmp.mp4": notes.film(b"isom", top=notes.box(b"uuid", bytes(16), notes.xmp("", place))),
        **_further_positions(exif, place, iso),
        "photos.zip": made.archive({"a.jpg": notes.jpeg(exif=exif)}),
        "photo.docx": made.archive({"word/media/image1.jpeg": notes.jpeg(exif=exif)}),
        "photo.svg": b'<svg><image href="data:image/jpeg;base64,'
        + base64.b64encode(notes.jpeg(exif=exif))
        + b'"/></svg>',
        "photo.pdf": made.pdf(b"", xmp=notes.xmp("", place)),
    }
    for path, data in files.items():
        yield Plant(f"position in {path}", path, data)


def _further_positions(exif: bytes, place: str, iso: str) -> dict[str, bytes]:
    photo, ebml = notes.jpeg(exif=exif), b"\x1aE\xdf\xa3\x84webm"
    name, value = b"LOCATION", b"52.52, 13.40"
    big = b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, 1) + struct.pack("<HHQQQ", 0x8825, 4, 1, 44, 0)
    comment = b"LOCATION=52.52;13.40"
    vorbis = struct.pack("<I", 0) + struct.pack("<II", 1, len(comment)) + comment
    film = notes.film(b"isom", notes.quicktime_text(b"\xa9xyz", iso))
    xmp = notes.xmp("", place)
    drone = (
        b'<rdf:RDF xmlns:rdf="r"><rdf:Description drone-dji:GpsLatitude="+52.5200" '
        b'drone-dji:GpsLongtitude="+13.4050"/></rdf:RDF>'
    )
    element = b"<rdf:RDF><rdf:Description><exif:gpslatitude>52,31N</exif:gpslatitude>"
    encoded = base64.b64encode(photo).decode()
    return {
        "a.webm": ebml + b"\x45\xa3\x88" + name + b"\x44\x87\x8c" + value,
        "a.mkv": ebml + b"\x45\xa3\xa3COM.APPLE.QUICKTIME.LOCATION.ISO6709" + b"\x44\x87" + value,
        "a.jxl": notes.box(b"JXL ", b"\r\n\x87\n") + notes.box(b"Exif", bytes(4), exif),
        "a.jp2": notes.box(b"jP  ", b"\r\n\x87\n") + notes.box(b"uuid", b"JpgTiffExif->JP2", exif),
        "big.tif": big,
        "a.psd": b"8BPS\0\1"
        + bytes(20)
        + b"8BIM\x04\x22\0\0"
        + struct.pack(">I", len(exif))
        + exif,
        "a.flac": b"fLaC\x04" + struct.pack(">I", len(vorbis))[1:] + vorbis,
        "cover.flac": b"fLaC\x86" + struct.pack(">I", len(photo))[1:] + photo,
        "cover.mp3": b"ID3\3\0\0\0\0\x10\0APIC" + bytes(6) + b"\0image/jpeg\0\3\0" + photo,
        "a.ogg": b"OggS" + bytes(24) + b"\3vorbis" + vorbis,
        "a.avi": b"RIFF\x40\0\0\0AVI LIST\x20\0\0\0INFOICMT\x14\0\0\0" + iso.encode(),
        "a.wav": b"RIFF\x40\0\0\0WAVEiXML\x40\0\0\0<LOCATION_GPS>52.5,13.4</LOCATION_GPS>",
        "moving.jpg": notes.jpeg() + film,
        "moving with a note.jpg": notes.jpeg(comment=b"a ftyp of its own") + film,
        "drone.xmp": drone,
        "element.xmp": element,
        "bare.xmp": xmp[xmp.index(b"<rdf:RDF") : xmp.index(b"</x:xmpmeta")],
        "drone.jpg": notes.jpeg(xmp=drone),
        "short.mp4": notes.film(b"isom", notes.quicktime_text(b"text", "+52+013/")),
        "a.srt": b"1\n00:00:00,000 --> 00:00:01,000\n[latitude: 52.520000] [longitude: 13.40]\n",
        "older.srt": b"1\n00:00:00,000 --> 00:00:01,000\nHOME(13.4,52.5) GPS(13.4050,52.5200,16)\n",
        "photo.json": json.dumps({"photo": encoded}).encode(),
        "escaped.json": json.dumps({"photo": encoded}).replace("/", r"\/").encode(),
    }


def _profile(data: bytes) -> bytes:
    return b"\nexif\n%8d\n" % len(data) + data.hex().encode() + b"\n"
