"""Why a network reads a picture as it does: what it looked at, and what would have to change."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.attribution.library import need_captum
from cnn.attribution.score import Score
from cnn.data.imageset import ImageSet
from cnn.inside.passage import Numbers
from cnn.reading.certainty import softened
from dashboard import cache
from dashboard.explanations import Case
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.feature_maps import show_feature_maps
from dashboard.widgets.judged import Judged
from dashboard.widgets.pick_judged import Picked
from dashboard.widgets.pick_score import choose_score
from dashboard.widgets.run_picker import first_of
from dashboard.widgets.three_maps import show_maps
from dashboard.widgets.what_if import show_what_if
from dashboard.words import reading


def explain(
    judged: Judged, images: ImageSet | None, picked: Picked, controls: DeltaGenerator, result: DeltaGenerator
) -> None:
    """What is asked in ``controls``, in ``result`` three maps, the nearest image of the other class, and feature maps.

    images: those judged on; None where they are not open. Raises RunError, and DataError for a picture of another size.
    """
    passage = cache.passage(judged.run, picked.image)
    probs = softened(passage.logits)
    names = judged.run.record.data.class_names
    with controls:
        asked = choose_score(probs, names, picked.label)
    case = Case(judged.run, picked.image, Score(asked.label, asked.other if asked.is_against else None))
    with result:
        st.markdown(_answer(judged, picked, probs))
        with faults_in_place():
            need_captum()
            show_maps(case, passage, names)
            if images is not None:
                show_what_if(judged, images, picked, asked, probs)
        show_feature_maps(passage, picked.image, names)


def _answer(judged: Judged, picked: Picked, probs: Numbers) -> str:
    """What the picture is and was read as, and by which network."""
    names = judged.run.record.data.class_names
    label = "" if picked.label is None else names[picked.label]
    which = "The drawing" if picked.row is None else judged.called(picked.row)
    said = reading(label, names[int(probs.argmax())], float(probs.max()))
    return f"**{which}: {plain(said)}.** {first_of(judged.run)} reads it so, at one look."
