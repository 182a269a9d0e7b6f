"""Digits written by program, as people around the world write them with a pen."""

from cnn.pens.hand import Hand
from cnn.pens.paper import Place, draw
from cnn.pens.skeleton import Skeleton
from cnn.pens.skeletons import SKELETONS
from cnn.pens.writing import write

__all__ = ["SKELETONS", "Hand", "Place", "Skeleton", "draw", "write"]
