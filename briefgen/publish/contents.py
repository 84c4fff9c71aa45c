"""
Open a file as far as it goes: what is packed in it, and in what is packed there.

Readers unpack an archive, so what it holds is as public as a page.  What a file is
says its content; the ending of its name may say anything.  A small file can unpack
to more than a machine holds, so size, number and depth are bounded, and a file that
cannot be opened is never taken for one that is harmless.
"""

import binascii
import bz2
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgspec import Struct

from briefgen.publish.documents import UnreadableError, is_encrypted, is_pdf, pdf_streams

MOST_UNPACKED = 100_000_000
"""Bytes that may come out of one file, all together."""

_MOST_PIECES = 100_000
_DEEPEST = 8

_UNKNOWN = (
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive"),
    (b"Rar!\x1a\x07", "it is a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "it is packed with Zstandard"),
    (b"\x04\x22\x4d\x18", "it is packed with LZ4"),
    (b"\x1f\x9d", "it is packed with compress"),
    (b"LZIP\x01", "it is packed with lzip"),
    (b"MSCF\0\0\0\0", "it is a cabinet archive"),
    (b"PAR1", "its tables are packed"),
)
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEALED = "EncryptedPackage".encode("utf-16-le")
"""What a document with a password has instead of its text."""

_SAMPLE = 4096
_DATA = "data:"
_LEAST_DATA = 100
"""Bytes of data in a text that may be a part of something larger, shown as an example."""

_INLINE = b";base64,"
_PACKED = re.compile(rb"[A-Za-z0-9+/]{40,}+(?:\r?\n[A-Za-z0-9+/]{4,76}+)*+")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/=\s]|%2[BbFf]|%3[Dd])*+")


class Piece(Struct, frozen=True):
    """A file, or one that is packed in it."""

    path: str
    """Of the file, and within it."""
    data: bytes
    sealed: str = ""
    """Why it cannot be looked into; empty if it can."""
    depth: int = 0


@dataclass
class _Budget:
    """What may still come out of one file."""

    size: int
    pieces: int = _MOST_PIECES

    def spend(self, size: int, depth: int) -> None:
        if depth == _DEEPEST:
            raise UnreadableError(f"more than {_DEEPEST} archives lie in one another")
        self.size -= size
        self.pieces -= 1
        if self.size < 0 or self.pieces < 0:
            raise UnreadableError("it unpacks to more than can be looked through")


_Inner = Iterator[tuple[str, bytes]]


def pieces(path: str, data: bytes) -> Iterator[Piece]:
    """Yield the file *path* and everything that is packed in it, each before what it holds."""
    yield from _opened(Piece(path, data), _Budget(MOST_UNPACKED))


def _opened(piece: Piece, budget: _Budget) -> Iterator[Piece]:
    yield piece
    try:
        opener = _opener(piece)
        for name, data in opener(piece.data, budget) if opener else ():
            budget.spend(len(data), piece.depth)
            path = f"{piece.path} › {name}" if name else piece.path
            yield from _opened(Piece(path, data, depth=piece.depth + 1), budget)
    except UnreadableError as fault:
        yield Piece(piece.path, b"", str(fault), piece.depth)
    except (
        *(zipfile.BadZipFile, tarfile.TarError, lzma.LZMAError, zlib.error, OSError, EOFError),
        *(RuntimeError, NotImplementedError, ValueError, IndexError, KeyError, OverflowError),
    ):
        # What these libraries raise for a file that is damaged is not the same in any two of them.
        if piece.path.endswith(_DATA) and len(piece.data) < _LEAST_DATA:
            return
        yield Piece(piece.path, b"", "it is packed, and damaged", piece.depth)


