"""Read a mail or a saved web archive: its head, and the best of its parts."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from html import escape
from itertools import islice
from typing import Any, NamedTuple

from briefgen.errors import CommandError, Location, error
from briefgen.ingest.limits import no_text, too_large, too_many
from briefgen.ingest.mending import decode, mend
from briefgen.ingest.page import from_clean
from briefgen.ingest.page_facts import read_facts
from briefgen.ingest.pieces import Facts, Manuscript
from briefgen.ingest.plain import read_plain
from briefgen.ingest.sanitize import MOST_PAGE, sanitize

_PLAIN = "text/plain"
_TEXTS = (_PLAIN, "text/html")

_MOST_PARTS = 200

_MOST_LINES_OF_PARTS = 5_000
"""Lines that may begin a part, counted before anything is taken apart."""

_LONGEST_FIELD = 4_000
"""Characters of a field of the head; the library takes quadratic time on some."""

_READ = frozenset(
    {
        *("from", "subject", "date", "snapshot-content-location"),
        *("content-type", "content-disposition", "content-transfer-encoding"),
    }
)
"""The fields that are taken apart; others may be as long as they like."""


def read_mail(data: bytes, name: str) -> Manuscript:
    """
    Return the pieces of a mail; its subject, sender and date are known from its head.

    Raises:
        CommandError: it has no text that can be read.

    """
    if data.count(b"\n--") > _MOST_LINES_OF_PARTS:
        raise too_many(name, f"{_MOST_LINES_OF_PARTS:,} lines that could begin a part of a mail")
    try:
        # The older policy takes heads apart only when asked to, so that none breaks the rest.
        message = message_from_bytes(data, policy=policy.compat32)
        for part in islice(message.walk(), _MOST_PARTS):
            _refuse_long_fields(part, name)
        plain, page, address, notes = _parts(message)
        facts = _facts(message)
    except RecursionError as fault:
        said = "this mail has too many parts inside one another, or brackets"
        raise CommandError(error(said, Location(name), help=_COPY)) from fault
    if len(page) > MOST_PAGE:
        raise too_large(name, MOST_PAGE)
    if page:
        of_page, base = read_facts(page, address)
        if address:
            # A saved web archive: what the page says of itself counts.
            facts = of_page
        clean = sanitize(page, name)
        kind = "page" if address else "mail"
        return from_clean(clean, name, base=base, facts=facts, notes=notes, kind=kind)
    if plain.strip():
        return Manuscript("mail", read_plain(mend(plain)), facts, notes)
    raise no_text(name, "this mail", "your mail program")


_COPY = "open it in your mail program, copy the text, and use --clipboard"


def _refuse_long_fields(part: Message, name: str) -> None:
    for field, value in part.raw_items():
        if field.lower() in _READ and len(value) > _LONGEST_FIELD:
            said = f"`{field}:` of this mail has more than {_LONGEST_FIELD:,} characters"
            raise CommandError(error(said, Location(name), help=_COPY))


def _parts(message: Message) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the plain text, the page, where that was published, and what was guessed."""
    address = str(_header(message, "Snapshot-Content-Location"))
    found: list[_Part] = []
    notes: list[str] = []
    for one, is_forwarded, is_choice in islice(_walk(message), _MOST_PARTS):
        kind = one.get_content_type()
        if kind not in _TEXTS or one.get_content_disposition() == "attachment":
            continue
        # The other pages of a saved one are its frames.
        if not (is_forwarded or address) or not any(part.kind == kind for part in found):
            text, note = _text(one)
            found.append(_Part(kind, text, is_choice))
            notes.append(note)
    plain, page = _joined(found, is_saved=bool(address))
    return plain, page, address, tuple(dict.fromkeys(filter(None, notes)))


class _Part(NamedTuple):
    kind: str
    text: str
    is_choice: bool
    """Whether a part beside it says the same in another form."""


def _joined(found: list[_Part], *, is_saved: bool) -> tuple[str, str]:
    """Return all parts as plain text or as a page, whichever loses nothing; the other is empty."""
    plain = [one.text for one in found if one.kind == _PLAIN]
    pages = [one for one in found if one.kind != _PLAIN]
    if any(plain) and (not pages or (not is_saved and all(one.is_choice for one in pages))):
        return "\n\n".join(plain), ""
    kept = [one for one in found if one.kind != _PLAIN or not (one.is_choice or is_saved)]
    return "", "<p>".join(
        one.text if one.kind != _PLAIN else escape(one.text).replace("\n\n", "<p>") for one in kept
    )


def _walk(
    part: Message, *, is_forwarded: bool = False, is_choice: bool = False
) -> Iterator[tuple[Message, bool, bool]]:
    """Yield what holds something, whether in a mail within the mail, and whether it is a choice."""
    if not part.is_multipart():
        yield part, is_forwarded, is_choice
        return
    parts: Any = part.get_payload()
    is_choice = is_choice or part.get_content_type() == "multipart/alternative"
    is_forwarded = is_forwarded or part.get_content_maintype() == "message"
    for one in parts:
        yield from _walk(one, is_forwarded=is_forwarded, is_choice=is_choice)


def _text(part: Message) -> tuple[str, str]:
    data = part.get_payload(decode=True)
    return decode(data, part.get_content_charset() or "") if isinstance(data, bytes) else ("", "")


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
