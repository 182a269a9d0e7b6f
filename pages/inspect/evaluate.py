"""Inspect · Evaluate: how good it is, and where it errs."""

import streamlit as st

from dashboard import cache
from dashboard.widgets.confusion_matrix import cell_choice, confusion_matrix
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.mistakes import show_readings
from dashboard.widgets.run_picker import run_picker
from dashboard.widgets.scores import headline, score_table
from dashboard.words import count

A_SCREEN = 16
MATRIX_PX, SCORES_PX = 376, 330

top = st.container()
controls, result = two_parts()
works_on = "No run to inspect"
with faults_in_place(result):
    with controls:
        run = run_picker()
        show = cell_choice()
    with result:
        evaluation = cache.evaluation(run)
        works_on = (
            f"{plain(run.name)} on the validation part of {plain(run.record.data.title)}: "
            f"{count(len(evaluation.labels), 'image')} it was not trained on"
        )
        headline(evaluation)
        row = st.container(horizontal=True)
        matrix, scores = row.container(width=MATRIX_PX), row.container(width=SCORES_PX)
        with matrix:
            st.subheader("Confusion matrix", anchor=False)
            cell = confusion_matrix(evaluation, show, key=run.id)
        with scores:
            st.subheader("By class", anchor=False)
            score_table(evaluation)
        if cell:
            names = [plain(name) for name in evaluation.class_names]
            inside = evaluation.cell(*cell)
            true, read = names[cell[0]], names[cell[1]]
            st.subheader(f"{true} read as {read}: {count(len(inside), 'image')}", anchor=False)
            show_readings(run, evaluation, inside[:A_SCREEN])
        else:
            st.subheader("The worst mistakes", anchor=False, help="Wrong predictions, the most confident first.")
            show_readings(run, evaluation, evaluation.worst_mistakes(A_SCREEN))
with top:
    heading("Evaluate", works_on)
next_step("Draw a digit for it", "use/draw.py", is_main=True)
