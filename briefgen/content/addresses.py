"""Tell slugs, aliases, language tags and other addresses from what cannot be one."""

import posixpath
import re
from urllib.parse import unquote

from briefgen.content.frontmatter import FrontMatter
from briefgen.errors import Diagnostic, Location, error
from briefgen.model.paths import UNUSABLE
from briefgen.schema.scalars import LANGUAGE_TAG
from briefgen.slugs import slugify


def address_faults(matter: FrontMatter, place: Location) -> list[Diagnostic]:
    """Report slugs and aliases that are no address on this site, and languages that are none."""
    faults = []
    slug = getattr(matter, "slug", "")
    if slug and slugify(slug) != slug:
        suggestion = slugify(slug)
        faults.append(
            error(
                f"`{slug}` cannot be a slug: letters, digits and hyphens only, in lower case",
                place,
                help=f"did you mean `{suggestion}`?" if suggestion else "",
            )
        )
    faults += _language_faults(getattr(matter, "language", ""), place)
    section = getattr(matter, "section", "")
    if section and not slugify(section):
        faults.append(error(f"`{section}` cannot be a section", place))
    for alias in matter.aliases:
        if not is_alias(alias):
            faults.append(
                error(
                    f"`{alias}` cannot be an alias: it is no address on this site",
                    place,
                    help="write a path such as /old/address/ or old.html",
                )
            )
    return faults


def _language_faults(language: str, place: Location) -> list[Diagnostic]:
    if not language or LANGUAGE_TAG.fullmatch(language):
        return []
    message = f"`language` is not a language tag: `{language}`"
    return [error(message, place, help="write a BCP 47 tag such as en, de or pt-BR")]


def is_alias(alias: str) -> bool:
    """
    Whether *alias* is the path of a page on this site.

    >>> is_alias("/old/page/"), is_alias("../../etc/passwd")
    (True, False)
    """
    plain = unquote(unquote(alias)).strip("/")
    names = plain.split("/")
    return (
        bool(plain)
        and len(plain.encode()) <= 500
        and not re.search(r"[?#%:*\"<>|\s]", plain)
        and not UNUSABLE.search(plain)
        and not alias.startswith("//")
        and all(name and not name.startswith(".") and len(name.encode()) <= 200 for name in names)
    )


def resolve(path: str, address: str) -> str:
    """
    Return the source path that *address* means in the file at *path*.

    A path that leads out of ``content/`` begins with ``..`` and matches nothing.

    >>> resolve("world/nato.md", "../markets/fed.md")
    'markets/fed.md'
    """
    if address.startswith("/"):
        return posixpath.normpath(address.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def is_web_address(address: str) -> bool:
    """
    Whether *address* is one that a browser can open.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return _WEB_ADDRESS.match(address) is not None


_WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*\Z", re.IGNORECASE)
