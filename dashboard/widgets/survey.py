"""The statistics of a data set, one kind at a time."""

from __future__ import annotations

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.data.imageset import Dataset, ImageSet
from cnn.data.survey.survey import PartSurvey, Survey
from cnn.data.survey.traits import TRAITS
from dashboard.charts.traits import intensities_in_words, intensity_chart, trait_chart, trait_in_words
from dashboard.widgets.class_pictures import show_class_pictures
from dashboard.widgets.drift import show_drift
from dashboard.widgets.duplicates import show_duplicates, show_missing
from dashboard.widgets.fault import plain
from dashboard.widgets.part_picker import TEST, choose_part, part_of
from dashboard.widgets.survey_controls import choose_section, choose_trait
from dashboard.words import count

STILL = {"displayModeBar": False}
ALL = ("all images",)


def show_survey(dataset: Dataset, survey: Survey, controls: DeltaGenerator) -> None:
    """What is chosen in ``controls``."""
    with controls:
        section = choose_section()
        part = choose_part(dataset) if section in ("Classes", "Pixels", "Traits") else ""
        trait = choose_trait() if section in ("Traits", "Drift") else 0
    images = part_of(dataset, part)
    looked = survey.test if part == TEST and survey.test is not None else survey.train
    match section:
        case "Classes":
            show_class_pictures(looked.profile, _names(images))
        case "Pixels":
            _show_pixels(looked)
        case "Traits":
            _show_trait(images, looked, trait)
        case "Copies":
            show_missing(dataset, survey)
            show_duplicates(dataset, survey)
        case "Drift":
            show_drift(survey, trait)


def _show_pixels(part: PartSurvey) -> None:
    words = intensities_in_words(part.profile.intensities)
    st.plotly_chart(intensity_chart(part.profile.intensities), config=STILL, key="intensities", alt=words)
    st.markdown(words)


def _show_trait(images: ImageSet, part: PartSurvey, trait: int) -> None:
    names = _names(images)
    labels = np.zeros(len(images), np.int64) if images.labels is None else images.labels
    values = part.traits[:, trait]
    words = trait_in_words(values, labels, names, TRAITS[trait])
    st.plotly_chart(trait_chart(values, labels, names, TRAITS[trait]), config=STILL, key="traits", alt=words)
    st.markdown(f"{plain(words)}.")
    st.caption(
        f"Of {count(len(images), 'image')}: the line is the median, the box holds half of the images, the whiskers "
        "nine of ten."
    )


def _names(images: ImageSet) -> tuple[str, ...]:
    return ALL if images.labels is None else images.class_names
