"""Pages of handwritten numbers, and how many of their digits are found, read right and in order.

``python -m benchmarks.pages [RUN]`` composes pages of digits drawn by program under every condition (plain, askew,
shaded, grainy, light on dark, digits that touch) and prints which share of digits and of whole lines comes out right.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnn.pens import SKELETONS, Hand, draw, write
from cnn.places import runs_folder
from cnn.reading.familiarity import Witness
from cnn.reading.predict import Predictor
from cnn.reading.transcript import transcribe
from cnn.runs.familiar import familiarity_of, witness_for
from cnn.runs.store import RunStore

SEED = 5_112_026
INK, PAPER = 40, 225  # tones; a pencil on paper, not black on white

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Condition:
    """How a page came about; lengths in digit heights.

    gap: between two digits, less than 0 where they touch. leading: from line to line. pen: the stroke's width.
    turned_deg: how far the page lies askew. shade: what share of the light is lost in its darkest corner. grain:
    standard deviation of the noise in tones. scale: how many pixels a digit is tall. uneven: of sizes and places.
    """

    name: str
    gap: float = 0.35
    leading: float = 1.7
    pen: float = 0.1
    turned_deg: float = 0.0
    shade: float = 0.0
    grain: float = 0.0
    light_on_dark: bool = False
    scale: int = 64
    uneven: float = 0.08


CONDITIONS = (
    Condition("plain"),
    Condition("askew by +10°", turned_deg=10),
    Condition("askew by -10°", turned_deg=-10),
    Condition("shaded and grainy", shade=0.55, grain=6),
    Condition("light on dark, grainy", light_on_dark=True, grain=6),
    Condition("askew, shaded, grainy", turned_deg=-7, shade=0.45, grain=5),
    Condition("thin pen, large", pen=0.04, scale=160),
    Condition("broad pen, small", pen=0.16, scale=36),
    Condition("close together", gap=0.12),
    Condition("touching", gap=-0.04),
)


def compose(lines: list[str], condition: Condition, rng: np.random.Generator) -> Pixels:
    """A page with these lines of digits, uint8 (h, w): every digit of another shape and by its own hand."""
    tall = condition.scale
    longest = max(map(len, lines))
    width = round(tall * (2.5 + longest * (1.0 + max(condition.gap, 0.1))))
    height = round(tall * (2.0 + condition.leading * len(lines)))
    ink = np.zeros((height, width), np.float32)
    for number, line in enumerate(lines):
        x = tall * rng.uniform(0.8, 1.2)
        for digit in line:
            mark = _digit(int(digit), condition, rng)
            y = tall * (1.0 + condition.leading * number + rng.uniform(-1, 1) * condition.uneven)
            top, left = round(y), round(x)
            place = ink[top : top + mark.shape[0], left : left + mark.shape[1]]
            np.maximum(place, mark[: place.shape[0], : place.shape[1]], out=place)
            x += mark.shape[1] + tall * condition.gap * rng.uniform(0.8, 1.2)
    return _photographed(ink, condition, rng)


def _digit(digit: int, condition: Condition, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    shapes = [skeleton for skeleton in SKELETONS if skeleton.digit == digit]
    hand = replace(Hand.of(rng), pressure=0.0)
    paths = write(shapes[rng.integers(len(shapes))], hand, rng)
    tall = condition.scale * rng.uniform(1 - condition.uneven, 1 + condition.uneven)
    extent = np.ptp(np.concatenate(paths), axis=0)
    canvas_px = round(2.2 * tall * max(1.0, extent[0] / extent[1]))
    drawn = draw(paths, rng, canvas_px, condition.pen * canvas_px / 2.2)
    rows, columns = np.nonzero(drawn.any(1))[0], np.nonzero(drawn.any(0))[0]
    cut = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    size = (max(2, round(cut.shape[1] * tall / cut.shape[0])), round(tall))
    ink: npt.NDArray[np.float32] = np.asarray(Image.fromarray(cut).resize(size, Image.Resampling.BOX), np.float32)
    return ink / np.float32(255)


def _photographed(ink: npt.NDArray[np.float32], condition: Condition, rng: np.random.Generator) -> Pixels:
    """The page under its light."""
    if condition.turned_deg:
        turned = Image.fromarray(ink).rotate(condition.turned_deg, Image.Resampling.BILINEAR, expand=True)
        ink = np.asarray(turned)
    tones = PAPER + (INK - PAPER) * ink
    if condition.light_on_dark:
        tones = 255 - tones
    y, x = np.mgrid[-1 : 1 : ink.shape[0] * 1j, -1 : 1 : ink.shape[1] * 1j]
    direction = rng.uniform(0, 2 * np.pi)
    along = (x * np.cos(direction) + y * np.sin(direction)) / 2 + 0.5
    tones = tones * (1 - condition.shade * np.clip(along, 0, 1) ** 1.5) + rng.normal(0, condition.grain, ink.shape)
    return tones.clip(0, 255).astype(np.uint8)


def right_digits(wanted: str, found: str) -> int:
    """How many digits of a text are right and in order in another."""
    return sum(block.size for block in SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks())


def main() -> None:
    """Print how well a run reads composed pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("run", nargs="?", default="starter", help="an id, a unique prefix, latest or starter")
    parser.add_argument("--pages", type=int, default=10, help="pages under each condition, of 3 lines with 7 digits")
    options = parser.parse_args()
    store = RunStore(runs_folder())
    run = store.find_network(options.run)
    predictor, asked = Predictor.of_run(run), witness_for(run, store)
    known = Predictor.of_run(asked)
    familiarity = familiarity_of(asked, known)
    witness = Witness(known, familiarity) if familiarity else None
    for condition in CONDITIONS:
        digits = lines = extra = 0
        duration_s = 0.0
        for page in range(options.pages):
            rng = np.random.default_rng((SEED, page))
            wanted = ["".join(map(str, rng.integers(0, 10, 7))) for _ in range(3)]
            pixels = compose(wanted, condition, rng)
            start = time.perf_counter()
            found = transcribe(predictor, pixels, witness).text.replace(" ", "").split("\n")
            duration_s += time.perf_counter() - start
            digits += right_digits("".join(wanted), "".join(found))
            extra += sum(map(len, found)) - 21
            lines += sum(line in found for line in wanted)
        n = 21 * options.pages
        print(
            f"{condition.name:24}{digits / n:8.1%} of {n} digits, {lines / (3 * options.pages):6.1%} of the lines, "
            f"{extra:+d} digits too many, {1000 * duration_s / options.pages:.0f} ms a page"
        )


if __name__ == "__main__":
    main()
