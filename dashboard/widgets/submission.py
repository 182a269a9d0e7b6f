"""Predicting the test part, and what was predicted: the files to download, and ways to look at it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from cnn.data.imageset import ADDED, Dataset, ImageSet
from cnn.errors import CnnError
from cnn.places import own_folder
from cnn.runs.run import Run
from cnn.submission import Submission, test_part
from cnn.submission.by_hand import ByHandFile
from cnn.submission.kept import KeptSubmissions, key_of
from cnn.submission.probabilities import make_probabilities
from cnn.visitor import present
from cnn.words import roughly
from dashboard import cache, state
from dashboard.widgets.fault import plain
from dashboard.widgets.source_picker import offered
from dashboard.words import count, megabytes, percent

FAULT, BY_HAND = "submission_fault", "corrects_by_hand"


@dataclass(frozen=True, eq=False)
class Predicted:
    """A test part that runs have predicted.

    views: how many views of each image were averaged, None for as many as each run says. key: tells it from others.
    """

    runs: Sequence[Run]
    views: int | None
    dataset: Dataset
    key: str
    submission: Submission

    @property
    def images(self) -> ImageSet:
        return test_part(self.dataset)

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.runs[0].record.data.class_names

    @property
    def kept(self) -> KeptSubmissions:
        return kept()

    @property
    def by_hand(self) -> ByHandFile:
        """Where answers given by hand to its images are kept."""
        return self.kept.by_hand(self.images, len(self.class_names))

    @property
    def with_corrections(self) -> Submission:
        """With the answers given by hand where a visitor asked for them; raises SubmissionError for a spoilt file."""
        if not corrects_by_hand():
            return self.submission
        labels = self.by_hand.read().labels
        return self.submission.corrected_by(labels) if labels else self.submission


def corrects_by_hand() -> bool:
    """Whether a visitor asked for answers given by hand; not at first."""
    is_on: bool = st.session_state.get(BY_HAND, False)
    return is_on


def kept() -> KeptSubmissions:
    """The submissions kept beside the runs the dashboard works on; a visitor's in their own folder."""
    return KeptSubmissions(cache.store().folder if present().has_charge else own_folder())


def tell_other_data(runs: Sequence[Run], dataset: Dataset) -> None:
    """Where this is not the test part of what the runs learned from, say so, and offer to open that.

    A file without labels is taken as it is: a test part that was handed over by itself.
    """
    data = runs[0].record.data
    known = {run.record.data.fingerprint for run in runs}
    if dataset.train.labels is None or dataset.train.own_fingerprint in known:
        return
    st.caption(f"These are not the test images of {plain(data.title)}, which {plain(runs[0].name)} learned from.")
    if choice := offered(data.source.removesuffix(ADDED)):
        st.button(
            f"Open {plain(data.title)}", icon=":material/folder_open:", on_click=state.choose_source, args=(choice,)
        )


def predict_button(runs: Sequence[Run], views: int | None, dataset: Dataset) -> Predicted | None:
    """What these runs predicted of this test part, from the disk where it is there; else a button that predicts it."""
    images = test_part(dataset)
    key = key_of(runs, images, views)
    submission, place = state.submission(key) or kept().find(key), st.empty()
    if submission is None and place.button("Predict", type="primary", icon=":material/play_arrow:"):
        submission = _predict(runs, views, dataset)
        place.empty()
        try:
            kept().keep(runs, dataset, views, submission)
        except CnnError as error:
            st.warning(plain(str(error)), icon=":material/save:")
    if submission is None:
        return None
    state.keep_submission(key, submission)
    return Predicted(runs, views, dataset, key, submission)


def _predict(runs: Sequence[Run], views: int | None, dataset: Dataset) -> Submission:
    predictor = cache.predictor(*runs)
    if views is not None:
        predictor = predictor.looking(views)
    from cnn.submission import predict_test

    bar = st.progress(0.0, text="Predicting")
    start_s = time.monotonic()

    def tell(share: float) -> None:
        left_s = (time.monotonic() - start_s) * (1 - share) / share
        bar.progress(share, text=f"Predicting, {roughly(left_s)} left")

    submission = predict_test(predictor, dataset, tell)
    bar.empty()
    return submission


def offer_files(predicted: Predicted, submission: Submission) -> None:
    """The checked file and the probabilities to download, and how many answers in them are people's."""
    if fault := st.session_state.pop(FAULT, ""):
        st.warning(plain(fault), icon=":material/save:")
    content = submission.content
    st.success(
        f"Checked: header ImageId,Label, ids from 1 to {len(submission.answers):,}, every label a whole number.",
        icon=":material/check_circle:",
    )
    if by_hand := int(submission.corrected.sum()):
        st.warning(f"{count(by_hand, 'answer')} in these files came by hand.", icon=":material/edit:")
    with st.container(horizontal=True):
        st.download_button(
            f"Download submission.csv ({megabytes(len(content))})",
            content,
            file_name="submission.csv",
            mime="text/csv",
            type="primary",
            icon=":material/download:",
            on_click=_note_download,
            args=(predicted.kept, predicted.key, content),
        )
        st.download_button(
            "Probabilities",
            partial(make_probabilities, submission),
            file_name="probabilities.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="A line an image: the probability of every class, the answer, and whether it was corrected by hand.",
        )


def choose_section(sections: Sequence[str]) -> str:
    """What is looked at; it stands in the address."""
    section: str = st.segmented_control(
        "Look at",
        sections,
        default=sections[0],
        required=True,
        key="look",
        bind="query-params",
        label_visibility="collapsed",
    )
    return section


def labelled_test(predicted: Predicted, submission: Submission) -> None:
    """How many are right, where a test part has labels: the competition's has none."""
    labels = predicted.images.labels
    if labels is not None:
        right = float((submission.predicted == labels).mean())
        st.caption(f"This test part has labels: {percent(right)} of {count(len(labels), 'prediction')} are right.")


def _note_download(submissions: KeptSubmissions, key: str, content: bytes) -> None:
    try:
        submissions.take(key, content)
    except CnnError as error:
        st.session_state[FAULT] = str(error)
