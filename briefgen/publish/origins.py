"""
Tell which files of the site somebody has put there, and which follow from the texts.

A photo, a table or a document becomes public because it lies in a folder, so an editor
has to see its name before that.  Feeds, cards and the like show what their pages show.
What is not known to be such is named.
"""

from briefgen.build.manifest import MANIFEST_NAME
from briefgen.build.pipeline import reader_digest
from briefgen.build.project import Project
from briefgen.build.store import Store
from briefgen.config import Config
from briefgen.publish.difference import NO_JEKYLL


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
