"""Makes the t-SNE map of a run, its points on disk from the first move on."""

from __future__ import annotations

from collections.abc import Iterator

from cnn.data.imageset import ImageSet
from cnn.embedding.layout import lay_out
from cnn.embedding.points import Points, save_points
from cnn.errors import RunError
from cnn.runs.heeding import heeding, retold
from cnn.runs.run import Run
from cnn.training.events import Event, LaidOut


def embed(run: Run, images: ImageSet) -> Iterator[Event]:
    """The events of the whole work; a stop ends it as far as it came."""
    settings = run.record.embedding
    if settings is None:
        raise RunError(f"run.json of run {run.id} does not say how the map is to be made: start a new one.")

    def keep(points: Points) -> None:
        save_points(run.points, points)

    def named(event: Event) -> Event:
        return event.model_copy(update={"run": run.id}) if isinstance(event, LaidOut) else event

    yield from heeding(run, retold(lay_out(images.images, settings, keep), named))
