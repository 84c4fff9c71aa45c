"""Make the photos that the tests are about, with all that a camera writes into them."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, PngImagePlugin

OWNER = "Taken by me"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Kyiv, Podil</x:xmpmeta>"


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture that is dark at the left and light at the top right."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").rotate(180).resize((width, height))
    return Image.merge("RGB", (across, down, across)).convert(mode)


def noted(orientation: int = 1) -> Image.Exif:
    """Return notes that say where, by whom, and which way up."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = OWNER
    exif[ExifTags.Base.Orientation] = orientation
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (51.0, 30.0, 0.0)
    place[ExifTags.GPS.GPSMapDatum] = OWNER
    return exif


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    """Return *image* as a file."""
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def with_notes(format: str, width: int = 200, height: int = 100, orientation: int = 1) -> bytes:
    """Return a file with every kind of note that its format can hold."""
    return _with_xmp(encoded(photo(width, height), format, **_notes(format, orientation)))


def moving(format: str) -> bytes:
    """Return a picture of three frames that goes round five times, with every kind of note."""
    frames = [photo(200, 100).rotate(angle) for angle in (0, 90, 180)]
    options = _notes(format, 1) | {"save_all": True, "append_images": frames[1:]}
    return _with_xmp(encoded(frames[0], format, duration=[100, 200, 300], loop=5, **options))


def _with_xmp(data: bytes) -> bytes:
    """Return *data* with XMP if it is a GIF, for which Pillow writes none (XMP, part 3, 1.1.2)."""
    if not data.startswith(b"GIF"):
        return data
    trailer = bytes([1, *range(255, -1, -1), 0])
    return data.removesuffix(b";") + b"!\xff\x0bXMP DataXMP" + XMP + trailer + b";"


def _notes(format: str, orientation: int) -> dict[str, Any]:
    if format == "GIF":
        return {"comment": OWNER}
    options: dict[str, Any] = {"exif": noted(orientation)}
    if format == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", OWNER)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = notes
    else:
        options["xmp"] = XMP
    if format == "JPEG":
        options["comment"] = OWNER
    return options


def put(path: Path, data: bytes) -> None:
    """Put *data* into a file, with the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def size(data: bytes) -> tuple[int, int]:
    """Return how wide and how high the picture *data* is."""
    with Image.open(BytesIO(data)) as image:
        return image.size


def pixel(data: bytes, across: float, down: float) -> tuple[int, ...]:
    """Return the colour at a place of the picture, given as parts of its sides."""
    with Image.open(BytesIO(data)) as image:
        where = (int(across * image.width), int(down * image.height))
        found = image.convert("RGB").getpixel(where)
    assert isinstance(found, tuple)
    return tuple(map(int, found))
