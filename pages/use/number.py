"""Use · Read a number: several digits, drawn or on a photo."""

import streamlit as st

from dashboard import cache, state
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.run_picker import run_picker

PAD = "_number"

top = st.container()
works_on = "No run to read a number"
controls, result = two_parts()
with faults_in_place():
    with controls:
        run = run_picker()
    cache.predictor(run)
    works_on = f"{plain(run.name)}, trained on {plain(run.record.data.title)}, reads digit by digit"

    from dashboard.widgets.number import choose_way, drawn_number, show_number, uploaded_number

    state.reopen_drawing(PAD)
    with controls:
        is_drawn = choose_way()

    @st.fragment
    def number() -> None:
        """Only this part runs again after a stroke."""
        with faults_in_place():
            picture = drawn_number(PAD) if is_drawn else uploaded_number()
            show_number(run, picture)

    with result:
        number()
with top:
    heading("Read a number", works_on)
next_step("Predict the test part", "use/submit.py", is_main=True)
