"""
Find in a picture the place where it was taken.

Cameras write it into the file, where no reader sees it and everybody can look it
up.  With the extra ``images`` such notes are left out; without it a picture is
copied as it is, so this is the last moment to notice.
"""

import re
import struct
from itertools import islice

_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
"""How the block of notes begins that JPEG, PNG, WebP, HEIC and TIFF files hold alike."""

_XMP = re.compile(rb"GPSL(?:at|ong)itude\W{1,4}-?\d")
_GPS = 0x8825
"""The entry that leads to the position (Exif 2.32, section 4.6.3)."""

_MOST = 50
_MOST_ENTRIES = 200


def has_position(data: bytes) -> bool:
    """Whether the picture in *data* says where it was taken."""
    if _XMP.search(data):
        return True
    return any(_leads_to_gps(data, found.start()) for found in islice(_TIFF.finditer(data), _MOST))


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
