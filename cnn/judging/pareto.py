"""What nothing beats at its price: the Pareto front (Pareto 1906)."""

from __future__ import annotations

from collections.abc import Sequence


def pareto_front(costs: Sequence[float], gains: Sequence[float]) -> list[int]:
    """Places of those that no other beats, from the cheapest to the dearest.

    One beats another where it costs no more, gains no less, and is better in one of the two.
    """
    front: list[int] = []
    for place in sorted(range(len(costs)), key=lambda place: (costs[place], -gains[place])):
        last = front[-1] if front else None
        is_equal = last is not None and costs[last] == costs[place] and gains[last] == gains[place]
        if last is None or is_equal or gains[place] > gains[last]:
            front.append(place)
    return front
