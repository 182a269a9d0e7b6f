"""The cases of the stress set: drawings on a 280 px canvas, each with the condition under which it came about.

Drawn by program: every shape of a digit equally often, rare ones too, so that the mix is harder than what people write.
A quarter comes from hands outside the spread that training draws from (``Hand.unusual``), and some shapes are held out
of training; shapes and hands of the rest are of the family that training knows, from other seeds.
Rows: held-out rows of the data a run was trained on, thinned, thickened and as written.
Foreign: scikit-learn's 1,797 digits of other writers, an outside check that neither training nor this program made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import get_args

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from cnn.data.builtin import read_digits
from cnn.data.imageset import ImageSet
from cnn.pens import SKELETONS, Hand, Place, draw, write

CANVAS_PX = 280
PENS_PX = (8, 12, 16, 20, 24, 28)
CHANGES = {"thinned": -1.0, "as written": 0.0, "thickened": 1.5}  # pixels of stroke width at a body of 20
PLACES: tuple[Place, ...] = get_args(Place)
UNUSUAL = 0.25  # the share of drawings by unusual hands
SEED = 1_000_000_007  # of the stress set alone; training draws its pens from other seeds

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Condition:
    """How a case came about.

    stroke: the pen, or what was done to a row. shape: the way of writing, where it was drawn by program.
    held_out: whether training never draws the shape; unusual: whether it never draws such a hand.
    """

    digit: int
    stroke: str
    place: Place
    dark_on_light: bool
    shape: str = ""
    held_out: bool = False
    unusual: bool = False

    @property
    def ground(self) -> str:
        return "light" if self.dark_on_light else "dark"


@dataclass(frozen=True, eq=False)
class Case:
    """One drawing, uint8 (280, 280), and how it came about."""

    condition: Condition
    pixels: Pixels


def drawn_cases(each: int) -> Iterator[Case]:
    """``each`` drawings a digit under every condition, going through the shapes of the digit in turn."""
    for number, (pen_px, place, dark_on_light) in enumerate(product(PENS_PX, PLACES, (False, True))):
        for digit, nth in product(range(10), range(each)):
            rng = np.random.default_rng((SEED, number, digit, nth))
            shapes = [skeleton for skeleton in SKELETONS if skeleton.digit == digit]
            shape = shapes[(nth + number * each) % len(shapes)]
            unusual = bool(rng.random() < UNUSUAL)
            hand = Hand.unusual(rng) if unusual else Hand.of(rng)
            paths = write(shape, hand, rng)
            pixels = draw(
                paths, rng, CANVAS_PX, pen_px, place=place, dark_on_light=dark_on_light, pressure=hand.pressure
            )
            condition = Condition(digit, f"pen {pen_px} px", place, dark_on_light, shape.name, shape.held_out, unusual)
            yield Case(condition, pixels)


def row_cases(images: ImageSet, each: int) -> Iterator[Case]:
    """``each`` rows a digit under every condition, none twice while there are enough."""
    labels = images.known_labels
    for number, (stroke, place, dark_on_light) in enumerate(product(CHANGES, PLACES, (False, True))):
        for digit in range(10):
            rows = np.random.default_rng((SEED, digit)).permutation(np.flatnonzero(labels == digit))
            for nth in range(each):
                row = rows[(nth + number * each) % len(rows)]
                yield _enlarged_case(images, int(row), number, Condition(digit, stroke, place, dark_on_light))


def foreign_cases() -> Iterator[Case]:
    """Every one of scikit-learn's digits once, in places and on grounds by turns."""
    digits = read_digits()
    for images in (digits.train, digits.test):
        assert images is not None
        for row, label in enumerate(images.known_labels.tolist()):
            place, dark_on_light = PLACES[row % 2], row % 4 > 1
            yield _enlarged_case(images, row, 0, Condition(label, "as written", place, dark_on_light))


def _enlarged_case(images: ImageSet, row: int, number: int, condition: Condition) -> Case:
    rng = np.random.default_rng((SEED, row, number))
    pixels = enlarged(images.images[row, 0], CHANGES[condition.stroke], condition.place, rng)
    return Case(condition, 255 - pixels if condition.dark_on_light else pixels)


def enlarged(image: Pixels, change_px: float, place: Place, rng: np.random.Generator) -> Pixels:
    """An image (28, 28) on the canvas, its strokes wider by ``change_px`` (at a body of 20 pixels)."""
    body_px = CANVAS_PX * (rng.uniform(0.65, 0.8) if place == "filling" else rng.uniform(0.26, 0.4))
    scale = body_px / 20
    ink = Image.fromarray(image).resize((round(28 * scale),) * 2, Image.Resampling.BICUBIC)
    edge_px = round(abs(change_px) * scale / 2)
    if edge_px:
        kind = ImageFilter.MinFilter if change_px < 0 else ImageFilter.MaxFilter
        ink = ink.filter(kind(2 * edge_px + 1))
    ink = ink.crop(ink.getbbox())
    slack = np.array([CANVAS_PX - ink.width, CANVAS_PX - ink.height])
    where = rng.uniform(0.35, 0.65, 2) if place == "filling" else np.abs(rng.integers(0, 2, 2) - 0.06)
    canvas = Image.new("L", (CANVAS_PX, CANVAS_PX))
    left, top = (slack * where).round().astype(int).tolist()
    canvas.paste(ink, (left, top))
    return np.array(canvas)
