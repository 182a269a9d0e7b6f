"""Networks to compete with: as accurate as their time allows.

All are trained the same way: Muon (Jordan 2024) on one cycle of the learning rate (Smith 2018), label smoothing
(Szegedy 2015), and every image a little moved, turned, zoomed and slanted each time it is seen.
"""

from typing import Any

from cnn.model.layers import Dense, Flatten, GlobalPool
from cnn.presets.preset import Figures, Layers, Preset, normalised

RECIPE: dict[str, Any] = {
    "batch_size": 128,
    "learning_rate": 0.02,
    "optimizer": "muon",
    "schedule": "one_cycle",
    "weight_decay": 0.01,
    "label_smoothing": 0.1,
    "precision": "auto",
}
SMALL_CHANGES = {"shift_px": 1.25, "rotation_deg": 6.0, "zoom": 0.06}
CHANGES = {"shift_px": 1.5, "rotation_deg": 10.0, "zoom": 0.1, "shear_deg": 8.0, "elastic_px": 0.5}


def _sprint(classes: int) -> Layers:
    return (
        *normalised(24, 5, padded=False, pooled=True),
        *normalised(48, pooled=True),
        *normalised(96),
        Flatten(),
        Dense(units=classes),
    )


def _balanced(classes: int) -> Layers:
    return (
        *normalised(32, 5, padded=False, pooled=True),
        *normalised(64, pooled=True),
        *normalised(96),
        Flatten(),
        Dense(units=classes),
    )


def _strong(classes: int) -> Layers:
    return (
        *normalised(32, 5, padded=False, pooled=True),
        *normalised(64),
        *normalised(64, pooled=True),
        *normalised(128),
        *normalised(128),
        GlobalPool(),
        Dense(units=classes),
    )


COMPETING = (
    Preset(
        "sprint",
        "Sprint",
        "The quickest way to about 99 %: three convolutions with batch normalisation, one pass over the data.",
        "This project",
        _sprint,
        {**RECIPE, "epochs": 1, "shift_px": 1.0},
        Figures(accuracy=0.9921, deviation=0.0004, seeds=5, time_s=4),
    ),
    Preset(
        "balanced",
        "Balanced",
        "Three convolutions with batch normalisation, straight to the classes: a fifth of the notebook's parameters, "
        "five passes, a third of its mistakes.",
        "This project",
        _balanced,
        {**RECIPE, **SMALL_CHANGES, "epochs": 5},
        Figures(accuracy=0.9954, deviation=0.0003, seeds=5, time_s=23),
    ),
    Preset(
        "strong",
        "Strong",
        "Five convolutions with batch normalisation, and time to learn from bent and slanted digits.",
        "This project",
        _strong,
        {**RECIPE, **CHANGES, "epochs": 18},
        Figures(accuracy=0.9963, deviation=0.0001, seeds=5, time_s=170),
    ),
    Preset(
        "champion",
        "Champion",
        "Four networks of the strong kind, each looking at nine views of every image; their answers are averaged.",
        "This project",
        _strong,
        {**RECIPE, **CHANGES, "epochs": 18, "members": 4, "views": 9},
        Figures(accuracy=0.9969, deviation=0.0001, seeds=5, time_s=680),
    ),
)
