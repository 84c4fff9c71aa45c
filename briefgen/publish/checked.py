"""
Build the site and look through it, before anybody else can.

Every file that is new since the last look is read once: to see that it is what
the build wrote, to search it for what must not be public, and to learn what git
will call it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from briefgen.build.lock import locked
from briefgen.build.manifest import MANIFEST_NAME, read_manifest
from briefgen.build.pipeline import build_while_locked, starting_anew
from briefgen.build.project import Project
from briefgen.build.request import Advance, Request
from briefgen.build.versions import publisher_digest
from briefgen.config import Config, load_config
from briefgen.errors import CommandError, ContentError, Diagnostic, error
from briefgen.fingerprint import Digest, fingerprint
from briefgen.model.paths import OutputPath
from briefgen.publish.address import Kind, Place
from briefgen.publish.contents import pieces
from briefgen.publish.findings import leak_faults, phrase_faults
from briefgen.publish.held import Phrase
from briefgen.publish.imported import snapshot_warnings
from briefgen.publish.leaks import Leak, leaks_in, leaks_of
from briefgen.publish.ledger import Ledger, git_id
from briefgen.publish.order import Order
from briefgen.publish.origins import find_generated, find_search_program
from briefgen.publish.pending import Pending, find_pending
from briefgen.publish.readings import Text, plain, texts_of
from briefgen.publish.snapshot import Snapshot, take_snapshot
from briefgen.publish.withheld import Withheld, find_withheld

_SHOWN = 20


class CheckedSite(Struct, frozen=True):
    """A finished site in which nothing was found that must not be public."""

    project: Project
    snapshot: Snapshot
    id_by_path: dict[str, str]
    """What git calls the content of each file."""
    ledger: Ledger
    title: str
    generated: frozenset[str]
    """The files that follow from the texts, by path; somebody has put the others there."""
    pending: Pending
    warnings: tuple[Diagnostic, ...]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file, which are those that were looked through."""
        return self.snapshot.read(OutputPath(path))

    def remember(self) -> None:
        """Keep in mind that all of it has been looked through for what is held back now."""
        ids = ((digest, self.id_by_path[path]) for path, digest in self.snapshot.files.items())
        self.ledger.write({digest: id for digest, id in ids if digest})

    @contextmanager
    def kept_still(self) -> Iterator[None]:
        """
        See to it that no build changes the site.

        Raises:
            CommandError: one has done so already.

        """
        with locked(self.project.state):
            if read_manifest(self.snapshot.folder) != self.snapshot.manifest:
                raise CommandError(
                    error("another build has changed the site meanwhile", help="publish again")
                )
            yield


class _Rules(Struct, frozen=True):
    """What the files of a site are looked through for."""

    withheld: Withheld
    allowed: tuple[str, ...]
    programs: frozenset[str]
    """Files that are passed over, by path."""

    @property
    def digest(self) -> Digest:
        """Equal as long as what was harmless once is harmless still."""
        return fingerprint(
            (publisher_digest(), self.allowed, self.withheld, tuple(sorted(self.programs)))
        )


def make_site(
    project: Project,
    config: Config,
    order: Order,
    place: Place,
    ledger_path: Path,
    object_format: str,
    advance: Advance,
) -> CheckedSite:
    """
    Build the site for *place* and look through it.

    Raises:
        ContentError: it cannot be built, or holds what must not be public.
        CommandError: it cannot be read or written.

    """
    wishes = config.settings.publish
    base_url = place.address or None
    request = Request(instant=order.instant, workers=order.workers, base_url=base_url)

    def make() -> CheckedSite:
        report = build_while_locked(project, request, advance)
        snapshot = take_snapshot(Path(report.output), wishes.keep)
        allowed = (*wishes.allow, *_own_folders(snapshot.files))
        instant = order.instant
        withheld = find_withheld(project, config, instant, place.address, snapshot.files, allowed)
        rules = _Rules(withheld, allowed, find_search_program(project, config))
        ledger = Ledger(ledger_path, rules.digest, object_format)
        _refuse_message(order.message, rules)
        ids = _look_through(project, snapshot, ledger, rules, advance)
        return CheckedSite(
            project,
            snapshot,
            ids,
            ledger,
            config.settings.title,
            find_generated(project, config),
            find_pending(project, config, instant),
            (*report.findings.warnings, *snapshot.warnings, *snapshot_warnings(project.root)),
        )

    with locked(project.state):
        # A build that has nothing to do reads no text, so damage may show only here.
        return starting_anew(project, make)


