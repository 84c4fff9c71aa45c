"""Publishing has the same lists of files as a build: what is for the root, and what is nobody's."""

import pytest

from briefgen.errors import ContentError
from briefgen.publish.snapshot import take_snapshot
from tests.publish.repositories import Newsroom
from tests.testsite import SiteTest


def test_publish_looks_into_the_files_of_the_root(newsroom: Newsroom) -> None:
    """They are published, and a leak in one is named with its file and line."""
    root = newsroom.root / "content/_root"
    (root / ".well-known").mkdir(parents=True)
    (root / "_redirects").write_text("/old /new 301\n", encoding="utf-8")
    (root / ".well-known/security.txt").write_text("Contact: x@example.org\n", encoding="utf-8")
    newsroom.publish()
    public = newsroom.public()
    assert {"_redirects", ".well-known/security.txt"} <= set(public)
    (root / "_headers").write_text("/x\n  X-Home: /home/ada/notes/river\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        newsroom.publish()
    (fault,) = caught.value.diagnostics
    assert str(fault.location) == "content/_root/_headers:2"


def test_publish_passes_over_what_builds_pass_over(site: SiteTest) -> None:
    """What systems leave in the finished site is not published, and no fault."""
    site.article("world/a.md")
    site.build()
    for name in (".DS_Store", "._index.html", "Thumbs.db", "world/.DS_Store", ".gitignore"):
        (site.output / name).write_bytes(b"x")
    found = take_snapshot(site.output, ())
    assert not [path for path in found.files if path.rpartition("/")[2].startswith((".", "T"))]


def test_refuse_what_editors_leave(site: SiteTest) -> None:
    """It holds texts, and whoever copies the folder to a server copies it too."""
    site.article("world/a.md")
    site.build()
    names = {".index.html.swp", "world/.a.html.swo", ".goutputstream-AB12", ".nfs00c0ffee"}
    names |= {".~lock.plan.odt#", ".index.html.kate-swp", ".syncthing.a.html.tmp", ".fuse_hidden1"}
    for name in names:
        (site.output / name).write_bytes(b"x")
    with pytest.raises(ContentError) as caught:
        take_snapshot(site.output, ())
    said = [one.message for one in caught.value.diagnostics]
    assert all(
        any(f"{site.output / name} is a hidden file" in one for one in said) for name in names
    )
