"""
Tell which files of the site somebody has put there, and which were made.

A photo, a table or a document becomes public because it lies in a folder, so an editor
has to see its name before that.  Feeds, cards and the like show what their pages show.
What is not known to be such is named.
"""

from briefgen.build.manifest import MANIFEST_NAME
from briefgen.build.pipeline import reader_digest
from briefgen.build.project import Project
from briefgen.build.searching import FOLDER
from briefgen.build.store import Store
from briefgen.config import Config
from briefgen.publish.difference import NO_JEKYLL

_ENTRY = f"{FOLDER}/pagefind-entry.json"
_FRAGMENT = ".pf_fragment"
"""Of what Pagefind writes, only such files hold whole texts."""


def find_generated(project: Project, config: Config) -> frozenset[str]:
    """Return the files of the site of *project*, just built, that follow from its texts."""
    with Store(project.store, reader_digest(config), read_only=True) as store:
        names = {row.path.rpartition("/")[2] for row in store.sources() if not row.listing}
        generated: set[str] = {
            row.path
            for row in store.outputs()
            # What a template has made has marks; a file that was copied has its digest for a key.
            if row.marks
            # Of what was computed, such as cards, pictures of the content have their own names.
            or (row.key not in {b"", row.digest} and row.path.rpartition("/")[2] not in names)
        }
    return frozenset({*generated, MANIFEST_NAME, NO_JEKYLL})


def find_search_program(project: Project, config: Config) -> frozenset[str]:
    """
    Return the files that Pagefind has written for the site of *project*, just built.

    They are its program and its tables of single words, so there is nothing in them that
    an editor could take out.  Whatever else is in the same folder is not among them.
    """
    with Store(project.store, reader_digest(config), read_only=True) as store:
        rows = [row for row in store.outputs() if row.path.startswith(f"{FOLDER}/")]
    # All of an index have one key; that of a file which was copied is its own digest.
    keys = {row.key for row in rows if row.path == _ENTRY and row.key not in {b"", row.digest}}
    return frozenset(
        row.path
        for row in rows
        if row.key in keys and not row.marks and not row.path.endswith(_FRAGMENT)
    )
