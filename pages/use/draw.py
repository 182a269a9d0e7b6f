"""Use · Draw: does it read my hand?"""

import streamlit as st

from dashboard import cache, state
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.run_picker import run_picker

PAD_WIDTH_PX = 290  # the pad is not cut off, whatever the window

top = st.container()
works_on = "No run to draw for"
left, _ = two_parts()
with faults_in_place():
    with left:
        run = run_picker()
    predictor = cache.predictor(run)
    works_on = f"{plain(run.name)}, trained on {plain(run.record.data.title)}, reads what you draw"

    from dashboard.widgets.canvas import canvas
    from dashboard.widgets.keep_drawing import keep_form
    from dashboard.widgets.reading import nothing, show_reading, show_steps

    state.reopen_drawing()

    @st.fragment
    def pad_and_answer() -> None:
        """Only this part runs again after a stroke."""
        row = st.container(horizontal=True, gap="large")
        with row.container(width=PAD_WIDTH_PX):
            picture = canvas()
            below = st.container()
        with row.container(), faults_in_place():
            reading = nothing() if picture is None else predictor.read(picture)
            show_reading(reading, predictor.class_names)
            show_steps(reading)
            with below:
                keep_form(picture, reading, predictor.class_names)

    pad_and_answer()
with top:
    heading("Draw", works_on)
next_step("Predict the test part", "use/submit.py", is_main=True)
