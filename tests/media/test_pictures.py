"""Pictures become smaller, upright, and silent about where they were taken."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageOps, ImageSequence

from briefgen.errors import Diagnostic
from briefgen.media.pictures import in_width, look_at, upright
from briefgen.model.paths import SourcePath
from briefgen.model.source import ImageFacts
from tests.media.photos import (
    OWNER,
    XMP,
    encoded,
    moving,
    noted,
    photo,
    pixel,
    size,
    with_notes,
)

SUFFIX = {"GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
FORMATS = sorted(SUFFIX)
TURNED = ["JPEG", "PNG", "WEBP"]
"""Formats that can say which way up a picture is."""


def look(data: bytes, name: str = "port.jpg") -> ImageFacts | Diagnostic | None:
    """Return what is known of *data*, as a file in ``world/``."""
    return look_at(SourcePath(f"world/{name}"), data)


def silent(data: bytes) -> bool:
    """Whether a file says nothing of what the notes of the tests say."""
    return not any(note in data for note in (OWNER.encode(), XMP, b"Exif", b"GPS", b"WGS"))


@pytest.mark.parametrize("format", FORMATS)
def test_know_the_size_of_a_picture(format: str) -> None:
    """The size of each format is known, whatever the case of the suffix."""
    data = encoded(photo(200, 100), format)
    assert look(data, f"port.{SUFFIX[format].upper()}") == ImageFacts(200, 100)


@pytest.mark.parametrize("format", TURNED)
@pytest.mark.parametrize("orientation", [0, 1, 3, 5, 6, 8, 9])
def test_know_the_size_of_a_picture_as_it_is_seen(format: str, orientation: int) -> None:
    """A photo that was taken with the camera turned is as high as it is seen."""
    data = with_notes(format, orientation=orientation)
    lies = orientation in {5, 6, 7, 8}
    assert look(data, f"port.{SUFFIX[format]}") == ImageFacts(*((100, 200) if lies else (200, 100)))


@pytest.mark.parametrize("format", FORMATS)
def test_take_notes_out_and_leave_the_picture(format: str) -> None:
    """Place, name, comment and XMP go; every pixel stays."""
    data = with_notes(format)
    assert not silent(data)
    bare = upright(data)
    assert silent(bare)
    assert look(bare, f"port.{SUFFIX[format]}") == ImageFacts(200, 100)
    for across, down in ((0.1, 0.1), (0.5, 0.7), (0.9, 0.2)):
        assert pixel(bare, across, down) == pixel(data, across, down)
    assert upright(bare) == bare


@pytest.mark.parametrize("format", FORMATS)
def test_leave_a_picture_without_notes_as_it_is(format: str) -> None:
    """A file that says nothing comes back byte for byte."""
    for mode in ("RGB", "L" if format != "WEBP" else "RGBA"):
        data = encoded(photo(200, 100, mode), format)
        assert upright(data) == data


def test_take_out_notes_behind_the_end_of_a_photo() -> None:
    """Telephones put further photos and films behind the first, with notes of their own."""
    data = encoded(photo(200, 100), "JPEG", progressive=True)
    assert upright(data + with_notes("JPEG")) == data


def test_take_out_notes_of_a_photo_with_bytes_that_fill() -> None:
    """Some programs put bytes before a segment that mean nothing; its notes go all the same."""
    data = with_notes("JPEG")
    for start in (b"\xff\xe1", b"\xff\xdb", b"\xff\xda", b"\xff\xd9"):
        data = data.replace(start, b"\xff\xff\xff" + start)
    assert not silent(data)
    assert look(data) == ImageFacts(200, 100)
    assert upright(data) == upright(with_notes("JPEG"))
    assert silent(upright(data))


def test_take_out_notes_of_a_photo_with_another_inside() -> None:
    """A photo of several pictures becomes its first, without any notes."""
    more = [photo(200, 100)]
    data = encoded(photo(200, 100), "MPO", save_all=True, append_images=more, exif=noted())
    assert look(data) == ImageFacts(200, 100)
    bare = upright(data)
    assert silent(bare)
    assert b"MPF" not in bare
    assert len(bare) < len(data) / 1.5


@pytest.mark.parametrize("format", TURNED)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_turn_a_picture_as_its_notes_say(format: str, orientation: int) -> None:
    """A picture is upright, large or small, as programs that read its notes show it."""
    data = with_notes(format, 1000, 600, orientation)
    with Image.open(BytesIO(data)) as image:
        seen = encoded(ImageOps.exif_transpose(image).convert("RGB"), "PNG")
    for turned in (upright(data), in_width(data, 480)):
        assert silent(turned)
        assert (size(turned)[0] > size(turned)[1]) == (orientation < 5)
        for across, down in ((0.1, 0.1), (0.9, 0.1), (0.2, 0.8)):
            pairs = zip(pixel(turned, across, down), pixel(seen, across, down), strict=True)
            assert all(abs(one - other) < 16 for one, other in pairs)


@pytest.mark.parametrize("format", FORMATS)
def test_make_a_picture_smaller(format: str) -> None:
    """The smaller picture has the width asked for, is a WebP, and keeps its proportions."""
    data = in_width(with_notes(format, 1000, 600), 480)
    assert data[8:12] == b"WEBP"
    assert size(data) == (480, 288)
    assert silent(data)
    assert in_width(with_notes(format, 1000, 600), 480) == data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_make_pictures_of_all_kinds_of_colours_smaller(mode: str) -> None:
    """Grey, palettes and transparency look in small as they do in large."""
    image = photo(600, 300, mode) if mode != "I;16" else Image.new("I;16", (600, 300), 30_000)
    if mode in {"LA", "RGBA"}:
        image.putalpha(Image.new("L", image.size, 0))
    small = in_width(encoded(image, "PNG"), 480)
    assert size(small) == (480, 240)
    if mode == "I;16":
        assert all(abs(colour - 117) < 4 for colour in pixel(small, 0.5, 0.5))
    assert (b"ALPH" in small or b"VP8X" in small) == (mode in {"LA", "RGBA"})


def test_make_a_picture_in_printing_colours_smaller() -> None:
    """A photo for print has colours of the screen when it is small."""
    data = encoded(Image.new("CMYK", (600, 300), (0, 255, 255, 0)), "JPEG")
    red, green, blue = pixel(in_width(data, 480), 0.5, 0.5)
    assert red > 220
    assert max(green, blue) < 40


def test_keep_what_the_colours_mean() -> None:
    """The colour profile stays with the large picture and goes with the small one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encoded(photo(600, 300), "JPEG", icc_profile=profile, exif=noted(6))
    for kept in (upright(data), in_width(data, 240)):
        with Image.open(BytesIO(kept)) as image:
            assert image.info["icc_profile"] == profile


