"""A writer's hand: what it does to the shape of a digit."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Hand:
    """How one digit comes out; lengths are shares of its height. As it stands, it writes the shape itself.

    slant: shear, positive leans to the right.
    turn: rotation in radians.
    breadth: factor on the width.
    sag: exponent on the height; above 1 the upper parts are large, below 1 the lower ones.
    scatter: standard deviation of where a place comes to lie that is far from its neighbours.
    wobble: standard deviation of a slow bending along each stroke, so that no curve is even.
    tremble: standard deviation of a quick shaking along each stroke.
    sway: amplitude of a slow bending of the whole digit.
    slip: standard deviation of where a stroke begins after the pen was lifted.
    reach: standard deviation of how far a stroke's ends are overdrawn or fall short.
    hook: length of the hooks that the pen draws where it lands and lifts; 0 for none.
    haste: mean distance between the points that the canvas catches of a moving pen; 0 for all.
    pressure: standard deviation of the pen's width along a stroke, as a share of it.
    rounding: whether corners are rounded off.
    """

    slant: float = 0.0
    turn: float = 0.0
    breadth: float = 1.0
    sag: float = 1.0
    scatter: float = 0.0
    wobble: float = 0.0
    tremble: float = 0.0
    sway: float = 0.0
    slip: float = 0.0
    reach: float = 0.0
    hook: float = 0.0
    haste: float = 0.0
    pressure: float = 0.0
    rounding: bool = False

    @classmethod
    def of(cls, rng: np.random.Generator) -> "Hand":
        """A hand from the spread of real ones: legible to people, seldom neat."""
        return cls(
            slant=float(np.clip(rng.normal(0.1, 0.18), -0.25, 0.48)),
            turn=float(rng.normal(0, 0.08)),
            breadth=float(np.clip(np.exp(rng.normal(0.05, 0.18)), 0.72, 1.5)),
            sag=float(np.exp(rng.normal(0, 0.1))),
            scatter=float(rng.uniform(0.005, 0.035)),
            wobble=float(rng.uniform(0.003, 0.018)),
            tremble=float(rng.uniform(0.002, 0.006)) if rng.random() < 0.3 else 0.0,
            sway=float(rng.uniform(0, 0.035)),
            slip=float(rng.uniform(0, 0.03)),
            reach=float(rng.uniform(0, 0.05)),
            hook=float(rng.uniform(0.03, 0.09)) if rng.random() < 0.2 else 0.0,
            haste=float(rng.uniform(0.02, 0.09)) if rng.random() < 0.4 else 0.0,
            pressure=float(rng.uniform(0.05, 0.25)) if rng.random() < 0.4 else 0.0,
            rounding=bool(rng.random() < 0.25),
        )

    @classmethod
    def unusual(cls, rng: np.random.Generator) -> "Hand":
        """A hand out of the ordinary in one way, beyond where ``of`` goes; training never draws it."""
        hand = cls.of(rng)
        match rng.integers(5):
            case 0:  # a left-hander's backward slant
                return replace(hand, slant=float(rng.uniform(-0.42, -0.28)), turn=0.0)
            case 1:
                return replace(hand, slant=float(rng.uniform(0.5, 0.62)), turn=0.0)
            case 2:
                return replace(hand, tremble=float(rng.uniform(0.009, 0.014)))
            case 3:
                return replace(hand, breadth=float(rng.choice([0.66, 1.6]) * rng.uniform(0.96, 1.04)))
            case _:  # a broad nib or a brush
                return replace(hand, pressure=float(rng.uniform(0.35, 0.5)))
