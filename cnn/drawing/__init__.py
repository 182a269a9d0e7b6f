"""Drawings and pictures of a digit, brought to the form of the images a network was trained on."""

from cnn.drawing.doubts import Doubt
from cnn.drawing.form import Drawing, Step, formed, normalise
from cnn.drawing.picture import read_picture

__all__ = ["Doubt", "Drawing", "Step", "formed", "normalise", "read_picture"]
