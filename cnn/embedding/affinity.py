"""Which images are neighbours and how close: the probabilities that a t-SNE map is to reproduce."""

from __future__ import annotations

import math
from functools import partial

import torch
from torch import Tensor

from cnn.threads import side_by_side

AT_ONCE = 256
HALVINGS = 50
"""Each halves the stretch in which the width of a bell curve is sought: 50 leave less of it than float64 can tell."""


def affinities(vectors: Tensor, perplexity: float) -> Tensor:
    """How much each two of N vectors (N, D) belong together: float32 (N, N), symmetric, adding up to 1.

    Around every vector stands a bell curve of such a width that its neighbours are as uncertain as ``perplexity``
    equally likely ones (van der Maaten, Hinton 2008). As is usual, those farther than the nearest 3 · perplexity count
    nothing (van der Maaten 2014); the perplexity is at most a third of the other vectors.
    """
    count = len(vectors)
    perplexity = min(perplexity, (count - 1) / 3)
    work = partial(_neighbours, vectors, min(count - 1, int(3 * perplexity) + 1), perplexity)
    starts = range(0, count, AT_ONCE)
    whole = torch.zeros(count, count, device=vectors.device)
    for start, (places, shares) in zip(starts, side_by_side(work, starts), strict=True):
        whole[start : start + AT_ONCE].scatter_(1, places, shares)
    return (whole + whole.T) / (2 * count)


def _neighbours(vectors: Tensor, count: int, perplexity: float, start: int) -> tuple[Tensor, Tensor]:
    """The places of the nearest others and the shares in each, (B, count), for the vectors from ``start`` on."""
    some = vectors[start : start + AT_ONCE]
    distances = torch.cdist(some, vectors)
    distances.diagonal(start).fill_(math.inf)
    nearest, places = distances.topk(count, largest=False)
    squares = nearest.cpu().double() ** 2  # not every device knows float64
    return places, _shares(squares, perplexity).float().to(vectors.device)


def _shares(squares: Tensor, perplexity: float) -> Tensor:
    """Probabilities (B, K) over neighbours at these squared distances, nearest first, of the wanted perplexity."""
    away = squares - squares[:, :1]  # what all have in common changes no share, and would let all of them underflow
    # The width is sought as a logarithm, in units of the mean distance: e⁻³⁰ to e³⁰ of it is room enough.
    unit = away.mean(1, keepdim=True).clamp_min(torch.finfo(torch.float32).tiny)
    low, high = torch.full_like(unit, -30.0), torch.full_like(unit, 30.0)
    shares = torch.full_like(away, 1 / away.shape[1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        shares = torch.softmax(-away / unit * middle.exp(), 1)
        is_flat = -torch.special.xlogy(shares, shares).sum(1, keepdim=True) > math.log(perplexity)
        low, high = torch.where(is_flat, middle, low), torch.where(is_flat, high, middle)
    return shares
