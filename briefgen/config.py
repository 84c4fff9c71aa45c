"""
Read ``briefgen.yml`` and check what only the machine can know.

Each stage is handed the part that it needs (``ContentSettings`` for parsing,
``Settings`` for assembling), so that a change to one key repeats the work that
depends on that key and no other.
"""

import re
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from briefgen.errors import ContentError, Diagnostic, Location, error
from briefgen.model.front_matter import (
    ArticleFrontMatter,
    PageFrontMatter,
    SectionFrontMatter,
)
from briefgen.model.settings import ContentSettings, Settings
from briefgen.regular import UnusableFileError, read_regular
from briefgen.schema.comments import uncomment_values
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.record import record_for
from briefgen.schema.scalars import warn_unknown
from briefgen.schema.suggest import closest
from briefgen.zones import zone_digest

CONFIG_NAME = "briefgen.yml"

_MOST = 1_000_000
"""Bytes of a configuration."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Config(Struct, frozen=True):
    """The configuration of a site, and what was odd about it."""

    settings: Settings
    warnings: tuple[Diagnostic, ...]

    @property
    def content(self) -> ContentSettings:
        """The part that reading content depends on."""
        settings = self.settings
        return ContentSettings(
            language=settings.language,
            timezone=settings.timezone,
            markdown=settings.markdown,
            limits=settings.limits,
            fields=settings.fields,
            zone=zone_digest(settings.timezone),
        )


def load_config(root: Path, *, base_url: str | None = None) -> Config:
    """
    Return the configuration in the folder *root*; *base_url* overrides its own.

    Raises:
        ContentError: with every complaint about the file.

    """
    path = root / CONFIG_NAME
    try:
        text = read_regular(path, most=_MOST).decode("utf-8-sig")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    except UnusableFileError as fault:
        raise ContentError(
            error(
                f"the settings cannot be read: {fault.strerror}",
                Location(CONFIG_NAME),
                help="put a text file of that name there; `briefgen new` makes one",
            )
        ) from fault
    except UnicodeDecodeError as fault:
        raise ContentError(
            error(f"this is not UTF-8 text: {fault.reason}", Location(CONFIG_NAME))
        ) from fault
    source = YamlText(CONFIG_NAME, text)
    node = compose(source)
    if node is None:
        complaints = source.complaints or [
            error("the file is empty", Location(CONFIG_NAME), help="begin with `title: …`")
        ]
        raise ContentError(*complaints)
    uncomment_values(source, node)
    settings, unknown = record_for(Settings).read(source, node)
    warnings = [
        warn_unknown(f"there is no setting `{name}`; it is ignored", place)
        for name, place in unknown
    ]
    if settings is None or source.is_wrong():
        raise ContentError(*source.complaints, *warnings)
    settings = replace(settings, base_url=settings.base_url if base_url is None else base_url)
    settings = replace(settings, base_url=_normal_base_url(settings.base_url))
    faults = _faults(settings)
    if faults:
        raise ContentError(*faults)
    return Config(settings, (*source.complaints, *warnings))


def _normal_base_url(address: str) -> str:
    """Return *address* with exactly one slash at its end, percent-encoded."""
    return quote(address.rstrip("/"), safe=":/%[]@") + "/" if address else ""


def _faults(settings: Settings) -> list[Diagnostic]:
    """Return what is wrong with values that have the right type."""
    place = Location(CONFIG_NAME)
    faults = []
    if settings.base_url:
        parts = urlsplit(settings.base_url)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query:
            faults.append(
                error(
                    f"`base_url` is not a web address: `{settings.base_url}`",
                    place,
                    help="write it as https://example.org/ or https://example.org/folder/",
                )
            )
    if not _LANGUAGE.fullmatch(settings.language):
        faults.append(
            error(
                f"`language` is not a language tag: `{settings.language}`",
                place,
                help="write a BCP 47 tag such as en, de or pt-BR",
            )
        )
    try:
        ZoneInfo(settings.timezone)
    except (ValueError, OSError, KeyError):
        faults.append(
            error(
                f"there is no time zone `{settings.timezone}`",
                place,
                help="write a name of the IANA database such as Europe/Berlin or UTC",
            )
        )
    for name in ("entries_per_page", "entries_per_feed"):
        if getattr(settings.output, name) < 1:
            faults.append(error(f"`output.{name}` must be at least 1", place))
    faults += _link_faults(settings, place)
    faults += _rename_faults(settings, place)
    return faults


def _link_faults(settings: Settings, place: Location) -> list[Diagnostic]:
    addresses = [("social", link.url) for link in settings.social]
    addresses += [("authors", author.url) for author in settings.authors if author.url]
    if settings.feedback:
        addresses.append(("feedback", settings.feedback.url))
    return [
        error(f"a link of `{name}` is not a web address: `{address}`", place)
        for name, address in addresses
        if not is_web_address(address)
    ]


def _rename_faults(settings: Settings, place: Location) -> list[Diagnostic]:
    """Report other names of fields that mean nothing, or hide a field."""
    known = {
        field
        for matter in (ArticleFrontMatter, SectionFrontMatter, PageFrontMatter)
        for field in matter.__struct_fields__
    }
    faults = []
    for name in settings.fields:
        if name.field not in known:
            suggestion = closest(name.field, known)
            help = f"did you mean `{suggestion}`?" if suggestion else ""
            faults.append(
                error(
                    f"`fields` maps `{name.written}` to `{name.field}`, which is no field",
                    place,
                    help=help,
                )
            )
        elif name.written in known:
            faults.append(error(f"`fields` renames `{name.written}`, which is a field", place))
    return faults


def is_web_address(address: str) -> bool:
    """
    Whether *address* may stand in a link: ``http``, ``https`` or ``mailto``.

    >>> is_web_address("javascript:alert(1)")
    False
    """
    return re.match(r"(https?://[^\s/]|mailto:[^\s])[^\s]*$", address, re.IGNORECASE) is not None
