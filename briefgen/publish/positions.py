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

_SIGNS = (b"\xff\xd8\xff", b"RIFF", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF8")
"""How pictures begin, and films that are no boxes."""

_BOXES = {b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip"}
"""One of which is the first in a film of the family of QuickTime, or a picture of HEIC or AVIF."""

_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
"""How the block of notes begins that JPEG, PNG, WebP, HEIC and TIFF files hold alike."""

_XMP = re.compile(rb"GPSL(?:at|ong)itude\W{1,4}-?\d")
_GPS = 0x8825
"""The entry that leads to the position (Exif 2.32, section 4.6.3)."""

_MOST = 50
_MOST_ENTRIES = 200

_RAW = "Raw profile type "
"""Notes as ImageMagick keeps them in a PNG: as hexadecimal numbers."""

_PLACE = re.compile(
    rb"\xa9xyz|loci\0\0\0\0|location\.ISO6709|GPSCoordinates"
    rb"|[+-]\d{2}\.\d{2,}[+-]\d{3}\.\d{2,}(?:[+-]\d+(?:\.\d+)?)?/"
)
"""Places in films (ISO 6709 in QuickTime's boxes and keys, and ``loci`` of 3GPP TS 26.244)."""


def has_position(data: bytes) -> bool:
    """Whether *data* is a picture, a film or a description of one that says where it was taken."""
    if data.startswith(SIGN):
        return _has_notes(data) or any(_names_place(*one) for one in png_texts(data))
    if data.startswith(_SIGNS):
        return _has_notes(data)
    if data[4:8] in _BOXES:
        return _has_notes(data) or any(map(_PLACE.search, _boxes(data)))
    return b"x:xmpmeta" in data and _XMP.search(data) is not None


def _has_notes(data: bytes) -> bool:
    return _XMP.search(data) is not None or any(
        _leads_to_gps(data, found.start()) for found in islice(_TIFF.finditer(data), _MOST)
    )


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
    try:
        (offset,) = struct.unpack_from(f"{order}I", data, start + 4)
        (count,) = struct.unpack_from(f"{order}H", data, start + offset)
        if not 0 < count <= _MOST_ENTRIES:
            return False
        at = start + offset + 2
        tags = [struct.unpack_from(f"{order}H", data, at + 12 * n)[0] for n in range(count)]
    except struct.error:
        return False
    return _GPS in tags
