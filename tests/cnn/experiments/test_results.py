"""Figures over seeds compare like with like, and say what they rest on."""

import pytest

from cnn.errors import ConfigError
from cnn.experiments import EXPERIMENTS, find_experiment
from cnn.experiments.results import Spread, results_of
from tests.cnn.experiments.quick import trial

POOLING = EXPERIMENTS["pooling"]
ONE, TWO = POOLING.arms


def test_a_spread_tells_mean_and_ends():
    spread = Spread((0.9, 0.7, 0.8))
    assert (spread.mean, spread.low, spread.high) == (pytest.approx(0.8), 0.7, 0.9)


def test_differences_are_taken_seed_by_seed():
    assert Spread((0.9, 0.8)).minus(Spread((0.7, 0.9))).values == pytest.approx((0.2, -0.1))


def test_only_seeds_that_every_arm_was_trained_from_are_compared():
    trials = [trial(ONE.name, 2, 0.9), trial(TWO.name, 2, 0.8), trial(ONE.name, 3, 0.1)]
    results = results_of(POOLING, trials)
    assert results.seeds == (2,)
    assert results.accuracy(ONE).values == (0.9,)
    assert len(results.of(ONE)) == 2
    assert results.arms == (ONE, TWO)


def test_a_fall_is_taken_seed_by_seed():
    accuracies = {ONE: (0.9, 0.8), TWO: (0.85, 0.7)}
    trials = [trial(arm.name, seed, values[seed]) for seed in (0, 1) for arm, values in accuracies.items()]
    assert results_of(POOLING, trials).fall(ONE, TWO).values == pytest.approx((0.05, 0.1))


def test_an_arm_of_another_release_is_passed_over():
    results = results_of(POOLING, [trial("transformer", 2, 1.0)])
    assert results.trials == ()
    assert results.seeds == ()


def test_an_experiment_is_found_by_its_name_and_no_other():
    assert find_experiment("pooling") is POOLING
    with pytest.raises(ConfigError, match="There is no experiment 'magic'; there are parameters, shuffled, shifted"):
        find_experiment("magic")


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=list(EXPERIMENTS))
def test_arms_are_told_apart(experiment):
    assert len({arm.name for arm in experiment.arms}) == len(experiment.arms)
    assert experiment.question.endswith("?")
    assert experiment.trials == len(experiment.arms) * experiment.seeds
    assert experiment.config.validation_share == 0.5
