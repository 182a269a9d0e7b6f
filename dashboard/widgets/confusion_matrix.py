"""The confusion matrix as something to click."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from cnn.evaluation import Evaluation
from dashboard.charts.confusion import Show, clicked_cell, confusion_chart, in_words


def cell_choice() -> Show:
    """What stands in the cells."""
    show = st.segmented_control("In the cells", ["counts", "rates"], default="counts", required=True, key="cells")
    st.caption("Counts of images, or percent of each true class. Click a cell to see its images.")
    return cast(Show, show)


def confusion_matrix(evaluation: Evaluation, show: Show, key: str) -> tuple[int, int] | None:
    """Show the matrix; gives the clicked cell (true, predicted), or None."""
    event: Any = st.plotly_chart(
        confusion_chart(evaluation, show),
        on_select="rerun",
        selection_mode="points",
        key=f"confusion_{key}_{show}",
        config={"displayModeBar": False},
        alt=in_words(evaluation),
    )
    return clicked_cell(event["selection"])
