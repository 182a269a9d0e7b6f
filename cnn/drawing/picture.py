"""Picture files: PNG and JPEG to pixels, judged by their content, their size known before decoding."""

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from cnn.errors import DrawingError

Pixels = npt.NDArray[np.uint8]

MAX_PIXELS = 40_000_000
MAX_BYTES = 64 * 2**20
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


def read_picture(source: bytes | Path, *, name: str = "") -> Pixels:
    """The pixels of a PNG or JPEG, turned upright: uint8 (h, w), (h, w, 3) or (h, w, 4) with opacity last.

    source: the content of a file, or the path of one.
    name: what messages call it; a path's own name by default.

    Raises DrawingError for what cannot be read, is neither format, moves, or has more than 40 million pixels.
    """
    name = name or (source.name if isinstance(source, Path) else "The picture")
    content = _content(source, name) if isinstance(source, Path) else source
    try:
        with _opened(content, name) as image:
            _check(image, name)
            return _pixels(image)
    except (OSError, ValueError, SyntaxError, IndexError) as error:  # what Pillow raises for damaged files
        raise DrawingError(
            f"{name} is damaged and cannot be decoded ({error}): save it again as PNG or JPEG."
        ) from error


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DrawingError(
                f"{name} has {path.stat().st_size / 2**20:,.0f} MB, more than the {MAX_BYTES // 2**20} MB "
                "a picture may have: save it smaller."
            )
        return path.read_bytes()
    except OSError as error:
        raise DrawingError(
            f"{name} cannot be read ({error.strerror or error}): check the path and its permissions."
        ) from error


def _opened(content: bytes, name: str) -> PngImageFile | JpegImageFile:
    """The picture with its header read and nothing decoded.

    The two classes are used directly: ``Image.open`` warns about large pictures before we can judge them.
    """
    if content.startswith(PNG):
        return PngImageFile(io.BytesIO(content))
    if content.startswith(JPEG):
        return JpegImageFile(io.BytesIO(content))
    found = "It is empty" if not content else "Its content is something else, whatever its name"
    raise DrawingError(f"{name} is neither a PNG nor a JPEG picture. {found}: save the picture as PNG or JPEG.")


def _check(image: PngImageFile | JpegImageFile, name: str) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise DrawingError(
            f"{name} is {width:,} × {height:,} pixels, more than the {MAX_PIXELS // 10**6} million "
            "a picture may have: save it smaller, a few hundred pixels a side are plenty."
        )
    if getattr(image, "is_animated", False):
        raise DrawingError(f"{name} is animated, and a digit stands still: save one frame of it as PNG or JPEG.")


def _pixels(image: PngImageFile | JpegImageFile) -> Pixels:
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits a pixel, which Pillow would clip instead of scaling
        return (np.asarray(upright).astype(np.uint32) >> 8).clip(0, 255).astype(np.uint8)
    if upright.mode in ("1", "L"):
        mode = "RGBA" if "transparency" in upright.info else "L"
    else:
        mode = "RGBA" if upright.has_transparency_data else "RGB"
    return np.array(upright.convert(mode))
