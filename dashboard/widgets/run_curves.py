"""The curves of the compared runs, loss beside error rate."""

from __future__ import annotations

from typing import cast, get_args

import streamlit as st

from dashboard import cache
from dashboard.charts.run_curves import Over, What, curves_in_words, run_curves_chart
from dashboard.widgets.compared_runs import Compared
from dashboard.words import count

CHART_PX = 350


@st.fragment
def show_curves(compared: Compared) -> None:
    """Both charts over epochs or over seconds."""
    over = st.segmented_control(
        "Over",
        list(get_args(Over)),
        default="epochs",
        required=True,
        key="over",
        bind="query-params",
        label_visibility="collapsed",
    )
    histories = {name: cache.history(run) for name, run in zip(compared.names, compared.runs, strict=True)}
    with st.container(horizontal=True):
        for what in get_args(What):
            with st.container(width=CHART_PX):
                st.plotly_chart(
                    run_curves_chart(histories, what, cast(Over, over)),
                    config={"displayModeBar": False},
                    key=f"curves_{what}",
                    alt=curves_in_words(histories, what),
                )
    told = ["Training thin, on augmented images with dropout; validation dashed, with a mark at each epoch."]
    if several := sum(run.record.config.members > 1 for run in compared.runs):
        told.append(f"Of {count(several, 'run')} of several networks it is the first one.")
    if empty := [name for name, history in histories.items() if not history.courses]:
        told.append(f"{len(empty)} of them left no curve.")
    st.caption(" ".join(told))
