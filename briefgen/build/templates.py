"""Remember what is known of templates, since finding out takes longer than many a build."""

from importlib.util import MAGIC_NUMBER

import msgspec

from briefgen.build.store import Store
from briefgen.build.versions import renderer_digest
from briefgen.fingerprint import DIGEST_SIZE, Digest, fingerprint
from briefgen.model.theme import Theme
from briefgen.theme.compiled import Kept
from briefgen.theme.dependencies import template_digests

_encode = msgspec.msgpack.encode
_decode_kept = msgspec.msgpack.Decoder(Kept).decode
_decode = msgspec.msgpack.Decoder(dict[str, Digest]).decode


def known_template_digests(theme: Theme, store: Store) -> dict[str, Digest]:
    """Return what ``template_digests`` does, and raise what it does; *store* remembers it."""
    key = fingerprint((theme.digest, renderer_digest()))
    remembered = store.fact("templates")
    if remembered[:DIGEST_SIZE] == key:
        return _decode(remembered[DIGEST_SIZE:])
    digests = template_digests(theme)
    store.put_fact("templates", key + _encode(digests))
    return digests


def kept_templates(store: Store) -> Kept:
    """Return what *store* remembers of compiled templates, for ``keep_templates`` to give back."""
    key, remembered = _compiler(), store.fact("compiled")
    return _decode_kept(remembered[len(key) :]) if remembered.startswith(key) else Kept()


def keep_templates(kept: Kept, store: Store) -> None:
    """Have *store* remember what is *kept*, if that is more than it did."""
    value = _compiler() + _encode(kept)
    if value != store.fact("compiled"):
        store.put_fact("compiled", value)


def _compiler() -> bytes:
    """Return what tells apart programs, and Pythons, that cannot run each other's code."""
    return renderer_digest() + MAGIC_NUMBER
