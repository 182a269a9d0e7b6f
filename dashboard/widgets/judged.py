"""What the pages under Inspect work on: a run, and the labelled images it is judged on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from cnn.data.imageset import Dataset, ImageSet
from cnn.errors import DataError
from cnn.judging.evaluation import Evaluation
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.state import SourceChoice
from dashboard.widgets.fault import plain
from dashboard.widgets.frame import link
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.source_picker import source_picker, upload_form
from dashboard.words import count

VALIDATION, OPEN = "validation", "open data"
RESULT_PX = 726
"""An image up close beside its facts; in a narrow window the result goes below the controls."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A run with what it read in labelled images.

    part: the images whose rows the evaluation names; None where they are those of the run's own training part.
    on: what they are, in words. caveat: what is to be said against them. key: tells them from all others.
    """

    run: Run
    evaluation: Evaluation
    on: str
    key: str
    caveat: str = ""
    part: ImageSet | None = None
    is_test: bool = False

    @property
    def images(self) -> ImageSet:
        """The images, wherever they are open; raises DataError where they are not here."""
        return self.dataset.train if self.part is None else self.part

    @property
    def dataset(self) -> Dataset:
        """The data set that the run was trained on; raises DataError where it is not open here."""
        data = self.run.record.data
        for choice in (state.source(), SourceChoice(data.source, data.classes)):
            with suppress(DataError):
                dataset = cache.dataset(choice)
                if dataset.train.own_fingerprint == data.fingerprint:
                    return dataset
        raise DataError(
            f"The pictures come with {data.title}, which is not open here: choose it under Explore. "
            "The numbers do not need them."
        )

    def called(self, row: int) -> str:
        """What one of the images is called: ``No. 30,120``, ``Test no. 103``."""
        return f"{'Test no.' if self.is_test else 'No.'} {row + 1:,}"

    @property
    def in_words(self) -> str:
        """The run, what it is judged on and how many images that are."""
        unseen = "" if self.caveat else " it was not trained on"
        images = count(len(self.evaluation.labels), "image")
        return f"{plain(self.run.name)} on {plain(self.on)}: {images}{unseen}"


def choose_judged() -> Judged:
    """The run, and whether it is judged on the part it kept for validation or on the data set that is open.

    Raises RunError where there is no run or it left no predictions, DataError where the data does not fit.
    """
    return judged_on(run_picker(), choose_part())


def choose_part() -> str:
    """Whether runs are judged on the part they kept for validation or on the data set that is open."""
    on: str = st.segmented_control(
        "Judged on",
        [VALIDATION, OPEN],
        default=VALIDATION,
        required=True,
        key="on",
        bind="query-params",
        persist_state="session",
        help="The images that training kept aside, or any labelled data, which is then open on every page. Of a data "
        "set with a labelled test part it is that part.",
    )
    if on == OPEN:
        source_picker()
        upload_form()
    return on


def judged_on(run: Run, part: str) -> Judged:
    """A run with what it read; raises RunError where it left no predictions, DataError where the data does not fit."""
    if part == VALIDATION:
        evaluation = cache.evaluation(run)
        return Judged(run, evaluation, f"the validation part of {run.record.data.title}", run.id)
    dataset = cache.dataset(state.source())
    judged = cache.judgement([run], dataset)
    assert judged.part is not None  # the judgement was made on it
    if judged.caveat:
        st.warning(plain(judged.caveat), icon=":material/warning:")
    return Judged(
        run,
        judged.evaluation,
        judged.on,
        f"{run.id} {dataset.train.fingerprint}",
        judged.caveat,
        judged.part,
        judged.part is dataset.test,
    )


def open_images(judged: Judged) -> ImageSet | None:
    """The images that a run is judged on; None, and a sentence that says where they are, where they are not open."""
    try:
        return judged.images
    except DataError as error:
        st.info(plain(str(error)), icon=":material/image_not_supported:")
        link("Open the data", "data/explore.py")
        return None
