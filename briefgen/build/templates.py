"""Remember what templates consist of, since finding out takes longer than many a build."""

import msgspec

from briefgen.build.store import Store
from briefgen.build.versions import renderer_digest
from briefgen.fingerprint import DIGEST_SIZE, Digest, fingerprint
from briefgen.model.theme import Theme
from briefgen.theme.dependencies import template_digests

_decode = msgspec.msgpack.Decoder(dict[str, Digest]).decode


def known_template_digests(theme: Theme, store: Store) -> dict[str, Digest]:
    """Return what ``template_digests`` does, and raise what it does; *store* remembers it."""
    key = fingerprint((theme.digest, renderer_digest()))
    remembered = store.fact("templates")
    if remembered[:DIGEST_SIZE] == key:
        return _decode(remembered[DIGEST_SIZE:])
    digests = template_digests(theme)
    store.put_fact("templates", key + msgspec.msgpack.encode(digests))
    return digests
