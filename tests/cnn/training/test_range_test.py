"""A range test tries ever higher rates and suggests one that trains well."""

import math

import numpy as np
import pytest
import torch

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.errors import ConfigError, SpecError, TrainingError
from cnn.model.shapes import parameter_count
from cnn.training import range_test as module
from cnn.training.events import EpochFinished, MemoryShort, RangePoint, RangeTested, Started
from cnn.training.loop import train
from cnn.training.range_curve import HIGHEST_RATE, LOWEST_RATE
from cnn.training.range_test import MOST_STEPS, range_test
from cnn.training.score import Score
from cnn.training.step import Step


def drain(test, stop_at=0):
    """All events; ``stop`` is sent at the point of step ``stop_at``."""
    events = []
    command = None
    try:
        while True:
            events.append(test.send(command))
            command = "stop" if isinstance(events[-1], RangePoint) and events[-1].step == stop_at else None
    except StopIteration:
        return events


@pytest.fixture(scope="module")
def tested(digits, tiny, quick):
    """A test of ``tiny`` on the built-in digits; only to be read."""
    return drain(range_test(tiny, quick, digits.train))


def points(events):
    return [event for event in events if isinstance(event, RangePoint)]


def test_it_says_what_is_tried_then_a_point_a_step_then_what_it_suggests(tested, digits, tiny):
    started, *between, ended = tested
    assert isinstance(started, Started)
    assert (started.training_rows, started.validation_rows) == (1350, 150)
    assert started.parameters == parameter_count(tiny)
    assert started.epochs * started.steps_per_epoch >= MOST_STEPS
    assert points(tested) == between
    assert [point.step for point in between] == list(range(1, len(between) + 1))
    assert isinstance(ended, RangeTested)
    assert not ended.stopped


def test_rates_rise_exponentially_from_the_lowest(tested):
    rates = [point.learning_rate for point in points(tested)]
    assert rates[0] == LOWEST_RATE
    assert np.allclose(np.diff(np.log(rates)), math.log(HIGHEST_RATE / LOWEST_RATE) / (MOST_STEPS - 1))
    assert rates[-1] <= HIGHEST_RATE * (1 + 1e-9)


def test_the_suggestion_lies_below_the_rate_of_the_lowest_loss(tested):
    ended = tested[-1]
    lowest = min(points(tested), key=lambda point: point.smoothed_loss)
    assert LOWEST_RATE < ended.suggested_learning_rate < ended.lowest_loss_rate
    assert ended.lowest_loss_rate == pytest.approx(lowest.learning_rate, rel=0.05)
    assert ended.suggested_learning_rate == float(f"{ended.suggested_learning_rate:.1e}")


@pytest.mark.parametrize("optimizer", ["rmsprop", "sgd", "adam", "adamw", "muon"])
def test_a_training_at_the_suggested_rate_learns(optimizer, digits, tiny, quick):
    config = quick.changed(optimizer=optimizer)
    rate = drain(range_test(tiny, config, digits.train))[-1].suggested_learning_rate
    epochs = [
        it for it in train(tiny, config.changed(learning_rate=rate), digits.train) if isinstance(it, EpochFinished)
    ]
    assert max(epoch.validation_accuracy for epoch in epochs) > 0.85


def test_the_same_seed_gives_the_same_curve(tested, digits, tiny, quick):
    torch.manual_seed(99)
    again = drain(range_test(tiny, quick.changed(learning_rate=0.5, epochs=9, schedule="one_cycle"), digits.train))
    other = drain(range_test(tiny, quick.changed(seed=3), digits.train))

    def losses(events):
        return [point.loss for point in points(events)]

    assert losses(again) == losses(tested) != losses(other)
    assert again[-1].suggested_learning_rate == tested[-1].suggested_learning_rate


def test_settings_that_change_a_step_change_the_curve(tested, digits, tiny, quick):
    for changed in ({"batch_size": 64}, {"optimizer": "sgd"}, {"shift_px": 2.0}, {"dropout": 0.5}):
        events = drain(range_test(tiny, quick.changed(**changed), digits.train), stop_at=20)
        assert points(events)[-1].loss != points(tested)[19].loss


@pytest.fixture
def losses(monkeypatch):
    """Puts a function of the rate in the place of what the network loses; gives the batches, as they will come."""

    def put(loss):
        batches, rates = [], []
        monkeypatch.setattr(
            Step, "__call__", lambda self, rows, seed, rate: (batches.append(rows), rates.append(rate), None)[-1]
        )
        monkeypatch.setattr(Step, "read_meters", lambda self: Score(loss(rates[-1]), 0.0))
        return batches

    return put


def test_it_finds_the_place_where_a_known_loss_is_steepest(losses, digits, tiny, quick):
    losses(lambda rate: 0.3 + 2.0 / (1 + (rate / 0.01) ** 2))
    ended = drain(range_test(tiny, quick, digits.train))[-1]
    assert 0.01 < ended.suggested_learning_rate < 0.01 * math.e
    assert not ended.diverged


