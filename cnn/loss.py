"""Cross-entropy: what a network pays for the probability it did not give to the true class."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from cnn.data.imageset import Labels

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
