"""
Publish a site: the file of this package to read first.

``publish`` names every step in order.  Nothing is sent before the site has been
built, looked through and compared with what is public now; what is sent is one
commit on top of what is there, so that it can be reviewed and taken back.
"""

import os
import random
import shlex
import time
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefgen.build.lock import locked
from briefgen.build.project import Project
from briefgen.build.request import Advance
from briefgen.config import Config, load_config
from briefgen.errors import CommandError, Diagnostic, error
from briefgen.publish.address import Place, check_domain, find_place, to_repository
from briefgen.publish.belongings import refuse_foreign, to_message
from briefgen.publish.branch import check_branch
from briefgen.publish.checked import CheckedSite, make_site, state_of
from briefgen.publish.depot import Depot, DepotDamaged, Files, Tip
from briefgen.publish.difference import DOMAIN, NO_JEKYLL, Difference, compare
from briefgen.publish.faults import is_busy
from briefgen.publish.git import check_version
from briefgen.publish.imports import Changes
from briefgen.publish.ledger import git_id
from briefgen.publish.leftovers import discard
from briefgen.publish.order import Order, Target
from briefgen.publish.receipt import Receipt, to_receipt, undo_line
from briefgen.publish.source import Source, committer, find_remote, find_source

Special = dict[str, bytes]
"""Files that publishing adds to those of the site, by path."""

_TRIES = 4
"""The first, and three more if somebody else pushes in between."""


def publish(project: Project, order: Order, advance: Advance) -> Receipt:
    """
    Make the site of *project* public as *order* says, and say what that changes.

    Raises:
        ContentError: the site cannot be built, or holds what must not be public.
        CommandError: it cannot be brought to the remote, or that would do harm.

    """
    check_version()
    config = load_config(project.root)
    source = find_source(project.root)
    run = _Run(project, config, order, advance, source, _find_target(source, config, order))
    run.state.mkdir(parents=True, exist_ok=True)
    with locked(run.state):
        try:
            return run.publish()
        except DepotDamaged:
            # It is only a hint: without it, the same comes out, later.
            discard(run.repository)
        try:
            return run.publish()
        except DepotDamaged as fault:
            raise CommandError(error(f"git cannot make the commit: {fault}")) from fault


def _find_target(source: Source, config: Config, order: Order) -> Target:
    wishes = config.settings.publish
    branch = wishes.branch if order.branch is None else order.branch
    check_branch(branch)
    if branch == source.branch:
        raise CommandError(
            error(
                f"`{branch}` is the branch that you work on: the site would replace its files",
                help="publish to a branch of its own, such as gh-pages",
            )
        )
    remote = wishes.remote if order.remote is None else order.remote
    return Target(find_remote(source, remote), branch)


