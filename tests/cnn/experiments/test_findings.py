"""A finding claims what every seed bears out and no more."""

import pytest

from cnn.experiments import EXPERIMENTS
from cnn.experiments.findings import FINDINGS, finding
from cnn.experiments.results import results_of
from tests.cnn.experiments.quick import trial


def of(name, accuracies, **more):
    """The finding of an experiment whose arms reached these accuracies, a row an arm and a column a seed."""
    experiment = EXPERIMENTS[name]
    trials = [
        trial(arm.name, seed, accuracy, **{key: value[number] for key, value in more.items()})
        for number, (arm, row) in enumerate(zip(experiment.arms, accuracies, strict=True))
        for seed, accuracy in enumerate(row)
    ]
    return finding(results_of(experiment, trials))


SIZES = {"parameters": (2_000, 4_000, 9_000, 20_000, 6_000, 25_000, 100_000, 400_000)}


def test_every_experiment_has_its_finding():
    assert FINDINGS.keys() == EXPERIMENTS.keys()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_before_every_arm_was_trained_nothing_is_claimed(name):
    experiment = EXPERIMENTS[name]
    assert finding(results_of(experiment, [trial(experiment.arms[0].name, 2, 0.9)])) == ""


def test_the_smallest_network_that_comes_up_to_a_cnn_is_named():
    accuracies = [(0.88, 0.90), (0.90, 0.92), (0.93, 0.94), (0.94, 0.95), (0.5, 0.5), (0.88, 0.88), (0.91, 0.90)]
    words = of("parameters", [*accuracies, (0.91, 0.92)], **SIZES)
    assert words.startswith(
        "A CNN learns 4,000 parameters and reads 91.0 % (90.0 to 92.0) right. The smallest fully connected network "
        "that comes up to it, with a mean no lower than the CNN's worst seed, learns 100,000 parameters and reads "
        "90.5 % (90.0 to 91.0) right: 25 times as many. None does to the best CNN, which learns 20,000 parameters"
    )
    assert words.endswith("(n = 2 seeds; in brackets the lowest and the highest.)")


def test_where_no_network_comes_up_to_any_cnn_it_says_so():
    words = of("parameters", [(0.9,)] * 4 + [(0.5,)] * 4, **SIZES)
    assert words.startswith("No fully connected network here is as good as any CNN: the largest learns 400,000 ")
    assert words.endswith("(n = 1 seed; in brackets the lowest and the highest.)")


def test_where_the_best_cnn_is_equalled_none_is_beyond():
    words = of("parameters", [(0.5,), (0.6,), (0.7,), (0.8,), (0.9,), (0.9,), (0.9,), (0.9,)], **SIZES)
    assert "learns 20,000 parameters and reads 80.0 %" in words
    assert "learns 6,000 parameters and reads 90.0 % (90.0 to 90.0) right: 0.3 times as many." in words
    assert "best CNN" not in words


def test_shuffling_is_told_seed_by_seed():
    words = of("shuffled", [(0.95, 0.94), (0.85, 0.86), (0.90, 0.91), (0.91, 0.90)])
    assert words.startswith(
        "Shuffling costs the CNN 9.0 points (8.0 to 10.0), the fully connected network 0.0 points (−1.0 to 1.0). "
        "With every seed the CNN lost more"
    )


def test_where_seeds_disagree_no_difference_is_claimed():
    words = of("shuffled", [(0.95, 0.94), (0.85, 0.94), (0.90, 0.91), (0.91, 0.90)])
    assert "Not every seed says the same, so this shows no difference." in words
    assert "lost more" not in words


@pytest.mark.parametrize(("last", "claims"), [(0.8, True), (0.3, False)])
def test_shifts_are_told_at_three_pixels(last, claims):
    falls = ((0.9, 0.8, 0.6, 0.3, 0.2, 0.1, 0.1), (0.9, 0.9, 0.7, 0.5, 0.2, 0.1, 0.1), (0.9, 0.9, 0.8, last, 0, 0, 0))
    words = of("shifted", [(0.9, 0.9)] * 3, shifted_accuracies=falls)
    assert words.startswith(
        "Moved by 3 pixels, 30.0 % (30.0 to 30.0) are read right by the fully connected network, 50"
    )
    assert ("A convolution finds a stroke wherever it lies" in words) == claims
    assert ("shows no difference" in words) != claims


@pytest.mark.parametrize(("pooled", "claims"), [(0.95, True), (0.80, False)])
def test_overfitting_is_the_gap_between_own_images_and_others(pooled, claims):
    words = of("pooling", [(0.95, pooled), (0.85, 0.85)], parameters=(9_000, 120_000))
    gap = "5.0 points (5.0 to 5.0)" if claims else "12.5 points (5.0 to 20.0)"
    assert f"reads its own images better than others by {gap}, the one without by 15.0 points (15.0 to 15.0)" in words
    assert ("So it is with every seed: pooling leaves less room to learn by heart, 9,000 parameters" in words) == claims
    assert ("this shows no difference" in words) != claims
