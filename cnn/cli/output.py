"""What commands print: sentences for people, or one JSON object a line; progress bars go to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tqdm import tqdm

from cnn.data.source import Progress
from cnn.training.events import (
    EpochFinished,
    Event,
    Failed,
    Finished,
    FoldRead,
    MemoryShort,
    Paused,
    Resumed,
    Started,
    Tuned,
    WarmedUp,
)
from cnn.training.events import Progress as TrainingProgress
from cnn.tuning.words import sentences
from cnn.words import why_not_recorded


@dataclass(frozen=True)
class Output:
    """Where results go: ``say`` for people, ``give`` for programs."""

    as_json: bool

    def say(self, text: str = "") -> None:
        """A line for a person; silent with --json."""
        if not self.as_json:
            print(printable(text))

    def give(self, record: dict[str, Any]) -> None:
        """A JSON object for a program; silent without --json."""
        if self.as_json:
            print(json.dumps(record, ensure_ascii=False), flush=True)

    def note(self, text: str) -> None:
        """Something assumed or noticed, on stderr."""
        print(f"note: {printable(text)}", file=sys.stderr)


def printable(text: str) -> str:
    """``text`` on one line, with what would steer the terminal escaped: names and file names come from anywhere."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


@contextmanager
def reading_bar() -> Iterator[Progress]:
    """A progress bar for opening data; shown on a terminal only."""
    with tqdm(total=1.0, bar_format="{desc} {percentage:3.0f}% |{bar}|", leave=False, disable=None) as bar:

        def tell(fraction: float, doing: str) -> None:
            bar.set_description_str(doing)
            bar.update(fraction - bar.n)

        yield tell


def say_circumstance(output: Output, event: WarmedUp | MemoryShort) -> None:
    """Say under what circumstances any kind of training goes on."""
    match event:
        case WarmedUp():
            output.say(f"Warmed up in {event.time_s:.1f} s")
            if reason := why_not_recorded(event):
                output.note(reason)
        case MemoryShort():
            output.note(
                f"memory was short in epoch {event.epoch}: a batch is computed in {event.pieces} pieces of at most "
                f"{event.images_at_once} images from now on; the steps stay the same"
            )


class TrainingPrinter:
    """Prints the events of one training run, of one network or ``members`` of them."""

    def __init__(self, output: Output, members: int = 1) -> None:
        self._output = output
        self._members = members
        self._steps = 0
        self._bar: tqdm[Any] | None = None

    def show(self, event: Event) -> None:
        """Print one event."""
        self._output.give(event.model_dump(mode="json"))
        match event:
            case Resumed():
                self._output.say(_going_on(event, self._members))
            case Started():
                networks = f"{self._members} networks of " if self._members > 1 else ""
                where = f"{event.processes} processes on {event.device}" if event.processes > 1 else event.device
                self._output.say(
                    f"Training {networks}{event.parameters:,} parameters on {event.training_rows:,} images "
                    f"({event.validation_rows:,} for validation) with {where}"
                )
                self._steps = event.epochs * event.steps_per_epoch
                self._bar = tqdm(total=self._members * self._steps, unit="step", leave=False, disable=None)
            case TrainingProgress():
                if self._bar is not None:
                    self._bar.set_postfix(loss=f"{event.loss:.3f}", accuracy=f"{event.accuracy:.2%}", refresh=False)
                    self._bar.update((event.member - 1) * self._steps + event.step - self._bar.n)
            case EpochFinished():
                validation = (
                    f", validation {event.validation_accuracy:.2%}" if event.validation_accuracy is not None else ""
                )
                best = " (best so far)" if event.best and event.validation_accuracy is not None else ""
                epoch = f"network {event.member}, epoch {event.epoch}" if self._members > 1 else f"epoch {event.epoch}"
                self._output.say(f"{epoch}: loss {event.loss:.4f}, accuracy {event.accuracy:.2%}{validation}{best}")
            case FoldRead():
                share = event.hits / event.images
                self._output.say(
                    f"fold {event.fold} of {event.folds}: {share:.2%} of its {event.images:,} images read as labelled"
                )
            case WarmedUp() | MemoryShort():
                say_circumstance(self._output, event)
            case Tuned():
                for sentence in sentences(event):
                    self._output.say(sentence)
            case Finished() | Paused() | Failed():
                if self._bar is not None:
                    self._bar.close()
                if isinstance(event, Finished) and event.stopped_early:
                    self._output.say("Ended early: no epoch was better for as long as the patience lasts")


def _going_on(event: Resumed, members: int) -> str:
    """Where a run that was broken off goes on."""
    if not event.step:
        return "Nothing was kept of it: it begins anew"
    network = f"network {event.member}, " if members > 1 else ""
    return f"Going on from the last checkpoint: {network}epoch {event.epoch}, after {event.step:,} steps"
