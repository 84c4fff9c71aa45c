"""
Know the words by which other tools keep a text to themselves.

Whoever wrote ``status: private`` counts on it.  So each such word makes a draft,
and a value of which nobody knows whether it does is an error: neither is ever
published because this tool has another word for it.
"""

import unicodedata
from collections.abc import Collection
from enum import StrEnum

from briefgen.errors import Severity
from briefgen.schema.lookup import name_of, single_values
from briefgen.schema.nodes import Node, YamlText, describe, is_null

_YES = frozenset({"true", "yes", "on", "1", "y", "t"})
_NO = frozenset({"false", "no", "off", "0", "n", "f", "never", "none"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HIDES = _words(
    "draft drafts isdraft private isprivate hidden ishidden unlisted unpublished isunpublished "
    "wip noindex secret confidential trash trashed deleted disabled protected passwordprotected "
    "membersonly donotpublish dontpublish nopublish excludefromcollections "
    "eleventyexcludefromcollections saveasdraft unreleased unapproved"
)
"""What keeps a text back if it is so."""

_MAY_HIDE = _words(
    "hide internal isinternal headless archived isarchived inprogress incomplete unfinished "
    "onhold skip"
)
"""What keeps a text back if it is so, but often says something else."""

_SHOWS = _words(
    "published ispublished publish public ispublic visible isvisible listed indexed dgpublish "
    "routable discoverable"
)
"""What keeps a text back if it is not so."""

_MAY_SHOW = _words(
    "permalink render output live online index sitemap approved released active isactive enabled "
    "isenabled"
)
"""What keeps a text back if it is not so, but often says something else."""

_ANY_VALUE = _words(
    "password passphrase postpassword embargo embargoed embargoeduntil embargountil"
)
"""What keeps a text back whatever it says, unless that is no; so does any embargo."""

_STATES = _words(
    "status poststatus articlestatus pagestatus publicationstatus publishingstatus publishstatus "
    "visibility"
)
_MAY_BE_STATES = _words("state stage workflow access audience permission permissions sharing")
_END_AS_STATES = ("status", "state", "visibility")
"""By what names end that say how far a text is, such as `wp_status`."""

_LABELS = _words("layout type template tags tag topics keywords labels categories category")
_DRAFT_LABELS = _words("draft drafts wip unpublished donotpublish notforpublication")
"""What other tools take for a draft where it labels a text."""

_ROBOTS = _words("robots googlebot metarobots")
_PUBLIC = _words("published publish public live visible online released final sent everyone open")
_NOT_PUBLIC = _words(
    "draft drafts private pending future scheduled trash trashed autodraft inherit hidden "
    "unlisted unpublished protected password passwordprotected members membersonly paid "
    "subscribers review inreview needsreview pendingreview toreview wip inprogress idea todo "
    "embargo embargoed archive archived secret internal confidential skip never deleted new "
    "incomplete unfinished offline rejected hold onhold queued planned restricted onlyme"
)


class Verdict(StrEnum):
    """What a word says of a text."""

    DRAFT = "draft"
    PUBLIC = "public"
    UNCLEAR = "unclear"
    OTHER = "other"
    """Nothing: it is about something else."""


def verdict(name: str, value: str) -> Verdict:
    """
    Return what ``name: value`` says of the text that it stands above.

    >>> [str(verdict("Status", one)) for one in ("draft", "published", "on the desk")]
    ['draft', 'public', 'unclear']
    >>> str(verdict("published", "2026-01-01"))
    'other'
    """
    name, said = _folded(name), _folded(value)
    if name in _ANY_VALUE or name.startswith("embargo"):
        return Verdict.PUBLIC if said in _NO or not said else Verdict.DRAFT
    if name in _STATES or name in _MAY_BE_STATES or name.endswith(_END_AS_STATES):
        if said in _NOT_PUBLIC:
            return Verdict.DRAFT
        otherwise = Verdict.UNCLEAR if name in _STATES else Verdict.OTHER
        return Verdict.PUBLIC if said in _PUBLIC else otherwise
    if name in _LABELS:
        return Verdict.DRAFT if said in _DRAFT_LABELS else Verdict.OTHER
    if name in _ROBOTS:
        return Verdict.DRAFT if "noindex" in said or said == "none" else Verdict.OTHER
    if name in _HIDES or name in _MAY_HIDE:
        found = _answer(said, if_yes=Verdict.DRAFT, if_no=Verdict.PUBLIC)
        is_other = found is Verdict.UNCLEAR and name in _MAY_HIDE
        return Verdict.OTHER if is_other else found
    if name in _SHOWS or name in _MAY_SHOW:
        found = _answer(said, if_yes=Verdict.PUBLIC, if_no=Verdict.DRAFT)
        is_day = len(value) > 1 and any(character.isdigit() for character in value)
        is_other = found is Verdict.UNCLEAR and (is_day or name in _MAY_SHOW)
        return Verdict.OTHER if is_other else found
    return Verdict.OTHER


def _answer(said: str, *, if_yes: Verdict, if_no: Verdict) -> Verdict:
    if said in _YES:
        return if_yes
    return if_no if said in _NO else Verdict.UNCLEAR


def _folded(text: str) -> str:
    """Return *text* without what one may write or not: case, width, hyphens, marks around it."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(character for character in plain.casefold() if character.isalnum())


def must_be_said(name: str) -> bool:
    """Whether a field without a value may have been meant to keep a text back."""
    name = _folded(name)
    return name in _HIDES or name in _SHOWS or name in _STATES


def is_label(name: str) -> bool:
    """Whether the field *name* has a meaning of its own beside keeping a text back."""
    return _folded(name) in _LABELS


def take_draft_words(source: YamlText, node: Node, known: Collection[str]) -> bool:
    """
    Return whether a word of *node*, the outermost mapping of *source*, makes a draft.

    The words that were understood are taken out of *node*; those in *known* have a
    meaning of their own and stay.  Of what makes a draft *source* warns, and of
    what might it complains.
    """
    rest = []
    is_draft = False
    has_date = any(name_of(key) == "date" for key, _ in node.value)
    for key, value in node.value:
        name = name_of(key)
        is_own = name in known and name != "draft"
        found = Verdict.OTHER if name in known and not is_label(name) else _of_node(name, value)
        if is_null(value) and not is_own and must_be_said(name):
            help = "write `draft: true`, or take the line out to publish the text"
            message = f"`{name}` says neither yes nor no"
            source.complain(message, key.start_mark, width=len(name), help=help)
            continue
        if found is Verdict.OTHER and _folded(name) == "published" and has_date:
            continue
        if found is Verdict.OTHER:
            rest.append((key, value))
        elif found is Verdict.UNCLEAR:
            message = f"{describe(value)} does not say whether this may be published"
            help = "write `draft: true` to keep it back; to publish it, take the line out"
            source.complain(message, value.start_mark, help=help)
        elif found is Verdict.DRAFT:
            is_draft = True
            if is_label(name):
                rest.append((key, value))
            help = "write it as `draft: true`; to publish the text, take the line out"
            source.complain(
                f"`{name}` makes a draft of this",
                key.start_mark,
                width=len(name),
                help=help,
                severity=Severity.WARNING,
            )
    node.value = rest
    return is_draft


def _of_node(name: str, value: Node) -> Verdict:
    """Return what a field says, or what one of the fields within it does."""
    found = {verdict(key, said) for key, said in single_values(name, value)}
    for one in (Verdict.DRAFT, Verdict.PUBLIC):
        if one in found:
            return one
    unclear = bool(found) and verdict(name, describe(value)) is Verdict.UNCLEAR
    return Verdict.UNCLEAR if unclear else Verdict.OTHER
