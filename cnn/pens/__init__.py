"""Digits written by program, as people around the world write them with a pen."""

from cnn.pens.hand import Hand, write
from cnn.pens.paper import Place, draw
from cnn.pens.skeletons import SKELETONS, Skeleton

__all__ = ["SKELETONS", "Hand", "Place", "Skeleton", "draw", "write"]
