"""What is missing in a data set, and what is there more than once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn.data.imageset import Dataset
from cnn.data.survey.duplicates import Group
from cnn.data.survey.survey import Survey
from dashboard.widgets.digits import show_digits
from dashboard.words import count

MOST_SHOWN = 12
PICTURE_PX = 68
KINDS = {
    "Twice in training": ("within_train", "Copies count twice in training; a copy in the validation part is no test."),
    "Twice in test": ("within_test", "Copies in the test part count twice in the score."),
    "In both parts": ("between", "The network has seen these test images: its score on them says little."),
    "Labels at odds": ("conflicting", "Equal images said to be of different classes: one of the labels is wrong."),
}


def show_missing(dataset: Dataset, survey: Survey) -> None:
    """Whether anything is missing."""
    blank = [f"{survey.train.blank:,} in the training part"]
    if survey.test is not None:
        blank.append(f"{survey.test.blank:,} in the test part")
    unchanging = survey.train.profile.unchanging
    numbers = int(np.prod(dataset.train.shape))
    st.markdown(
        "- No number is missing: a file with a blank cell, or one that is no number, is refused when it is opened, "
        "with its line and column.\n"
        f"- Images without any ink: {' and '.join(blank)}.\n"
        f"- {count(unchanging, 'pixel has', 'pixels have')} one and the same value in all training images, of "
        f"{numbers:,}: nothing can be learned from {'it' if unchanging == 1 else 'them'}."
    )


def show_duplicates(dataset: Dataset, survey: Survey) -> None:
    """How many images come more than once, pixel by pixel, and the first of them."""
    duplicates = survey.duplicates
    groups = {title: getattr(duplicates, name) for title, (name, _) in KINDS.items()}
    cards = st.container(horizontal=True)
    for title, (_, about) in KINDS.items():
        cards.metric(title, f"{len(groups[title]):,}", border=True, help=f"{about} Counted are different images.")
    found = next((title for title in reversed(KINDS) if groups[title]), None)
    if found is None:
        parts = "in either part or across them" if survey.test is not None else "among them"
        st.success(f"No two images {parts} are equal in every pixel.", icon=":material/check_circle:")
        return
    st.markdown(f"**{found}**: {KINDS[found][1]}")
    _show_groups(dataset, groups[found][:MOST_SHOWN])
    if len(groups[found]) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {len(groups[found]):,}.")


def _show_groups(dataset: Dataset, groups: Sequence[Group]) -> None:
    """One picture a group with where it is and what it is said to be."""
    pictures, captions = [], []
    for group in groups:
        part = dataset.train if len(group.train) or dataset.test is None else dataset.test
        pictures.append(part.images[(group.train if len(group.train) else group.test)[0]])
        places = [f"No. {row + 1}" for row in group.train[:3]] + [f"test no. {row + 1}" for row in group.test[:3]]
        said = " or ".join(dataset.train.class_names[label] for label in group.labels)
        captions.append(f"{', '.join(places)}{f': {said}' if said else ''}")
    show_digits(np.stack(pictures), captions, PICTURE_PX)
