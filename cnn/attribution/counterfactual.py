"""What would make it another digit: the nearest image of that class, and how much of it that takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from cnn.attribution.integrated_gradients import Integrated, integrated_gradients
from cnn.attribution.score import Score
from cnn.attribution.subject import MOST_AT_ONCE, Subject
from cnn.data.imageset import Images, Rows
from cnn.judging.evaluation import Evaluation
from cnn.reading.features import Features, features_of
from cnn.reading.predict import Predictor, Probs


@dataclass(frozen=True, eq=False)
class Exchange:
    """As few pixels as it takes, the most telling first, for a picture to be read as the other class.

    image: uint8 (C, H, W), the picture with these pixels of the other one. pixels: bool (H, W), which they are.
    probs: float32 (K,), what the network says of it.
    """

    image: Images
    pixels: npt.NDArray[np.bool_]
    probs: Probs

    @property
    def count(self) -> int:
        """How many pixels were taken."""
        return int(self.pixels.sum())


def convincing(evaluation: Evaluation, label: int) -> Rows:
    """Rows of the images of a class that are read as it; where none is, of all of the class. int64, rising."""
    of_class = evaluation.labels == label
    read_so = of_class & (evaluation.predicted == label)
    return np.sort(evaluation.rows[read_so if read_so.any() else of_class])


def nearest_in(features: Features, predictor: Predictor, image: Images) -> tuple[int, float]:
    """The row of ``features``, of the same predictor, that is nearest to ``image`` uint8 (C, H, W), and the cosine.

    Raises as ``features_of`` does.
    """
    (vector,) = features_of(predictor, image[None], np.zeros(1, np.int64)).vectors
    rows, cosines = features.nearest(vector, 1)
    return int(rows[0]), float(cosines[0])


def pull(predictor: Predictor, image: Images, other: Images, score: Score) -> Integrated:
    """What each pixel does to ``score`` on the way from ``image`` to ``other``, both uint8 (C, H, W).

    Pixels in which they are alike do nothing. Raises as ``Subject.of`` and ``integrated_gradients`` do.
    """
    return integrated_gradients(Subject.of(predictor, other, score, ground=image))


def exchange(predictor: Predictor, image: Images, other: Images, telling: Integrated, label: int) -> Exchange | None:
    """Put pixels of ``other`` into ``image``, those that add most to ``telling`` first, until it is read as ``label``.

    None where it never is. The first network reads it: at first after every so many pixels, then one by one before the
    first that was read so. Other pixels might do with fewer still.
    """
    different = np.flatnonzero((image != other).any(0))
    if not len(different):
        return None
    order = different[np.argsort(-telling.map.ravel()[different], kind="stable")]
    ranks = np.full(image[0].size, len(order))
    ranks[order] = np.arange(len(order))

    def first_read(counts: npt.NDArray[np.int64]) -> tuple[int, Exchange] | None:
        """The first of these numbers of pixels that is enough: its place among them, and what was exchanged."""
        taken = (ranks < counts[:, None]).reshape(-1, *image.shape[1:])
        mixed = np.where(taken[:, None], other, image)
        logits = torch.from_numpy(predictor.logits(mixed))
        for place in np.flatnonzero(logits.argmax(1).numpy() == label)[:1].tolist():
            return place, Exchange(mixed[place], taken[place], torch.softmax(logits[place], 0).numpy())
        return None

    coarse = np.unique(np.linspace(1, len(order), MOST_AT_ONCE).round().astype(np.int64))
    if (found := first_read(coarse)) is None:
        return None
    before = coarse[found[0] - 1] if found[0] else 0
    finer = first_read(np.arange(before + 1, coarse[found[0]] + 1))
    return (finer or found)[1]
