"""How a network is tuned: one frozen model from which form, command line, JSON and errors come."""

from __future__ import annotations

from typing import Annotated

from cnn.training.settings.setting import Settings, setting


class TuningSettings(Settings):
    """How far it may go, and how much of the old is shown again."""

    most_lost_points: Annotated[
        float,
        setting(
            "May lose",
            "By how much the accuracy on the old validation images may fall; where it falls by more, the tuned network "
            "is refused and the old one stays. Of 4,200 images 0.1 points are 4, and chance alone moves as many.",
            unit="points",
            ge=0,
            le=5,
            step=0.05,
        ),
    ] = 0.1
    epochs: Annotated[
        int,
        setting("Passes", "How often the drawings and the old images with them are gone through.", ge=1, le=20, step=1),
    ] = 3
    learning_rate: Annotated[
        float,
        setting(
            "Learning rate",
            "How far each step goes at its peak, a fraction of what a training from nothing takes.",
            gt=0,
            le=0.1,
            scale="log",
        ),
    ] = 0.0005
    replay: Annotated[
        int,
        setting(
            "Old images",
            "How many of the images it learned from are shown again in each pass, so that they are not forgotten.",
            unit="images",
            ge=100,
            le=100_000,
            step=100,
        ),
    ] = 6_000


class Tuning(TuningSettings):
    """What a run that tunes another notes of that; parent: the run whose networks it begins with."""

    parent: str
