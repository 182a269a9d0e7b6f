"""Integrated gradients: what each pixel adds to a score on the way from an empty picture to this one.

IG_i = (x_i − x⁰_i) · ∫ ∂F(x⁰ + α (x − x⁰)) / ∂x_i dα, for α from 0 to 1 (Sundararajan, Taly, Yan 2017). Together all
pixels add up to F(x) − F(x⁰): nothing is left unexplained.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnn.attribution.library import need_captum
from cnn.attribution.subject import Subject

STEPS = (32, 64, 128)
"""The first is enough for about half of all digits, the last for all but one in twenty; more would take too long."""
CLOSE = 0.01
"""So much of the difference may be missing, or of one logit where that is more; else more steps are taken."""


@dataclass(frozen=True, eq=False)
class Integrated:
    """What each pixel adds.

    map: float64 (H, W), the channels of a colour picture added up. difference: what it should add up to.
    steps: at how many pictures along the way the gradient was computed.
    """

    map: npt.NDArray[np.float64]
    difference: float
    steps: int

    @property
    def total(self) -> float:
        """What it does add up to."""
        return float(self.map.sum())

    @property
    def delta(self) -> float:
        """How far the sum is from what it should be, because the way was walked in steps."""
        return self.total - self.difference


def integrated_gradients(subject: Subject) -> Integrated:
    """From the subject's ground to its picture, in as few of ``STEPS`` as come close.

    Raises ExplanationError without Captum.
    """
    need_captum()
    from captum.attr import IntegratedGradients

    method, difference = IntegratedGradients(subject.scored), subject.difference()
    for steps in STEPS:
        added = method.attribute(subject.x, subject.ground, n_steps=steps, internal_batch_size=subject.at_once)
        found = Integrated(added[0].sum(0).detach().cpu().numpy().astype(np.float64), difference, steps)
        if abs(found.delta) <= CLOSE * max(1.0, abs(difference)):
            break
    return found
