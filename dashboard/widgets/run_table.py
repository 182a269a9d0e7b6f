"""Runs as a table from which some are chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from cnn.runs.record import KIND_IN_WORDS
from cnn.runs.spreadsheet import as_csv
from cnn.runs.summary import Summary
from dashboard import state
from dashboard.settings_words import UNTOLD, configuration_in_words
from dashboard.words import count, interval

ROWS_SHOWN, ROW_PX = 10, 35
NOTED = {"owner": "owner", "tags": "tags", "notes": "text"}
"""Columns that are shown once anything stands in them."""
TIME = st.column_config.NumberColumn(format="localized", width=98, help="Of training alone.")
"""A column of what ``in_time`` gives: read as minutes and seconds, sorted as time."""
INTERVAL_HELP = "Where the accuracy on fresh images like these lies, with 95 % confidence (Wilson 1927)."


def run_table(summaries: Sequence[Summary]) -> None:
    """A line a run; those that are ticked are the chosen ones (``state.chosen_runs``), which the address names."""
    if not summaries:
        st.info("There is no such run: train one, or look for less above.", icon=":material/search_off:")
        return
    ids = [summary.id for summary in summaries]
    # The browser keeps ticks by their place: another list is another table, which begins with what is chosen.
    key = f"run_table_{hashlib.sha256(','.join(ids).encode()).hexdigest()[:12]}"
    chosen = set(state.chosen_runs())
    st.dataframe(
        _table(summaries),
        hide_index=True,
        height=ROW_PX * (min(len(ids), ROWS_SHOWN) + 1) + 2,
        on_select=partial(_take, key, ids),
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [place for place, run in enumerate(ids) if run in chosen]}},
        key=key,
        placeholder="",
        column_order=[
            name for name in _COLUMNS if name not in NOTED or any(getattr(run, NOTED[name]) for run in summaries)
        ],
        alt=f"{count(len(ids), 'run')}, one a line",
        column_config=_COLUMNS,
    )


def in_time(seconds: Sequence[float]) -> pd.TimedeltaIndex:
    """Seconds for the column ``TIME``, whole from ten on; nothing where no time was taken."""
    return pd.to_timedelta(
        [round(time_s, 1 if time_s < 10 else None) if time_s else None for time_s in seconds], unit="s"
    )


def download_table(summaries: Sequence[Summary]) -> None:
    """The listed runs as a file, with every setting in a column of its own."""
    st.download_button(
        "Download as CSV",
        lambda: as_csv(summaries),
        file_name="runs.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        disabled=not summaries,
    )


def _table(summaries: Sequence[Summary]) -> pd.DataFrame:
    """Column by column, which of ten thousand runs takes a third of the time that lines would take."""
    accuracies = [summary.accuracy for summary in summaries]
    made = pd.to_datetime([summary.created for summary in summaries], errors="coerce", format="ISO8601")
    return pd.DataFrame(
        {
            "name": [summary.name for summary in summaries],
            "owner": [summary.owner for summary in summaries],
            "tags": [list(summary.tags) for summary in summaries],
            "status": [summary.status for summary in summaries],
            "task": [KIND_IN_WORDS[summary.kind] for summary in summaries],
            "accuracy": [None if accuracy is None else 100 * accuracy for accuracy in accuracies],
            "interval": [interval(*summary.interval) if summary.interval else "" for summary in summaries],
            "data": [summary.data.title for summary in summaries],
            "network": [summary.network if summary.parameters is not None else "" for summary in summaries],
            "parameters": [summary.parameters for summary in summaries],
            "time": in_time([summary.state.time_s for summary in summaries]),
            "settings": [_configuration(summary) if summary.kind == "train" else "" for summary in summaries],
            "notes": [summary.text for summary in summaries],
            "made": made,
            "id": [summary.id for summary in summaries],
        }
    )


def _configuration(summary: Summary) -> str:
    return _in_words(frozenset(pair for pair in summary.settings.items() if pair[0] not in UNTOLD))


@lru_cache(4096)
def _in_words(changed: frozenset[tuple[str, Any]]) -> str:
    return configuration_in_words(dict(changed))


def _take(key: str, ids: list[str]) -> None:
    """Keep what was chosen before and is not listed just now, and what is ticked."""
    ticked = [ids[row] for row in st.session_state[key]["selection"]["rows"] if row < len(ids)]
    listed = set(ids)
    others = [run for run in state.chosen_runs() if run not in listed]
    state.choose_runs([*others, *ticked])


_COLUMNS = {
    "name": st.column_config.TextColumn(width=160),
    "owner": st.column_config.TextColumn(width=100, help="Who may stop, delete or rename it; so may a teacher."),
    "tags": st.column_config.ListColumn(width=90),
    "status": st.column_config.TextColumn(width=70),
    "task": st.column_config.TextColumn(width=130),
    "accuracy": st.column_config.NumberColumn(
        "validation", format="%.2f %%", width=76, help="Of the best epoch; of several networks, all together."
    ),
    "interval": st.column_config.TextColumn("95 % interval", width=100, help=INTERVAL_HELP),
    "data": st.column_config.TextColumn(width=150),
    "network": st.column_config.TextColumn(width=90),
    "parameters": st.column_config.NumberColumn(format="localized", width=84),
    "time": TIME,
    "settings": st.column_config.TextColumn(width=260, help="What is not as usual is named."),
    "notes": st.column_config.TextColumn(width=140),
    "made": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm", width=120),
    "id": st.column_config.TextColumn(width=160),
}
