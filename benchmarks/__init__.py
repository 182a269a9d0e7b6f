"""Measurements side by side: in turn, medians of several, with machine and versions."""

import cnn  # noqa: F401 - says how threads wait, before anything here loads PyTorch
