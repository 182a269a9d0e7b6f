"""Looking into a network: a picture, and why every number it becomes is what it is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.data.imageset import Images
from cnn.inside.passage import Passage
from cnn.inside.tracing import origin_of
from cnn.model.layers import describe
from cnn.reading.certainty import softened
from cnn.runs.run import Run
from dashboard import cache
from dashboard.lessons.glossary import linked
from dashboard.lessons.layers import READ
from dashboard.widgets.digits import shown
from dashboard.widgets.fault import plain
from dashboard.widgets.origin import show_origin
from dashboard.widgets.pick_layer import choose_cell, choose_layer, choose_map, show_flow, show_maps
from dashboard.words import percent


def whose(run: Run) -> str:
    """Whose network is looked into: the first one of a run of several."""
    networks = len(run.member_weights)
    first = f"The first of the {networks} networks of " if networks > 1 else ""
    return f"{first}{plain(run.name)}, trained on {plain(run.record.data.title)}"


def look(run: Run, picture: Images | None, result: DeltaGenerator) -> None:
    """Controls here, and in ``result`` the network at work: all layers, all maps of one, one number of one."""
    if picture is None:
        result.info("Draw a digit on the pad: it goes through the network as you draw.", icon=":material/draw:")
        return
    passage = cache.passage(run, picture)
    place = choose_layer(passage.steps)
    numbers = passage.outputs[place]
    chosen = choose_map(numbers)
    cell = choose_cell(numbers, chosen)
    network = cache.predictor(run).members[0].network
    drawn = shown(picture, picture.shape[2])
    with result:
        class_names = run.record.data.class_names
        st.markdown(f"It reads **{_answer(passage, class_names)}**. {linked(READ)}")
        show_flow(passage, drawn, place, class_names)
        step = passage.steps[place]
        st.markdown(f"**Layer {step.number}: {describe(step.layer)}**, {step.before} → {step.after}")
        show_maps(numbers, chosen)
        show_origin(passage, place, cell, origin_of(network, passage, place, cell), drawn)


def _answer(passage: Passage, class_names: Sequence[str]) -> str:
    """What the network reads, with its probability."""
    probs = softened(passage.logits)
    best = int(probs.argmax())
    return f"{plain(class_names[best])} ({percent(float(probs[best]), 1)})"
