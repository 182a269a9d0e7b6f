"""The learning-rate range test: a short training at ever higher rates, to see which one serves (Smith 2017).

The network it trains is thrown away; what counts is the curve.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from itertools import count, pairwise
from statistics import median

from torch import Tensor

from cnn.data.batches import Batches, step_seed
from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.errors import TrainingError
from cnn.model.architecture import Architecture
from cnn.training.clock import Clock
from cnn.training.config import TrainingConfig
from cnn.training.events import Command, Event, RangePoint, RangeTested
from cnn.training.preparation import prepare
from cnn.training.range_curve import HIGHEST_RATE, LOWEST_RATE, RangeCurve
from cnn.training.step import Step

RangeTest = Generator[Event, Command | None, None]

MOST_STEPS = 150  # some twenty a decade
FEWEST_STEPS = 40
TIMED_STEPS = 10
LONGEST_S = 15.0


def range_test(
    architecture: Architecture,
    config: TrainingConfig,
    images: ImageSet,
    normalisation: Normalisation = Normalisation(),  # noqa: B008 - frozen
) -> RangeTest:
    """Train at rates that rise exponentially from 1e-6 to 10, a point a step, and suggest a peak rate.

    Everything but the rate is as in the training that ``config`` describes: optimizer, batch size, augmentation, the
    part kept for validation (which is not looked at). It ends early when the loss has exploded, see
    ``training/range_curve.py``. 150 steps; fewer, but at least 40, where the first ten tell that they would take more
    than 15 s. The same seed gives the same curve wherever that is not so.

    Raises as ``train`` does, and TrainingError where the loss falls at no rate.
    """
    prepared = prepare(architecture, config, images, normalisation)
    batches = prepared.batches
    curve, times_s = RangeCurve(), [0.0]
    steps, rate, growth = MOST_STEPS, LOWEST_RATE, _growth(LOWEST_RATE, MOST_STEPS - 1)
    diverged = False

    with Step(prepared.network, config, batches) as learn:
        _, asked = yield from prepared.begin(learn, epochs=-(-MOST_STEPS // len(batches)))
        stops = asked is not None
        clock = Clock(math.inf)
        for step, (epoch, rows, seed) in enumerate(_whole_batches(batches), start=1):
            learn.reset_meters()
            asked = yield from prepared.take_step(learn, epoch, step - 1, rows, seed, rate)
            stops |= asked is not None
            loss = learn.read_meters().loss
            times_s.append(clock.time_s)
            if not math.isfinite(loss):
                diverged = True
                break
            smoothed = curve.add(rate, loss)
            said = yield RangePoint(
                step=step,
                steps=steps,
                learning_rate=rate,
                loss=loss,
                smoothed_loss=smoothed,
                time_s=times_s[-1],
            )
            stops |= said is not None
            diverged = curve.has_exploded
            if stops or diverged or step == steps:
                break
            if step == TIMED_STEPS:
                steps = _steps_that_fit(times_s)
                growth = _growth(rate, steps - step)
            rate *= growth

    stopped = stops and not diverged and step < steps
    yield _result(curve, diverged=diverged, stopped=stopped, duration_s=times_s[-1])


def _whole_batches(batches: Batches) -> Iterator[tuple[int, Tensor, int]]:
    """Epoch, rows and seed of one batch after the other; the small one at an epoch's end is left out.

    Its loss would be noisier than those beside it.
    """
    whole = min(batches.batch_size, len(batches.rows))
    for epoch in count(1):
        for step, rows in enumerate(batches.epoch(epoch)):
            if len(rows) == whole:
                yield epoch, rows, step_seed(batches.seed, epoch, step)


def _growth(rate: float, steps: int) -> float:
    """The factor a step by which ``rate`` becomes the highest in ``steps``."""
    return float((HIGHEST_RATE / rate) ** (1 / steps))


def _steps_that_fit(times_s: list[float]) -> int:
    """How many steps there is time for, when each takes as long as the middle one so far."""
    step_s = median(end - start for start, end in pairwise(times_s))
    return max(FEWEST_STEPS, min(MOST_STEPS, int(LONGEST_S / step_s)))


def _result(curve: RangeCurve, *, diverged: bool, stopped: bool, duration_s: float) -> RangeTested:
    if not curve.rates:
        raise TrainingError(
            f"The loss was no number at learning rate {LOWEST_RATE:g} already: it is not the rate, so look at the "
            "network."
        )
    suggestion = None if stopped else curve.suggestion
    if suggestion is None and not stopped:
        raise TrainingError(
            f"The loss fell at no learning rate from {curve.rates[0]:g} to {curve.rates[-1]:.2g}, so none can be "
            "suggested: look whether the labels fit the images, or choose another network or optimizer."
        )
    return RangeTested(
        suggested_learning_rate=suggestion and _of_two_digits(suggestion),
        lowest_loss_rate=_of_two_digits(curve.lowest_rate),
        diverged=diverged,
        stopped=stopped,
        duration_s=duration_s,
    )


def _of_two_digits(rate: float) -> float:
    """As exact as such a test can be, and as a person would write it."""
    return float(f"{rate:.1e}")
