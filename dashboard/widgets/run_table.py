"""All runs as a table from which one is chosen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn.model.shapes import parameter_count
from cnn.runs.record import KIND_IN_WORDS
from cnn.runs.run import Run, status_of


def run_table(runs: list[Run]) -> Run | None:
    """A line a run, the newest first; gives the one clicked, or None."""
    table = pd.DataFrame([_line(run) for run in runs])
    event = st.dataframe(
        table,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="run_table",
        alt="All runs, the newest first",
        column_config={
            "accuracy": st.column_config.NumberColumn("validation", format="%.2f %%", help="Of the best epoch"),
            "time": st.column_config.NumberColumn("time", format="%.1f s", help="Seconds of training alone"),
            "parameters": st.column_config.NumberColumn(format="localized"),
            "made": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
        },
    )
    rows = event["selection"]["rows"]
    return runs[rows[0]] if rows and rows[0] < len(runs) else None


def _line(run: Run) -> dict[str, object]:
    record, state = run.record, run.state
    return {
        "name": run.name,
        "task": KIND_IN_WORDS[record.kind],
        "status": status_of(state),
        "accuracy": None if state.validation_accuracy is None else 100 * state.validation_accuracy,
        "data": record.data.title,
        "epochs": record.config.epochs if record.kind == "train" else None,
        "parameters": parameter_count(record.architecture),
        "time": state.time_s or None,
        "made": pd.Timestamp(record.created),
        "id": run.id,
    }
