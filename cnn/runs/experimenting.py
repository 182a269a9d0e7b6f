"""Makes the experiment of a run."""

from __future__ import annotations

from collections.abc import Iterator

from cnn.data.imageset import ImageSet
from cnn.experiments import find_experiment
from cnn.experiments.trials import compare
from cnn.runs.heeding import heeding, retold
from cnn.runs.run import Run
from cnn.runs.story import Story
from cnn.training.events import Event


def experiment(run: Run, images: ImageSet) -> Iterator[Event]:
    """The events of all its trainings, told as one story; a stop ends it with those that are done.

    None of the networks is kept: what counts is in the log, a TrialFinished each.
    """
    asked = find_experiment(run.record.experiment)
    story = Story(asked.trials)
    yield from heeding(run, retold(compare(asked, images, run.record.normalisation), story.told))
    yield story.ending(run.id, None)
