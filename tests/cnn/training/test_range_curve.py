"""What a curve of losses over rates suggests, on losses whose steepest place is known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.training.range_curve import RangeCurve

DECADE = 20  # steps


def curve_of(loss, first=1e-6, last=10.0, per_decade=DECADE):
    """The curve of a loss that is a function of the rate, up to where a test would end."""
    curve = RangeCurve()
    for step in range(round(per_decade * math.log10(last / first)) + 1):
        rate = first * 10 ** (step / per_decade)
        curve.add(rate, loss(rate))
        if curve.has_exploded:
            break
    return curve


def falling_around(rate):
    """2.3 below it, 0.3 above it, steepest at ``rate`` itself; a thousand times higher it explodes."""
    return lambda x: 0.3 + 2.0 / (1 + (x / rate) ** 2) + (x / (1000 * rate)) ** 2


losses = st.lists(st.floats(0.01, 100), min_size=1, max_size=40)


@given(losses, st.floats(1.01, 2.0))
def test_the_smoothed_loss_is_the_bias_corrected_exponential_mean(values, growth):
    curve, beta, mean = RangeCurve(), 1 / growth, 0.0
    for step, loss in enumerate(values):
        mean = beta * mean + (1 - beta) * loss
        assert curve.add(1e-6 * growth**step, loss) == pytest.approx(mean / (1 - beta ** (step + 1)))


def test_what_lies_a_decade_back_counts_a_tenth():
    curve = curve_of(lambda rate: 0.0, last=1e-3)
    before = curve.rates[-1]
    assert curve.add(10 * before, 11.0) == pytest.approx(11.0 * 10 / (10 + sum(curve.rates[:-1]) / before))


@pytest.mark.parametrize("rate", [1e-4, 1e-3, 1e-2, 1e-1])
def test_the_suggestion_lies_where_the_loss_falls_most_steeply(rate):
    curve = curve_of(falling_around(rate))
    # The smoothed loss follows by e at most: what lies that far back counts 1/e.
    assert rate < curve.suggestion < math.e * rate
    assert curve.suggestion < curve.lowest_rate


@given(st.floats(1e-5, 1e-2), st.floats(1.5, 50))
def test_rates_in_another_unit_give_the_same_place(rate, scale):
    curve, scaled = curve_of(falling_around(rate)), RangeCurve()
    for step, loss in zip(curve.rates, map(falling_around(rate), curve.rates), strict=True):
        scaled.add(scale * step, loss)
    assert scaled.suggestion == pytest.approx(scale * curve.suggestion, rel=1e-6)


def test_fewer_steps_a_decade_give_about_the_same_place():
    many, few = curve_of(falling_around(1e-3), per_decade=20), curve_of(falling_around(1e-3), per_decade=6)
    assert 0.6 < few.suggestion / many.suggestion < 1.6


def test_a_single_lucky_batch_does_not_decide():
    lucky = 1e-6 * 10 ** (30 / DECADE)
    curve = curve_of(lambda rate: 1.3 if math.isclose(rate, lucky) else falling_around(1e-2)(rate))
    assert 1e-2 < curve.suggestion < math.e * 1e-2


def test_the_steepest_place_after_the_lowest_one_does_not_count():
    # It falls to 1 at 1e-3, rises to 3, and falls again far more steeply, but not as low.
    def loss(rate):
        return 2.0 if rate < 1e-3 else 1.0 if rate < 1e-2 else 3.0 if rate < 1e-1 else 1.2

    curve = curve_of(loss)
    assert 1e-3 < curve.suggestion < 1e-2


def test_a_loss_that_explodes_is_over():
    curve = curve_of(falling_around(1e-4))
    assert curve.has_exploded
    assert curve.rates[-1] < 10
    assert not curve_of(falling_around(1e-1)).has_exploded


def test_three_times_the_lowest_loss_is_not_over_yet():
    curve = RangeCurve()
    curve.add(1e-6, 1.0)
    for step in range(1, 60):
        curve.add(1e-6 * 10**step, 3.9)
    assert not curve.has_exploded
    curve.add(1e60, 4.2)
    assert curve.has_exploded


@pytest.mark.parametrize(
    "loss", [lambda rate: 2.3, lambda rate: 2.3 + rate, lambda rate: 2.3 - 0.05 * (rate > 1e-3)], ids=str
)
def test_a_loss_that_does_not_fall_suggests_nothing(loss):
    assert curve_of(loss).suggestion is None


def test_too_short_a_curve_suggests_nothing():
    curve = RangeCurve()
    for step, loss in enumerate([2.0, 1.0, 0.1]):
        curve.add(1e-6 * 1.1**step, loss)
    assert curve.suggestion is None
