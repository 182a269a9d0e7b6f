"""What to search: which settings vary and how, what the best is best by, and when it ends."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnn.data.imageset import Dataset
from cnn.model.architecture import Architecture
from cnn.sweep.creation import plan_sweep
from cnn.sweep.plan import PRUNING
from cnn.sweep.space import Space, varied_settings
from cnn.training.config import TrainingConfig
from cnn.visitor import present
from dashboard import state
from dashboard.expectation import end_measuring
from dashboard.sweeps import go_on, searches
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.variation_control import variation_control

VARIED_FIRST = ["learning_rate"]
MOST_TRIALS, USUAL_TRIALS, MOST_MINUTES = 1000, 20, 10_000
MOST_EPOCHS_OF_A_TRIAL = 5
GOALS = {"accuracy": "highest accuracy", "loss": "lowest loss"}
SHOWN = "shown_search"


def search_form(dataset: Dataset, architecture: Architecture, config: TrainingConfig) -> None:
    """The controls of a search and the button that begins it; raises ConfigError, DataError, SpecError, SweepError."""
    fields = varied_settings()
    chosen = st.multiselect(
        "Settings to vary",
        list(fields),
        VARIED_FIRST,
        format_func=lambda name: str(fields[name].title),
        key="varied_settings",
        persist_state="session",
        help="All others stay as they are under Train. Two or three at a time are found soonest.",
    )
    begin, ranges = st.container(), st.container()
    with ranges:
        preset = state.design().preset
        space: Space = {
            name: variation_control(name, fields[name], config, f"varied_{preset}_{name}")
            for name in fields
            if name in chosen
        }
        plan = plan_sweep(
            dataset,
            architecture,
            config,
            space,
            name=st.text_input("Name", placeholder=f"{architecture.name} search", key="search_name").strip()
            or searches().free_name(f"{architecture.name} search"),
            classes=state.source().classes,
            preset=None if state.design().own else preset,
            **_ending(config),
        )
    with begin, faults_in_place():
        may = present().has_charge
        if not may:
            st.caption("A search takes the whole machine for long: a teacher begins and ends one.")
        if st.button("Search", type="primary", icon=":material/travel_explore:", width="stretch", disabled=not may):
            end_measuring()
            go_on(searches().create(plan))
            st.session_state[SHOWN] = plan.name
            st.rerun()


def _ending(config: TrainingConfig) -> dict[str, Any]:
    """Goal, budget and pruning."""
    common: dict[str, Any] = {"persist_state": "session"}
    trials = st.number_input("Trials", 2, MOST_TRIALS, USUAL_TRIALS, key="search_trials", **common)
    minutes = st.number_input(
        "Minutes, at most", 0, MOST_MINUTES, 0, key="search_minutes", help="0 for as long as it takes.", **common
    )
    epochs = st.slider(
        "Epochs of a trial",
        1,
        max(config.epochs, MOST_EPOCHS_OF_A_TRIAL),
        min(config.epochs, MOST_EPOCHS_OF_A_TRIAL),
        key=f"search_epochs_{state.design().preset}",
        help=f"Few suffice to tell good settings from bad ones; a training in full has {config.epochs}.",
        **common,
    )
    goal = st.selectbox("Looked for", list(GOALS), format_func=GOALS.__getitem__, key="search_goal", **common)
    pruning = st.selectbox(
        "Pruning",
        list(PRUNING),
        key="search_pruning",
        help="; ".join(f"{name}: {how}" for name, how in PRUNING.items()) + ".",
        **common,
    )
    return {"trials": trials, "minutes": minutes or None, "epochs": epochs, "goal": goal, "pruning": pruning}
