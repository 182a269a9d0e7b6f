"""A t-SNE map made from images: a generator of facts, as training is."""

from __future__ import annotations

from collections.abc import Callable, Generator

import torch

from cnn.data.imageset import Images
from cnn.embedding.points import Points
from cnn.embedding.principal import principal_components
from cnn.embedding.sample import sample_rows, vectors
from cnn.embedding.settings import EmbeddingSettings
from cnn.embedding.tsne import Tsne
from cnn.training.clock import Clock
from cnn.training.config import Device
from cnn.training.device import choose_device
from cnn.training.events import Command, Event, LaidOut, LayoutProgress

COMPONENTS = 50
"""Images are first reduced to so many principal components, which keeps what tells them apart and drops the noise."""
SAY_EVERY_S = 0.5


def lay_out(
    images: Images, settings: EmbeddingSettings, keep: Callable[[Points], object], device: Device = "auto"
) -> Generator[Event, Command | None, None]:
    """Lay images (N, C, H, W) out in the plane; ``keep`` gets the points whenever something is said, and at the end.

    Where "stop" is sent back, the map ends as far as it came. The same settings give the same map on one machine.
    """
    rows = sample_rows(images, settings.images, settings.seed)
    principal = principal_components(vectors(images, rows), COMPONENTS)
    seen, start = (torch.from_numpy(some).to(choose_device(device)) for some in (principal.scores, principal.plane))
    points = Tsne(seen, start, settings.perplexity)
    clock = Clock(SAY_EVERY_S)

    def progress() -> LayoutProgress:
        return LayoutProgress(step=points.steps, steps=settings.iterations, divergence=kept_at(), time_s=clock.time_s)

    def kept_at() -> float:
        """Keep the points; gives the divergence they are kept at."""
        keep(Points(rows, points.places.cpu().numpy()))
        return points.divergence

    said = yield progress()
    while points.steps < settings.iterations and said != "stop":
        points.step()
        if clock.is_due():
            said = yield progress()
    yield LaidOut(
        images=len(rows),
        steps=points.steps,
        divergence=kept_at(),
        stopped=points.steps < settings.iterations,
        duration_s=clock.time_s,
    )