class _Run(Struct, frozen=True):
    """One run, from the look at the remote to the push."""

    project: Project
    config: Config
    order: Order
    advance: Advance
    source: Source
    target: Target

    @property
    def state(self) -> Path:
        return state_of(self.project)

    @property
    def repository(self) -> Path:
        return self.state / "repository"

    def publish(self) -> Receipt:
        depot = Depot(self.repository, self.target.remote, self.source.object_format)
        tip, there = self._look(depot)
        place = self._place(depot, there)
        known, format = self.state / "known", self.source.object_format
        site = make_site(self.project, self.config, self.order, place, known, format, self.advance)
        said, first = "", tip.commit
        for attempt in range(_TRIES):
            if attempt:
                # Two that wait equally long would meet again.
                time.sleep(attempt * random.uniform(0.1, 0.5))  # noqa: S311  # no secret
                tip, there = self._look(depot)
            if self._place(depot, there) != place:
                raise CommandError(error("the domain was changed meanwhile", help="publish again"))
            special = self._special(depot, there)
            with site.kept_still():
                difference = compare(self._wanted(site, special, there), there)
                receipt = to_receipt(difference, site, depot, self.target, tip, place, self.order)
                if self.order.is_rehearsal:
                    return receipt
                if difference.is_empty:
                    # Somebody else may have published the same just now.
                    depot.remember(tip.commit)
                    site.remember()
                    return receipt
                commit = self._commit(depot, tip, site, difference, special)
            said = self._push(depot, tip, commit)
            if not said:
                depot.remember(commit)
                site.remember()
                undo = undo_line(self.target, tip.commit, commit, self.order)
                return replace(receipt, commit=commit, undo=undo, attempts=attempt + 1)
        raise self._defeat(depot, said, has_moved=tip.commit != first)

    def _defeat(self, depot: Depot, said: str, *, has_moved: bool) -> CommandError:
        """Return why the last try failed, after which the remote has *said* so."""
        if not has_moved:
            # It looked like somebody else, but nobody came through either.
            return depot.refusal(said)
        return CommandError(
            error(
                f"somebody else has pushed to `{self.target.branch}` {_TRIES} times meanwhile",
                help="wait a moment, then publish again",
            )
        )

    def _look(self, depot: Depot) -> tuple[Tip, Files]:
        """Return what the remote has now, once it is known that it may be replaced."""
        branch = self.target.branch
        tip = depot.read_tip(branch)
        if branch == tip.default_branch:
            raise CommandError(
                error(
                    f"`{branch}` is the default branch of the remote, which is for the sources",
                    help="publish to a branch of its own, such as gh-pages; if the sources are on "
                    "another branch, make that the default in the repository's settings",
                )
            )
        if tip.neighbour:
            raise CommandError(_neighbour_fault(self.target, tip.neighbour))
        tip = depot.fetch(tip, branch)
        there = depot.files_of(tip.commit)
        if not self.order.adopts:
            refuse_foreign(depot, tip.commit, there, self.config.settings.publish.keep)
        return tip, there

    def _domain(self, depot: Depot, there: Files) -> bytes:
        """Return what ``CNAME`` says: what the settings do, else what it says already."""
        domain = check_domain(self.config.settings.publish.domain)
        if domain:
            return f"{domain}\n".encode()
        return depot.read([there[DOMAIN]]).get(there[DOMAIN], b"") if DOMAIN in there else b""

    def _place(self, depot: Depot, there: Files) -> Place:
        remote = self.target.remote
        return find_place(
            to_repository(remote.written, remote.url),
            self._domain(depot, there).decode("utf-8", "replace").strip(),
            self.config.settings.base_url,
        )

    def _special(self, depot: Depot, there: Files) -> Special:
        """Return the files that publishing adds to the site."""
        domain = self._domain(depot, there)
        return {NO_JEKYLL: b"", **({DOMAIN: domain} if domain else {})}

    def _wanted(self, site: CheckedSite, special: Special, there: Files) -> Files:
        """Return all files that the branch shall have."""
        kept = {path: there[path] for path in self.config.settings.publish.keep if path in there}
        added = {path: git_id(data, self.source.object_format) for path, data in special.items()}
        return {**kept, **site.id_by_path, **added}

    def _commit(
        self, depot: Depot, tip: Tip, site: CheckedSite, difference: Difference, special: Special
    ) -> str:
        """Make the commit, and see that it holds exactly what it should."""

        def read(path: str) -> bytes:
            return special[path] if path in special else site.read(path)

        changes = Changes(
            base=tip.commit,
            written=(*difference.new, *difference.changed),
            removed=difference.gone,
            keeps_history=self.order.keeps_history,
        )
        counts = (len(difference.new), len(difference.changed), len(difference.gone))
        text = self.order.message or "Publish: {} new, {} changed, {} gone".format(*counts)
        author = committer(self.source, os.environ)
        self.advance("Committing", 0, 1)
        commit = depot.commit(changes, read, to_message(text), author)
        if depot.files_of(commit) != difference.wanted:
            raise DepotDamaged("the commit does not hold what the site does")
        return commit

    def _push(self, depot: Depot, tip: Tip, commit: str) -> str:
        """
        Bring *commit* to the remote; return what it said if somebody else was faster.

        Raises:
            CommandError: the remote refuses it.

        """
        self.advance("Pushing", 0, 1)
        branch = self.target.branch
        lease = None if self.order.keeps_history else tip.commit
        said = depot.push(commit, branch, replaces=lease)
        now = depot.read_tip(branch).commit if said else commit
        if now == tip.commit and not is_busy(said):
            raise depot.refusal(said)
        # A connection may break after all has arrived.
        return "" if now == commit else said


def _neighbour_fault(target: Target, neighbour: str) -> Diagnostic:
    help = "choose another with `--branch`"
    if neighbour.startswith(f"{target.branch}/"):
        # The other way round, it would be the site itself, or the sources.
        words = (target.remote.name, "--delete", neighbour)
        deletes = " ".join(map(shlex.quote, words))
        help += f"; or, if nobody needs that one any more, delete it: `git push {deletes}`"
    return error(
        f"the remote `{target.remote.name}` has a branch `{neighbour}`, and git cannot have one "
        f"called `{target.branch}` beside it",
        help=help,
    )
