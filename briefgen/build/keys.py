"""
Decide which pages have to be rendered, and say why.

A page is a function of its view, of its template with all that this consists
of, and of the program.  Its key is the digest of the three.  Nothing is traced
while rendering, so nothing can be missed because a template took another branch.
"""

from collections.abc import Mapping
from zlib import crc32

from briefgen.fingerprint import Digest, canonical, digest_bytes
from briefgen.model.page import Page, View

_MARK = 4


def page_key(page: Page, view: bytes, templates: Mapping[str, Digest], program: Digest) -> Digest:
    """Return the key of *page*, whose view is encoded as *view*."""
    template = page.template.encode()
    return digest_bytes(b"\0".join((program, templates[page.template], template, view)))


def page_marks(view: View, template: Digest, program: Digest) -> bytes:
    """Return a checksum of the *program*, of the *template*, and of each field of *view*."""
    parts: list[bytes] = [program, template]
    parts += [canonical(getattr(view, name)) for name in view.__struct_fields__]
    return b"".join(crc32(part).to_bytes(_MARK, "big") for part in parts)


def reason(page: Page, old_marks: bytes, new_marks: bytes) -> str:
    """
    Return what has changed between two keys of *page*, for ``--explain``.

    The parts are told apart by short checksums: good enough for a message, while
    the decision itself rests on the digest.
    """
    names = ["briefgen", f"template {page.template}"]
    names += [f"view.{name}" for name in page.view.__struct_fields__]
    if len(old_marks) != _MARK * len(names):
        return "another kind of page was here"
    changed = [
        name
        for index, name in enumerate(names)
        if old_marks[index * _MARK : (index + 1) * _MARK]
        != new_marks[index * _MARK : (index + 1) * _MARK]
    ]
    return f"changed: {', '.join(changed)}" if changed else "changed"