def check(project: Project, order: Order, base_url: str, advance: Advance) -> CheckedSite:
    """
    Build the site for *base_url* and look through it; nothing is published.

    Raises:
        ContentError: it cannot be built, or holds what must not be public.
        CommandError: it cannot be read or written.

    """
    config = load_config(project.root, base_url=base_url or None)
    state = state_of(project)
    state.mkdir(parents=True, exist_ok=True)
    place = Place(Kind.UNKNOWN, config.settings.base_url)
    with locked(state):
        site = make_site(project, config, order, place, state / "checked", "sha1", advance)
        site.remember()
        return site


def state_of(project: Project) -> Path:
    """Return the folder in which publishing remembers; it may be deleted at any time."""
    return project.state / "publish"


def _own_folders(files: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of the site that look like the folder of a user."""
    beginnings = {tuple(path.split("/")[:2]) for path in files}
    return tuple(f"/{'/'.join(one)}" for one in sorted(beginnings) if one[0] in {"Users", "home"})


def _as_shown(folder: Path, root: Path) -> str:
    """Return how the files in *folder* are named in messages, as those of the content are."""
    inside = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    return f"{inside}/"


def _refuse_message(message: str, rules: _Rules) -> None:
    """Make sure that the *message* of the commit, which is public too, tells nothing."""
    text = Text("", message, plain(message), has_lines=False)
    phrases = rules.withheld.without_common(list(rules.withheld.find(text)))
    said = [one.what for one in leaks_in(text, rules.allowed)]
    said += [f"the {one.what} of {one.path}" for one in sorted(phrases, key=lambda one: one.path)]
    if said:
        raise ContentError(
            error(
                f"the message of the commit holds {said[0]}",
                help="the history of the branch is public as well: say it in other words",
            )
        )


def _look_through(
    project: Project,
    snapshot: Snapshot,
    ledger: Ledger,
    rules: _Rules,
    advance: Advance,
) -> dict[str, str]:
    """Return what git calls each file, once all that are new have been looked through."""
    shown = _as_shown(snapshot.folder, project.root)
    ids: dict[str, str] = {}
    leaks: list[tuple[str, Leak]] = []
    phrases: list[tuple[str, Phrase]] = []
    for number, (path, digest) in enumerate(snapshot.files.items(), 1):
        id = ledger.id_of(digest) if digest else ""
        if not id:
            advance("Looking through", number, len(snapshot.files))
            data = snapshot.read(path)
            id = git_id(data, ledger.object_format)
            for piece in () if path in rules.programs else pieces(path, data):
                leaks += ((path, leak) for leak in leaks_of(piece, rules.allowed))
                for text in texts_of(piece):
                    leaks += ((path, leak) for leak in leaks_in(text, rules.allowed))
                    phrases += ((path, phrase) for phrase in rules.withheld.find(text))
        ids[path] = id
    real = rules.withheld.without_common({phrase for _, phrase in phrases})
    told = {
        (path, one.path, one.what): (path, one) for path, one in reversed(phrases) if one in real
    }
    phrases = list(reversed(told.values()))
    # To find out where one comes from takes its time, so no more than are shown.
    found = chain(leak_faults(project, shown, leaks), phrase_faults(project, shown, phrases))
    faults = list(islice(found, _SHOWN + 1))
    if faults:
        faults[_SHOWN:] = [error("and more places like these")] * (len(faults) > _SHOWN)
        raise ContentError(*faults)
    ids[MANIFEST_NAME] = git_id(snapshot.manifest, ledger.object_format)
    return ids
