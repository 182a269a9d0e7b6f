"""How well a network does, in figures."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn.judging.evaluation import Evaluation, class_scores
from dashboard.words import count, interval, percent

INTERVAL_HELP = (
    "Where the accuracy on fresh images like these lies, with 95 % confidence (Wilson 1927). "
    "Two runs whose intervals overlap widely may well be equally good."
)


def headline(evaluation: Evaluation) -> None:
    """Accuracy, its interval, and how many are wrong."""
    cards = st.container(horizontal=True)
    wrong = len(evaluation.labels) - evaluation.hits
    cards.metric("Accuracy", percent(evaluation.accuracy), border=True)
    cards.metric("95 % interval", interval(*evaluation.interval), border=True, help=INTERVAL_HELP)
    cards.metric("Read wrong", f"{wrong:,} of {len(evaluation.labels):,}", border=True)


def score_table(evaluation: Evaluation) -> None:
    """Precision, recall and F1 of each class."""
    scores = class_scores(evaluation.confusion, evaluation.class_names)
    table = pd.DataFrame(
        {
            "class": [score.name for score in scores],
            "precision": [100 * score.precision for score in scores],
            "recall": [100 * score.recall for score in scores],
            "F1": [100 * score.f1 for score in scores],
            "images": [score.support for score in scores],
        }
    )
    number = st.column_config.NumberColumn
    st.dataframe(
        table,
        hide_index=True,
        height="content" if len(scores) <= 12 else 400,
        alt=f"Precision, recall and F1 of {count(len(scores), 'class', 'classes')}",
        column_config={
            "class": st.column_config.TextColumn(width=50),
            "images": number(format="localized", width=62),
            "precision": number(
                width=76, format="%.1f %%", help="Of the images read as this class, the share that is."
            ),
            "recall": number(width=68, format="%.1f %%", help="Of the images of this class, the share read so."),
            "F1": number(width=68, format="%.1f %%", help="The harmonic mean of precision and recall."),
        },
    )
