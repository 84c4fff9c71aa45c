"""Read a mail or a saved web archive: its head, and the best of its parts."""

from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from typing import Any

from briefgen.errors import CommandError, Location, error
from briefgen.ingest.mending import decode, mend
from briefgen.ingest.page import from_clean
from briefgen.ingest.page_facts import read_facts
from briefgen.ingest.pieces import Facts, Manuscript
from briefgen.ingest.plain import read_plain
from briefgen.ingest.sanitize import MOST_PAGE, sanitize

_MOST_PARTS = 200


def read_mail(data: bytes, name: str) -> Manuscript:
    """
    Return the pieces of a mail; its subject, sender and date are known from its head.

    Raises:
        CommandError: it has no text that can be read.

    """
    # The older policy takes heads apart only when asked to, so that none breaks the rest.
    message = message_from_bytes(data, policy=policy.compat32)
    plain, page, address = _parts(message)
    facts = _facts(message)
    if page:
        html, _ = decode(page[:MOST_PAGE], "")
        of_page, base = read_facts(html, address)
        if address:
            # A saved web archive: what the page says of itself counts.
            facts = of_page
        clean = sanitize(html, name)
        kind = "page" if address else "mail"
        return from_clean(clean, name, base=base, facts=facts, kind=kind)
    if plain.strip():
        return Manuscript("mail", read_plain(mend(plain)), facts)
    raise CommandError(error("there is no text in this mail", Location(name)))


def _parts(message: Message) -> tuple[str, bytes, str]:
    """Return the plain text, the page, and where the page was published."""
    plain, page, address = "", b"", str(_header(message, "Snapshot-Content-Location"))
    for count, one in enumerate(message.walk()):
        if count == _MOST_PARTS:
            break
        if one.is_multipart() or one.get_content_disposition() == "attachment":
            continue
        kind = one.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _text(one)
        elif kind == "text/html" and not page:
            page = _text(one).encode("utf-8", "replace")
    return plain, page if address or not plain.strip() else b"", address


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return decode(data, part.get_content_charset() or "")[0] if isinstance(data, bytes) else ""


def _facts(message: Message) -> Facts:
    senders = getaddresses([str(_header(message, "From"))])
    sent = getattr(_header(message, "Date"), "datetime", None)
    return Facts(
        title=" ".join(mend(str(_header(message, "Subject"))).split()),
        authors=tuple(mend(name) for name, _ in senders if name),
        date=sent.date() if sent else None,
    )


def _header(message: Message, name: str) -> Any:
    """Return a line of the head, understood if it can be, or else as it is written."""
    written = [value for one, value in message.raw_items() if one.lower() == name.lower()]
    text, _ = decode("".join(written[:1]).encode("utf-8", "surrogateescape"))
    try:
        return policy.default.header_fetch_parse(name, text)
    except Exception:  # noqa: BLE001 - the library raises whatever its parser trips over
        return text
