"""t-SNE: points in the plane moved until each has the neighbours that its image has (van der Maaten, Hinton 2008).

Scikit-learn's tells nothing until it is done. Here one ``step`` moves all points once, so that who calls it can say how
far it is, show the points on their way, and stop. All pairs are computed, block by block in the processor's cache: on
two busy cores a step took 9 ms for 2,000 points and 45 ms for 5,000.
"""

from __future__ import annotations

import torch
from torch import Tensor

from cnn.embedding.affinity import affinities
from cnn.threads import side_by_side
from cnn.training.memory import keep_freed_memory

EARLY_STEPS, EXAGGERATION = 250, 12.0
EARLY_MOMENTUM, MOMENTUM = 0.5, 0.8
LEAST_GAIN = 0.01
LEAST_RATE = 50.0
START_SPREAD = 1e-4
PAIRS_AT_ONCE, PAIRS_AT_ONCE_ELSEWHERE = 2**17, 2**25


class Tsne:
    """Points on their way; ``step`` moves them.

    vectors: float32 (N, D), what the points stand for. start: float32 (N, 2), where they begin, up to scale: with the
    first two principal components the map keeps the large order (Kobak, Berens 2019). perplexity: how many neighbours
    each is to stay close to. Momentum, gains, rate and early exaggeration are scikit-learn's.
    """

    def __init__(self, vectors: Tensor, start: Tensor, perplexity: float) -> None:
        keep_freed_memory()
        self.steps = 0
        self._affinities = affinities(vectors, perplexity)
        spread = start[:, 0].std(correction=0).clamp_min(torch.finfo(torch.float32).tiny)
        self._places = start * (START_SPREAD / spread)
        self._speed = torch.zeros_like(self._places)
        self._gains = torch.ones_like(self._places)
        self._rate = max(LEAST_RATE, len(vectors) / EXAGGERATION / 4)

    @property
    def places(self) -> Tensor:
        """float32 (N, 2), around their middle."""
        return self._places - self._places.mean(0)

    @property
    def divergence(self) -> float:
        """How far the points are from having the right neighbours (Kullback, Leibler 1951); 0 at best."""
        return divergence(self._places, self._affinities)

    def step(self) -> None:
        """Move all points once.

        Each coordinate has a gain, which grows while it goes on in one direction and falls when it turns (Jacobs 1988).
        """
        is_early = self.steps < EARLY_STEPS
        if self.steps == EARLY_STEPS:  # another slope begins: what was learned of the first one misleads
            self._speed.zero_()
            self._gains.fill_(1.0)
        slope = gradient(self._places, self._affinities, EXAGGERATION if is_early else 1.0)
        goes_on = self._speed * slope < 0
        self._gains = torch.where(goes_on, self._gains + 0.2, self._gains * 0.8).clamp_min(LEAST_GAIN)
        momentum = EARLY_MOMENTUM if is_early else MOMENTUM
        self._speed = momentum * self._speed - self._rate * self._gains * slope
        self._places = self._places + self._speed
        self.steps += 1


def divergence(points: Tensor, wanted: Tensor) -> float:
    """Σ p log(p / q) over all pairs of points (N, 2).

    p: the affinity that is ``wanted`` (N, N). q: a pair's share in the closeness of all, which is 1 / (1 + |yᵢ − yⱼ|²).
    """
    pairs = _Pairs(points)

    def work(rows: slice) -> tuple[Tensor, Tensor]:
        p, closeness = wanted[rows], pairs.closeness(rows)
        return (torch.special.xlogy(p, p) - torch.special.xlogy(p, closeness)).sum(), closeness.sum()

    sums, totals = zip(*side_by_side(work, pairs.blocks), strict=True)
    return float(torch.stack(sums).sum() + torch.stack(totals).sum().log())


def gradient(points: Tensor, wanted: Tensor, exaggeration: float = 1.0) -> Tensor:
    """The slope of ``divergence`` over the points, (N, 2), the affinities times ``exaggeration``.

    4 Σⱼ (pᵢⱼ − qᵢⱼ) (yᵢ − yⱼ) / (1 + |yᵢ − yⱼ|²)
    """
    pairs = _Pairs(points)
    columns = torch.cat((points, torch.ones_like(points[:, :1])), 1).T.contiguous()

    def force(rows: slice, weights: Tensor) -> Tensor:
        sums = (columns @ weights.T).T  # one product gives Σ w y and Σ w, and with them Σ w (yᵢ − yⱼ)
        return points[rows] * sums[:, 2:] - sums[:, :2]

    def work(rows: slice) -> tuple[Tensor, Tensor, Tensor]:
        closeness = pairs.closeness(rows)
        pull, total = force(rows, wanted[rows] * closeness), closeness.sum()
        return pull, force(rows, closeness.square_()), total

    pulls, pushes, totals = zip(*side_by_side(work, pairs.blocks), strict=True)
    return 4 * (exaggeration * torch.cat(pulls) - torch.cat(pushes) / torch.stack(totals).sum())


class _Pairs:
    """How close points (N, 2) are to each other, a block of rows at a time.

    (−2y, |y|² + 1, 1) · (y, 1, |y|²) = 1 + |yᵢ − yⱼ|²: one product in the place of several passes over all pairs.
    """

    def __init__(self, points: Tensor) -> None:
        lengths, ones = points.square().sum(1, keepdim=True), torch.ones_like(points[:, :1])
        self._left = torch.cat((-2 * points, lengths + 1, ones), 1)
        self._right = torch.cat((points, ones, lengths), 1).T
        at_once = PAIRS_AT_ONCE if points.device.type == "cpu" else PAIRS_AT_ONCE_ELSEWHERE
        size = max(1, at_once // len(points))
        self.blocks = [slice(start, start + size) for start in range(0, len(points), size)]

    def closeness(self, rows: slice) -> Tensor:
        """1 / (1 + squared distance) from these rows to all points, (rows, N); 0 to itself."""
        closeness = (self._left[rows] @ self._right).clamp_min_(1.0).reciprocal_()
        closeness.diagonal(rows.start).zero_()
        return closeness