def _opener(piece: Piece) -> Callable[[bytes, _Budget], _Inner] | None:
    """Return what opens *piece*, or nothing if there is nothing to open."""
    data = piece.data
    is_text = _is_text(data[:_SAMPLE])
    for sign, why in _UNKNOWN:
        if data.startswith(sign) and not is_text:
            raise UnreadableError(why)
    if piece.path.lower().endswith(".br") and not is_text:
        raise UnreadableError("it is packed with Brotli")
    if data.startswith(_OFFICE) and _SEALED in data:
        raise UnreadableError("it has a password")
    if is_pdf(data):
        if is_encrypted(data):
            raise UnreadableError("it is encrypted")
        return _from_pdf
    if data.startswith(b"\x1f\x8b\x08"):
        return _from_gzip
    if data.startswith(b"BZh") and not is_text and data[4:10] in {b"1AY&SY", b"\x17rE8P\x90"}:
        return _from_bzip
    if data.startswith((b"\xfd7zXZ\0", b"\x5d\0\0")):
        return _from_xz
    if data[257:262] == b"ustar" or (piece.path.lower().endswith(".tar") and data):
        return _from_tar
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or _ends_as_zip(data):
        return _from_zip
    return _from_text if _INLINE in data or (is_text and _PACKED.search(data)) else None


def _is_text(sample: bytes) -> bool:
    """Whether *sample*, with which a file begins, is one of a text in UTF-8."""
    text = sample.decode("utf-8", "ignore")
    is_whole = len(sample) - len(text.encode()) <= 3 * (len(sample) == _SAMPLE)
    return is_whole and all(one.isprintable() or one.isspace() for one in text)


def _ends_as_zip(data: bytes) -> bool:
    """Whether an archive hangs on something else, such as a picture."""
    return b"PK\x05\x06" in data[-66_000:] and zipfile.is_zipfile(io.BytesIO(data))


def _from_gzip(data: bytes, budget: _Budget) -> _Inner:
    while data:
        unpacker = zlib.decompressobj(31)
        content = unpacker.decompress(data, budget.size + 1)
        if not unpacker.eof and len(content) <= budget.size:
            raise EOFError
        yield "", content
        # What is behind the end may be filled with zeros, as tapes were.
        data = unpacker.unused_data.lstrip(b"\0")
        if not data.startswith(b"\x1f\x8b"):
            return


def _from_bzip(data: bytes, budget: _Budget) -> _Inner:
    while data.startswith(b"BZh"):
        unpacker = bz2.BZ2Decompressor()
        content = unpacker.decompress(data, budget.size + 1)
        if not unpacker.eof and len(content) <= budget.size:
            raise EOFError
        yield "", content
        data = unpacker.unused_data


def _from_xz(data: bytes, budget: _Budget) -> _Inner:
    while data:
        unpacker = lzma.LZMADecompressor(memlimit=2 * MOST_UNPACKED)
        content = unpacker.decompress(data, budget.size + 1)
        if not unpacker.eof and len(content) <= budget.size:
            raise EOFError
        yield "", content
        # Between two streams there may be zeros.
        data = unpacker.unused_data.lstrip(b"\0")


def _from_tar(data: bytes, budget: _Budget) -> _Inner:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for entry in archive:
            yield entry.name, entry.linkname.encode("utf-8", "replace")
            file = archive.extractfile(entry) if entry.isreg() else None
            if file is not None:
                yield entry.name, file.read(budget.size + 1)


def _from_zip(data: bytes, budget: _Budget) -> _Inner:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield "", archive.comment
        for entry in archive.infolist():
            yield "", entry.filename.encode("utf-8", "replace")
            if entry.flag_bits & 1:
                raise UnreadableError("it has a password")
            if not entry.is_dir():
                with archive.open(entry) as file:
                    yield entry.filename, file.read(budget.size + 1)


def _from_pdf(data: bytes, budget: _Budget) -> _Inner:
    for content in pdf_streams(data, lambda: budget.size + 1):
        yield "", content


def _from_text(data: bytes, _: _Budget) -> _Inner:
    """Yield what stands in a text as data, with ``data:`` and its kind before it or without."""
    for run in _PACKED.findall(data):
        plain = b"".join(run.split())
        content = binascii.a2b_base64(plain[: len(plain) // 4 * 4])
        # Most of what looks like it is a digest.
        if _is_text(content[:_SAMPLE]):
            yield _DATA, content
    at = data.find(_INLINE)
    while at >= 0:
        found = _BASE64.match(data, at + len(_INLINE))
        assert found is not None
        plain = re.sub(rb"%2[Bb]", b"+", re.sub(rb"%2[Ff]", b"/", found[0]))
        try:
            yield _DATA, binascii.a2b_base64(re.sub(rb"%3[Dd]|[=\s]", b"", plain) + b"==")
        except binascii.Error:
            # It only looked like data.
            yield _DATA, b""
        at = data.find(_INLINE, found.end())
