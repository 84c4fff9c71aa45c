"""
Take out of a picture file what is no picture: where and when it was taken, with what, by whom.

The file is taken apart and put together again from the parts that drawing the
picture needs; none of them is changed, so nothing is lost.  What is kept is
listed, so that a kind of note which nobody knew of is not kept by mistake.
"""

import re
from collections.abc import Callable, Iterator

_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SOS, _EOI = 0xDA, 0xD9
_JPEG_NOTES = {*range(0xE0, 0xF0), 0xFE}
"""Segments that hold anything at all: applications' own, and comments."""
_JPEG_KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))

_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"),
}
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
_WEBP_NOTES = 0x08 | 0x04
"""The flags that announce EXIF and XMP."""

_GIF_EXTENSION, _GIF_IMAGE, _GIF_END = b"!,;"
_GIF_KEPT = (b"\xf9", b"\xff\x0bNETSCAPE2.0", b"\xff\x0bANIMEXTS1.0", b"\xff\x0bICCRGBG1012")
"""When to show the next frame, how often all of them, and what the colours mean."""


def bare(data: bytes, format: str) -> bytes:
    """
    Return the file *data*, a GIF, JPEG, PNG or WEBP, without anything but the picture.

    A file that holds nothing else comes back as it is.

    Raises:
        ValueError: the file is not whole.

    """
    try:
        return b"".join(_PARTS[format](data))
    except (IndexError, AttributeError) as fault:
        raise ValueError(f"the {format} is not whole") from fault


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Return the segments of a JPEG (ITU-T T.81, annex B), up to the end of the picture."""
    yield data[:2]
    at = _without_fill(data, 2)
    while (marker := data[at + 1]) != _EOI:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        content = data[at + 4 : end]
        if marker == _SOS:
            end = _find_marker(data, end)
        is_kept = any(marker == one and content.startswith(name) for one, name in _JPEG_KEPT)
        if marker not in _JPEG_NOTES or is_kept:
            yield data[at:end]
        at = _without_fill(data, end)
    yield data[at : at + 2]


def _without_fill(data: bytes, at: int) -> int:
    """Return where the marker at *at* begins, behind any bytes that only fill (B.1.1.2)."""
    if data[at] != 0xFF:
        raise ValueError("something lies between two segments")
    while data[at + 1] == 0xFF:
        at += 1
    return at


def _find_marker(data: bytes, start: int) -> int:
    """Return where the next segment, or what fills the space before it, begins after a scan."""
    found = _JPEG_MARKER.search(data, start)
    if found is None:
        raise ValueError("the scan has no end")
    at = found.start()
    while at > start and data[at - 1] == 0xFF:
        at -= 1
    return at


def _png_parts(data: bytes) -> Iterator[bytes]:
    """Return the chunks of a PNG (W3C Portable Network Graphics, section 5)."""
    yield _PNG_SIGNATURE
    at, name = len(_PNG_SIGNATURE), b""
    while name != b"IEND":
        name = data[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise ValueError("the last chunk is cut off")
        if name in _PNG_KEPT:
            yield data[at:end]
        at = end


def _webp_parts(data: bytes) -> Iterator[bytes]:
    """Return the chunks of a WebP (RFC 9649) behind a header that fits them."""
    kept: list[bytes] = []
    at = 12
    limit = 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= limit:
        name = data[at : at + 4]
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        chunk = data[at:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_NOTES]) + chunk[9:]
        if name in _WEBP_KEPT:
            kept.append(chunk)
        at = end
    yield b"RIFF" + (4 + sum(map(len, kept))).to_bytes(4, "little") + b"WEBP"
    yield from kept


def _gif_parts(data: bytes) -> Iterator[bytes]:
    """Return the blocks of a GIF (GIF89a, appendix A)."""
    at = _behind_colours(13, data[10])
    yield data[:at]
    while (sign := data[at]) != _GIF_END:
        if sign not in {_GIF_IMAGE, _GIF_EXTENSION}:
            raise ValueError("something lies between two blocks")
        is_image = sign == _GIF_IMAGE
        end = _behind_colours(at + 10, data[at + 9]) + 1 if is_image else at + 2
        while size := data[end]:
            end += 1 + size
        end += 1
        if is_image or data.startswith(_GIF_KEPT, at + 1):
            yield data[at:end]
        at = end
    yield data[at : at + 1]


def _behind_colours(at: int, flags: int) -> int:
    """Return where a table of colours ends that begins *at*, if *flags* say that there is one."""
    return at + (6 << (flags & 0x07) if flags & 0x80 else 0)


_PARTS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "GIF": _gif_parts,
    "JPEG": _jpeg_parts,
    "PNG": _png_parts,
    "WEBP": _webp_parts,
}
