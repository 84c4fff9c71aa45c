"""
Recognise a build that has nothing to do, before anything heavy is loaded.

What a site looks like depends on its content, its settings, its theme, the
program, and on which articles are due.  If all of these are as they were, so is
the site, and neither Jinja nor a Markdown parser has to be imported to see it.
"""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from briefgen.build.report import Findings, Report
from briefgen.build.store import Store
from briefgen.build.versions import maker_digests
from briefgen.errors import Diagnostic
from briefgen.fingerprint import Digest, canonical, fingerprint
from briefgen.model.settings import Settings


class Inputs(Struct, frozen=True):
    """Everything that a site depends on but the time."""

    content: Digest
    settings: Settings
    oddities: tuple[Diagnostic, ...]
    """What was odd about the settings; a new one must be shown."""
    theme: Digest
    with_drafts: bool

    @property
    def digest(self) -> Digest:
        """Of all of them, and of the program."""
        return fingerprint((self, maker_digests()))

    def layout(self, last_change: datetime | None) -> Digest:
        """Return the digest of all but what the content says, for a site as of *last_change*."""
        return fingerprint((replace(self, content=Digest(b"")).digest, last_change))


class _Remembered(Struct, frozen=True):
    """What is kept of the last build that succeeded."""

    inputs: Digest
    since: datetime
    """From this instant on the site looks as it does."""
    files: int
    findings: Findings


_decode = msgspec.msgpack.Decoder(_Remembered).decode
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def is_up_to_date(store: Store, inputs: Inputs, instant: datetime) -> bool:
    """Whether the last build was of these *inputs*, and nothing has come due since."""
    data = store.fact("build")
    if not data:
        return False
    try:
        last = _decode(data)
    except msgspec.MsgspecError:
        # Another version of briefgen kept other things.
        return False
    until = last.findings.next_change
    is_before = until is None or instant < until
    return last.inputs == inputs.digest and last.since <= instant and is_before


def recall(store: Store, folder: Path, seconds: float) -> Report:
    """Return the report of a build that had nothing to do."""
    last = _decode(store.fact("build"))
    return Report(
        output=str(folder),
        rendered=(),
        made=0,
        written=0,
        unchanged=last.files,
        removed=(),
        findings=last.findings,
        seconds=seconds,
    )


def remember(
    store: Store,
    inputs: Inputs,
    findings: Findings,
    *,
    last_change: datetime | None,
    files: int,
) -> None:
    """Keep what the next build needs to see that it has nothing to do."""
    since = last_change or _EARLIEST
    store.put_fact("build", canonical(_Remembered(inputs.digest, since, files, findings)))