def frames(data: bytes) -> list[tuple[bytes, object]]:
    """Return the pixels of every frame of a moving picture, and for how long each is shown."""
    with Image.open(BytesIO(data)) as image:
        return [
            (frame.convert("RGBA").tobytes(), frame.info.get("duration"))
            for frame in ImageSequence.Iterator(image)
        ]


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_take_notes_out_of_moving_pictures_and_leave_every_frame(format: str) -> None:
    """A moving picture is offered in one size; it says nothing, and moves as it did."""
    data = moving(format)
    assert not silent(data)
    assert look(data, f"port.{SUFFIX[format]}") == ImageFacts(200, 100, is_moving=True)
    bare = upright(data)
    assert silent(bare)
    assert frames(bare) == frames(data)
    assert len(frames(bare)) == 3
    with Image.open(BytesIO(bare)) as image:
        assert image.info["loop"] == 5
    assert upright(bare) == bare


def message(found: object) -> str:
    """Return what a warning says, without what follows from it."""
    assert isinstance(found, Diagnostic)
    assert found.location
    assert found.location.path == "content/world/port.jpg"
    assert found.help
    return found.message.partition(";")[0]


def test_say_what_is_wrong_with_a_picture() -> None:
    """Something else, a wrong name, and a file that is cut off are told apart."""
    data = encoded(photo(400, 300), "JPEG")
    assert message(look(b"picture")) == "this is no JPEG"
    assert message(look(b"")) == "this is no JPEG"
    other = encoded(photo(2, 2), "PNG")
    assert message(look(other)) == "this is a PNG, though its name says JPEG"
    for cut in (3, 30, len(data) // 2, len(data) - 2):
        assert message(look(data[:cut])).startswith("this picture cannot be read"), cut


def test_refuse_a_picture_that_would_fill_the_memory() -> None:
    """A small file that claims to be an enormous picture is not unpacked."""
    data = encoded(Image.new("1", (20_000, 10_000)), "PNG")
    found = look_at(SourcePath("world/port.png"), data)
    assert isinstance(found, Diagnostic)
    assert found.message.startswith("this picture has too many pixels")


@pytest.mark.parametrize("format", FORMATS)
def test_survive_damage_anywhere(format: str) -> None:
    """Whatever bytes are wrong, there is a size or a warning; and with a size, pictures."""
    data = with_notes(format, 60, 40, 6)
    for at in range(0, len(data), max(1, len(data) // 150)):
        damaged = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        name = f"port.{SUFFIX[format]}"
        if isinstance(look(damaged, name), ImageFacts):
            assert upright(damaged)
            assert in_width(damaged, 20)
