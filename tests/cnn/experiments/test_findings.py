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
    assert words.endswith("(n = 2 seeds, in brackets the lowest and the highest.)")


def test_where_no_network_comes_up_to_any_cnn_it_says_so():
    words = of("parameters", [(0.9,)] * 4 + [(0.5,)] * 4, **SIZES)
    assert words.startswith("No fully connected network here is as good as any CNN: the largest learns 400,000 ")
    assert words.endswith("(n = 1 seed, in brackets the lowest and the highest.)")


def test_where_the_best_cnn_is_equalled_none_is_beyond():
    words = of("parameters", [(0.5,), (0.6,), (0.7,), (0.8,), (0.9,), (0.9,), (0.9,), (0.9,)], **SIZES)
    assert "learns 20,000 parameters and reads 80.0 %" in words
    assert "learns 6,000 parameters and reads 90.0 % (90.0 to 90.0) right: 0.3 times as many." in words
    assert "best CNN" not in words


def test_shuffling_is_told_with_what_chance_leaves():
    words = of("shuffled", [(0.95, 0.94, 0.95), (0.85, 0.85, 0.86), (0.90, 0.91, 0.9), (0.91, 0.90, 0.9001)])
    assert words.startswith(
        "Shuffling costs the CNN 9.3 points (9.0 to 10.0), the fully connected network 0.0 points (−1.0 to 1.0). "
        "The difference, 5.5 to 13.1 points with 95 % confidence, is more than chance between seeds: a CNN sees by "
    )


@pytest.mark.parametrize(
    ("shuffled", "verdict"),
    [
        ((0.85, 0.94, 0.95), "may be chance between seeds."),
        ((0.99, 0.99, 0.99), "is more than chance between seeds, and not what is usually said."),
    ],
)
def test_where_chance_would_do_or_it_is_the_other_way_round_nothing_is_claimed(shuffled, verdict):
    words = of("shuffled", [(0.95, 0.94, 0.95), shuffled, (0.90, 0.91, 0.9), (0.90, 0.91, 0.9)])
    assert f"points with 95 % confidence, {verdict}" in words
    assert "a CNN sees by neighbours" not in words


def test_a_single_seed_shows_nothing():
    words = of("shuffled", [(0.95,), (0.85,), (0.90,), (0.90,)])
    assert words.endswith(
        "The difference may be chance: a single seed cannot tell. (n = 1 seed, in brackets the lowest and the highest.)"
    )


def test_shifts_are_told_at_three_pixels():
    falls = ((0.9, 0.8, 0.6, 0.3, 0.2, 0.1, 0.1), (0.9, 0.9, 0.7, 0.5, 0.2, 0.1, 0.1), (0.9, 0.9, 0.8, 0.8, 0, 0, 0))
    words = of("shifted", [(0.9, 0.9)] * 3, shifted_accuracies=falls)
    assert words.startswith("Moved by 3 pixels, 30.0 % (30.0 to 30.0) are read right by the fully connected network")
    assert "The difference between the two CNNs, 30.0 to 30.0 points with 95 % confidence, is more than" in words


def test_overfitting_is_the_gap_between_own_images_and_others():
    words = of("pooling", [(0.95, 0.94), (0.85, 0.84)], parameters=(9_000, 120_000))
    assert words.startswith(
        "At the end the network with pooling (9,000 parameters) reads its own images better than others by 5.5 points "
        "(5.0 to 6.0), the one without (120,000) by 15.5 points (15.0 to 16.0)."
    )
    assert "is more than chance between seeds: pooling leaves less room to learn by heart." in words
