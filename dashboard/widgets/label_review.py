"""Looking at labels in doubt, one after the other: the image, what networks read in it, and its likes."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.imageset import Dataset, ImageSet
from cnn.data.neighbours import nearest
from cnn.labels.review import Candidate, Review
from cnn.runs.run import Run
from dashboard.charts.probabilities import probability_chart
from dashboard.widgets.digits import show_digits, show_strip
from dashboard.widgets.fault import plain
from dashboard.widgets.label_verdicts import class_buttons, verdict_buttons, walk_buttons
from dashboard.widgets.reviewing import Reviewing, last_fault
from dashboard.words import count, percent

IMAGE_PX, CHART_PX, VERDICT_PX = 168, 290, 220
MOST_NEIGHBOURS = 12
NEIGHBOUR_PX = 44
SOUND = 0.7
"""Below this accuracy out of fold the doubts are mostly the networks' own mistakes."""


def review_labels(run: Run, dataset: Dataset) -> None:
    """The label at the place where this visitor is, and what can be decided of it.

    Raises RunError without probabilities, DataError where the corrections cannot be read.
    """
    at = Reviewing.of(run, dataset)
    if fault := last_fault():
        st.error(plain(fault), icon=":material/error:")
    _summary(at.review)
    if not len(at.review):
        st.success("No label is in doubt.", icon=":material/check_circle:")
        return
    reviewed, doubts = at.review.reviewed, len(at.review)
    st.progress(reviewed / doubts, text=f"{reviewed:,} of {doubts:,} reviewed")
    walk_buttons(at)
    row = st.container(horizontal=True, gap="small")
    with row.container(width=IMAGE_PX + 8):
        _image(at.candidate, dataset.train)
    with row.container(width=CHART_PX):
        _probabilities(at)
    with row.container(width=VERDICT_PX):
        verdict_buttons(at)
    class_buttons(at)
    _neighbours(at.candidate, dataset.train)


def _summary(review: Review) -> None:
    doubts, read = review.doubts, review.evaluation
    wrong = round(doubts.estimated)
    estimated = f"about {wrong:,} {'is' if wrong == 1 else 'are'}" if wrong else "none is"
    st.markdown(
        f"Networks that had not learned them read {percent(read.accuracy)} of {count(len(read.labels), 'image')} as "
        f"they are labelled. **{count(len(doubts), 'label')}** {'is' if len(doubts) == 1 else 'are'} in doubt, the "
        f"most doubtful first; {estimated} estimated to be wrong.",
        help="Confident learning (Northcutt, Jiang, Chuang 2021). In doubt is what a network that had not learned it "
        "reads as another class, ranked by how little it believes in the label. The estimate counts where the other "
        "class is at least as probable as on average among its own images: the rest of the doubts are mostly the "
        "network's own mistakes.",
    )
    if read.accuracy < SOUND:
        st.warning(
            "These networks read too few images right to say much about labels: take a thorougher network, or one that "
            "suits the data.",
            icon=":material/warning:",
        )


def _image(candidate: Candidate, images: ImageSet) -> None:
    names = images.class_names
    show_digits(
        images.images[[candidate.row]], [f"No. {candidate.row + 1:,}, labelled {names[candidate.label]}"], IMAGE_PX
    )
    decision = candidate.decision
    if decision is None:
        st.badge("not decided yet", icon=":material/help:", color="gray")
    elif decision.verdict == "relabelled" and decision.new is not None:
        st.badge(f"relabelled to {plain(names[decision.new])}", icon=":material/label:", color="blue")
    elif decision.verdict == "left out":
        st.badge("left out", icon=":material/block:", color="orange")
    else:
        st.badge("kept", icon=":material/check:", color="green")


def _probabilities(at: Reviewing) -> None:
    names, candidate = at.dataset.train.class_names, at.candidate
    st.plotly_chart(
        probability_chart(at.review.probs(candidate.place).tolist(), names),
        config={"displayModeBar": False},
        key="doubted",
        alt=f"Probabilities: {names[candidate.suggested]} is likelier than {names[candidate.label]}",
    )


def _neighbours(candidate: Candidate, images: ImageSet) -> None:
    """The images most like it of both classes: where it lies among its likes, its label shows."""
    for label in (candidate.suggested, candidate.label):
        rows = np.flatnonzero(images.known_labels == label)
        rows = rows[rows != candidate.row]
        if not len(rows):
            continue
        found, _ = nearest(images.images[rows], images.images[candidate.row], MOST_NEIGHBOURS)
        name = images.class_names[label]
        st.caption(f"Most like it, labelled {plain(name)}")
        show_strip(images.images[rows[found]], f"The {len(found)} images of class {name} most like it", NEIGHBOUR_PX)
