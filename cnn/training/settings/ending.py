"""Settings of when training is over and which epoch counts."""

from __future__ import annotations

from typing import Annotated, Literal

from cnn.training.settings.setting import Settings, setting

Metric = Literal["accuracy", "loss"]


class EndingSettings(Settings):
    """What judges an epoch, and how long to wait for a better one."""

    judged_by: Annotated[
        Metric,
        setting(
            "Judged by",
            "What decides on the validation part which epoch is kept, when to stop early and where a plateau is.",
            group="ending",
        ),
    ] = "accuracy"
    patience: Annotated[
        int,
        setting(
            "Early stopping",
            "Ends the training after this many passes without improvement on the validation part; 0 trains to the end.",
            unit="passes",
            group="ending",
            ge=0,
            le=100,
            step=1,
        ),
    ] = 0
    minimal_gain: Annotated[
        float,
        setting(
            "Minimal gain",
            "For early stopping: the gain that counts as an improvement, in accuracy (a fraction) or loss.",
            group="ending",
            ge=0,
            le=0.1,
            step=0.0001,
        ),
    ] = 0.0
