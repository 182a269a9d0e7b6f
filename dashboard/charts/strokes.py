"""What drawings are made of: outlines and words, as Plotly's layout takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard import theme

Point = tuple[float, float]


def outline(corners: Iterable[Point], ending: str = "Z") -> dict[str, Any]:
    """A shape through these corners; with an empty ending a line that stays open."""
    path = " L ".join(f"{x:.5f},{y:.3f}" for x, y in corners)
    return {"type": "path", "path": f"M {path} {ending}".rstrip()}


def words(x: float, y: float, text: str, anchor: str) -> dict[str, Any]:
    """Small words centred on ``x``; anchor: which side of them lies at ``y``."""
    font = {"size": 11, "color": theme.text()}
    return {"x": x, "y": y, "xanchor": "center", "yanchor": anchor, "text": text, "font": font, "showarrow": False}
