"""One PNG or JPEG as bytes of a wanted form."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cnn.data.archives.entry import Entry
from cnn.data.imageset import Images
from cnn.data.rejection import rejection

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE_PX = 4096
MAX_FILE_BYTES = 64 * 2**20
LIGHT_FROM = 128

_GRAY_MODES = {"1", "L", "LA", "I", "F"}


@dataclass(frozen=True)
class Look:
    """What a picture's first bytes tell: its size, and whether it could hold colours."""

    height_px: int
    width_px: int
    may_hold_colour: bool


def look_at(entry: Entry) -> Look:
    """Read the header of a picture; raises DataError where it is no PNG or JPEG, or larger than 4096×4096."""
    with _opened(entry) as image:
        width_px, height_px = image.size
        if image.getexif().get(0x0112, 1) >= 5:  # lies on its side
            width_px, height_px = height_px, width_px
        return Look(height_px, width_px, image.mode not in _GRAY_MODES and not image.mode.startswith("I;16"))


def holds_colour(entry: Entry) -> bool:
    """Whether any pixel is not gray; raises DataError where the picture is damaged."""
    with _opened(entry) as image:
        pixels = np.asarray(_flattened(image).convert("RGB"))
    return bool((pixels != pixels[..., :1]).any())


def read_picture(entry: Entry, height_px: int, width_px: int, channels: int) -> Images:
    """The picture as uint8 (channels, height, width), channels 1 or 3.

    Another size is fitted in with its proportions kept, and the rest filled with what the picture's edge shows. What is
    transparent becomes black behind light ink and white behind dark. Raises DataError where the picture is damaged.
    """
    with _opened(entry) as image:
        whole = _flattened(image).convert("L" if channels == 1 else "RGB")
    if whole.size != (width_px, height_px):
        whole = _fitted(whole, height_px, width_px)
    return np.asarray(whole).reshape(height_px, width_px, channels).transpose(2, 0, 1)


def edge_of(pixels: Images) -> Images:
    """The outermost pixels of (H, W, …), as (N, …)."""
    return np.concatenate([pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]])


@contextmanager
def _opened(entry: Entry) -> Iterator[Image]:
    from PIL import Image

    expected, mend = f"a PNG or JPEG of at most {MAX_SIDE_PX}×{MAX_SIDE_PX}", "remove it or save it again"
    if (entry.size_bytes or 0) > MAX_FILE_BYTES:
        raise rejection(entry.title, f"{(entry.size_bytes or 0) / 2**20:.0f} MiB", expected, mend)
    with entry.open() as stream:
        data = stream.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        with image:
            if max(image.size) > MAX_SIDE_PX:
                raise rejection(entry.title, f"a picture of {image.width}×{image.height}", expected, mend)
            yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise rejection(entry.title, "a picture of far too many pixels", expected, mend) from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:  # Pillow's ways of saying that it is damaged
        raise rejection(entry.title, "a damaged file or none of a picture", expected, mend) from error


def _flattened(image: Image) -> Image:
    """Upright, 8 bits deep, without transparency."""
    import PIL.Image
    import PIL.ImageOps

    upright = PIL.ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits of gray
        return PIL.Image.fromarray((np.asarray(upright).clip(0, 65535) // 257).astype(np.uint8))
    if not upright.has_transparency_data:
        return upright
    layers = np.asarray(upright.convert("RGBA"))
    opaque = layers[layers[..., 3] > LIGHT_FROM, :3]
    ground = 0 if opaque.size and opaque.mean() >= LIGHT_FROM else 255
    behind = PIL.Image.new("RGBA", upright.size, (ground, ground, ground, 255))
    return PIL.Image.alpha_composite(behind, upright.convert("RGBA"))


def _fitted(image: Image, height_px: int, width_px: int) -> Image:
    import PIL.Image

    scale = min(width_px / image.width, height_px / image.height)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    ground = np.median(edge_of(np.asarray(image)), axis=0).astype(int).reshape(-1).tolist()
    canvas = PIL.Image.new(image.mode, (width_px, height_px), tuple(ground) if len(ground) > 1 else ground[0])
    small = image.resize(size, PIL.Image.Resampling.LANCZOS)
    canvas.paste(small, ((width_px - size[0]) // 2, (height_px - size[1]) // 2))
    return canvas
