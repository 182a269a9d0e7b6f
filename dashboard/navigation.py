"""The table of pages, in the order of the story."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Entry:
    """One page: its section in the menu, its file below ``pages/``, its title and its icon."""

    section: str
    file: str
    title: str
    icon: str

    @property
    def path(self) -> str:
        """The file as Streamlit wants it: relative to ``dashboard/app.py``."""
        return f"../pages/{self.file}"


ENTRIES = (
    Entry("Start", "start/start.py", "Start", "home"),
    Entry("Learn", "learn/seeing.py", "Why networks can see", "visibility"),
    Entry("Learn", "learn/picture.py", "What a picture is", "apps"),
    Entry("Learn", "learn/convolution.py", "Convolution", "grid_on"),
    Entry("Learn", "learn/activation.py", "ReLU", "turn_slight_right"),
    Entry("Learn", "learn/pooling.py", "Pooling", "compress"),
    Entry("Learn", "learn/classifying.py", "From maps to classes", "label"),
    Entry("Learn", "learn/loss.py", "Loss", "trending_down"),
    Entry("Learn", "learn/layers.py", "The network at work", "layers"),
    Entry("Learn", "learn/descent.py", "How it learns", "stairs"),
    Entry("Learn", "learn/experiments.py", "Why convolution", "science"),
    Entry("Learn", "learn/glossary.py", "Words", "menu_book"),
    Entry("Data", "data/explore.py", "Explore", "photo_library"),
    Entry("Data", "data/statistics.py", "Statistics", "query_stats"),
    Entry("Data", "data/map.py", "Map", "scatter_plot"),
    Entry("Data", "data/find.py", "Find", "image_search"),
    Entry("Data", "data/preview.py", "Preview", "call_split"),
    Entry("Data", "data/labels.py", "Label check", "rule"),
    Entry("Data", "data/drawings.py", "My drawings", "gesture"),
    Entry("Model", "model/design.py", "Design", "account_tree"),
    Entry("Model", "model/compare.py", "Compare", "compare_arrows"),
    Entry("Model", "model/code.py", "Code", "code"),
    Entry("Train", "train/train.py", "Train", "play_circle"),
    Entry("Train", "train/search.py", "Search", "travel_explore"),
    Entry("Train", "train/runs.py", "Runs", "list_alt"),
    Entry("Inspect", "inspect/evaluate.py", "Evaluate", "fact_check"),
    Entry("Inspect", "inspect/confidence.py", "Confidence", "speed"),
    Entry("Inspect", "inspect/errors.py", "Errors", "troubleshoot"),
    Entry("Inspect", "inspect/why.py", "Why", "psychology_alt"),
    Entry("Inspect", "inspect/compare_runs.py", "Compare runs", "balance"),
    Entry("Use", "use/draw.py", "Draw", "draw"),
    Entry("Use", "use/number.py", "Read a number", "pin"),
    Entry("Use", "use/submit.py", "Submit", "upload_file"),
    Entry("Use", "use/export.py", "Take along", "luggage"),
)


def pages_by_section() -> dict[str, list[st.Page]]:
    """The menu for ``st.navigation``."""
    menu: dict[str, list[st.Page]] = {}
    for number, entry in enumerate(ENTRIES):
        page = st.Page(entry.path, title=entry.title, icon=f":material/{entry.icon}:", default=number == 0)
        menu.setdefault(entry.section, []).append(page)
    return menu


def entry_of(file: str) -> Entry:
    """The entry of a file below ``pages/``."""
    return next(entry for entry in ENTRIES if entry.file == file)
