"""The number that is explained: a class's logit, or how far it lies above another's."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Score:
    """The logit of class ``label``; with ``against``, that logit less the one of this other class."""

    label: int
    against: int | None = None

    def of(self, logits: Tensor) -> Tensor:
        """``logits`` (B, K) → the score (B,)."""
        own = logits[:, self.label]
        return own if self.against is None else own - logits[:, self.against]
