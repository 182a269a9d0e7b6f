"""Threads to be set, and a few images to learn from."""

import numpy as np
import pytest
import torch


@pytest.fixture
def threads():
    """Sets how many threads PyTorch uses, until the test is over."""
    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def few(digits):
    """The first 400 built-in digits."""
    return digits.train.take(np.arange(400))
