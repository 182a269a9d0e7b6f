"""Measurements side by side: in turn, medians of several, with machine and versions."""
