"""Looking at labels in doubt, one after the other: keep, relabel, leave out, undo, by button or by key."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.data.corrections import Correction, Corrections, without_corrections
from cnn.data.corrections_file import change_corrections, read_corrections
from cnn.data.imageset import DIGITS, Dataset, ImageSet
from cnn.data.neighbours import nearest
from cnn.errors import CnnError
from cnn.labels.review import Candidate, Review
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts.probabilities import probability_chart
from dashboard.widgets.digits import show_digits, show_strip
from dashboard.widgets.fault import plain
from dashboard.words import count, percent

IMAGE_PX, CHART_PX, VERDICT_PX = 168, 290, 220
MOST_NEIGHBOURS = 12
NEIGHBOUR_PX = 44
FAULT = "review_fault"
MOST_BUTTONS = 10
SOUND = 0.7
"""Below this accuracy out of fold the doubts are mostly the networks' own mistakes."""


def review_labels(run: Run, dataset: Dataset) -> None:
    """The label at the place where this visitor is, and what can be decided of it.

    Raises RunError without probabilities, DataError where the corrections cannot be read.
    """
    review = Review(cache.evaluation(run), cache.doubts(run), read_corrections(dataset))
    if fault := st.session_state.pop(FAULT, ""):
        st.error(plain(fault), icon=":material/error:")
    _summary(review)
    if review.evaluation.accuracy < SOUND:
        st.warning(
            "These networks read too few images right to say much about labels: take a thorougher network, or one that "
            "suits the data.",
            icon=":material/warning:",
        )
    if not len(review):
        st.success("No label is in doubt.", icon=":material/check_circle:")
        return
    st.progress(review.reviewed / len(review), text=f"{review.reviewed:,} of {len(review):,} reviewed")
    candidate = review.candidate(_place(run, review))
    images = dataset.train
    _walk(run, dataset, review, candidate)
    row = st.container(horizontal=True, gap="small")
    with row.container(width=IMAGE_PX + 8):
        _show(candidate, images)
    with row.container(width=CHART_PX):
        names = images.class_names
        st.plotly_chart(
            probability_chart(review.probs(candidate.place).tolist(), names),
            config={"displayModeBar": False},
            key="doubted",
            alt=f"Probabilities: {names[candidate.suggested]} is likelier than {names[candidate.label]}",
        )
    with row.container(width=VERDICT_PX):
        _verdicts(run, dataset, candidate)
    _other_classes(run, dataset, candidate, len(review.corrections.entries))
    _neighbours(candidate, images)


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


def _show(candidate: Candidate, images: ImageSet) -> None:
    names = images.class_names
    show_digits(images.images[[candidate.row]], [f"Row {candidate.row:,}, labelled {names[candidate.label]}"], IMAGE_PX)
    decision = candidate.decision
    if decision is None:
        st.badge("not decided yet", icon=":material/help:", color="gray")
    elif decision.verdict == "relabelled" and decision.new is not None:
        st.badge(f"relabelled to {plain(names[decision.new])}", icon=":material/label:", color="blue")
    elif decision.verdict == "left out":
        st.badge("left out", icon=":material/block:", color="orange")
    else:
        st.badge("kept", icon=":material/check:", color="green")


