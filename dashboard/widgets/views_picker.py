"""Test-time augmentation: how many views of each image are averaged."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn.runs.run import Run
from cnn.training.config import settings
from dashboard.words import count

AS_TRAINED = 0
OFFERED = (AS_TRAINED, 1, 3, 5, 9, 17, 32)


def views_picker(runs: Sequence[Run]) -> int | None:
    """As many views as each run says (None), or so many for all of them."""
    own = sorted({run.record.config.views for run in runs})
    usual = f"as trained for ({' or '.join(map(str, own))})"
    chosen: int = st.selectbox(
        "Views of each image",
        OFFERED,
        format_func=lambda views: usual if views == AS_TRAINED else count(views, "view"),
        key="views_averaged",
        persist_state="session",
        help=settings()["views"].description,
    )
    return None if chosen == AS_TRAINED else chosen
