"""Groups by a trait are named so that each can be told from the others, and drawn with their intervals."""

import numpy as np
import pytest

from cnn.data.survey.traits import TRAITS
from cnn.judging.strata import stratify
from dashboard.charts.strata import spans, strata_chart, strata_in_words

INK, _, DOWN, WIDTH, _, SLANT, _ = TRAITS


def grouped(values, groups=2):
    values = np.asarray(values, float)
    return stratify(values, np.arange(len(values)) == len(values) - 1, groups).groups


@pytest.mark.parametrize(
    ("trait", "values", "names"),
    [
        (WIDTH, [3, 4, 5, 5], ["3 to 4 px", "5 px"]),
        (INK, [0.1, 0.12, 0.2, 0.3], ["10.0 to 12.0 %", "20.0 to 30.0 %"]),
        (SLANT, [-20.5, -3, 2, 9], ["−20.5 to −3.0 °", "2.0 to 9.0 °"]),
        (DOWN, [13.951, 13.952, 13.971, 13.972], ["13.95 px", "13.97 px"]),
    ],
)
def test_a_group_is_named_by_where_it_goes_from_and_to(trait, values, names):
    assert spans(grouped(values), trait) == names


def test_each_group_is_a_point_with_its_interval():
    groups = grouped([1, 2, 3, 4])
    (points,) = strata_chart(groups, WIDTH, 0.25).data
    assert points.x == ("1 to 2 px", "3 to 4 px")
    assert points.y == (0, 50)
    for point, more, less, group in zip(points.y, points.error_y.array, points.error_y.arrayminus, groups, strict=True):
        assert (point - less, point + more) == pytest.approx((100 * group.interval[0], 100 * group.interval[1]))


def test_it_is_told_in_words():
    assert strata_in_words(grouped([1, 2, 3, 4]), WIDTH) == (
        "Width: 50.00 % wrong at 3 to 4 px (1 of 2 images), 0.00 % at 1 to 2 px (0 of 2)"
    )
    assert strata_in_words((), WIDTH) == "Width: none of these images has it"
