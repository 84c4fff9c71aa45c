"""
Find in a picture or film the place where it was taken.

Cameras write it into the file, where no reader sees it and everybody can look it
up.  With the extra ``images`` such notes of pictures are left out; without it, and
in films, this is the last moment to notice.
"""

import binascii
import re
import struct
from collections.abc import Iterator
from itertools import islice

from briefgen.publish.notes import SIGN, png_texts

_BOXES = {b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip"}
"""One of which is the first in a film of the family of QuickTime, or a picture of HEIC or AVIF."""

_TIFF = re.compile(rb"II[*+]\x00|MM\x00[*+]")
"""How the block of notes begins that pictures, sounds and films of all kinds hold alike."""

_XMP = re.compile(rb"(?i:gpsl(?:at|ong|ongt)itude)\W{1,6}\d")
_DESCRIPTIONS = (b"x:xmpmeta", b"rdf:Description")
_GPS = 0x8825
"""The entry that leads to the position (Exif 2.32, section 4.6.3)."""

_MOST = 50
_MOST_ENTRIES = 200

_RAW = "Raw profile type "
"""Notes as ImageMagick keeps them in a PNG: as hexadecimal numbers."""

_PLACE = re.compile(
    rb"\xa9xyz|loci\0\0\0\0|location\.ISO6709|GPSCoordinates"
    rb"|[+-]\d{2}(?:\.\d{1,12})?[+-]\d{3}(?:\.\d{1,12})?(?:[+-]\d{1,8}(?:\.\d{1,8})?)?/"
)
"""Places in films (ISO 6709 in QuickTime's boxes and keys, and ``loci`` of 3GPP TS 26.244)."""

_TAG = re.compile(
    rb"\x45\xa3[\x41-\xff][A-Z0-9._]{0,40}LOCATION"
    rb"|\0\0(?i:[a-z_.]{0,20}(?:location|gps[a-z_.]{0,20}|latitude|longitude))=[^\0]"
    rb"|LOCATION_GPS>[^<]|[+-]\d{2}\.\d{2,12}[+-]\d{3}\.\d{2,12}(?:[+-][\d.]{1,12})?/"
)
"""Places in Matroska (its tags), in Ogg and FLAC (their comments), in WAV, AVI and MP3."""

_RECORDINGS = (b"\x1aE\xdf\xa3", b"OggS", b"fLaC", b"RIFF", b"RF64", b"ID3", b"\xff\xfb")
_FLIGHT = re.compile(rb"\[latitude\s?:\s?-?\d|GPS ?\(-?\d{1,3}\.\d{1,12}, ?-?\d")
"""Where a drone was, as its subtitles say."""

_BASE64 = re.compile(rb"(?:\\?/9j\\?/|iVBORw0KGgo|SUkqA|TU0AK|UklGR)[A-Za-z0-9+/\\]{60,}+")
"""How pictures begin that stand in a text."""


def has_position(data: bytes) -> bool:
    """Whether *data* is a picture, a film or a description of one that says where it was taken."""
    if data.startswith(SIGN) and any(_names_place(*one) for one in png_texts(data)):
        return True
    if data[4:8] in _BOXES:
        return _has_notes(data) or any(map(_PLACE.search, _boxes(data)))
    if data.startswith(_RECORDINGS):
        return _has_notes(data) or _TAG.search(data) is not None
    if b"\0" in data:
        return _has_notes(data) or _has_film(data)
    if any(one in data for one in _DESCRIPTIONS) and _XMP.search(data):
        return True
    if b"-->" in data and _FLIGHT.search(data):
        return True
    return any(map(_is_placed, _BASE64.findall(data)))


def _has_notes(data: bytes) -> bool:
    return _XMP.search(data) is not None or any(
        _leads_to_gps(data, found.start()) for found in islice(_TIFF.finditer(data), _MOST)
    )


def _has_film(data: bytes) -> bool:
    """Whether behind a picture hangs a film that says where it was taken."""
    at = data.find(b"ftyp")
    return (
        data.startswith(b"\xff\xd8\xff")
        and at > 4
        and (any(map(_PLACE.search, _boxes(data[at - 4 :]))))
    )


def _is_placed(text: bytes) -> bool:
    plain = text.replace(b"\\", b"")
    return _has_notes(binascii.a2b_base64(plain[: len(plain) // 4 * 4]))


def _names_place(name: str, text: str) -> bool:
    """Whether a note of a PNG says where it was taken."""
    if name.startswith(_RAW):
        digits = "".join(text.split("\n")[3:])
        try:
            return _has_notes(binascii.unhexlify(digits))
        except (binascii.Error, ValueError):
            return False
    return _XMP.search(text.encode()) is not None


def _boxes(data: bytes) -> Iterator[bytes]:
    """Yield the boxes of a film (ISO 14496-12, section 4.2), but for the film itself."""
    at = 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8:
            # The last one, or what is none.
            size = len(data) - at
        if kind != b"mdat":
            yield data[at : at + size]
        at += size


def _leads_to_gps(data: bytes, start: int) -> bool:
    """Whether a block of notes that begins at *start* has an entry for the position."""
    order = "<" if data[start : start + 1] == b"I" else ">"
    is_big = b"+" in data[start : start + 4]
    try:
        if is_big:
            (offset,) = struct.unpack_from(f"{order}Q", data, start + 8)
            (count,) = struct.unpack_from(f"{order}Q", data, start + offset)
        else:
            (offset,) = struct.unpack_from(f"{order}I", data, start + 4)
            (count,) = struct.unpack_from(f"{order}H", data, start + offset)
        if not 0 < count <= _MOST_ENTRIES:
            return False
        at, size = start + offset + (8 if is_big else 2), 20 if is_big else 12
        tags = [struct.unpack_from(f"{order}H", data, at + size * n)[0] for n in range(count)]
    except (struct.error, OverflowError):
        return False
    return _GPS in tags
