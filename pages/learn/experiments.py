"""Learn · Why convolution: the take-aways put to the test, on one's own data."""

import streamlit as st

from dashboard import cache, state
from dashboard.lessons.experiments import HONESTLY, NOTHING_YET, QUESTIONS, TAKEAWAYS
from dashboard.lessons.glossary import linked
from dashboard.widgets.experiments import choose_experiment, newest_run, run_button
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, side_by_side, two_parts
from dashboard.widgets.questions import ask
from dashboard.widgets.watch import watch
from dashboard.words import count

RESULT_PX, TEXT_PX = 720, 480

top = st.container()
works_on = "No data set is open"
controls, result = two_parts(result_px=RESULT_PX)
with controls, faults_in_place():
    dataset = cache.dataset(state.source())
    experiment = choose_experiment()
    works_on = (
        f"{plain(dataset.title)}, {count(min(experiment.rows, len(dataset.train)), 'image')} drawn anew by each seed"
    )
    last = newest_run(dataset, experiment)
    run_button(dataset, experiment, last)
    with result:
        st.subheader(experiment.question, anchor=False)
        if last is None:
            st.info(NOTHING_YET, icon=":material/science:")
        else:
            watch(last)
with top:
    heading("Why convolution", works_on)
side_by_side(linked(TAKEAWAYS), linked(HONESTLY), width_px=TEXT_PX)
ask("experiments", QUESTIONS)
next_step("Look the words up", "learn/glossary.py", is_main=True)
