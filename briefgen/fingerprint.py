"""
Give every value a digest, so that two builds can be compared.

A page is rendered again if and only if the digest of what it shows has changed.
So equal values must have equal digests in every process and on every machine,
and what has no canonical form must be refused rather than digested by accident.
"""

from hashlib import blake2b
from typing import Any, NewType

import msgspec

Digest = NewType("Digest", bytes)
"""Sixteen bytes of BLAKE2b; equal if and only if what was digested is equal."""

DIGEST_SIZE = 16


def digest_bytes(data: bytes) -> Digest:
    """Return the digest of *data* itself (BLAKE2b, RFC 7693, 16 bytes)."""
    return Digest(blake2b(data, digest_size=DIGEST_SIZE).digest())


def fingerprint(value: object) -> Digest:
    """
    Return a digest that is equal if and only if *value* is equal.

    Accepts text, bytes, numbers, booleans, dates, ``None``, tuples, and frozen
    structs of these; an object with a ``digest`` counts as that digest.
    Everything else is refused: the order of a set is not part of its value.

    >>> fingerprint(("markets", 1)) == fingerprint(("markets", 1))
    True
    >>> fingerprint({"markets": 1})
    Traceback (most recent call last):
    TypeError: cannot fingerprint dict
    """
    return digest_bytes(canonical(value))


def canonical(value: object) -> bytes:
    """
    Return the one encoding of *value* (MessagePack).

    Raises:
        TypeError: *value* is, at its top level, a mapping or a set; the model's
            types cannot hold one further down.

    """
    if isinstance(value, (dict, set, frozenset)):
        message = f"cannot fingerprint {type(value).__name__}"
        raise TypeError(message)
    return _encode(value)


def _stand_in(value: Any) -> bytes:
    digest = getattr(value, "digest", None)
    if isinstance(digest, bytes):
        return digest
    message = f"cannot fingerprint {type(value).__name__}"
    raise TypeError(message)


_encode = msgspec.msgpack.Encoder(enc_hook=_stand_in).encode
