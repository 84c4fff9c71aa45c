"""Put what publishing has done into words, or into JSON."""

import json
import shlex
from collections.abc import Iterator

from briefgen.cli.app import report
from briefgen.cli.output import say, say_json
from briefgen.errors import to_text
from briefgen.publish.address import Kind
from briefgen.publish.checked import CheckedSite
from briefgen.publish.pending import Pending
from briefgen.publish.receipt import Change, Receipt
from briefgen.publish.workflow import Written

_SHOWN = 10
"""Pages of each kind that are shown by name."""


def print_checked(site: CheckedSite, *, as_json: bool) -> None:
    """Print that nothing was found in *site*."""
    data = {"files": len(site.id_by_path), "bytes": site.snapshot.size}
    if as_json:
        say_json(json.dumps({**data, "warnings": [to_text(one) for one in site.warnings]}))
        return
    report(site.warnings)
    say(
        f"{_count(data['files'], 'file')}, {_megabytes(data['bytes'])}: "
        "nothing was found that must not be public."
    )


def print_workflow(written: Written) -> None:
    """Print what the workflow does, where GitHub gets briefgen from, and what is left to do."""
    verb = "Wrote" if written.is_new else "There is already"
    say(
        f"""{verb} {written.path}. With it, GitHub builds and publishes the site:
  * whenever you push to {written.branch}, and whenever you ask for it on the page “Actions”
  * every hour at :23, for what is scheduled; some minutes late is usual
"""
    )
    if written.is_foreign:
        say("You have changed the workflow, so it was left as it is.\n")
    say(f"GitHub installs: {written.installs}")
    if written.wheel:
        say(
            f"""briefgen itself comes from {written.wheel}, a copy of the one that is running here:
nobody can tell from which index this one came, and whoever takes its name on one that
has none could run code in your workflow. After an upgrade, run this command again."""
        )
    files = " ".join(map(shlex.quote, written.files))
    say(
        f"""
Next:
  1. Commit the {"files" if written.files[1:] else "file"} and push:
     git add -f {files}
  2. In the settings of the repository, under “Pages”, choose the source “GitHub Actions”.
     A domain of your own is set there too; `publish.domain` and CNAME have no effect.

GitHub stops the hourly runs after 60 days without a commit, and does not tell you;
the page “Actions” switches them on again."""
    )


def print_receipt(receipt: Receipt) -> None:
    """Print what has changed for readers, where, and how to take it back."""
    report(receipt.warnings)
    for line in _lines(receipt):
        say(line)


def _lines(receipt: Receipt) -> Iterator[str]:
    where = f"{receipt.remote}, branch {receipt.branch}"
    if receipt.is_empty:
        yield f"Nothing has changed: {where} has this site already."
        yield from _pending(receipt.pending)
        yield from _where(receipt, "It is at")
        return
    first = " (new)" if receipt.is_first else ""
    verb = "Would publish" if receipt.is_rehearsal else "Published"
    yield f"{verb} to {where}{first}: {_megabytes(receipt.size)} in all."
    for word, change in _changes(receipt):
        yield from _change_lines(word, change)
    yield from _pending(receipt.pending)
    if receipt.is_rehearsal:
        yield from _where(receipt, "It would be at")
        yield "Nothing was pushed. Without --dry-run, it will be."
        return
    yield from _where(receipt, "It will be at")
    if receipt.is_first and receipt.settings_page:
        yield from _first_steps(receipt)
    yield ""
    yield "To take it back:"
    yield f"  {receipt.undo}"


def _changes(receipt: Receipt) -> tuple[tuple[str, Change], ...]:
    return (("New", receipt.new), ("Changed", receipt.changed), ("Gone", receipt.gone))


def _change_lines(word: str, change: Change) -> Iterator[str]:
    if not change.paths:
        return
    yield ""
    yield f"{word}:"
    for page in change.pages[:_SHOWN]:
        yield f"  {page.title or '(no title)'}  —  {page.path}"
    if len(change.pages) > _SHOWN:
        yield f"  … and {_count(len(change.pages) - _SHOWN, 'page')} more"
    # Every one: each lies there because somebody has put it into a folder.
    for path in change.files:
        yield f"  {path}"
    if change.generated:
        yield f"  and {_count(len(change.generated), 'file')} made from the texts, such as feeds"


def _pending(pending: Pending) -> Iterator[str]:
    """Yield what is held back, and what changes next."""
    if pending.held:
        yield ""
        yield "Held back:"
    words = {"draft": "a draft", "scheduled": "due at {}", "expired": "expired at {}"}
    for reason, phrase in words.items():
        held = [one for one in pending.held if one.reason == reason]
        for one in held[:_SHOWN]:
            yield f"  {one.path}  —  {phrase.format(one.shown)}"
        if len(held) > _SHOWN:
            yield f"  … and {len(held) - _SHOWN} more: {reason}"
    due = pending.next_due
    if due:
        verb = "expires" if due.is_expiry else "is due"
        yield ""
        yield f"Next: content/{due.path} {verb} at {due.shown}; publish again then."


def _where(receipt: Receipt, words: str) -> Iterator[str]:
    place = receipt.place
    if place.address:
        kind = "" if place.kind is Kind.UNKNOWN else f" ({place.kind})"
        yield ""
        yield f"{words} {place.address}{kind}"


def _first_steps(receipt: Receipt) -> Iterator[str]:
    yield ""
    yield "The first time, switch the pages on:"
    yield f"  1. Open {receipt.settings_page}"
    yield "  2. Under “Build and deployment”, choose the source “Deploy from a branch”."
    yield f"  3. Choose the branch {receipt.branch} and the folder / (root), then “Save”."
    yield "  After a minute or two the address above works. Later it is enough to publish."


def to_json(receipt: Receipt) -> str:
    """Return the receipt as JSON, for scripts."""
    due = receipt.pending.next_due
    data = {
        "address": receipt.place.address,
        "kind": receipt.place.kind.value,
        "remote": receipt.remote,
        "branch": receipt.branch,
        "is_dry_run": receipt.is_rehearsal,
        "is_first": receipt.is_first,
        "is_pushed": bool(receipt.commit),
        "commit": receipt.commit,
        "previous": receipt.previous,
        "bytes": receipt.size,
        **{word.lower(): _change_data(change) for word, change in _changes(receipt)},
        "undo": receipt.undo,
        "settings": receipt.settings_page,
        "attempts": receipt.attempts,
        "held_back": [
            {"path": one.path, "reason": one.reason, "instant": one.shown}
            for one in receipt.pending.held
        ],
        "next_due": due
        and {"path": f"content/{due.path}", "instant": due.shown, "is_expiry": due.is_expiry},
        "warnings": [to_text(one) for one in receipt.warnings],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _change_data(change: Change) -> dict[str, object]:
    return {
        "pages": [{"path": page.path, "title": page.title} for page in change.pages],
        "files": list(change.files),
        "generated": list(change.generated),
    }


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
