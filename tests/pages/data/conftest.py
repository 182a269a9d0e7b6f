"""Data of other shapes than the built-in digits."""

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def colour_folder(tmp_path):
    """Twelve colour pictures of 12×10, in three classes."""
    random = np.random.default_rng(0)
    for name in ("cat", "dog", "owl"):
        (tmp_path / "pictures" / name).mkdir(parents=True)
        for number in range(4):
            pixels = random.integers(0, 256, (10, 12, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / "pictures" / name / f"{number}.png")
    return tmp_path / "pictures"
