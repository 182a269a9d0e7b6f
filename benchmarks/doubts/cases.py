"""Drawings on a 280 px pad that hold no digit, and real digits on the same pad, by kind.

Everything is seeded. Letters and scribbles are drawn by the pens that draw digits for training, and letters come from
every typeface found on this machine as well, so the figures on print differ with it; ``typefaces`` names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.doubts.letters import LETTERS, NO_DIGIT
from benchmarks.doubts.scribbles import SCRIBBLES
from benchmarks.stress_cases import CANVAS_PX, Pixels, enlarged
from cnn.data.imageset import Images
from cnn.pens import Hand, draw, write

SEED = 20_261_126
PENS_PX = (10, 16, 24)
TYPEFACES = ("/usr/share/fonts/truetype", "/usr/share/fonts/opentype")
TYPE_PX = 200


@dataclass(frozen=True, eq=False)
class Case:
    """One drawing, uint8 (280, 280), ink light on dark: of which kind, and what it shows."""

    kind: str
    what: str
    pixels: Pixels


def foreign_cases(each: int) -> Iterator[Case]:
    """What is no digit: ``each`` drawings of every letter, and ten times as many of every scribble; blank pads."""
    yield from _blanks(each)
    for name, scribble in SCRIBBLES.items():
        for nth in range(10 * each):
            rng = np.random.default_rng((SEED, 1, nth, *name.encode()))
            yield Case("scribble", name, draw(scribble(rng), rng, CANVAS_PX, PENS_PX[nth % len(PENS_PX)]))
    for letter in LETTERS:
        for nth in range(each):
            rng = np.random.default_rng((SEED, 2, nth, ord(letter.name)))
            paths = write(letter, Hand.of(rng), rng)
            pixels = draw(paths, rng, CANVAS_PX, PENS_PX[nth % len(PENS_PX)])
            yield Case("letter by hand", letter.name, pixels)
    for typeface in typefaces():
        for name in NO_DIGIT:
            yield Case("letter in print", name, _printed(name, typeface))


def digit_cases(images: Images) -> Iterator[Case]:
    """Real digits (N, 1, 28, 28), each enlarged onto the pad."""
    for row, image in enumerate(images):
        rng = np.random.default_rng((SEED, 3, row))
        yield Case("digit", "", enlarged(image[0], 0.0, "filling", rng))


def typefaces() -> list[ImageFont.FreeTypeFont]:
    """Pillow's own typeface and the upright ones of this machine, each once."""
    built_in = ImageFont.load_default(TYPE_PX)
    files = sorted(file for folder in TYPEFACES for file in Path(folder).rglob("*.[ot]tf") if "Math" not in file.stem)
    found = [ImageFont.truetype(str(file), TYPE_PX) for file in files]
    return [face for face in (built_in, *found) if isinstance(face, ImageFont.FreeTypeFont)]


def _blanks(each: int) -> Iterator[Case]:
    for nth in range(each):
        rng = np.random.default_rng((SEED, 0, nth))
        yield Case("blank", "empty", np.full((CANVAS_PX, CANVAS_PX), nth, np.uint8))
        noise = rng.normal(128, 3, (CANVAS_PX, CANVAS_PX))
        yield Case("blank", "grain", noise.clip(0, 255).astype(np.uint8))


def _printed(letter: str, typeface: ImageFont.FreeTypeFont) -> Pixels:
    paper = Image.new("L", (CANVAS_PX, CANVAS_PX))
    ImageDraw.Draw(paper).text((CANVAS_PX / 2, CANVAS_PX / 2), letter, fill=255, font=typeface, anchor="mm")
    return np.array(paper)
