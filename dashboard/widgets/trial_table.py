"""The trials of a search as a table from which one is trained in full."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from cnn.sweep.creation import train_in_full
from cnn.sweep.sweep import Sweep
from cnn.sweep.trial import SweepTrial, best_of
from cnn.training.settings.ending import Metric
from dashboard import cache, state
from dashboard.plan import see_to_queue
from dashboard.settings_words import setting_in_words
from dashboard.widgets.frame import go_to
from dashboard.words import count

ROWS_SHOWN, ROW_PX = 10, 35


def trial_table(sweep: Sweep, trials: Sequence[SweepTrial]) -> None:
    """A line a trial, the best first; the ticked one, or the best, can be trained in full."""
    plan = sweep.plan
    lines = sorted(trials, key=lambda trial: _rank(trial, plan.goal))
    event = st.dataframe(
        _table(lines, list(plan.space), plan.goal),
        hide_index=True,
        height=ROW_PX * (min(len(lines), ROWS_SHOWN) + 1) + 2,
        on_select="rerun",
        selection_mode="single-row",
        key=f"trials_of_{sweep.name}",
        placeholder="",
        alt=f"{count(len(lines), 'trial')}, the best first",
        column_config={
            "accuracy (%)": st.column_config.NumberColumn(format="%.2f"),
            "loss": st.column_config.NumberColumn(format="%.4f"),
        },
    )
    rows = event["selection"]["rows"]
    chosen = lines[rows[0]] if rows and rows[0] < len(lines) else best_of(trials, plan.goal)
    if chosen is None:
        return
    which = "this one" if rows else "the best"
    epochs = count(plan.config.epochs, "epoch")
    if st.button(f"Train {which} in full", icon=":material/play_arrow:", key="train_in_full"):
        run = train_in_full(cache.store(), plan, chosen)
        see_to_queue()
        state.watch_run(run.id)
        state.choose_run(run.id)
        go_to("train/train.py")
    st.caption(f"Trial {chosen.number + 1} with all its settings, for {epochs}. Tick another trial for that one.")


def _rank(trial: SweepTrial, goal: Metric) -> tuple[int, float]:
    """The best first, then what was pruned, failed or is not done."""
    place = ("finished", "pruned", "open", "failed").index(trial.fate)
    value = trial.value or 0.0
    return place, -value if goal == "accuracy" else value


def _table(trials: Sequence[SweepTrial], names: Sequence[str], goal: Metric) -> pd.DataFrame:
    figure = "accuracy (%)" if goal == "accuracy" else "loss"
    scale, digits = (100, 2) if goal == "accuracy" else (1, 4)
    return pd.DataFrame(
        {
            "trial": [trial.number + 1 for trial in trials],
            "ended": ["" if trial.fate == "open" else trial.fate for trial in trials],
            figure: [None if trial.value is None else round(scale * trial.value, digits) for trial in trials],
            **{name.replace("_", " "): [_said(name, trial) for trial in trials] for name in names},
            "epochs": [len(trial.reports) for trial in trials],
            "run": [trial.run for trial in trials],
            "why": [trial.why if trial.fate in ("pruned", "failed") else "" for trial in trials],
        }
    )


def _said(name: str, trial: SweepTrial) -> str:
    value = trial.values.get(name)
    if isinstance(value, float):
        value = float(f"{value:.3g}")
    return "–" if value is None else setting_in_words(name, value)
