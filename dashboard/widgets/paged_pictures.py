"""Pictures to choose one from, as many as there are, page by page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnn.data.imageset import Images, Rows
from dashboard.widgets.picture_grid import picture_grid

A_PAGE = 28


def paged_pictures(
    images: Images, rows: Rows, caption: Callable[[int], str], key: str, take: Callable[[int], object]
) -> None:
    """Show the images at ``rows``, in that order; ``take`` hears of the row that is chosen, before the page runs again.

    caption: what stands below the image at a place of ``rows``. key: another one for other pictures.
    """
    pages = -(-len(rows) // A_PAGE)
    page = st.pagination(pages, key=f"page {key}") if pages > 1 else 1
    first = A_PAGE * (page - 1)
    shown = rows[first : first + A_PAGE]
    picture_grid(
        images[shown],
        [caption(first + place) for place in range(len(shown))],
        f"Images {first + 1:,} to {first + len(shown):,} of {len(rows):,}",
        key=f"found {key} {page}",
        take=lambda place: take(int(shown[place])),
    )
