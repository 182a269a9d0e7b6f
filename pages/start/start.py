"""Start: what this is, the story, the state of things, the next step."""

import streamlit as st

from dashboard.widgets.fault import faults_in_place
from dashboard.widgets.frame import heading

heading(
    "Seeing digits", "Learn how convolutional networks see, and take part in Kaggle's Digit Recognizer without code"
)
with faults_in_place():
    # Only now, when the title is painted: after a start of the server these take half a second to import.
    from dashboard import cache
    from dashboard.widgets.story import next_for, ornament, state_of_things, story

    ornament()
    st.write(
        "A convolutional network learns small filters that find edges, strokes and loops, and tells digits apart by "
        "them. Here you can watch one do it: on real handwriting, with a network you choose, on this machine alone."
    )
    runs = cache.listing().summaries
    next_for(runs)
    story()
    st.subheader("The state of things", anchor=False)
    state_of_things(runs)
