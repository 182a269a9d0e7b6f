"""Use · Draw: does it read my hand?"""

import streamlit as st

from dashboard import cache, state
from dashboard.widgets.company import voters_picker
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, link, next_step
from dashboard.widgets.run_picker import run_picker

PAD_WIDTH_PX, ANSWER_PX = 290, 660  # the pad is not cut off, whatever the window, and the answer goes below it
DRAWN = {"input": "My drawing"}

top = st.container()
works_on = "No run to draw for"
pickers = st.container(horizontal=True, gap="large")
with faults_in_place():
    with pickers.container(width=PAD_WIDTH_PX):
        run = run_picker()
    with pickers.container(width=ANSWER_PX):
        runs = voters_picker(run)
    predictor = cache.predictor(run)
    who = plain(run.name) if len(runs) == 1 else f"{len(runs)} runs, {plain(run.name)} the first of them"
    works_on = f"{who}, trained on {plain(run.record.data.title)}, reads what you draw"

    from dashboard.widgets.canvas import canvas
    from dashboard.widgets.keep_drawing import keep_form
    from dashboard.widgets.reading import answers, doubts_about, show_answers, show_doubts, show_steps

    state.reopen_drawing()

    @st.fragment
    def pad_and_answer() -> None:
        """Only this part runs again after a stroke."""
        row = st.container(horizontal=True, gap="large")
        with row.container(width=PAD_WIDTH_PX):
            picture = canvas()
            below = st.container()
        with row.container(width=ANSWER_PX), faults_in_place():
            readings = answers(runs, picture)
            show_answers(runs, readings, predictor.class_names)
            if picture is not None:
                show_doubts(doubts_about(run, readings[0], picture))
                show_steps(run, readings[0])
                with st.container(horizontal=True):
                    link("Why it is read so", "inspect/why.py", DRAWN)
                    link("See it go through the network", "learn/layers.py", DRAWN)
                    link("Read a number of several digits", "use/number.py")
            with below:
                keep_form(picture, readings[0], predictor.class_names)

    pad_and_answer()
with top:
    heading("Draw", works_on)
next_step("Predict the test part", "use/submit.py", is_main=True)
