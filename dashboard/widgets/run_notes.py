"""What people note about a run: its name, tags and a text."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from cnn.runs.record import Notes, read_tags
from cnn.runs.run import Run
from dashboard.widgets.fault import faults_in_place, plain

MOST_IN_NAME, MOST_IN_TEXT = 80, 4000


def note_form(run: Run, known_tags: Iterable[str]) -> None:
    """A form with what is noted; known_tags: those that any run has, which are named as a reminder."""
    notes = run.notes
    version = f"{run.id}_{hash((notes.name, notes.text, notes.tags))}"  # what others changed meanwhile is shown
    with st.form(f"notes_{version}", border=False):
        name = st.text_input(
            "Name", notes.name, max_chars=MOST_IN_NAME, placeholder=run.record.name, key=f"name_{version}"
        )
        known = ", ".join(sorted(known_tags))
        tags = st.text_input(
            "Tags, with commas between",
            ", ".join(notes.tags),
            max_chars=MOST_IN_TEXT,
            placeholder="baseline, to submit",
            help=plain(f"In use: {known}") if known else "Words to find it by.",
            key=f"tags_{version}",
        )
        text = st.text_area("Notes", notes.text, max_chars=MOST_IN_TEXT, height=100, key=f"text_{version}")
        if st.form_submit_button("Save", icon=":material/save:"):
            with faults_in_place():
                run.write_notes(Notes(name=name.strip(), text=text.strip(), tags=read_tags(tags)))
                st.rerun()


def show_notes(run: Run) -> None:
    """Tags and text as they are; nothing where there is none."""
    notes = run.notes
    if notes.tags:
        with st.container(horizontal=True):
            for tag in notes.tags:
                st.badge(plain(tag), color="gray")
    if notes.text:
        st.markdown(plain(notes.text))
