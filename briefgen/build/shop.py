"""Hold what making the changes needs, and record what was made."""

from pathlib import Path

from msgspec import Struct

from briefgen.build.foreign import refuse_foreign, refuse_foreign_folders
from briefgen.build.report import Changes, Written
from briefgen.build.request import Advance
from briefgen.build.rows import OutputRow
from briefgen.build.stage import Stage
from briefgen.build.store import Store
from briefgen.build.workers import Workers
from briefgen.fingerprint import Digest
from briefgen.model.paths import OutputPath
from briefgen.model.theme import Theme


class Shop(Struct, frozen=True):
    """What making the changes needs besides the site."""

    theme: Theme
    store: Store
    workers: Workers
    stage: Stage
    content: Path
    program: Digest
    advance: Advance


def record(fresh: OutputRow, row: OutputRow | None, why: str, shop: Shop, changes: Changes) -> None:
    """
    Count a file that was made, and keep its row for later; *row* is what was there before.

    Raises:
        CommandError: something that briefgen did not write is in the way.

    """
    is_same = row is not None and bool(row.stat) and row.digest == fresh.digest
    changes.made += 1
    changes.unchanged += is_same
    changes.written += not is_same
    if row is None:
        _refuse_obstacles(fresh, shop)
    if changes.explains:
        changes.rendered.append(Written(fresh.path, f"{why}; same bytes" if is_same else why))
    shop.store.put_fresh_output(fresh)


def _refuse_obstacles(fresh: OutputRow, shop: Shop) -> None:
    """Make sure that a new file overwrites nothing, and can have its folders."""
    names = fresh.path.split("/")[:-1]
    parents = [OutputPath("/".join(names[:depth])) for depth in range(1, len(names) + 1)]
    rows = [row for row in map(shop.store.output, parents) if row is not None]
    refuse_foreign_folders(fresh.path, shop.stage.output, {row.path: row.digest for row in rows})
    target = shop.stage.output / fresh.path
    # A folder is looked at before the switch, when it is known what of it goes.
    if target.is_symlink() or not target.is_dir():
        refuse_foreign(target, None, fresh.digest)
