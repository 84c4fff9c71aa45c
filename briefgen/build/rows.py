"""
Lay down what is remembered of a file, and how it is encoded.

Whoever parses a file encodes its row, in whichever process that is; the store
only has to put it away.
"""

from hashlib import blake2b
from sys import intern

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr

from briefgen.fingerprint import Digest, canonical
from briefgen.model.article import Listing
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.source import Role, Stat


class SourceRow(Struct, frozen=True):
    """What is remembered of a source file; an asset has no listing."""

    path: SourcePath
    role: Role
    stat: Stat
    digest: Digest
    listing: bytes
    """A ``Listing``, encoded; decoded only if it is needed."""
    about: Digest
    """Of what the rest of the site may tell of it; empty for an asset."""
    notes: bytes
    """Warnings and unknown keys, encoded; usually empty."""
    facts: bytes = b""
    """``ImageFacts``, encoded; empty for everything but a picture that can be used."""


class TextRow(Struct, frozen=True):
    """What is remembered of a source file besides; each part encoded."""

    outline: bytes
    teaser: bytes
    content: bytes


class OutputRow(Struct, frozen=True):
    """What is remembered of a file of the output."""

    path: OutputPath
    key: Digest
    marks: bytes
    """Four bytes for each thing that the key is made of, to name what changed."""
    digest: Digest
    stat: bytes
    """Size, time and inode as ``output.output_stat`` lays them down; empty if not known."""
    asked: bytes = b""
    """For a page: the files that planning it has asked about, as ``asking`` lays them down."""


SourceValues = dict[str, tuple[str | bytes, ...]]
"""The row of a source file in each table, ready for SQLite; cheap to send."""


def encode_source(row: SourceRow, program: Digest, text: TextRow | None = None) -> SourceValues:
    """Return what the tables hold of a source file; *text* if it was parsed anew."""
    path = row.path
    stat = canonical(row.stat)
    values = (row.role.value, stat, row.digest, row.listing, row.about, row.notes, row.facts)
    tables: SourceValues = {"sources": (path, *values, checksum(program, path, *values))}
    if text is not None:
        outline, teaser, content = (
            (part, checksum(program, path, row.digest, part))
            for part in (text.outline, text.teaser, text.content)
        )
        tables["outlines"] = (path, *outline, *teaser)
        tables["texts"] = (path, *content)
    return tables


def checksum(program: Digest, *values: str | bytes) -> bytes:
    """Return the checksum of a row; a value of another type has another one."""
    return blake2b(canonical(values), digest_size=8, key=program).digest()


def decode_listing(data: bytes) -> Listing:
    """
    Return an encoded listing; names that many articles share are kept once.

    A hundred thousand listings are in memory together, so this is where a
    kilobyte for each is saved or spent.
    """
    listing = _decode_listing(data)
    force_setattr(listing, "section", intern(listing.section))
    for name in ("topics", "authors"):
        names = tuple(intern(one) for one in getattr(listing, name))
        force_setattr(listing, name, _shared_tuples.setdefault(names, names))
    return listing


_shared_tuples: dict[tuple[str, ...], tuple[str, ...]] = {}


_decode_listing = msgspec.msgpack.Decoder(Listing).decode
