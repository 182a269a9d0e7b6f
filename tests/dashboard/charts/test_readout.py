"""The bars of a class begin where the last one ended and reach its logit."""

import numpy as np
import pytest

from cnn.inside.origin import WeightedSum
from cnn.inside.readout import Readout
from dashboard.charts.readout import MOST, in_words, source, sum_figure, term

MAPS = Readout(WeightedSum(np.arange(24.0).reshape(2, 3, 4), np.full((2, 3, 4), -0.5), 2.0))
UNITS = Readout(WeightedSum(np.array([[[1.0, 2.0, 4.0]]]), np.array([[[1.0, -1.5, 0.5]]]), -0.25))


def bars(readout):
    (trace,) = sum_figure(readout, "7").data
    return trace


@pytest.mark.parametrize("readout", [MAPS, UNITS], ids=["maps", "units"])
def test_bars_add_up_to_the_logit(readout):
    trace = bars(readout)
    assert sum(trace.x[:-1]) == pytest.approx(trace.x[-1]) == pytest.approx(readout.sum.total)
    assert trace.measure[-1] == "total"
    assert len(set(trace.y)) == len(trace.y)


def test_the_largest_come_one_by_one_and_the_others_together():
    labels = bars(MAPS).y
    assert labels[0] == "map 2, row 2, column 3"
    assert labels[MOST:] == (f"the other {24 - MOST} together", "bias", "logit of 7")
    assert bars(UNITS).y == ("unit 2", "unit 3", "unit 1", "bias", "logit of 7")


def test_terms_are_written_with_their_numbers():
    assert term(UNITS, 1) == "2·(−1.50) = −3"
    assert term(UNITS, 2) == "4·0.50 = +2"
    assert source(Readout(UNITS.sum, of_means=True), 2) == "mean of map 3"


def test_words_tell_the_logit_and_its_largest_terms():
    assert in_words(UNITS, "7").startswith("The logit of 7 is −0.25. Its largest terms: unit 2: 2·(−1.50) = −3; unit 3")
