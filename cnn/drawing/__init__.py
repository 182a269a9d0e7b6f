"""Drawings and pictures of a digit, brought to the form of the images a network was trained on."""

from cnn.drawing.form import Drawing, Step, normalise
from cnn.drawing.picture import read_picture

__all__ = ["Drawing", "Step", "normalise", "read_picture"]
