"""Pictures to choose one from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from cnn.data.imageset import Images
from dashboard.charts.atlas import atlas

PICTURE_PX = 84
_grid = st.components.v2.component("picture_grid", js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def picture_grid(
    images: Images, captions: Sequence[str], alt: str, key: str, take: Callable[[int], object] = lambda place: None
) -> int | None:
    """Show images (N, C, H, W) in rows that wrap, each a button with its caption; gives the place of the chosen one.

    alt: what the pictures are together. key: another one for other pictures, so that no choice is taken over.
    take: hears of a choice before the page runs again.
    """
    data: dict[str, Any] = {"atlas": atlas(images), "captions": list(captions), "width": PICTURE_PX, "alt": alt}

    def place_in(answer: Any) -> int | None:
        place = answer.get("chosen")
        return place if isinstance(place, int) and 0 <= place < len(images) else None

    def tell() -> None:
        if (place := place_in(st.session_state[key])) is not None:
            take(place)

    return place_in(_grid(key=key, data=data, on_chosen_change=tell))
