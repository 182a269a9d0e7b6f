"""The frame around every page: ``python -m streamlit run dashboard/app.py`` from the project's folder."""

from pathlib import Path

import streamlit as st

from dashboard.garbage import set_libraries_aside
from dashboard.navigation import pages_by_section
from dashboard.widgets.fault import faults_in_place

st.set_page_config(
    page_title="Seeing digits",
    page_icon=str(Path(__file__).with_name("icon.png")),
    layout="wide",
    initial_sidebar_state=240,
)
page = st.navigation(pages_by_section(), expanded=True)
with faults_in_place():
    page.run()
set_libraries_aside()
