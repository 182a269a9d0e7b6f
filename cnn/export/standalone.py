"""A run's networks as one module, from pictures to probabilities, that other programs can take as it is."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from cnn.reading.predict import Predictor
from cnn.reading.views import seen


class Standalone(nn.Module):
    """What a predictor computes, in plain float32: normalised, looked at from all views, averaged over the networks."""

    def __init__(self, predictor: Predictor) -> None:
        super().__init__()
        self.networks = nn.ModuleList(member.network for member in predictor.members)
        self._plans = [(member.normalisation, member.views) for member in predictor.members]
        self.eval()

    def forward(self, images: Tensor) -> Tensor:
        """``images`` float32 (N, C, H, W), 0–255, ink light on dark → probabilities (N, K)."""
        means = []
        for network, (normalisation, views) in zip(self.networks, self._plans, strict=True):
            probs = network(normalisation.apply(seen(images, views))).softmax(1)
            means.append(probs.view(views, -1, probs.shape[1]).mean(0))
        return torch.stack(means).mean(0)


def example_of(predictor: Predictor) -> Tensor:
    """Two empty pictures of the size that the networks read, float32 (2, C, H, W)."""
    volume = predictor.members[0].network.architecture.input
    return torch.zeros(2, volume.depth, volume.height, volume.width)
