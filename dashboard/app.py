"""The frame around every page: ``python -m streamlit run dashboard/app.py`` from the project's folder."""

from pathlib import Path

import streamlit as st

from cnn.visitor import tell_by
from dashboard import access
from dashboard.garbage import set_libraries_aside
from dashboard.navigation import pages_by_section
from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.sign_in import leave_button, sign_in_form
from dashboard.widgets.signed_in import has_begun

st.set_page_config(
    page_title="Seeing digits",
    page_icon=str(Path(__file__).with_name("icon.png")),
    layout="wide",
    initial_sidebar_state=240,
)
tell_by(access.visitor)
if access.is_admitted():
    page = st.navigation(pages_by_section(), expanded=True)
    leave_button()
    if has_begun():  # who comes first and by no link sees the title before more is imported
        from dashboard.widgets.source_address import follow_address

        follow_address()
    with faults_in_place():
        page.run()
else:
    st.navigation(pages_by_section(), position="hidden")
    sign_in_form()
set_libraries_aside()