def test_a_loss_that_explodes_ends_it(losses, digits, tiny, quick):
    losses(lambda rate: 0.5 + 2.0 / (1 + (rate / 1e-3) ** 2) + 100 * rate**2)
    *_, last, ended = drain(range_test(tiny, quick, digits.train))
    assert ended.diverged
    assert last.learning_rate < 1
    assert last.smoothed_loss > 4 * min(0.5, last.smoothed_loss)


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_loss_that_is_no_number_ends_it_and_is_no_point(number, losses, digits, tiny, quick):
    losses(lambda rate: number if rate > 0.1 else 0.5 + 2.0 / (1 + (rate / 1e-3) ** 2))
    *_, last, ended = drain(range_test(tiny, quick, digits.train))
    assert ended.diverged
    assert math.isfinite(last.loss)
    assert last.learning_rate <= 0.1
    assert 1e-3 < ended.suggested_learning_rate < 1e-2


def test_a_loss_that_is_never_a_number_is_a_mistake(digits, tiny, quick):
    with pytest.raises(TrainingError, match="no number at learning rate 1e-06 already"):
        drain(range_test(tiny, quick, digits.train, Normalisation(std=1e-45)))


def test_labels_that_mean_nothing_suggest_nothing_and_say_so(digits, tiny, quick):
    shuffled = np.random.default_rng(0).permutation(digits.train.labels)
    images = ImageSet(digits.train.images, shuffled, digits.train.class_names)
    with pytest.raises(TrainingError, match="The loss fell at no learning rate"):
        drain(range_test(tiny, quick, images))


def test_a_stop_ends_it_without_a_suggestion(digits, tiny, quick):
    events = drain(range_test(tiny, quick, digits.train), stop_at=120)
    assert points(events)[-1].step == 120
    assert events[-1].stopped
    assert events[-1].suggested_learning_rate is None


def test_a_stop_after_the_last_step_stops_nothing(losses, digits, tiny, quick):
    losses(lambda rate: 0.3 + 2.0 / (1 + (rate / 0.01) ** 2))
    ended = drain(range_test(tiny, quick, digits.train), stop_at=MOST_STEPS)[-1]
    assert not ended.stopped
    assert ended.suggested_learning_rate


def test_a_network_too_slow_for_all_steps_tries_the_same_rates_in_fewer(digits, tiny, quick, losses, monkeypatch):
    losses(lambda rate: 0.3 + 2.0 / (1 + (rate / 0.01) ** 2))
    now = iter(range(10**6))
    monkeypatch.setattr("cnn.training.clock.time.perf_counter", lambda: next(now) / 4)  # each look costs a quarter
    events = drain(range_test(tiny, quick, digits.train))
    steps = [point.steps for point in points(events)]
    assert steps[:10] == [MOST_STEPS] * 10
    assert set(steps[10:]) == {60}
    assert len(steps) == 60
    assert points(events)[-1].learning_rate == pytest.approx(HIGHEST_RATE)
    assert 0.005 < events[-1].suggested_learning_rate < 0.05


def test_however_slow_it_is_there_are_steps_enough_for_a_curve(digits, tiny, quick, losses, monkeypatch):
    losses(lambda rate: 0.3 + 2.0 / (1 + (rate / 0.01) ** 2))
    now = iter(range(10**6))
    monkeypatch.setattr("cnn.training.clock.time.perf_counter", lambda: next(now))
    assert len(points(drain(range_test(tiny, quick, digits.train)))) == module.FEWEST_STEPS


def test_small_batches_at_the_end_of_an_epoch_are_left_out(digits, tiny, quick, losses):
    batches = losses(lambda rate: 1 / (1 + 100 * rate))
    drain(range_test(tiny, quick.changed(batch_size=400), digits.train))
    drain(range_test(tiny, quick.changed(batch_size=4000), digits.train))
    assert {len(rows) for rows in batches} == {400, 1350}


@pytest.mark.parametrize("failures", [3, 4])
def test_a_batch_too_large_for_memory_is_learned_in_pieces(failures, digits, tiny, quick, monkeypatch):
    left = [torch.OutOfMemoryError("no room")] * failures
    learn = Step.__call__

    def learn_or_fail(self, *given):
        if left:
            raise left.pop()
        learn(self, *given)

    monkeypatch.setattr(Step, "__call__", learn_or_fail)
    test = range_test(tiny, quick, digits.train)
    if failures == 3:
        events = drain(test, stop_at=20)
        short = [event for event in events if isinstance(event, MemoryShort)]
        assert [(it.epoch, it.step, it.pieces, it.images_at_once) for it in short] == [
            (1, 0, 2, 16),
            (1, 0, 4, 8),
            (1, 0, 8, 4),
        ]
        assert points(events)[-1].loss == pytest.approx(2.3, rel=0.2)
    else:
        with pytest.raises(TrainingError, match="Memory does not suffice for a batch of 32 images"):
            drain(test)


def test_what_does_not_fit_is_refused_before_anything_is_tried(digits, tiny, quick, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    wide = ImageSet(np.zeros((400, 1, 28, 32), np.uint8), digits.train.labels[:400])
    for error, images, config in [(SpecError, wide, quick), (ConfigError, digits.train, quick.changed(device="cuda"))]:
        with pytest.raises(error):
            next(range_test(tiny, config, images))
