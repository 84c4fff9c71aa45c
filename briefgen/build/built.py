"""Remember what the source files said when a build last succeeded."""

from briefgen.build.database import Database
from briefgen.model.paths import SourcePath


class Built:
    """The source files as the last build has shown them."""

    def __init__(self, database: Database) -> None:
        """Keep them in *database*, beside what they say now."""
        self._database = database

    def edited(self) -> frozenset[SourcePath] | None:
        """
        Return the files that say something else than when ``remember`` was called.

        ``None`` if the rest of the site may tell something else of a file, too, or
        if one came or went.
        """
        gone = "select 1 from built where path not in (select path from sources)"
        if self._database.run(gone).fetchone():
            return None
        rows = self._database.run(
            "select path, sources.about is built.about from sources left join built using (path)"
            " where sources.digest is not built.digest"
        ).fetchall()
        return frozenset(path for path, _ in rows) if all(same for _, same in rows) else None

    def remember(self) -> None:
        """Remember what the source files say at this moment."""
        self._database.run("delete from built where path not in (select path from sources)")
        self._database.run(
            "insert or replace into built select path, digest, about from sources"
            " except select path, digest, about from built"
        )
