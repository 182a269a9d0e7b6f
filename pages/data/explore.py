"""Data · Explore: what the network will learn from."""

import streamlit as st

from dashboard import cache
from dashboard.charts.counts import count_chart, in_words
from dashboard.widgets.class_samples import class_samples
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.frame import heading, next_step, two_parts
from dashboard.widgets.source_extras import source_extras
from dashboard.widgets.source_picker import source_picker, upload_form
from dashboard.words import count

top = st.container()
controls, result = two_parts()
with controls:
    choice = source_picker()
    upload_form()
works_on = "No data set is open"
with result, faults_in_place():
    dataset = cache.dataset(choice)
    with controls:
        source_extras(dataset)
    images = dataset.train
    channels, height, width = images.shape
    test = f", {len(dataset.test):,} more to predict" if dataset.test else ""
    works_on = f"{plain(dataset.title)}: {count(len(images), 'image')} of {width}×{height}×{channels}{test}"
    for notice in dataset.notices:
        st.info(plain(notice), icon=":material/info:")
    if images.labels is None:
        st.info("These images have no labels, so a network cannot learn from them; they can be predicted under Submit.")
    else:
        st.subheader("How many of each class", anchor=False)
        chart, words = count_chart(images.counts, images.class_names), in_words(images.counts, images.class_names)
        st.plotly_chart(chart, alt=words, config={"displayModeBar": False})
        st.caption(f"{plain(words)}.")
    st.subheader("Samples by class", anchor=False)
    class_samples(images)
with top:
    heading("Explore", works_on)
next_step("Look at the statistics", "data/statistics.py", is_main=True)
