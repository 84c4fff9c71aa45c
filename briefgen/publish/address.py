"""
Work out where GitHub will show the site.

A repository called OWNER.github.io is shown at the root of that host, any other
one in a folder of its name, and a file ``CNAME`` moves either to a domain of its
own.  A ``base_url`` that says something else would send every feed reader and
search engine to pages that do not exist.
"""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from briefgen.errors import CommandError, Diagnostic, Location, error

_GITHUB = re.compile(
    r"(?:(?:https?|git|ssh|git\+ssh)://)?(?:[^/\s@]+@)?(?:www\.|ssh\.)?github\.com(?::\d+/|[:/])/*"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


class Kind(StrEnum):
    """How an address comes about."""

    USER = "user page"
    PROJECT = "project page"
    DOMAIN = "custom domain"
    UNKNOWN = "unknown"
    """The remote is not at GitHub: its owner knows."""


class Repository(Struct, frozen=True):
    """A repository at GitHub."""

    owner: str
    name: str

    @property
    def page(self) -> str:
        """The address of its pages, if there is no domain."""
        host = f"{self.owner.lower()}.github.io"
        return f"https://{host}/" if self.is_user_page else f"https://{host}/{self.name}/"

    @property
    def is_user_page(self) -> bool:
        """Whether its pages are at the root of the host."""
        return self.name.lower() == f"{self.owner.lower()}.github.io"

    @property
    def settings_page(self) -> str:
        """Where its owner switches its pages on."""
        return f"https://github.com/{self.owner}/{self.name}/settings/pages"


class Place(Struct, frozen=True):
    """Where readers will find the site."""

    kind: Kind
    address: str
    """Empty if nobody knows."""


def to_repository(*urls: str) -> Repository | None:
    """
    Return the repository at GitHub that the first fitting one of *urls* means.

    >>> to_repository("git@github.com:Ada/notes.git")
    Repository(owner='Ada', name='notes')
    >>> to_repository("/srv/notes.git") is None
    True
    """
    found = next((match for url in urls if (match := _GITHUB.fullmatch(url))), None)
    return Repository(found["owner"], found["name"]) if found else None


def check_domain(domain: str) -> str:
    """
    Return *domain* as it belongs into ``CNAME``.

    Raises:
        CommandError: it is not the name of a host.

    """
    plain = domain.strip().lower()
    if plain and not _DOMAIN.fullmatch(plain):
        raise CommandError(
            error(
                f"`publish.domain` is not the name of a host: `{domain}`",
                Location("briefgen.yml"),
                help="write the name alone, such as news.example.org",
            )
        )
    return plain


def find_place(repository: Repository | None, domain: str, base_url: str) -> Place:
    """
    Return where the site will be.

    Raises:
        CommandError: *base_url* says something else.

    """
    if domain:
        place = Place(Kind.DOMAIN, f"https://{domain}/")
    elif repository is None:
        return Place(Kind.UNKNOWN, base_url)
    elif repository.is_user_page:
        place = Place(Kind.USER, repository.page)
    else:
        place = Place(Kind.PROJECT, repository.page)
    if not base_url:
        return place
    if not _fits(base_url, place):
        raise CommandError(_misfit(base_url, place))
    return Place(place.kind, base_url)


def _fits(base_url: str, place: Place) -> bool:
    said, real = urlsplit(base_url.lower()), urlsplit(place.address.lower())
    if said.path != real.path:
        return False
    # Pages of a project also appear below the domain that its owner's pages have.
    has_owners_domain = place.kind is Kind.PROJECT and not said.netloc.endswith(".github.io")
    return said.netloc == real.netloc or has_owners_domain


def _misfit(base_url: str, place: Place) -> Diagnostic:
    return error(
        f"`base_url` is {base_url}, but the site will appear at {place.address} ({place.kind})",
        Location("briefgen.yml"),
        help="correct `base_url`, or leave it out: it is worked out from the remote; "
        "for a domain of your own, set `publish.domain`",
    )
