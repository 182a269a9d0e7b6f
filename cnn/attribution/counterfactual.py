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
from cnn.evaluation import Evaluation
from cnn.features import Features, features_of
from cnn.predict import Predictor, Probs


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

    None where it never is. The first network reads it; other pixels might do with fewer still.
    """
    different = np.flatnonzero((image != other).any(0).ravel())
    order = different[np.argsort(-telling.map.ravel()[different], kind="stable")]
    taken = np.zeros((len(order), image[0].size), bool)
    for number, place in enumerate(order):
        taken[number:, place] = True
    taken = taken.reshape(-1, *image.shape[1:])
    mixed = np.where(taken[:, None], other, image)
    for start in range(0, len(mixed), MOST_AT_ONCE):
        logits = torch.from_numpy(predictor.logits(mixed[start : start + MOST_AT_ONCE]))
        read = np.flatnonzero(logits.argmax(1).numpy() == label)
        if len(read):
            place = start + int(read[0])
            return Exchange(mixed[place], taken[place], torch.softmax(logits[read[0]], 0).numpy())
    return None
