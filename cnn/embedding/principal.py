"""Principal components: the directions in which images differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.embedding.sample import Vectors

MORE = 10
ROUNDS = 6


@dataclass(frozen=True, eq=False)
class Principal:
    """Vectors seen along their principal components.

    scores: float32 (N, K), the place of each vector along each component, the mean at 0. shares: float64 (K,), how
    much of the variance each component holds, 0 to 1, the largest first.
    """

    scores: Vectors
    shares: npt.NDArray[np.float64]

    @property
    def plane(self) -> Vectors:
        """float32 (N, 2): the first two components; what is not there is 0."""
        plane = np.zeros((len(self.scores), 2), np.float32)
        plane[:, : self.scores.shape[1]] = self.scores[:, :2]
        return plane


def principal_components(vectors: Vectors, count: int) -> Principal:
    """The first ``count`` principal components of vectors (N, D); fewer where N or D is less.

    By randomised subspace iteration (Halko, Martinsson, Tropp 2011, algorithm 4.4): a few more directions than are
    wanted are drawn at random, always the same, and turned towards the largest variance by products with the data. A
    component's largest weight is made positive, so that the picture does not flip.
    """
    centred = vectors - vectors.mean(0, dtype=np.float64).astype(np.float32)
    rank = min(count + MORE, *centred.shape)
    basis = np.random.default_rng(0).standard_normal((centred.shape[1], rank)).astype(np.float32)
    for _ in range(ROUNDS):
        basis = np.linalg.qr(centred.T @ (centred @ basis))[0]
    left, lengths, right = np.linalg.svd(centred @ basis, full_matrices=False)
    weights = (basis @ right.T)[:, :count]
    signs = np.sign(weights[np.abs(weights).argmax(0), np.arange(weights.shape[1])])
    scores = left[:, :count] * lengths[:count] * np.where(signs < 0, -1, 1)
    total = float(np.square(centred, dtype=np.float64).sum()) or 1.0
    return Principal(scores.astype(np.float32), lengths[:count].astype(np.float64) ** 2 / total)
