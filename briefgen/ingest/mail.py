"""Read a mail or a saved web archive: its head, and the best of its parts."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

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
    message = message_from_bytes(data, policy=policy.default)
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


def _parts(message: EmailMessage) -> tuple[str, bytes, str]:
    """Return the plain text, the page, and where the page was published."""
    plain, page, address = "", b"", str(message.get("Snapshot-Content-Location", ""))
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


def _text(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    return decode(data, part.get_content_charset() or "")[0] if isinstance(data, bytes) else ""


def _facts(message: EmailMessage) -> Facts:
    senders = getaddresses([str(message.get("From", ""))])
    return Facts(
        title=" ".join(mend(str(message.get("Subject", ""))).split()),
        authors=tuple(mend(name) for name, _ in senders if name),
        date=_day(message),
    )


def _day(message: EmailMessage) -> date | None:
    try:
        sent = message["Date"]
        return sent.datetime.date() if sent is not None and sent.datetime else None
    except (AttributeError, TypeError, ValueError):
        return None
