"""When memory does not suffice the same step is taken in pieces; when even that does not help, training says so."""

import threading

import pytest
import torch

from cnn.errors import TrainingError
from cnn.training.events import MemoryShort
from cnn.training.loop import train
from cnn.training.part import Part
from tests.cnn.training.listening import drain, epochs, kinds

SHORT = (
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB."),
    RuntimeError("[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory"),
)


@pytest.fixture
def settings(quick):
    """Nothing random in a step, so that pieces can be compared with the whole."""
    return quick.changed(epochs=2, dropout=0.0, label_smoothing=0.1)


@pytest.fixture
def memory(monkeypatch):
    """Lets memory run out at the given ones (from 1) of the times that a part learns in the main thread, or another."""
    learn = Part.learn

    def runs_out(error, at, in_main=True):
        seen = []

        def learn_short(part, *facts):
            learn(part, *facts)
            if (threading.current_thread() is threading.main_thread()) == in_main:
                seen.append(part)
                if len(seen) in at:
                    raise error

        monkeypatch.setattr(Part, "learn", learn_short)

    return runs_out


def assert_same(found, expected):
    """The same weights and figures but for rounding."""
    (events, network), (undisturbed, plain) = found, expected
    for mine, its in zip(network.parameters(), plain.parameters(), strict=True):
        torch.testing.assert_close(mine, its, rtol=1e-3, atol=1e-4)
    for mine, its in zip(epochs(events), epochs(undisturbed), strict=True):
        assert mine.loss == pytest.approx(its.loss, rel=1e-3)
        assert mine.accuracy == pytest.approx(its.accuracy, abs=1.5 / 360)
        assert mine.validation_loss == pytest.approx(its.validation_loss, rel=1e-3)


@pytest.mark.parametrize("error", SHORT, ids=["a card's", "the processor's"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_training_goes_on_in_pieces_as_if_nothing_had_happened(few, tiny, settings, memory, error, times):
    expected = drain(train(tiny, settings, few))
    memory(error, range(6, 6 + times))
    events, network = drain(train(tiny, settings, few))
    short = [event for event in events if isinstance(event, MemoryShort)]
    assert [(event.epoch, event.step) for event in short] == [(1, 5)] * times
    assert [event.pieces for event in short] == [2, 4, 8][:times]
    assert [event.images_at_once for event in short] == [16, 8, 4][:times]
    assert_same((events, network), expected)


@pytest.mark.parametrize("in_main", [True, False])
def test_one_part_that_runs_short_has_all_of_them_try_again(threads, few, tiny, settings, memory, in_main):
    config = settings.changed(batch_size=64)
    expected = drain(train(tiny, config, few))
    memory(SHORT[1], [1], in_main)
    threads(2)
    events, network = drain(train(tiny, config, few))
    (short,) = [event for event in events if isinstance(event, MemoryShort)]
    assert (events[0].parts, short.pieces, short.images_at_once) == (2, 4, 16)
    assert_same((events, network), expected)


def test_memory_that_is_short_again_later_halves_what_was_halved(few, tiny, settings, memory):
    memory(SHORT[0], [1, 31])
    events, _ = drain(train(tiny, settings, few))
    assert [event.pieces for event in events if isinstance(event, MemoryShort)] == [2, 4]


@pytest.mark.parametrize("error", SHORT, ids=["a card's", "the processor's"])
def test_a_fourth_time_ends_training_with_what_to_do(few, tiny, settings, memory, error):
    memory(error, range(1, 5))
    heard = []
    with pytest.raises(TrainingError) as caught:
        for event in train(tiny, settings, few):
            heard.append(event)
    assert str(caught.value) == (
        "Memory does not suffice for a batch of 32 images, even in eight pieces: choose a smaller batch size or a "
        "network with fewer filters."
    )
    assert kinds(heard) == "started" + 3 * " memory_short"


def test_other_errors_are_not_taken_for_want_of_memory(few, tiny, settings, memory):
    memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"), [1])
    with pytest.raises(RuntimeError, match="shapes"):
        drain(train(tiny, settings, few))


def test_a_stop_is_heard_when_memory_runs_short(few, tiny, settings, memory):
    memory(SHORT[0], [1])
    events, _ = drain(train(tiny, settings, few), stop_at="memory_short")
    assert kinds(events) == "started memory_short progress epoch_finished checkpoint_saved finished"
    assert events[-1].stopped
