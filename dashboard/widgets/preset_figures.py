"""What presets were measured to reach: one in a line, all of them in a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn.errors import SpecError
from cnn.model.shapes import parameter_count
from cnn.model.volume import Volume
from cnn.presets import PRESETS, Figures, Preset
from dashboard.words import duration, makeup, percent

ROW_PX = 35
WHERE = (
    "Measured on the Kaggle Digit Recognizer: trained on 35,000 of its rows, judged on 7,000 others that chose "
    "nothing; mean and standard deviation over trainings from several seeds. Other data gives other figures."
)


def figures_line(preset: Preset) -> None:
    """What was measured of it, in one line."""
    st.caption(in_words(preset.figures), help=WHERE)


def in_words(figures: Figures | None) -> str:
    """Figures as ``99.55 ± 0.08 % on 7,000 unseen Kaggle digits (5 seeds), 42 s on two cores``."""
    if figures is None:
        return "Not measured on the Kaggle digits."
    seeds = f"{figures.seeds} seed{'s' * (figures.seeds > 1)}"
    return f"{accuracy(figures)} on 7,000 unseen Kaggle digits ({seeds}), {duration(figures.time_s)} on two cores."


def accuracy(figures: Figures) -> str:
    """Mean and standard deviation as ``99.55 ± 0.08 %``."""
    return f"{100 * figures.accuracy:.2f} ± {percent(figures.deviation)}"


def preset_table(volume: Volume, classes: int) -> None:
    """All presets with what was measured of them; their parameters are those for this data."""
    st.dataframe(
        pd.DataFrame([_line(preset, volume, classes) for preset in PRESETS.values()]),
        hide_index=True,
        height=ROW_PX * (len(PRESETS) + 1) + 2,
        row_height=ROW_PX,
        placeholder="",
        alt="All presets with their accuracy, time and parameters",
        column_config={
            "Parameters": st.column_config.NumberColumn(format="localized", help="For the data that is open."),
            "Accuracy": st.column_config.TextColumn(
                width=120, help="On 7,000 rows it never saw; mean ± standard deviation."
            ),
            "Time": st.column_config.NumberColumn(format="%d s", help="Median of its trainings, on two CPU cores."),
            "Seeds": st.column_config.NumberColumn(help="How many trainings the mean is over."),
        },
    )
    st.caption(WHERE)


def _line(preset: Preset, volume: Volume, classes: int) -> dict[str, object]:
    figures, config = preset.figures, preset.config
    return {
        "Preset": preset.title,
        "Accuracy": accuracy(figures) if figures else "not measured",
        "Time": figures.time_s if figures else None,
        "Seeds": figures.seeds if figures else None,
        "Parameters": _parameters(preset, volume, classes),
        "Passes": config.epochs,
        "Predicts with": makeup(config.members, config.views) or "1 network",
        "Source": preset.source,
    }


def _parameters(preset: Preset, volume: Volume, classes: int) -> int | None:
    """How many numbers its networks learn together; None where the pictures are too small for it."""
    try:
        return preset.config.members * parameter_count(preset.architecture(volume, classes))
    except SpecError:
        return None
