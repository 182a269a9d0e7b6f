"""What networks read in a drawing: each answer, the vote, and why it may be wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnn.drawing import Doubt, Drawing, Step, normalise
from cnn.reading.doubting import doubts_of
from cnn.reading.predict import Reading
from cnn.reading.transcript import may_be_several, transcribe
from cnn.reading.vote import Vote, vote
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts.cells import number
from dashboard.charts.probabilities import probability_chart
from dashboard.widgets.digits import Pixels, shown_at
from dashboard.widgets.fault import plain
from dashboard.widgets.run_picker import names_of
from dashboard.words import percent

ANSWER_PX, STEP_PX, PICTURE_PX = 153, 150, 112


def answers(runs: Sequence[Run], picture: Pixels | None) -> tuple[Reading, ...]:
    """What each run reads in a drawing, in their order; the reading of an empty pad is empty."""
    drawing = Drawing(None) if picture is None else normalise(picture)
    return tuple(cache.predictor(run).read_drawings([drawing])[0] for run in runs)


def doubts_about(run: Run, reading: Reading, picture: Pixels) -> tuple[Doubt, ...]:
    """Why a run's reading of a drawing may be wrong."""
    predictor, witness = cache.predictor(run), cache.witness(run)
    is_strange = witness is not None and witness.are_strange([reading.drawing])[0]
    transcript = transcribe(predictor, picture, witness) if may_be_several(picture) else None
    return doubts_of(reading, predictor.class_names, is_strange=is_strange, transcript=transcript)


def show_answers(runs: Sequence[Run], readings: Sequence[Reading], class_names: tuple[str, ...]) -> None:
    """What is read and how surely; of several runs each answer, and their vote."""
    if not readings or readings[0].label is None:
        st.info("Draw a digit on the pad; the answer comes as you draw.", icon=":material/draw:")
        return
    outcome = vote(readings)
    sure = float(outcome.probs[outcome.label])
    on_average = " on average" if len(runs) > 1 else ""
    st.subheader(f"{plain(class_names[outcome.label])}, {percent(sure, 1)} sure{on_average}", anchor=False)
    if len(runs) > 1:
        _show_vote(runs, readings, outcome, class_names)
    st.plotly_chart(
        probability_chart(outcome.probs.tolist(), class_names),
        config={"displayModeBar": False},
        key="probabilities",
        alt=f"Probabilities{on_average}: {class_names[outcome.label]} with {percent(sure, 1)}",
    )


def _show_vote(runs: Sequence[Run], readings: Sequence[Reading], outcome: Vote, class_names: tuple[str, ...]) -> None:
    names = list(names_of(runs).values())
    st.markdown(in_words(outcome, [plain(name) for name in names], readings, class_names))
    with st.container(horizontal=True, gap="small"):
        for place, (name, reading) in enumerate(zip(names, readings, strict=True)):
            assert reading.label is not None
            with st.container(border=True, width=ANSWER_PX, height="stretch", gap="small"):
                st.caption(plain(name))
                read = f"**{plain(class_names[reading.label])}** ({percent(float(reading.probs[reading.label]), 0)})"
                st.markdown(f"{read} :orange-badge[disagrees]" if place in outcome.dissenters else read)


def in_words(outcome: Vote, names: Sequence[str], readings: Sequence[Reading], class_names: tuple[str, ...]) -> str:
    """The vote in a sentence or two: how many read what, who disagrees, and where the mean says something else.

    names: of the readers, and class_names: of the classes, both as Markdown is to show them.
    """
    read = class_names[outcome.label]
    if not outcome.dissenters:
        return f"All {len(names)} read {read}."
    said = [
        f"{names[place]} reads {class_names[label]}"
        for place in outcome.dissenters
        if (label := readings[place].label) is not None
    ]
    words = f"{outcome.votes} of {len(names)} {'reads' if outcome.votes == 1 else 'read'} {read}; {', '.join(said)}."
    if outcome.mean_label != outcome.label:
        mean = percent(float(outcome.probs[outcome.mean_label]), 0)
        words += f" The mean probability is highest for {class_names[outcome.mean_label]} ({mean})."
    return words


def show_doubts(doubts: Sequence[Doubt]) -> None:
    """Why the answer may be wrong; nothing where nothing is amiss."""
    if doubts:
        reasons = "\n".join(f"- {plain(doubt.text)}" for doubt in doubts)
        st.warning(f"It may be wrong:\n{reasons}", icon=":material/help:")


def show_steps(run: Run, reading: Reading) -> None:
    """How the drawing became what the run's networks see, and why."""
    if reading.drawing.image is None:
        return
    image = cache.predictor(run).fitted(reading.drawing.image)
    seen = run.record.normalisation.seen(image)
    channels, height, width = image.shape
    last = Step(
        "As the network reads it",
        image[0],
        f"{width}×{height}×{channels} numbers from {number(seen.min())} to {number(seen.max())}, each made of a pixel "
        "as in training.",
    )
    st.markdown("**What the network sees**")
    with st.container(horizontal=True, gap="medium"):
        for place, step in enumerate((*reading.drawing.steps, last), 1):
            square = on_square(step.picture)
            with st.container(width=STEP_PX, gap="small"):
                picture = shown_at(square[None], max(PICTURE_PX, len(square)))
                st.image(picture, caption=f"{place}. {step.name}", width=PICTURE_PX, alt=step.name)
                st.caption(plain(step.why))


def on_square(picture: Pixels) -> Pixels:
    """A picture (h, w) in the middle of an empty square, so that a narrow stroke is not shown as a tower."""
    side = max(picture.shape)
    top, left = ((side - length) // 2 for length in picture.shape)
    square = np.zeros((side, side), np.uint8)
    square[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return square
