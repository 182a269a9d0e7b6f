"""How often a page that watches a run looks again: what a look takes, training on the same processor lacks."""

from __future__ import annotations

from cnn.runs.record import State

PACES_S = (1.0, 2.0, 5.0, 10.0)
SHARE = 0.1
"""So much of what a run has taken may pass between two looks, so that each shows something new."""


def refresh_s(state: State) -> float:
    """Seconds until the next look, one of ``PACES_S``: longer the longer the run has taken, but not past its end.

    A training on a GPU leaves the processor alone: it is looked at every second.
    """
    if state.device.startswith("cuda"):
        return PACES_S[0]
    patience_s = state.time_s * SHARE
    if state.left_s is not None:
        patience_s = min(patience_s, state.left_s)
    return max((pace_s for pace_s in PACES_S if pace_s <= patience_s), default=PACES_S[0])
