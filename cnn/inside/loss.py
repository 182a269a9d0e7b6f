"""Cross-entropy: what a network pays for the probability it did not give to the true class."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from cnn.data.imageset import ImageSet, Labels
from cnn.errors import DataError
from cnn.reading.predict import Logits, Predictor

Floats = npt.NDArray[np.float64]


def target(label: int, classes: int, smoothing: float = 0.0) -> Floats:
    """float64 (K,): the label as a row, 1 at its class and 0 elsewhere.

    Smoothing spreads that share of the 1 evenly over all classes, the true one among them (Szegedy et al. 2015).
    """
    row = np.full(classes, smoothing / classes)
    row[label] += 1 - smoothing
    return row


def losses(logits: npt.NDArray[np.floating], labels: Labels, smoothing: float = 0.0) -> Floats:
    """Cross-entropy of logits (N, K) and labels (N,): float64 (N,), in nats, by the function that training calls."""
    tensors = torch.from_numpy(logits.astype(np.float64)), torch.from_numpy(labels)
    each: Floats = functional.cross_entropy(*tensors, label_smoothing=smoothing, reduction="none").numpy()
    return each


def loss_curve(probs: Floats, classes: int, smoothing: float = 0.0) -> Floats:
    """float64 (M,): the loss where the true class has the probability ``probs`` (M,) and the others share the rest.

    probs: above 0 and below 1.
    """
    others = np.repeat(((1 - probs) / (classes - 1))[:, None], classes - 1, axis=1)
    logits = np.log(np.column_stack([probs, others]))
    return losses(logits, np.zeros(len(probs), np.int64), smoothing)


@dataclass(frozen=True, eq=False)
class BatchLoss:
    """What a network pays for each image of a batch.

    losses: float64 (N,). logits: float32 (N, K). labels: int64 (N,).
    """

    losses: Floats
    logits: Logits
    labels: Labels

    @property
    def mean(self) -> float:
        """The loss of the batch."""
        return float(self.losses.mean())

    @property
    def predicted(self) -> Labels:
        """int64 (N,): the class with the largest logit."""
        return self.logits.argmax(1).astype(np.int64)

    @property
    def costliest(self) -> Labels:
        """int64 (N,): places in the batch, the largest loss first."""
        return np.argsort(-self.losses, kind="stable").astype(np.int64)

    def smoothed(self, smoothing: float) -> BatchLoss:
        """The same answers, paid for with another smoothing."""
        return replace(self, losses=losses(self.logits, self.labels, smoothing))


def batch_loss(predictor: Predictor, images: ImageSet, smoothing: float = 0.0) -> BatchLoss:
    """The losses of the first of the networks on a few labelled images, as they are.

    Raises DataError for images without labels, of another size or of other classes.
    """
    names, known = images.class_names, predictor.class_names
    if names != known:
        raise DataError(
            f"The network tells {', '.join(known[:3])}, … apart, and the classes of this data are "
            f"{', '.join(names[:3])}, …: choose a run trained on data with these classes."
        )
    labels, logits = images.known_labels, predictor.logits(images.images)
    return BatchLoss(losses(logits, labels, smoothing), logits, labels)
