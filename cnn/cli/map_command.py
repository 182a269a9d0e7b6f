"""``cnn map SOURCE``: a t-SNE map of images, its points kept in the run's folder."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tqdm import tqdm

from cnn.cli.foreground import do_here
from cnn.cli.listing import store_of
from cnn.cli.opening import opened
from cnn.cli.output import Output
from cnn.embedding.settings import EmbeddingSettings
from cnn.runs import queue
from cnn.runs.creation import create_map
from cnn.runs.run import Run
from cnn.training.events import Event, Failed, LaidOut, LayoutProgress


def map(arguments: Namespace) -> int:  # named as the command is; nothing here maps with the built-in one
    """``cnn map SOURCE``: in the foreground, kept as a run."""
    output = Output(arguments.json)
    settings = EmbeddingSettings.of({name: getattr(arguments, name) for name in EmbeddingSettings.model_fields})
    dataset = opened(arguments.source, arguments.classes, arguments, output)
    run = create_map(store_of(arguments), dataset, settings, classes=arguments.classes, state=queue.held())
    return do_here(run, MapPrinter(run, output).show, output)


class MapPrinter:
    """Prints the events of one map."""

    def __init__(self, run: Run, output: Output) -> None:
        self._run = run
        self._output = output
        self._bar: tqdm[Any] | None = None

    def show(self, event: Event) -> None:
        """Print one event."""
        self._output.give(event.model_dump(mode="json"))
        match event:
            case LayoutProgress():
                if self._bar is None:
                    self._bar = tqdm(total=event.steps, unit="move", leave=False, disable=None)
                self._bar.set_postfix(divergence=f"{event.divergence:.2f}", refresh=False)
                self._bar.update(event.step - self._bar.n)
            case LaidOut() | Failed():
                if self._bar is not None:
                    self._bar.close()
                if isinstance(event, LaidOut):
                    self._output.say(
                        f"{event.images:,} images, moved {event.steps:,} times; divergence {event.divergence:.2f}"
                    )
                    self._output.say(f"Rows and places are in {self._run.points}")
