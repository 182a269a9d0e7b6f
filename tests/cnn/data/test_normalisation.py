"""Bytes become numbers by one formula, stored with the model."""

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from cnn.data.normalisation import Normalisation


@pytest.mark.parametrize(("mean", "std"), [(0, 1), (0, 0.5), (0.1307, 0.3081), (1, 1)])
@pytest.mark.parametrize("dtype", [torch.uint8, torch.float32])
def test_it_is_divided_shifted_and_scaled(mean, std, dtype):
    images = torch.arange(256, dtype=torch.uint8).reshape(4, 1, 8, 8)
    x = Normalisation(mean=mean, std=std).apply(images.to(dtype))
    expected = (np.arange(256).reshape(4, 1, 8, 8) / 255 - mean) / std
    assert x.dtype == torch.float32
    np.testing.assert_allclose(x.numpy(), expected, atol=1e-6)


def test_the_default_is_the_notebooks():
    x = Normalisation().apply(torch.tensor([0, 51, 255], dtype=torch.uint8))
    assert x.tolist() == pytest.approx([0, 0.2, 1])


def test_pixels_that_are_no_tensor_get_the_same_numbers():
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    normalisation = Normalisation(mean=0.1307, std=0.3081)
    seen = normalisation.seen(pixels)
    assert seen.dtype == np.float32
    np.testing.assert_array_equal(seen, normalisation.apply(torch.from_numpy(pixels)).numpy())


@pytest.mark.parametrize("values", [{"std": 0}, {"std": -1}, {"mean": 2}, {"mean": -0.1}, {"scale": 1}])
def test_values_that_make_no_sense_are_refused(values):
    with pytest.raises(ValidationError):
        Normalisation(**values)
