"""Running loss and accuracy, kept on the device so that adding a batch never waits for it."""

import torch
from torch import Tensor


class Meter:
    """Loss and accuracy over the images added so far."""

    def __init__(self, device: torch.device) -> None:
        self._totals = torch.zeros(2, device=device, dtype=torch.float64 if device.type != "mps" else torch.float32)
        self.images = 0

    def add(self, loss: Tensor, logits: Tensor, labels: Tensor) -> None:
        """Add a batch: its mean ``loss``, ``logits`` (B, K) and ``labels`` (B,)."""
        hits = (logits.argmax(1) == labels).sum()
        self._totals += torch.stack((loss.detach() * len(labels), hits))
        self.images += len(labels)

    def read(self) -> tuple[float, float]:
        """Mean loss and accuracy (a fraction); waits for the device."""
        loss, hits = self._totals.tolist()
        return loss / max(1, self.images), hits / max(1, self.images)
