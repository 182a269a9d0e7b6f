"""Ink is told from ground: on lit paper, in noise, with dust about."""

import numpy as np
import pytest

from cnn.drawing.ink import find_ink
from cnn.drawing.marks import connected_marks
from cnn.pens import SKELETONS, Hand, draw, write


def written(seed=3):
    rng = np.random.default_rng(seed)
    return draw(write(SKELETONS[16], Hand(), rng), rng, pen_px=14) / 255


def overlap(found, truth):
    return (found & truth).sum() / (found | truth).sum()


def photograph(ink, contrast=110, noise=4.0, shade=80, seed=0):
    """Dark ink on paper lit from one corner, with a camera's noise."""
    height, width = ink.shape
    y, x = np.mgrid[:height, :width] / max(height, width)
    paper = 210 - shade * (0.6 * x + 0.2 * y + 0.2 * y * y)
    picture = paper - contrast * ink + np.random.default_rng(seed).normal(0, noise, ink.shape)
    return picture.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("contrast", [60, 110])
def test_ink_on_unevenly_lit_paper_is_found(contrast):
    ink = written()
    assert overlap(find_ink(photograph(ink, contrast)) > 0.5, ink > 0.5) > 0.85


def test_empty_paper_is_blank_however_it_is_lit():
    assert not find_ink(photograph(np.zeros((280, 280)))).any()


def test_a_faint_stroke_counts_in_full():
    faint = (30 * written()).astype(np.uint8)
    assert find_ink(faint).max() > 0.95


def test_two_shades_of_ink_are_both_ink():
    ink = written()
    ink[140:] *= 0.6
    assert overlap(find_ink((255 * ink).astype(np.uint8)) > 0.4, ink > 0.3) > 0.9


def test_specks_apart_are_left_out_and_those_amid_stay():
    ink = written()
    clean = find_ink((255 * ink).astype(np.uint8))
    rows, columns = np.nonzero(clean > 0)
    dusty = ink.copy()
    dusty[4:8, 4:8] = 1
    assert not find_ink((255 * dusty).astype(np.uint8))[:10, :10].any()
    amid = ink.copy()
    middle = (rows.min() + rows.max()) // 4 * 2, columns.min() + 4
    amid[middle[0] : middle[0] + 4, middle[1] : middle[1] + 4] = 1
    assert find_ink((255 * amid).astype(np.uint8))[middle] > 0.5


def test_a_large_photograph_comes_back_reduced():
    large = np.kron(photograph(written()), np.ones((10, 10), np.uint8))
    assert max(find_ink(large).shape) <= 560


def test_marks_that_touch_at_a_corner_hang_together():
    mask = np.array([[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 1]], bool)
    marks = connected_marks(mask)
    assert sorted((mark.top, mark.left, mark.bottom, mark.right, mark.area) for mark in marks) == [
        (0, 0, 2, 2, 2),
        (0, 3, 1, 4, 1),
        (2, 3, 3, 4, 1),
    ]


def test_a_spiral_is_one_mark():
    mask = np.zeros((9, 9), bool)
    mask[0], mask[:, 8], mask[8], mask[2:, 0] = True, True, True, True
    mask[2, :7], mask[2:7, 6], mask[6, 2:7], mask[4:7, 2] = True, True, True, True
    assert [mark.area for mark in connected_marks(mask)] == [mask.sum()]


def test_an_empty_mask_has_no_marks():
    assert connected_marks(np.zeros((4, 5), bool)) == ()
