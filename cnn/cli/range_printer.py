"""What ``cnn range`` prints: a line a half decade of rates, and what the curve suggests."""

from __future__ import annotations

import math
from typing import Any

from tqdm import tqdm

from cnn.cli.output import Output, say_circumstance
from cnn.training.events import Event, Failed, MemoryShort, RangePoint, RangeTested, Started, WarmedUp
from cnn.training.range_curve import MEANING

LINES_A_DECADE = 2


class RangePrinter:
    """Prints the events of one learning-rate range test."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._points: list[RangePoint] = []
        self._bar: tqdm[Any] | None = None

    def show(self, event: Event) -> None:
        """Print one event."""
        self._output.give(event.model_dump(mode="json"))
        match event:
            case Started():
                self._output.say(
                    f"Trying learning rates for {event.parameters:,} parameters on {event.training_rows:,} images "
                    f"with {event.device}"
                )
                self._bar = tqdm(unit="step", leave=False, disable=None)
            case RangePoint():
                self._points.append(event)
                if self._bar is not None:
                    self._bar.total = event.steps
                    self._bar.set_postfix(rate=f"{event.learning_rate:.1e}", refresh=False)
                    self._bar.update(event.step - self._bar.n)
            case WarmedUp() | MemoryShort():
                say_circumstance(self._output, event)
            case RangeTested() | Failed():
                if self._bar is not None:
                    self._bar.close()
                if self._points:
                    self._say_curve()
                if isinstance(event, RangeTested):
                    self._say_suggestion(event)

    def _say_curve(self) -> None:
        self._output.say("  rate   loss")
        half_decade = None
        for point in self._points:
            place = math.floor(LINES_A_DECADE * math.log10(point.learning_rate) + 1e-9)
            if place != half_decade or point is self._points[-1]:
                self._output.say(f"{point.learning_rate:6.0e}  {point.smoothed_loss:5.3f}")
            half_decade = place

    def _say_suggestion(self, tested: RangeTested) -> None:
        lowest = f"the loss was lowest at {tested.lowest_loss_rate:g}"
        if tested.suggested_learning_rate is None:
            self._output.say(f"Stopped before it could suggest a rate; so far {lowest}")
            return
        exploded = " and exploded beyond" if tested.diverged else ""
        self._output.say(
            f"Suggested: --learning-rate {tested.suggested_learning_rate:g}, where the loss falls most steeply; "
            f"{lowest}{exploded}"
        )
        self._output.say(MEANING)
