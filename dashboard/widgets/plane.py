"""Images as points in the plane: the picture shows under the pointer, and some can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import streamlit as st

from cnn.data.imageset import Images, Labels
from cnn.embedding.points import Points
from cnn.embedding.sample import Rows
from dashboard import theme
from dashboard.charts.atlas import atlas
from dashboard.shelf import Shelf

KEY = "plane"
SCRIPTS = [Path(__file__).with_name(name) for name in ("plane_geometry.js", "plane.js")]
_plane = st.components.v2.component("plane", js="\n".join(script.read_text("utf-8") for script in SCRIPTS))
_atlases: Shelf[dict[str, Any]] = Shelf(30_000_000, lambda made: len(made["source"]))


@dataclass(frozen=True)
class Group:
    """Points of one colour: what they are called, and whether the name stands in their middle."""

    name: str
    colour: str
    mark: Literal["dot", "cross"] = "dot"
    is_named: bool = False

    @property
    def as_data(self) -> dict[str, Any]:
        return {"name": self.name, "colour": self.colour, "mark": self.mark, "isNamed": self.is_named}


@dataclass(frozen=True, eq=False)
class Tinting:
    """Which group each point (M,) is of, and what is said of it under the pointer."""

    groups: tuple[Group, ...]
    group: Labels
    captions: Sequence[str]


def show_plane(
    points: Points,
    tinting: Tinting,
    images: Images,
    fingerprint: str,
    *,
    mode: str = "box",
    view: tuple[float, float, float, float] | None = None,
) -> Rows:
    """The map of ``points``, whose pictures are in ``images`` (N, C, H, W); gives the rows that are chosen.

    fingerprint: of the images. mode: what a drag makes, a box or a lasso. view: left, bottom, right and top of the part
    that is shown; all of it by default. The same images keep what is chosen when they move to other places.
    """
    drawn = (fingerprint, points.rows.tobytes())
    made = _atlases.get((*drawn, theme.is_dark()), lambda: atlas(images[points.rows]))
    places = points.places.astype(np.float64).round(4)
    data = {
        "x": places[:, 0].tolist(),
        "y": places[:, 1].tolist(),
        "group": tinting.group.tolist(),
        "groups": [group.as_data for group in tinting.groups],
        "captions": list(tinting.captions),
        "atlas": made,
        "mode": mode,
        "view": view,
        "alt": f"A map of {len(places):,} images. Arrow keys walk from image to image, Enter takes the 25 around one, "
        "Escape lets go.",
    }
    answered = _plane(key=f"{KEY}_{fingerprint}_{len(places)}", data=data, on_selected_change=lambda: None)
    answer = answered.get("selected") or []
    chosen = [place for place in answer if isinstance(place, int) and 0 <= place < len(points.rows)]
    return points.rows[np.array(chosen, np.int64)]
