"""Data · My drawings: what was drawn here and kept, as a data set of one's own."""

import streamlit as st

from cnn.data.drawings import all_drawings
from dashboard import cache, state
from dashboard.charts.drawings import WIDTH_PX
from dashboard.widgets.drawings_download import offer_table
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.my_drawings import edit_chosen, in_order, readable, show_sheet
from dashboard.widgets.source_extras import drawings_switch
from dashboard.widgets.teaching import show_teaching, teach_form
from dashboard.words import count

drawings, faults = readable(in_order(all_drawings()))
classes = {drawing.class_name for drawing in drawings}
of = f" of {count(len(classes), 'class', 'classes')}" if drawings else ""
heading("My drawings", f"{count(len(drawings), 'drawing')}{of}, kept under Draw")
controls, result = two_parts(result_px=WIDTH_PX)
with controls, faults_in_place():
    edit_chosen(drawings)
with result, faults_in_place():
    for fault in faults:
        st.warning(plain(fault), icon=":material/broken_image:")
    if drawings:
        show_sheet(drawings)
        st.caption("Click a drawing to change its class or to delete it.")
    else:
        st.info("What you draw and keep will be here, by class.")
if drawings:
    with controls, faults_in_place():
        offer_table()
        dataset = cache.dataset(state.source())
        st.caption(f"To train with them, add them to {plain(dataset.title)}:")
        drawings_switch(dataset)
    with controls, faults_in_place():
        teach_form()
    with result, faults_in_place():
        show_teaching()
next_step("Draw another" if drawings else "Draw", "use/draw.py", is_main=True)
