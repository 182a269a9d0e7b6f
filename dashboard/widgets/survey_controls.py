"""What of a data set's statistics is looked at; each choice stands in the address."""

from __future__ import annotations

import streamlit as st

from cnn.data.survey.traits import TRAITS

SECTIONS = ("Classes", "Pixels", "Traits", "Copies", "Drift")
ABOUT = {
    "Classes": "The mean image of each class, and where its images differ.",
    "Pixels": "How many pixels are empty, gray and full.",
    "Traits": "Ink, place and size of the writing, class by class.",
    "Copies": "What is missing, and what is there more than once.",
    "Drift": "Whether the test part looks like the training part.",
}


def choose_section() -> str:
    """One of ``SECTIONS``."""
    section: str = st.radio("Look at", SECTIONS, key="look", bind="query-params")
    st.caption(ABOUT[section])
    return section


def choose_trait() -> int:
    """Which of ``TRAITS``, by its place."""
    titles = [trait.title for trait in TRAITS]
    title = st.selectbox("Trait", titles, key="trait", bind="query-params")
    trait = titles.index(title)
    st.caption(TRAITS[trait].about)
    return trait
