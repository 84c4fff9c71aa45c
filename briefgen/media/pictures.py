"""
Look at pictures, and make smaller ones of them.

The only door to Pillow, which is an extra: nothing here is imported by a build
of a site without pictures.  The same bytes come out of the same bytes.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import GifImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from briefgen.errors import Diagnostic, Location, warning
from briefgen.media.envelope import bare
from briefgen.model.paths import SourcePath
from briefgen.model.source import ImageFacts

QUALITY = 80
"""Of smaller pictures: from here on, more bytes are hardly seen."""
_QUALITY_TURNED = 92
"""Of an original that has to be written anew: nearly nothing may get lost."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by its orientation (EXIF 2.32, 4.6.4)."""
_LIES = {5, 6, 7, 8}

_READERS: dict[str, Any] = {
    "GIF": GifImagePlugin.GifImageFile,
    # A photo with a second one inside is a JPEG too; Pillow's own choice would differ.
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
}
_FORMATS = {
    ".gif": "GIF",
    ".png": "PNG",
    ".webp": "WEBP",
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif"), "JPEG"),
}
_SIGNS = (
    *((b"GIF87a", "GIF"), (b"GIF89a", "GIF"), (b"\xff\xd8\xff", "JPEG")),
    *((b"\x89PNG\r\n\x1a\n", "PNG"), (b"RIFF", "WEBP")),
)


def look_at(path: SourcePath, data: bytes) -> ImageFacts | Diagnostic:
    """Return what is known of the picture *data*, or a warning if it cannot be used."""
    expected = _FORMATS["." + path.rpartition(".")[2].lower()]
    found = _format(data)
    if found != expected:
        what = f"this is a {found}, though its name says {expected}" if found else ""
        return _unusable(path, what or f"this is no {expected}", "give it the name that fits")
    try:
        with _opened(data) as image:
            is_moving = _is_moving(image)
            width, height = image.size
            if not is_moving and _orientation(image) in _LIES:
                width, height = height, width
            # A file that is cut off is noticed only now; reading an eighth is enough.
            image.draft(None, (1, 1))
            image.load()
        bare(data, found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _unusable(path, "this picture has too many pixels", "make it smaller")
    except Exception as fault:  # noqa: BLE001 - a decoder raises whatever it stumbles over
        return _unusable(path, f"this picture cannot be read: {fault}", "save it again")
    return ImageFacts(width, height, is_moving)


def _unusable(path: SourcePath, what: str, help: str) -> Diagnostic:
    return warning(
        f"{what}; it is copied as it is, in one size and with all that its file says",
        Location(f"content/{path}"),
        help=help,
    )


def upright(data: bytes) -> bytes:
    """
    Return the picture *data* as it is, but upright and without notes in its file.

    Only a picture that lies on its side is written anew, and only if it stands still.
    """
    format = _format(data)
    with _opened(data) as image:
        turn = None if _is_moving(image) else _TURNS.get(_orientation(image))
        if turn is None:
            return bare(data, format)
        options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
        if isinstance(image, JpegImagePlugin.JpegImageFile):
            # The same tables as before lose the least.
            options["qtables"] = image.quantization
            options["subsampling"] = JpegImagePlugin.get_sampling(image)
        elif format == "WEBP":
            options |= {"lossless": b"VP8L" in data[:64], "quality": _QUALITY_TURNED}
        return bare(_written(image.transpose(turn), format, options), format)


def in_width(data: bytes, width: int) -> bytes:
    """Return the picture *data* upright in *width*, as a WebP without notes."""
    with _opened(data) as image:
        orientation = _orientation(image)
        old = image.size
        across = old[1] if orientation in _LIES else old[0]
        size = (_scaled(old[0], width, across), _scaled(old[1], width, across))
        # A JPEG can be read in a half, a quarter or an eighth of its size.
        image.draft(None, (2 * size[0], 2 * size[1]))
        profile = image.info.get("icc_profile")
        smaller = _in_colour(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        if orientation in _TURNS:
            smaller = smaller.transpose(_TURNS[orientation])
        if image.mode not in {"RGB", "RGBA", "P"}:
            # The profile of grey or of printing colours does not fit any more.
            profile = None
        options = {"quality": QUALITY, "method": 4, "icc_profile": profile}
        return bare(_written(smaller, "WEBP", options), "WEBP")


def _scaled(length: int, width: int, across: int) -> int:
    return max(1, round(length * width / across))


def _in_colour(image: Image.Image) -> Image.Image:
    """Return *image* in a mode that WebP has, as it looks on a screen."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey; Pillow would cut them off rather than scale them.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "CMYK" and image.info.get("icc_profile"):
        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
            screen = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, profile, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    has_alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _written(image: Image.Image, format: str, options: dict[str, Any]) -> bytes:
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def _format(data: bytes) -> str:
    """Return what kind of picture *data* is; empty if none of those that are known."""
    name = next((name for sign, name in _SIGNS if data.startswith(sign)), "")
    return "" if name == "WEBP" and data[8:12] != b"WEBP" else name


def _is_moving(image: Image.Image) -> bool:
    return bool(getattr(image, "is_animated", False))


def _orientation(image: Image.Image) -> int:
    value = image.getexif().get(_ORIENTATION, 1)
    return value if isinstance(value, int) else 1


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Provide the picture; what Pillow finds odd about it is no matter, its size is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with _READERS[_format(data)](BytesIO(data)) as image:
            if image.width * image.height > (Image.MAX_IMAGE_PIXELS or 0):
                raise Image.DecompressionBombError
            yield image
