"""Networks with their first random weights, and images of noise for them."""

import numpy as np

from cnn.data.normalisation import Normalisation
from cnn.model.build import Network
from cnn.reading.predict import Member, Predictor


def predictor_of(architecture, mean=0.0, std=1.0):
    """The network of an architecture with three classes, ready to predict."""
    network = Network(architecture, seed=1).eval()
    return Predictor((Member(network, Normalisation(mean=mean, std=std)),), ("a", "b", "c"))


def any_image(volume, seed=0):
    """An image uint8 (C, H, W) of that volume."""
    return np.random.default_rng(seed).integers(0, 256, (volume.depth, volume.height, volume.width), np.uint8)
