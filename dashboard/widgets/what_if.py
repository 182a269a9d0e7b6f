"""What would make it another digit: the nearest image of that class, and how much of it that takes."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnn.attribution.counterfactual import convincing, nearest_in
from cnn.attribution.score import Score
from cnn.data.imageset import Images, ImageSet
from cnn.inside.passage import Numbers
from cnn.reading.certainty import softened
from dashboard import cache
from dashboard.charts.what_if import what_if_figure, what_if_in_words
from dashboard.explanations import Case, Way
from dashboard.widgets.fault import plain
from dashboard.widgets.judged import Judged
from dashboard.widgets.pick_judged import Picked
from dashboard.widgets.pick_score import Asked
from dashboard.widgets.sheet import show_sheet
from dashboard.words import count, percent

HELP = (
    "Among the images judged on that are of the other class and read so: the one nearest by the cosine between what "
    "the last fully connected layer gets for each. What of the difference counts is told by integrated gradients from "
    "this picture to that one: how far each pixel lifts that class above the one it is read as now."
)


def show_what_if(judged: Judged, images: ImageSet, picked: Picked, asked: Asked, probs: Numbers) -> None:
    """The picture, the nearest image of the class asked about that it is not read as, and what of the rest counts.

    Raises SpecError for a network without a fully connected layer, ExplanationError where the package is missing.
    """
    run, answer = judged.run, int(probs.argmax())
    wanted = asked.label if asked.other == answer else asked.other
    name = plain(images.class_names[wanted])
    st.subheader(f"What would make it {name}?", anchor=False, help=HELP)
    rows = convincing(judged.evaluation, wanted)
    rows = rows[rows != (-1 if picked.row is None else picked.row)]
    if not len(rows):
        st.caption(f"No other image judged on is of class {name}.")
        return
    row, cosine = nearest_in(cache.features(run, images, rows), cache.predictor(run), picked.image)
    nearest = images.images[row]
    way = Case(run, picked.image, Score(wanted, answer)).way_to(nearest)
    words = what_if_in_words(picked.image, nearest, way.pull, images.class_names[wanted])
    figure = what_if_figure(picked.image, nearest, way.pull, way.enough, images.class_names[wanted])
    show_sheet(figure, words, "what_if")
    there = softened(cache.passage(run, nearest).logits)
    goes = ", ".join(
        f"{plain(images.class_names[label])} goes from {_said(probs, label)} to {_said(there, label)}"
        for label in (wanted, answer)
    )
    st.markdown(
        f"**{judged.called(row)}** is the nearest of {count(len(rows), 'image')} of class {name} "
        f"(cosine {cosine:.2f}). From here to there {goes}. {enough_in_words(way, picked.image, nearest, wanted, name)}"
    )
    st.caption(plain(words))


def enough_in_words(way: Way, image: Images, nearest: Images, label: int, name: str) -> str:
    """How many of the differing pixels it takes; name: of the class, as Markdown."""
    differing = count(int(np.count_nonzero((image != nearest).any(0))), "pixel")
    if way.enough is None:
        return f"They differ in {differing}, and even all of them do not make it {name} for the network."
    probability = percent(float(way.enough.probs[label]), 0)
    return (
        f"They differ in {differing}; the **{way.enough.count:,}** that count most are enough for it to be read as "
        f"{name} ({probability})."
    )


def _said(probs: Numbers, label: int) -> str:
    return percent(float(probs[label]), 1)
