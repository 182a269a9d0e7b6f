"""Plotly figures from numbers; each function gives a figure and draws nothing."""
