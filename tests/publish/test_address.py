"""Where the site will appear is worked out from the remote, and a wrong address is refused."""

import pytest

from briefgen.publish.address import Kind, to_repository
from tests.publish.repositories import Newsroom

FORMS = [
    "https://github.com/Ada/Notes.git",
    "https://github.com/Ada/Notes",
    "https://github.com/Ada/Notes/",
    "https://ada:token@github.com/Ada/Notes.git",
    "https://www.github.com/Ada/Notes.git",
    "http://github.com/Ada/Notes",
    "git@github.com:Ada/Notes.git",
    "git@github.com:/Ada/Notes",
    "github.com:Ada/Notes.git",
    "ssh://git@github.com/Ada/Notes.git",
    "ssh://git@github.com:22/Ada/Notes.git",
    "ssh://git@ssh.github.com:443/Ada/Notes.git",
    "git://github.com/Ada/Notes.git",
]


@pytest.mark.parametrize("url", FORMS)
def test_know_every_form_of_an_address(url: str) -> None:
    """Whichever way a repository at GitHub is written, it is the same one."""
    found = to_repository(url)
    assert found is not None
    assert found.page == "https://ada.github.io/Notes/"


@pytest.mark.parametrize(
    "url",
    [
        "https://gitlab.com/ada/notes.git",
        "https://github.com.example.org/ada/notes.git",
        "https://example.org/github.com/ada/notes.git",
        "https://notgithub.com/ada/notes",
        "../notes.git",
        "/srv/github.com/ada/notes.git",
        "https://github.com/ada",
    ],
)
def test_know_what_is_not_at_github(url: str) -> None:
    """Of any other remote nothing is assumed."""
    assert to_repository(url) is None


def _at_github(newsroom: Newsroom, url: str) -> None:
    """Have the remote called *url*; git goes to the bare repository instead."""
    newsroom.git("remote", "set-url", "origin", url)
    newsroom.git("config", f"url.{newsroom.remote.as_uri()}.insteadOf", url)


@pytest.mark.parametrize(
    ("url", "address", "kind"),
    [
        ("https://github.com/Ada/Notes.git", "https://ada.github.io/Notes/", Kind.PROJECT),
        ("git@github.com:Ada/Ada.github.io.git", "https://ada.github.io/", Kind.USER),
    ],
)
def test_build_for_the_address_of_the_remote(
    newsroom: Newsroom, url: str, address: str, kind: Kind
) -> None:
    """Without `base_url`, feeds and canonical links begin with what GitHub will show."""
    _at_github(newsroom, url)
    receipt = newsroom.publish()
    assert (receipt.place.address, receipt.place.kind) == (address, kind)
    public = newsroom.public()
    assert f"{address}feed.xml".encode() in public["feed.xml"]
    assert receipt.settings_page.endswith("/settings/pages")
    assert "CNAME" not in public


def test_follow_an_alias(newsroom: Newsroom) -> None:
    """An abbreviation of one's own for GitHub is understood."""
    newsroom.git("remote", "set-url", "origin", "gh:Ada/Notes")
    newsroom.git("config", "url.https://github.com/.insteadOf", "gh:")
    said = newsroom.git("remote", "get-url", "origin")
    assert to_repository("gh:Ada/Notes", said) is not None


def test_write_the_domain_of_the_settings(newsroom: Newsroom) -> None:
    """A domain of one's own is in `CNAME`, and the site is built for it."""
    _at_github(newsroom, "https://github.com/Ada/Notes.git")
    newsroom.configure("publish: {domain: News.Example.org}\n")
    receipt = newsroom.publish()
    assert (receipt.place.address, receipt.place.kind) == ("https://news.example.org/", Kind.DOMAIN)
    assert newsroom.public()["CNAME"] == b"news.example.org\n"
    newsroom.configure("publish: {domain: other.example.org}\n")
    newsroom.publish()
    assert newsroom.public()["CNAME"] == b"other.example.org\n"


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Notes", "base_url: https://ada.github.io/\n"),
        ("Notes", "base_url: https://ada.github.io/other/\n"),
        ("Notes", "base_url: https://eve.github.io/Notes/\n"),
        ("Notes", "base_url: https://example.org/\n"),
        ("ada.github.io", "base_url: https://ada.github.io/notes/\n"),
        ("ada.github.io", "base_url: https://example.org/\n"),
        ("Notes", "base_url: https://example.org/x/\npublish: {domain: example.org}\n"),
        ("Notes", "base_url: https://www.example.org/\npublish: {domain: example.org}\n"),
    ],
)
def test_refuse_an_address_that_does_not_fit(newsroom: Newsroom, name: str, settings: str) -> None:
    """What would lead every feed reader nowhere is refused, with the address that fits."""
    _at_github(newsroom, f"https://github.com/ada/{name}.git")
    newsroom.configure(settings)
    said = newsroom.refusal()
    assert "but the site will appear at https://" in said
    assert "——▶ briefgen.yml" in said


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Notes", "base_url: https://ada.github.io/Notes\n"),
        ("Notes", "base_url: https://ada.example.org/notes/\n"),
        ("ada.github.io", "base_url: http://ADA.github.io/\n"),
        ("Notes", "base_url: https://example.org\npublish: {domain: example.org}\n"),
    ],
)
def test_accept_an_address_that_fits(newsroom: Newsroom, name: str, settings: str) -> None:
    """The project's own, that below the domain of its owner's pages, and that of a domain."""
    _at_github(newsroom, f"https://github.com/ada/{name}.git")
    newsroom.configure(settings)
    assert newsroom.publish(is_rehearsal=True).new.paths


@pytest.mark.parametrize("domain", ["https://example.org", "example", "exa mple.org", "a..org"])
def test_refuse_what_is_no_domain(newsroom: Newsroom, domain: str) -> None:
    """A slip in the settings never gets as far as `CNAME`."""
    newsroom.configure(f"publish: {{domain: '{domain}'}}\n")
    assert "`publish.domain` is not the name of a host" in newsroom.refusal()


def test_warn_of_an_address_that_is_an_example(newsroom: Newsroom) -> None:
    """Where nobody can know the address, the one that a new site has is at least suspicious."""
    newsroom.configure("base_url: https://example.org/\n")
    receipt = newsroom.publish(is_rehearsal=True)
    assert any("which is an example" in one.message for one in receipt.warnings)
    newsroom.configure("base_url: https://notes.example.net/\n")
    assert newsroom.publish().warnings == ()
