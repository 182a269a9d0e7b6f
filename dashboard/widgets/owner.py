"""Whose a run is, where several use one machine."""

from __future__ import annotations

from dashboard.widgets.fault import plain


def by(owner: str) -> str:
    """What stands behind the name of a run; nothing where it was made at the machine itself."""
    return f", by {plain(owner)}" if owner else ""
