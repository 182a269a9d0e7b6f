"""Tries learning rates for a run that is a range test."""

from __future__ import annotations

from collections.abc import Iterator

from cnn.data.imageset import ImageSet
from cnn.runs.heeding import heeding, retold
from cnn.runs.run import Run
from cnn.training.events import Event, RangeTested
from cnn.training.range_test import range_test


def try_rates(run: Run, images: ImageSet) -> Iterator[Event]:
    """The events of the whole test; a stop ends it without a suggestion."""
    record = run.record
    test = range_test(record.architecture, record.config, images, record.normalisation)

    def named(event: Event) -> Event:
        return event.model_copy(update={"run": run.id}) if isinstance(event, RangeTested) else event

    yield from heeding(run, retold(test, named))
