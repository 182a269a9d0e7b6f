"""Before training on a card: how it warmed up is said and not counted, and what fails there only makes it slower."""

from __future__ import annotations

import pytest
import torch

from cnn.model.build import Network
from cnn.training import step
from cnn.training.events import EpochFinished, Finished, MemoryShort, WarmedUp
from cnn.training.loop import train
from cnn.training.part import Part
from cnn.training.range_test import range_test
from cnn.training.recording import warmed_up
from cnn.training.step import Step
from tests.cnn.training.listening import drain, kinds
from tests.cnn.training.recorded import NETWORK, ROWS, Tape, computing, config_of, failing, noise, trained

needs_card = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA card")


@pytest.fixture
def tape(monkeypatch):
    """A recorder in the place of the card's."""
    tape = Tape()
    monkeypatch.setattr(step, "recorder_for", lambda _: tape.record)
    return tape


class Refusing:
    """A recorder on a device that does not want to."""

    def __init__(self, error):
        self.error = error

    def __call__(self, work, generators):
        work()
        raise self.error


def test_where_recording_fails_steps_are_computed_and_it_is_said_why(monkeypatch):
    config = config_of()
    computed = trained(config, computing)
    refusing = Refusing(RuntimeError("operation not permitted\nwhile capturing"))
    monkeypatch.setattr(step, "recorder_for", lambda _: refusing)
    warm_up = Step(Network(NETWORK), config, noise(config)).warm_up()
    assert not warm_up.replays
    assert warm_up.why_not == "operation not permitted"
    torch.testing.assert_close(trained(config, failing), computed, rtol=0, atol=0)


def test_where_anything_else_fails_while_warming_up_steps_are_computed_too(tape, monkeypatch):
    def short(self, rows):
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setattr(Step, "judge", short)
    config = config_of()
    learn = Step(Network(NETWORK), config, noise(config))
    assert learn.warm_up().why_not == "out of memory"
    learn(torch.arange(config.batch_size), 0, 0.01)
    assert tape.replayed == 0


def test_it_is_the_first_of_several_errors_that_says_why():
    def record():
        try:
            raise RuntimeError("the CPU asked for a number")
        finally:
            raise RuntimeError("the recording was broken off")

    assert warmed_up(record).why_not == "the CPU asked for a number"


def test_what_is_no_matter_of_the_device_is_not_hidden():
    with pytest.raises(KeyError):
        warmed_up(lambda: {}["a mistake of ours"])


def test_training_says_how_it_warmed_up_and_does_not_count_that_time(tape, few, tiny, quick):
    events = list(train(tiny, quick, few))
    assert [event.kind for event in events[:2]] == ["started", "warmed_up"]
    assert events[1].replays
    assert events[-1].warm_up_s == events[1].time_s > 0
    assert tape.replayed == quick.epochs * (360 // quick.batch_size)


def test_time_begins_after_the_warm_up(tape, few, tiny, quick, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("cnn.training.clock.time.perf_counter", lambda: now[0])
    warm_up = Step.warm_up

    def slowly(self):
        now[0] += 100
        return warm_up(self)

    monkeypatch.setattr(Step, "warm_up", slowly)
    assert list(train(tiny, quick, few))[-1].duration_s == 0


def test_a_training_that_needs_no_warm_up_says_none(few, tiny, quick):
    events = list(train(tiny, quick.changed(epochs=1), few))
    assert not any(isinstance(event, WarmedUp) for event in events)
    assert events[-1].warm_up_s == 0


def test_a_replayed_training_is_told_as_one_that_is_computed(few, tiny, quick, monkeypatch):
    computed = list(train(tiny, quick, few))
    monkeypatch.setattr(step, "recorder_for", lambda _: Tape().record)
    replayed = list(train(tiny, quick, few))
    epochs = [[event for event in told if isinstance(event, EpochFinished)] for told in (computed, replayed)]
    for of_one, of_other in zip(*epochs, strict=True):
        assert of_one.loss == pytest.approx(of_other.loss, rel=1e-4)
        assert of_one.validation_accuracy == of_other.validation_accuracy


def test_a_range_test_is_replayed_too_and_says_how_it_warmed_up(few, tiny, quick, monkeypatch):
    computed = list(range_test(tiny, quick, few))
    tape = Tape()
    monkeypatch.setattr(step, "recorder_for", lambda _: tape.record)
    started, warm_up, *points, ended = range_test(tiny, quick, few)
    assert (started.kind, warm_up.kind, ended.kind) == ("started", "warmed_up", "range_tested")
    assert warm_up.replays
    assert tape.replayed >= len(points)  # the last step, after which the loss had exploded, is no point
    for of_one, of_other in zip(computed[1:40], points, strict=False):
        assert of_one.loss == pytest.approx(of_other.loss, rel=1e-4)
    assert ended.suggested_learning_rate == pytest.approx(computed[-1].suggested_learning_rate, rel=0.2)


def test_a_stop_is_heard_while_a_range_test_warms_up(tape, few, tiny, quick):
    events, _ = drain(range_test(tiny, quick, few), stop_at="warmed_up")
    assert kinds(events) == "started warmed_up range_point range_tested"
    assert events[-1].stopped


def test_memory_that_ends_while_warming_up_halves_batches_only_when_it_ends_again(few, tiny, quick, monkeypatch):
    monkeypatch.setattr(step, "recorder_for", lambda _: Refusing(torch.OutOfMemoryError("out of memory")))
    events = list(train(tiny, quick, few))
    assert [event.why_not for event in events if isinstance(event, WarmedUp)] == ["out of memory"]
    assert not any(isinstance(event, MemoryShort) for event in events)
    assert isinstance(events[-1], Finished)


@pytest.mark.parametrize("limit", [1, 7, 200])
def test_judging_takes_fewer_images_at_once_where_memory_ends(monkeypatch, limit):
    config = config_of()
    network, batches = Network(NETWORK, seed=3), noise(config)
    expected = Step(network, config, batches).judge(batches.rows)
    judge = Part.judge

    def within_memory(self, rows, meter):
        if len(rows) > limit:
            raise torch.OutOfMemoryError("out of memory")
        judge(self, rows, meter)

    monkeypatch.setattr(Part, "judge", within_memory)
    assert Step(network, config, batches).judge(batches.rows) == pytest.approx(expected, rel=1e-6)


def test_judging_fails_where_not_even_one_image_fits(monkeypatch):
    def never(self, rows, meter):
        raise torch.OutOfMemoryError("out of memory")

    monkeypatch.setattr(Part, "judge", never)
    config = config_of()
    with pytest.raises(torch.OutOfMemoryError):
        Step(Network(NETWORK), config, noise(config)).judge(torch.arange(ROWS))


@needs_card
def test_on_a_card_training_is_replayed(few, tiny, quick):
    events = list(train(tiny, quick.changed(device="cuda"), few))
    (warm_up,) = (event for event in events if isinstance(event, WarmedUp))
    assert warm_up.why_not == ""
    assert warm_up.replays
    assert events[-1].validation_accuracy > 0.8
