"""The epoch that counts is the best one by the metric that judges, and waiting for a better one ends."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from cnn.model.build import Network
from cnn.training.best import Best, EarlyStopping
from cnn.training.checkpoint import copy_weights, load_network
from cnn.training.config import TrainingConfig
from cnn.training.score import Score

METRICS = ("accuracy", "loss")


@pytest.mark.parametrize(
    ("one", "other", "by_accuracy", "by_loss"),
    [
        (Score(loss=0.2, accuracy=0.9), Score(loss=0.1, accuracy=0.8), True, False),
        (Score(loss=0.1, accuracy=0.8), Score(loss=0.2, accuracy=0.9), False, True),
        (Score(loss=0.1, accuracy=0.9), Score(loss=0.2, accuracy=0.9), True, True),
        (Score(loss=0.2, accuracy=0.9), Score(loss=0.2, accuracy=0.8), True, True),
        (Score(loss=0.2, accuracy=0.9), Score(loss=0.2, accuracy=0.9), False, False),
        (Score(loss=9.0, accuracy=0.0), None, True, True),
    ],
)
def test_the_metric_decides_then_the_other_one_and_a_tie_is_not_better(one, other, by_accuracy, by_loss):
    assert one.beats(other) is one.beats(other, "accuracy") is by_accuracy
    assert one.beats(other, "loss") is by_loss


scores = st.builds(Score, loss=st.integers(0, 3).map(float), accuracy=st.integers(0, 3).map(lambda it: it / 3))


@given(scores, scores, st.sampled_from(METRICS))
def test_of_two_scores_one_is_better_or_they_are_the_same(one, other, metric):
    assert one.beats(other, metric) + other.beats(one, metric) + (one == other) == 1
    assert one.gain_over(other, metric) == -other.gain_over(one, metric)
    assert one.beats(other, metric) or one.gain_over(other, metric) <= 0


def test_the_gain_is_in_the_unit_of_the_metric():
    better, worse = Score(loss=0.25, accuracy=0.75), Score(loss=1.0, accuracy=0.5)
    assert better.gain_over(worse, "accuracy") == 0.25
    assert better.gain_over(worse, "loss") == 0.75
    assert (better.by("accuracy"), better.by("loss")) == (0.75, 0.25)


@pytest.fixture
def network(tiny):
    return Network(tiny)


def fill(network, value):
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.fill_(value)


@pytest.mark.parametrize(
    ("metric", "course", "counts"),
    [
        ("accuracy", [(1.0, 0.5), (2.0, 0.9), (0.1, 0.7)], 2),
        ("loss", [(1.0, 0.5), (2.0, 0.9), (0.1, 0.7)], 3),
        ("accuracy", [(1.0, 0.5), (1.0, 0.5)], 1),
        ("loss", [(1.0, 0.5), (1.0, 0.6)], 2),
    ],
)
def test_the_weights_of_the_best_epoch_are_kept_saved_and_restored(network, tiny, tmp_path, metric, course, counts):
    best = Best(tmp_path / "best.safetensors", metric)
    for epoch, (loss, accuracy) in enumerate(course, 1):
        fill(network, float(epoch))
        assert best.offer(network, epoch, Score(loss, accuracy)) == (best.epoch == epoch)
    assert best.epoch == counts
    assert best.score == Score(*course[counts - 1])
    best.restore(network)
    for kept in (network, load_network(tmp_path / "best.safetensors", tiny)):
        assert all((parameter == counts).all() for parameter in kept.parameters())


def test_without_scores_the_last_weights_count(network):
    best = Best(None)
    assert [best.offer(network, epoch, None) for epoch in (1, 2, 3)] == [True] * 3
    assert (best.epoch, best.score) == (3, None)


def test_weights_are_remembered_until_an_epoch_is_over_and_only_where_they_are_numbers(network, tmp_path):
    best = Best(tmp_path / "best.safetensors")
    fill(network, 1.0)
    best.remember(network)
    fill(network, float("nan"))
    best.remember(network)
    best.save()
    assert all((value == 1).all() for value in best.weights.values())
    fill(network, 2.0)
    best.offer(network, 1, None)
    fill(network, 3.0)
    best.remember(network)
    assert all((value == 2).all() for value in best.weights.values())


def test_nothing_is_written_before_there_are_weights(tmp_path):
    Best(tmp_path / "best.safetensors").save()
    assert not list(tmp_path.iterdir())


def test_what_is_kept_does_not_follow_the_network(network):
    best = Best(None)
    best.offer(network, 1, None)
    before = copy_weights(network)
    fill(network, 7.0)
    assert all(torch.equal(best.weights[name], value) for name, value in before.items())


def over(course, **settings):
    """After which epoch patience has run out; None where it lasted."""
    stopping = EarlyStopping(TrainingConfig(**settings))
    return next((epoch for epoch, score in enumerate(course, 1) if stopping.is_over_after(score)), None)


def by_accuracy(*accuracies):
    return [Score(1.0, accuracy) for accuracy in accuracies]


def by_loss(*losses):
    return [Score(loss, 0.5) for loss in losses]


@pytest.mark.parametrize(
    ("settings", "course", "epoch"),
    [
        ({"patience": 1}, by_accuracy(0.5, 0.5, 0.9), 2),
        ({"patience": 2}, by_accuracy(0.5, 0.4, 0.6, 0.6, 0.5), 5),
        ({"patience": 3}, by_accuracy(0.1, 0.2, 0.3, 0.4), None),
        ({"patience": 2, "minimal_gain": 0.1}, by_accuracy(0.5, 0.55, 0.58), 3),
        # Small gains add up to one that counts, as what is compared with stays.
        ({"patience": 2, "minimal_gain": 0.1}, by_accuracy(0.5, 0.55, 0.63, 0.65), None),
        ({"patience": 1, "minimal_gain": 0.0}, by_accuracy(0.5, 0.5), 2),
        ({"patience": 2, "judged_by": "loss"}, by_loss(1.0, 0.9, 0.95, 0.9), 4),
        ({"patience": 2, "judged_by": "loss"}, by_accuracy(0.1, 0.5, 0.9), 3),
        ({"patience": 1, "judged_by": "loss", "minimal_gain": 0.1}, by_loss(1.0, 0.95), 2),
        ({"patience": 0}, by_accuracy(*[0.5] * 200), None),
        ({"patience": 1}, [None] * 10, None),
    ],
)
def test_patience_runs_out_after_so_many_epochs_without_gain(settings, course, epoch):
    assert over(course, **settings) == epoch
