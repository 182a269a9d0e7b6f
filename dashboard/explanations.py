"""Explanations that were looked at: computed once, kept for the next look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnn.data.imageset import Images
from cnn.runs.run import Run
from dashboard import cache
from dashboard.shelf import Shelf

if TYPE_CHECKING:
    from cnn.attribution.counterfactual import Exchange
    from cnn.attribution.grad_cam import Cam
    from cnn.attribution.integrated_gradients import Integrated
    from cnn.attribution.occlusion import Occluded
    from cnn.attribution.score import Score
    from cnn.attribution.subject import Subject

KEPT = 64


@dataclass(frozen=True, eq=False)
class Way:
    """From one picture to another: what each pixel does to the score, and which of them are enough (None: none are)."""

    pull: Integrated
    enough: Exchange | None


_cams: Shelf[Cam] = Shelf(KEPT)
_integrated: Shelf[Integrated] = Shelf(KEPT)
_occluded: Shelf[Occluded] = Shelf(KEPT)
_ways: Shelf[Way] = Shelf(KEPT)


@dataclass(frozen=True, eq=False)
class Case:
    """What is explained: the score that a run's first network gives a picture, uint8 (C, H, W)."""

    run: Run
    image: Images
    score: Score

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others."""
        return (cache.weights_stamp(self.run), self.image.shape, self.image.tobytes(), self.score)

    def subject(self) -> Subject:
        """The network before the picture; raises RunError, and DataError for a picture of another size."""
        from cnn.attribution.subject import Subject

        return Subject.of(cache.predictor(self.run), self.image, self.score)

    def cam(self, place: int | None) -> Cam:
        """Grad-CAM at the layer at ``place``, the usual one where none is named; raises ExplanationError."""
        from cnn.attribution.grad_cam import grad_cam

        return _cams.get((*self.key, place), lambda: grad_cam(self.subject(), place))

    def integrated(self) -> Integrated:
        """Integrated gradients from the empty picture; raises ExplanationError."""
        from cnn.attribution.integrated_gradients import integrated_gradients

        return _integrated.get(self.key, lambda: integrated_gradients(self.subject()))

    def occluded(self) -> Occluded:
        """What covering parts of it does; raises ExplanationError."""
        from cnn.attribution.occlusion import occlusion

        return _occluded.get(self.key, lambda: occlusion(self.subject()))

    def way_to(self, other: Images) -> Way:
        """The way to another picture that should get more of this score."""
        return _ways.get((*self.key, other.tobytes()), lambda: self._go(other))

    def _go(self, other: Images) -> Way:
        from cnn.attribution.counterfactual import exchange, pull

        networks = cache.predictor(self.run)
        telling = pull(networks, self.image, other, self.score)
        return Way(telling, exchange(networks, self.image, other, telling, self.score.label))
