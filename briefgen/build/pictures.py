"""Say which pictures a site needs, and make one of them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from briefgen.build.making import Made
from briefgen.build.versions import picture_digest
from briefgen.content.discover import on_disk
from briefgen.errors import Diagnostic, Location, error
from briefgen.fingerprint import Digest, digest_bytes, fingerprint
from briefgen.model.page import Asset
from briefgen.model.paths import OutputPath, SourcePath, Url
from briefgen.model.source import ImageFacts
from briefgen.structure.collisions import Claim
from briefgen.structure.pictures import sizes


class Drawing(Struct, frozen=True):
    """A picture to be made out of another."""

    folder: str
    """Of the content."""
    source: SourcePath
    digest: Digest
    """Of the source."""
    width: int
    """0 for the picture in its own size."""


def picture_files(
    asset: Asset, facts: ImageFacts, digest: Digest, folder: str, *, is_shown: bool
) -> Iterator[Made]:
    """Return the files that a picture with this *digest* becomes: several if a page shows it."""
    widths = [(asset.path, 0)]
    if is_shown:
        widths += [(OutputPath(url), width) for url, width in sizes(Url(asset.path), facts)]
    for path, width in widths:
        key = fingerprint((picture_digest(), digest, width))
        yield Made(path, key, Drawing(folder, asset.source, digest, width))


def picture_claims(
    assets: tuple[Asset, ...], facts: Mapping[SourcePath, ImageFacts], shown: frozenset[SourcePath]
) -> tuple[Claim, ...]:
    """Return the files that smaller sizes of pictures will be, for the check of addresses."""
    return tuple(
        (OutputPath(url), f"a smaller size of content/{asset.source}")
        for asset in assets
        if asset.source in shown and asset.source in facts
        for url, _ in sizes(Url(asset.path), facts[asset.source])
    )


def draw(drawing: Drawing) -> bytes | Diagnostic:
    """Return the bytes of a picture, or why it cannot be made."""
    # Loaded here because a build without new pictures must not wait for it.
    from briefgen.media.pictures import in_width, upright

    place = Location(f"content/{drawing.source}")
    try:
        with open(on_disk(drawing.folder, drawing.source), "rb") as file:
            data = file.read()
    except OSError as fault:
        return error(f"this file cannot be read: {fault.strerror}", place)
    if digest_bytes(data) != drawing.digest:
        return error("this file changed while the site was built", place, help="build again")
    return in_width(data, drawing.width) if drawing.width else upright(data)