def _walk(run: Run, dataset: Dataset, review: Review, candidate: Candidate) -> None:
    """Where it stands among the labels in doubt, with buttons to the others and one that undoes."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _step("Back", "chevron_left", "Left", -1, run, review, candidate)
        st.markdown(f"**{candidate.place + 1:,}** of {len(review):,}", width="content")
        _step("Next", "chevron_right", "Right", 1, run, review, candidate)
        st.button(
            "Undo",
            icon=":material/undo:",
            shortcut="U",
            disabled=not review.corrections.entries,
            on_click=_undo,
            args=(run, dataset, review),
            help="Takes the last decision back, whenever it was made.",
        )


def _verdicts(run: Run, dataset: Dataset, candidate: Candidate) -> None:
    names, old = dataset.train.class_names, _given(dataset, candidate)

    def button(label: str, icon: str, key: str, new: int | None, kind: str = "secondary") -> None:
        entry = Correction(row=candidate.row, old=old, new=new)
        st.button(
            label,
            icon=f":material/{icon}:",
            shortcut=key,
            type=kind,  # type: ignore[arg-type]
            width="stretch",
            on_click=_decide,
            args=(run, dataset, candidate, entry),
        )

    button(f"Relabel to {plain(names[candidate.suggested])}", "label", "S", candidate.suggested, "primary")
    button(f"Keep {plain(names[candidate.label])}", "check", "K", candidate.label)
    button("Leave out", "block", "X", None)


def _other_classes(run: Run, dataset: Dataset, candidate: Candidate, decided: int) -> None:
    """Any class at all: a button and a key each where classes are digits, else a list.

    decided: how many decisions there are; the list is a new one after each, with nothing chosen.
    """
    names, old = dataset.train.class_names, _given(dataset, candidate)
    if len(names) <= MOST_BUTTONS and all(name in DIGITS for name in names):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.caption("Or it is a", width="content")
            for label, name in enumerate(names):
                entry = Correction(row=candidate.row, old=old, new=label)
                st.button(name, shortcut=name, on_click=_decide, args=(run, dataset, candidate, entry))
        return
    key = f"another_{run.id}_{candidate.row}_{decided}"
    st.selectbox(
        "Another class",
        range(len(names)),
        index=None,
        format_func=lambda label: plain(names[label]),
        key=key,
        placeholder="Choose",
        on_change=_take_other,
        args=(run, dataset, candidate, key),
    )


def _take_other(run: Run, dataset: Dataset, candidate: Candidate, key: str) -> None:
    label: int | None = st.session_state[key]
    if label is not None:
        entry = Correction(row=candidate.row, old=_given(dataset, candidate), new=label)
        _decide(run, dataset, candidate, entry)


def _step(label: str, icon: str, key: str, by: int, run: Run, review: Review, candidate: Candidate) -> None:
    target = candidate.place + by
    st.button(
        label,
        icon=f":material/{icon}:",
        shortcut=key,
        disabled=not 0 <= target < len(review),
        on_click=_go,
        args=(run, target),
    )


def _given(dataset: Dataset, candidate: Candidate) -> int:
    """The label that the source itself gives it."""
    return int(without_corrections(dataset).train.known_labels[candidate.row])


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


def _place(run: Run, review: Review) -> int:
    """Where this visitor is among the labels in doubt: at first at one of which nothing was decided."""
    place: int | None = st.session_state.get(_key(run))
    if place is None or place >= len(review):
        place = review.next_open() or 0
        st.session_state[_key(run)] = place
    return place


def _go(run: Run, place: int) -> None:
    st.session_state[_key(run)] = place


def _decide(run: Run, dataset: Dataset, candidate: Candidate, entry: Correction) -> None:
    """Keep a decision on disk and go on to the next label of which nothing was decided."""
    try:
        corrections = change_corrections(dataset, lambda earlier: earlier.with_entry(entry))
        review = Review(cache.evaluation(run), cache.doubts(run), corrections)
    except CnnError as error:
        st.session_state[FAULT] = str(error)
        return
    following = review.next_open(candidate.place)
    _go(run, candidate.place if following is None else following)


def _undo(run: Run, dataset: Dataset, review: Review) -> None:
    """Take the last decision back and show the label it was about."""
    try:
        last = read_corrections(dataset).entries[-1:]
        change_corrections(dataset, Corrections.without_last)
    except CnnError as error:
        st.session_state[FAULT] = str(error)
        return
    place = review.place_of(last[0].row) if last else None
    if place is not None:
        _go(run, place)


def _key(run: Run) -> str:
    return f"reviewed_place_{run.id}"
