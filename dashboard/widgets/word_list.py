"""The glossary on a page: a search box that stands in the address, and what it finds."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.lessons.glossary import Term, search_terms
from dashboard.navigation import entry_of
from dashboard.widgets.frame import link

SEARCH = "term"
WORD_PX, MEANING_PX, PAGE_PX = 200, 520, 200


@st.fragment
def search_words() -> None:
    """The search box, and below it the words found; all of them while it is empty."""
    asked = st.text_input(
        "Search", key=SEARCH, bind="query-params", placeholder="stride, kernel, loss", width=360, max_chars=60
    )
    found = search_terms(asked)
    if not found:
        st.info("None of the words here is called so or mentions it.", icon=":material/search_off:")
    show_terms(found)


def show_terms(terms: Sequence[Term]) -> None:
    """Each word with its other names, its meaning and the page that teaches it."""
    for term in terms:
        with st.container(border=True):
            row = st.container(horizontal=True, vertical_alignment="center", gap="medium")
            also = f"\n\n:gray[:small[{', '.join(term.also)}]]" if term.also else ""
            row.markdown(f"**{term.word}**{also}", width=WORD_PX)
            row.markdown(term.meaning, width=MEANING_PX)
            with row.container(width=PAGE_PX):
                link(entry_of(term.page).title, term.page)
