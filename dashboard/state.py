"""What a visitor has chosen in this browser tab: every string key of the session's state is in this file.

Nothing that matters lives here: runs and data are on disk, and a lost session loses only what was being looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnn.model.architecture import Architecture

SOURCE = "chosen_source"
UPLOADS = "uploaded_sources"
DESIGN = "chosen_design"
RUN = "chosen_run"
SHOWN_RUN = "watched_run"


@dataclass(frozen=True)
class SourceChoice:
    """The data set worked on: a catalogue word or path, and the number of classes asked for (None: as usual)."""

    source: str = "digits"
    classes: int | None = None


@dataclass(frozen=True)
class Design:
    """The network worked on: a preset's name, or an architecture of one's own."""

    preset: str = "notebook"
    own: Architecture | None = None


def source() -> SourceChoice:
    """The chosen data set; the built-in digits at first."""
    choice: SourceChoice = st.session_state.get(SOURCE, SourceChoice())
    return choice


def choose_source(choice: SourceChoice) -> None:
    """Work on this data set from now on."""
    st.session_state[SOURCE] = choice


def uploads() -> dict[str, str]:
    """What was uploaded in this session: path → title."""
    known: dict[str, str] = st.session_state.setdefault(UPLOADS, {})
    return known


def design() -> Design:
    """The chosen network; the notebook's at first."""
    choice: Design = st.session_state.get(DESIGN, Design())
    return choice


def choose_design(choice: Design) -> None:
    """Work on this network from now on."""
    st.session_state[DESIGN] = choice


def run_id() -> str | None:
    """The run to inspect and use, by the address (``?run=``) first, then by the last choice."""
    asked = st.query_params.get("run")
    chosen: str | None = asked or st.session_state.get(RUN)
    return chosen


def choose_run(run: str) -> None:
    """Inspect and use this run from now on."""
    st.session_state[RUN] = run


def watched_run() -> str | None:
    """The run whose training is being watched."""
    watched: str | None = st.session_state.get(SHOWN_RUN)
    return watched


def watch_run(run: str) -> None:
    """Watch this run's training from now on."""
    st.session_state[SHOWN_RUN] = run
