"""
Read the notes of a PNG, and those of one that is damaged as well.

A decoder stops at the first thing that is wrong, but whoever looks for what a file
tells does not.
"""

import re
import struct
import zlib
from collections.abc import Iterator

SIGN = b"\x89PNG\r\n\x1a\n"
_TEXT = re.compile(rb"(?:tEXt|zTXt|iTXt)")
_LARGEST = 1_000_000
_MOST = 1000


def png_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each note with its name (W3C Portable Network Graphics, section 11.3.3)."""
    end = 0
    for number, found in enumerate(_TEXT.finditer(data)):
        if number == _MOST or found.start() < max(4, end):
            continue
        (size,) = struct.unpack_from(">I", data, found.start() - 4)
        chunk = data[found.end() : found.end() + min(size, _LARGEST)]
        # What lies within it has been read with it.
        end = found.end() + len(chunk)
        name, _, rest = chunk.partition(b"\0")
        is_packed = found[0] == b"zTXt"
        if found[0] == b"iTXt":
            is_packed = rest[:1] == b"\1"
            rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
        elif is_packed:
            rest = rest[1:]
        if is_packed:
            try:
                rest = zlib.decompressobj().decompress(rest, _LARGEST)
            except zlib.error:
                continue
        encoding = "utf-8" if found[0] == b"iTXt" else "latin-1"
        yield name.decode("latin-1"), rest.decode(encoding, "replace")
