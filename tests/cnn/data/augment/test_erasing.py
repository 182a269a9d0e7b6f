"""A rectangle is erased where it is said, wherever it reaches."""

import pytest
import torch

from cnn.data.augment.erasing import erase

FULL = torch.full((1, 1, 20, 40), 255.0)


def erased(middle_down, middle_across, height, width, x=FULL):
    """Rows and columns blanked, as (first, last)."""
    blank = erase(x, *torch.tensor([middle_down, middle_across, height, width])[:, None])[0, 0] == 0
    rows, columns = (blank.any(axis).nonzero().flatten().tolist() for axis in (1, 0))
    assert blank.sum() == len(rows) * len(columns)
    return (rows[0], rows[-1]), (columns[0], columns[-1])


@pytest.mark.parametrize(
    ("middle", "rows", "columns"),
    [
        ((0.0, 0.0), (8, 11), (15, 24)),
        ((0.2, -0.25), (12, 15), (5, 14)),
        ((0.5, -0.5), (18, 19), (0, 4)),  # half of either side is beyond the corner
    ],
)
def test_the_rectangle_stands_where_it_is_said(middle, rows, columns):
    assert erased(*middle, height=0.2, width=0.25) == (rows, columns)


@pytest.mark.parametrize("sides", [(0.0, 0.0), (0.0, 0.5), (0.5, 0.0)])
def test_a_rectangle_without_area_erases_nothing(sides):
    x = erase(FULL, *torch.tensor([0.0, 0.0, *sides])[:, None])
    assert torch.equal(x, FULL)


def test_a_rectangle_as_large_as_the_image_erases_it():
    assert erased(0.0, 0.0, 1.01, 1.01) == ((0, 19), (0, 39))


def test_the_rest_stays_as_it_was_in_all_channels():
    x = torch.rand(2, 3, 10, 10, generator=torch.Generator().manual_seed(0)) + 1
    out = erase(x, *(torch.tensor([value, 0.0]) for value in (0.2, 0.2, 0.35, 0.35)))
    assert torch.equal(out[0] == 0, (out[0, :1] == 0).expand(3, 10, 10))
    assert (out[0, 0] == 0).sum() == 16
    assert torch.equal(out[0][out[0] != 0], x[0][out[0] != 0])
    assert torch.equal(out[1], x[1])
