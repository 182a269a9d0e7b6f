"""Settings of the learning rate over time."""

from __future__ import annotations

from typing import Annotated, Literal

from cnn.training.settings.setting import Settings, setting

Schedule = Literal["constant", "one_cycle", "cosine", "step", "plateau"]


class ScheduleSettings(Settings):
    """Which course the learning rate takes, and the figures of each course."""

    schedule: Annotated[
        Schedule,
        setting(
            "Schedule",
            "The learning rate over time: constant; one cycle up to the rate and down to nothing (Smith 2018); a "
            "cosine down to nothing (Loshchilov, Hutter 2017); lower by steps; or lower whenever the network no longer "
            "improves (Keras' ReduceLROnPlateau).",
            group="schedule",
        ),
    ] = "constant"
    warmup_epochs: Annotated[
        float,
        setting(
            "Warm-up",
            "The rate rises evenly from nothing over these first passes; one cycle has a rise of its own.",
            unit="passes",
            group="schedule",
            only_for={"schedule": ("constant", "cosine", "step", "plateau")},
            ge=0,
            le=10,
            step=0.25,
        ),
    ] = 0.0
    decay_every: Annotated[
        int,
        setting(
            "Step every",
            "After how many passes the rate takes a step down.",
            unit="passes",
            group="schedule",
            only_for={"schedule": ("step",)},
            ge=1,
            le=100,
            step=1,
        ),
    ] = 5
    decay_factor: Annotated[
        float,
        setting(
            "Step factor",
            "What the rate is multiplied by at each step down.",
            group="schedule",
            only_for={"schedule": ("step",)},
            gt=0,
            lt=1,
            step=0.05,
        ),
    ] = 0.5
    plateau_factor: Annotated[
        float,
        setting(
            "Plateau factor",
            "What the rate is multiplied by when the network no longer improves.",
            group="schedule",
            only_for={"schedule": ("plateau",)},
            gt=0,
            lt=1,
            step=0.05,
        ),
    ] = 0.5
    plateau_patience: Annotated[
        int,
        setting(
            "Plateau patience",
            "How many passes without improvement are waited before the rate falls.",
            unit="passes",
            group="schedule",
            only_for={"schedule": ("plateau",)},
            ge=0,
            le=50,
            step=1,
        ),
    ] = 3
    plateau_min_delta: Annotated[
        float,
        setting(
            "Plateau minimal gain",
            "The gain that counts as an improvement, in accuracy (a fraction) or loss, whichever judges.",
            group="schedule",
            only_for={"schedule": ("plateau",)},
            ge=0,
            le=0.1,
            step=0.0001,
        ),
    ] = 0.0001
    plateau_cooldown: Annotated[
        int,
        setting(
            "Plateau cooldown",
            "How many passes after a fall of the rate are not counted as waiting.",
            unit="passes",
            group="schedule",
            only_for={"schedule": ("plateau",)},
            ge=0,
            le=50,
            step=1,
        ),
    ] = 0
    min_learning_rate: Annotated[
        float,
        setting(
            "Lowest learning rate",
            "Plateaus lower the rate no further than this.",
            group="schedule",
            only_for={"schedule": ("plateau",)},
            ge=0,
            le=0.1,
            step=0.00001,
        ),
    ] = 0.00001
