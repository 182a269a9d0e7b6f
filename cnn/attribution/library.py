"""Captum, which computes the explanations: not everybody needs it, so it is installed apart."""

from __future__ import annotations

from importlib.util import find_spec

from cnn.errors import ExplanationError

NEEDED = "captum"


def need_captum() -> None:
    """Raises ExplanationError with the command that installs it, where it is missing."""
    if find_spec(NEEDED) is None:
        raise ExplanationError(
            f"Explanations need the package {NEEDED}: install it with "
            "`.venv/bin/python -m pip install -r requirements-optional.txt` and try again."
        )
