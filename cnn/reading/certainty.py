"""From logits to probabilities: softmax, and what a temperature does to it."""

from __future__ import annotations

import numpy as np
import torch

from cnn.inside.passage import Numbers


def softened(logits: Numbers, temperature: float = 1.0) -> Numbers:
    """Softmax of logits (…, K) divided by a temperature above 0: float32 probabilities, in all 1 along the last axis.

    p_k = exp(z_k / T) / Σ_j exp(z_j / T). At 1 it is what a network predicts; towards 0 the largest takes all, and the
    higher it is, the more alike all become (Hinton et al. 2015).
    """
    probs: Numbers = torch.softmax(torch.from_numpy(np.asarray(logits, np.float32)) / temperature, -1).numpy()
    return probs


def doubt(probs: Numbers) -> float:
    """Entropy in bits: 0 where one class has it all, log2 K where all are alike (Shannon 1948)."""
    known = probs[probs > 0].astype(np.float64)
    return float(-(known * np.log2(known)).sum()) or 0.0
