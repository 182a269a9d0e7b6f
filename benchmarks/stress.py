"""The stress set: digits as real pens write them, read as the Draw page reads them.

``python -m benchmarks.stress [RUN] [--data SOURCE]`` prints accuracy by condition. Two parts: drawings made by program
(``cnn.pens``, with shapes that no training sees marked as held out), and held-out rows of the run's own data, thinned
or thickened and enlarged. Both come on a 280 px canvas, filling it or small in a corner, light on dark and dark on
light, and go through ``normalise`` and ``Predictor`` like any drawing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import get_args

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from cnn.data.imageset import ImageSet
from cnn.data.source import open_source
from cnn.data.split import split_rows
from cnn.drawing import normalise
from cnn.errors import DataError
from cnn.evaluation import wilson_interval
from cnn.pens import SKELETONS, Hand, Place, draw, write
from cnn.places import runs_folder
from cnn.runs.run import Run
from cnn.runs.store import RunStore

CANVAS_PX = 280
PENS_PX = (8, 12, 16, 20, 24, 28)
CHANGES = {"thinned": -1.0, "as written": 0.0, "thickened": 1.5}  # pixels of stroke width at a body of 20
PLACES: tuple[Place, ...] = get_args(Place)
SEED = 1_000_000_007  # of the stress set alone; training draws its pens from other seeds

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Case:
    """One drawing, uint8 (280, 280), and how it came about."""

    digit: int
    pixels: Pixels
    stroke: str
    place: Place
    dark_on_light: bool
    shape: str = ""
    held_out: bool = False

    @property
    def ground(self) -> str:
        return "light" if self.dark_on_light else "dark"


def drawn_cases(each: int) -> Iterator[Case]:
    """``each`` drawings a digit under every condition, going through the shapes of the digit in turn."""
    for number, (pen_px, place, dark_on_light) in enumerate(product(PENS_PX, PLACES, (False, True))):
        for digit, nth in product(range(10), range(each)):
            rng = np.random.default_rng((SEED, number, digit, nth))
            shapes = [skeleton for skeleton in SKELETONS if skeleton.digit == digit]
            shape = shapes[(nth + number * each) % len(shapes)]
            paths = write(shape, Hand.of(rng), rng)
            pixels = draw(paths, rng, CANVAS_PX, pen_px, place=place, dark_on_light=dark_on_light)
            yield Case(digit, pixels, f"pen {pen_px} px", place, dark_on_light, shape.name, shape.held_out)


def row_cases(images: ImageSet, each: int) -> Iterator[Case]:
    """``each`` rows a digit under every condition, none twice while there are enough."""
    labels = images.known_labels
    for number, ((stroke, change_px), place, dark_on_light) in enumerate(
        product(CHANGES.items(), PLACES, (False, True))
    ):
        for digit in range(10):
            rows = np.random.default_rng((SEED, digit)).permutation(np.flatnonzero(labels == digit))
            for nth in range(each):
                row = rows[(nth + number * each) % len(rows)]
                rng = np.random.default_rng((SEED, int(row), number))
                pixels = enlarged(images.images[row, 0], change_px, place, rng)
                yield Case(digit, 255 - pixels if dark_on_light else pixels, stroke, place, dark_on_light)


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


@dataclass(frozen=True)
class Outcome:
    """One case after it was read: what it was, and whether it was read right."""

    case: Case
    read: int

    @property
    def is_right(self) -> bool:
        return self.read == self.case.digit


def read_cases(cases: Iterable[Case], probs: Callable[[Pixels], npt.NDArray[np.float32]]) -> list[Outcome]:
    """Read every case by ``probs``, a function of images uint8 (N, 1, 28, 28); a blank image counts as misread."""
    kept = list(cases)
    images = [normalise(case.pixels).image for case in kept]
    stack = np.stack([np.zeros((28, 28), np.uint8) if image is None else image for image in images])
    read = probs(stack[:, None]).argmax(axis=1)
    return [
        Outcome(case, -1 if image is None else int(digit))
        for case, image, digit in zip(kept, images, read, strict=True)
    ]


def table(outcomes: list[Outcome]) -> str:
    """Accuracy by stroke (lines), place and ground (columns), as text."""
    columns = list(product(PLACES, ("dark", "light")))
    lines = [f"{'':16}" + "".join(f"{f'{place}, {ground}':>18}" for place, ground in columns) + f"{'all':>10}"]
    for stroke in dict.fromkeys(outcome.case.stroke for outcome in outcomes):
        here = [outcome for outcome in outcomes if outcome.case.stroke == stroke]
        cells = [[o for o in here if (o.case.place, o.case.ground) == column] for column in columns]
        lines.append(f"{stroke:16}" + "".join(f"{_percent(cell):>18}" for cell in cells) + f"{_percent(here):>10}")
    return "\n".join(lines)


def _percent(outcomes: list[Outcome]) -> str:
    return f"{accuracy(outcomes):.2%}" if outcomes else "–"


def accuracy(outcomes: list[Outcome]) -> float:
    """The share read right."""
    return sum(outcome.is_right for outcome in outcomes) / len(outcomes)


def summary(outcomes: list[Outcome]) -> str:
    """The share read right with its 95 % interval and n, as text."""
    hits = sum(outcome.is_right for outcome in outcomes)
    low, high = wilson_interval(hits, len(outcomes))
    return f"{hits / len(outcomes):.2%} ({low:.2%} to {high:.2%}, n = {len(outcomes):,})"


def hardest(outcomes: list[Outcome], count: int = 8) -> str:
    """The shapes that are misread most, with what they are read as, as text."""
    shapes: dict[tuple[int, str], list[Outcome]] = {}
    for outcome in outcomes:
        shapes.setdefault((outcome.case.digit, outcome.case.shape), []).append(outcome)
    worst = sorted(shapes.items(), key=lambda item: accuracy(item[1]))[:count]
    lines = []
    for (digit, shape), those in worst:
        misread = sorted({outcome.read for outcome in those if not outcome.is_right})
        as_what = f", read as {', '.join(map(str, misread))}" if misread else ""
        mark = " (held out)" if those[0].case.held_out else ""
        lines.append(f"  {digit} {shape}{mark}: {_percent(those)} of {len(those)}{as_what}")
    return "\n".join(lines)


def held_out_rows(run: Run, source: str) -> ImageSet:
    """The validation rows of a run, which its training never saw; raises DataError for other data."""
    record = run.record
    images = open_source(source, record.data.classes).train
    if images.fingerprint != record.data.fingerprint:
        raise DataError(f"{source} is not the data run {run.id} was trained on: give the same file.")
    return images.take(split_rows(len(images), record.config.validation_share, record.config.seed)[1])


def main() -> None:
    """Print the accuracy of a run on the stress set."""
    from cnn.predict import Predictor

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("run", nargs="?", default="starter", help="an id, a unique prefix, latest or starter")
    parser.add_argument("--data", help="the run's own data, for the part made of held-out rows")
    parser.add_argument("--each", type=int, default=20, help="drawings a digit under each condition")
    options = parser.parse_args()
    run = RunStore(runs_folder()).find(options.run)
    predictor = Predictor.of_run(run)

    drawn = read_cases(drawn_cases(options.each), predictor.probs)
    print(f"Drawn by program: {summary(drawn)}", table(drawn), sep="\n")
    print(f"Shapes that training saw: {summary([o for o in drawn if not o.case.held_out])}")
    print(f"Shapes held out of training: {summary([o for o in drawn if o.case.held_out])}")
    print("Hardest shapes:", hardest(drawn), sep="\n")
    if options.data:
        rows = read_cases(row_cases(held_out_rows(run, options.data), options.each), predictor.probs)
        print(f"Held-out rows: {summary(rows)}", table(rows), sep="\n")
        print(f"Whole stress set: {summary(drawn + rows)}")


if __name__ == "__main__":
    main()
