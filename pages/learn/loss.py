"""Learn · Loss: how wrong a network is, in one number, for one picture and for a batch."""

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.runs.run import Run
from dashboard import cache, state
from dashboard.lessons.convolution import NOTHING_DRAWN
from dashboard.lessons.glossary import linked
from dashboard.lessons.loss import BATCH, CURVE, LOSS, QUESTIONS, SMOOTHING
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, side_by_side, two_parts
from dashboard.widgets.pick_input import known_class
from dashboard.widgets.pick_picture import pick_picture
from dashboard.widgets.questions import ask
from dashboard.widgets.run_picker import first_of, run_picker

CONTROLS_PX, RESULT_PX, TEXT_PX = 290, 680, 490  # the pad is not cut off, and table and curve stand side by side


@st.fragment
def weigh(run: Run, images: ImageSet) -> None:
    """One picture's loss, the curve it lies on, and the losses of a batch."""
    from dashboard.widgets.batch_loss import show_batch
    from dashboard.widgets.cross_entropy import choose_label, choose_smoothing, show_loss

    controls, result = two_parts(CONTROLS_PX, RESULT_PX)
    names = run.record.data.class_names
    with controls, faults_in_place():
        picture = pick_picture(run, images)
        smoothing = 0.0
        if picture is None:
            result.info(NOTHING_DRAWN, icon=":material/draw:")
        else:
            logits = cache.passage(run, picture).logits
            label = choose_label(names, known_class(images), int(logits.argmax()))
            smoothing = choose_smoothing()
            with result:
                show_loss(logits, label, smoothing, names)
    side_by_side(linked(CURVE), linked(SMOOTHING), width_px=TEXT_PX)
    st.subheader("The loss of a batch", anchor=False)
    st.markdown(linked(BATCH))
    with faults_in_place():
        show_batch(run, images, smoothing)


top = st.container()
works_on = "No network to judge"
left, right = two_parts(CONTROLS_PX, RESULT_PX)
with faults_in_place():
    dataset = cache.dataset(state.source())
    with left:
        run = run_picker()
    right.markdown(linked(LOSS))
    works_on = f"{first_of(run)} reads {plain(dataset.title)}"
    state.reopen_drawing()
    weigh(run, dataset.train)
with top:
    heading("Loss", works_on)
ask("loss", QUESTIONS)
next_step("Look inside the network", "learn/layers.py", is_main=True)
