"""How accurate a run is with and without the labels under dispute."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn.data.corrections_file import read_corrections
from cnn.errors import DataError
from cnn.judging.evaluation import Evaluation
from cnn.labels.dispute import Dispute, dispute_of
from cnn.labels.review import Review
from dashboard import cache
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import link
from dashboard.widgets.judged import Judged
from dashboard.widgets.label_check import checks_of
from dashboard.words import count, interval

ABOUT = (
    "Corrected labels are those people relabelled or left out. Of the labels that a label check doubts and nobody has "
    "looked at, as many count as it estimates to be wrong. They are hard images too: that the accuracy rises without "
    "them says how much they may hide, not that each of them is wrong."
)


def show_dispute(judged: Judged) -> None:
    """A table of accuracies; a sentence with a link where no label is under dispute."""
    st.subheader("Labels under dispute", anchor=False, help=ABOUT)
    with faults_in_place():
        dispute = _dispute_of(judged)
        if dispute is None:
            return
        evaluation = judged.evaluation
        inside = dispute.among(evaluation)
        if not len(inside):
            checked = "" if len(dispute.rows) else " Nobody has checked the labels of this data yet, or none was found."
            st.caption(f"No label of these {len(evaluation.labels):,} images is under dispute.{checked}")
            link("Check the labels", "data/labels.py")
            return
        wrong = int((evaluation.predicted[inside] != evaluation.labels[inside]).sum())
        mistakes = len(evaluation.labels) - evaluation.hits
        st.markdown(
            f"**{len(inside):,}** of the {count(len(evaluation.labels), 'image')} have a label under dispute, among "
            f"them **{wrong:,}** of the {count(mistakes, 'mistake')}."
        )
        _show_table(evaluation, dispute)


def _dispute_of(judged: Judged) -> Dispute | None:
    """What is under dispute where the run's own data is judged on; None, and a sentence, elsewhere."""
    if judged.part is not None:
        st.caption("Only known of the data that the run was trained on: judge it on its validation part.")
        return None
    try:
        dataset = judged.dataset
    except DataError:
        st.caption("Known once the data of this run is open.")
        return None
    corrections = read_corrections(dataset)
    check = next((run for run in checks_of(dataset) if run.status == "finished"), None)
    review = None if check is None else Review(cache.evaluation(check), cache.doubts(check), corrections)
    return dispute_of(corrections, review)


def _show_table(evaluation: Evaluation, dispute: Dispute) -> None:
    judged = {"As labelled": evaluation, "Without the labels under dispute": dispute.without(evaluation)}
    if dispute.corrections.changes:
        judged["By the labels as corrected"] = dispute.corrected(evaluation)
    judged = {title: each for title, each in judged.items() if len(each.labels)}
    st.dataframe(
        pd.DataFrame(
            {
                "judged": list(judged),
                "images": [len(each.labels) for each in judged.values()],
                "wrong": [len(each.labels) - each.hits for each in judged.values()],
                "accuracy": [100 * each.accuracy for each in judged.values()],
                "95 % interval": [interval(*each.interval) for each in judged.values()],
            }
        ),
        hide_index=True,
        alt="Accuracy with and without the labels under dispute",
        column_config={
            "images": st.column_config.NumberColumn(format="localized"),
            "accuracy": st.column_config.NumberColumn(format="%.2f %%"),
        },
    )
