"""Images as PNGs that their addresses hold, and many in one: a browser takes one large picture better than many."""

from __future__ import annotations

import base64
import io
import math
from typing import Any

import numpy as np
from PIL import Image, ImageColor

from cnn.data.imageset import Images
from dashboard import theme


def atlas(images: Images) -> dict[str, Any]:
    """Images (N, C, H, W) row by row on one sheet, in the ink of the scheme.

    source: an address that holds the PNG. columns: images a row. width, height: of each, in pixels.
    """
    count, channels, height, width = images.shape
    columns = max(1, math.isqrt(max(0, count - 1)) + 1)
    rows = max(1, -(-count // columns))
    sheet = np.zeros((rows * columns, channels, height, width), np.uint8)
    sheet[:count] = images
    sheet = sheet.reshape(rows, columns, channels, height, width).transpose(0, 3, 1, 4, 2)
    source = address(sheet.reshape(rows * height, columns * width, channels))
    return {"source": source, "columns": columns, "width": width, "height": height}


def address(pixels: Images) -> str:
    """An address that holds a picture (H, W, C) as PNG, one without colours in the ink of the scheme."""
    picture = Image.fromarray(pixels) if pixels.shape[2] == 3 else _inked(pixels[..., 0])
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def _inked(sheet: Images) -> Image.Image:
    """Gray pixels as places on a palette from the ground to the ink: a byte each, whatever the colours."""
    ground, ink = (np.array(ImageColor.getrgb(colour)) for colour in (theme.ground(), theme.text()))
    palette = np.rint(ground + (ink - ground) * np.linspace(0, 1, 256)[:, None]).astype(np.uint8)
    picture = Image.fromarray(sheet)
    picture.putpalette(palette.tobytes())
    return picture
