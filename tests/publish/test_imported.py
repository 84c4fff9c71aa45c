"""Texts of others that were imported do not become public with the repository unnoticed."""

from briefgen.publish.checked import check
from tests.publish.repositories import Newsroom, order

URLS = {
    "https://github.com/ada/notes.git": "github.com",
    "git@github.com:ada/notes.git": "github.com",
    "https://ada:open-sesame@gitlab.com/ada/notes": "gitlab.com",
    "ssh://git@codeberg.org/ada/notes.git": "codeberg.org",
    "git@gitlab.example.org:ada/notes.git": "gitlab.example.org",
    "https://git.sr.ht/~ada/notes": "sr.ht",
    "../remote.git": "",
    "ssh://git@intranet/github.com.git": "",
    "https://github.com.example.org/x": "",
}


def _said(newsroom: Newsroom) -> str:
    """Return the warning that `publish --check` gives about imported texts."""
    site = check(newsroom.site.project, order(), "", lambda *_: None)
    (*found,) = (one for one in site.warnings if "in the git repository" in one.message)
    assert len(found) <= 1
    return "".join(f"{one.message} {one.help}" for one in found)


def _keep(newsroom: Newsroom) -> None:
    """Import something, and have it committed as the guide says."""
    folder = newsroom.root / "content/_sources"
    folder.mkdir()
    (folder / "mail.eml").write_text("From: bob@example.org\n\nHi\n", encoding="utf-8")
    newsroom.git("add", "-A")
    newsroom.git("commit", "--quiet", "-m", "Import")


def test_warn_of_imported_texts_at_an_open_host(newsroom: Newsroom) -> None:
    """Only what git keeps counts, and only where everybody may be able to read it."""
    newsroom.git("remote", "set-url", "origin", "https://github.com/ada/notes.git")
    assert _said(newsroom) == ""
    _keep(newsroom)
    for url, host in URLS.items():
        newsroom.git("remote", "set-url", "origin", url)
        said = _said(newsroom)
        assert bool(said) == bool(host), url
        assert not host or f"and a remote is at {host}: if the repository is public" in said
        assert "sesame" not in said
    newsroom.git("remote", "add", "second", "https://github.com/ada/notes.git")
    assert "1 imported text is in the git repository (content/_sources/mail.eml)" in _said(newsroom)
    # What the help says ends the warning, and leaves the file.
    newsroom.git("rm", "-r", "-q", "--cached", "content/_sources")
    assert _said(newsroom) == ""
    assert (newsroom.root / "content/_sources/mail.eml").exists()


def test_warn_of_what_git_keeps_although_it_is_ignored(newsroom: Newsroom) -> None:
    """Naming the folder in `.gitignore` too late does not take it out."""
    _keep(newsroom)
    assert _said(newsroom) == ""
    with (newsroom.root / ".gitignore").open("a", encoding="utf-8") as file:
        file.write("content/_sources/\n")
    assert "although .gitignore names them" in _said(newsroom)
    assert any("although .gitignore" in one.message for one in newsroom.publish().warnings)
    newsroom.site.remove(".git")
    assert _said(newsroom) == ""


def test_warn_behind_an_alias(newsroom: Newsroom) -> None:
    """An abbreviation of one's own for an open host hides nothing."""
    _keep(newsroom)
    newsroom.git("remote", "set-url", "origin", "gh:ada/notes")
    assert _said(newsroom) == ""
    newsroom.git("config", "url.https://github.com/.insteadOf", "gh:")
    assert "github.com" in _said(newsroom)
