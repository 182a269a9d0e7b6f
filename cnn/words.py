"""What the terminal and the browser say alike."""

from __future__ import annotations

from cnn.training.config import TrainingConfig
from cnn.training.events import WarmedUp
from cnn.training.speed import expected_s


def roughly(seconds: float) -> str:
    """An expected time, no finer than it can be known: ``a second``, ``8 s``, ``40 s``, ``6 min``, ``2 h 10 min``."""
    if seconds < 1.5:
        return "a second"
    if seconds < 20:
        return f"{round(seconds)} s"
    if seconds < 100:
        return f"{5 * round(seconds / 5)} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    minutes = 5 * round(minutes / 5)
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


def expectation(config: TrainingConfig, rows: int, s_per_image: float) -> str:
    """How long a training on ``rows`` labelled images will take; s_per_image: seconds that learning from one takes."""
    most = "at most " if config.patience else ""
    return f"Takes {most}about {roughly(expected_s(config, rows, s_per_image))}."


def points(share: float) -> str:
    """A difference of two shares in points of percent, with its sign: ``+0.07``, ``−1.20``."""
    return f"{100 * share:+.2f}".replace("-", "−")


def why_not_recorded(warm_up: WarmedUp) -> str:
    """Why steps are slower than they could be, in a sentence; empty where they are replayed."""
    if warm_up.replays:
        return ""
    reason = warm_up.why_not.rstrip(".") or "no reason was given"
    return f"Its step could not be recorded, so each is computed anew, which takes longer: {reason}."
