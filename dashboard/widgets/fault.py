"""A mistake is one sentence in its place, and the page around it still works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnn.errors import CnnError


@contextmanager
def faults_in_place(place: DeltaGenerator | None = None) -> Iterator[None]:
    """Show one of our errors instead of what should have stood there; anything else is a defect.

    place: the container it is shown in; where it happens by default.
    """
    try:
        yield
    except CnnError as error:
        (place or st).error(plain(str(error)), icon=":material/error:")


def plain(text: str) -> str:
    """Text that Markdown leaves as it is, whatever a file or a visitor put into it."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|~$&<>=:" else letter for letter in text)
