"""Settings that keep a network from learning its training images by heart."""

from __future__ import annotations

from typing import Annotated

from cnn.training.settings.setting import Settings, setting


class RegularisationSettings(Settings):
    """Dropout, decay, smoothing, clipping, averaging."""

    dropout: Annotated[
        float | None,
        setting(
            "Dropout",
            "Sets every dropout layer of the network to this rate; as designed when not given.",
            group="regularisation",
            unit="fraction",
            ge=0,
            le=0.9,
            step=0.05,
        ),
    ] = None
    weight_decay: Annotated[
        float,
        setting(
            "Weight decay",
            "Pulls the weights towards zero at every step, which discourages overfitting.",
            group="regularisation",
            ge=0,
            le=1,
            step=0.0001,
        ),
    ] = 0.0
    label_smoothing: Annotated[
        float,
        setting(
            "Label smoothing",
            "The share of each label spread over the other classes, so that the network grows less overconfident.",
            unit="fraction",
            group="regularisation",
            ge=0,
            le=0.5,
            step=0.01,
        ),
    ] = 0.0
    gradient_clip: Annotated[
        float,
        setting(
            "Gradient clipping",
            "Shortens a gradient longer than this (its norm over all weights), so that one odd batch does no harm; 0 "
            "leaves it as it is.",
            group="regularisation",
            ge=0,
            le=100,
            step=0.1,
        ),
    ] = 0.0
    average_decay: Annotated[
        float,
        setting(
            "Weight averaging",
            "Keeps a running mean of the weights, of which each step leaves this share, and judges and keeps that mean "
            "(exponential moving average, Polyak 1992); 0 keeps the weights themselves.",
            unit="fraction",
            group="regularisation",
            ge=0,
            lt=1,
            step=0.001,
        ),
    ] = 0.0
