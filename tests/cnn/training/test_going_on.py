"""A training that goes on from anywhere has, bit for bit, the weights that it would have had, and says the same."""

import json

import pytest
import torch
from safetensors.torch import load_file

from cnn.model.architecture import Architecture
from cnn.model.layers import BatchNorm
from cnn.training import loop
from cnn.training.keeper import Keeper
from cnn.training.loop import train
from cnn.training.optimizers import remembered
from cnn.training.snapshot import put_together
from tests.cnn.training.listening import drain, epochs, facts

PER_EPOCH = 6
"""Steps of 64 images of the 360 that are learned from."""

EVERYTHING_RANDOM = {"dropout": 0.3, "shift_px": 1, "rotation_deg": 5, "erase": 0.2}
SETTINGS = [
    {"optimizer": "rmsprop", "learning_rate": 0.001, **EVERYTHING_RANDOM},
    {"optimizer": "adam", "schedule": "one_cycle", "average_decay": 0.9},
    {"optimizer": "adamw", "weight_decay": 0.05, "gradient_clip": 0.5, "schedule": "cosine", "warmup_epochs": 0.5},
    {"optimizer": "sgd", "learning_rate": 0.05, "schedule": "step", "decay_every": 1},
    {"optimizer": "sgd", "learning_rate": 0.05, "momentum": 0},
    {"optimizer": "muon", "average_decay": 0.95, "label_smoothing": 0.1},
    {"optimizer": "adam", "schedule": "plateau", "plateau_patience": 1, "plateau_min_delta": 0.1},
    {"optimizer": "adam", "patience": 2, "minimal_gain": 0.09, "epochs": 6},
    {"optimizer": "adam", "validation_share": 0},
]


@pytest.fixture(autouse=True)
def every_step(monkeypatch):
    """Something is said, and so can be answered, after each step."""
    monkeypatch.setattr(loop, "PROGRESS_EVERY_S", 0.0)


@pytest.fixture
def normed(tiny):
    """The tiny network with running statistics, which each part of a batch has for itself."""
    conv, function, *rest = tiny.layers
    return Architecture(name="normed", input=tiny.input, layers=(conv, BatchNorm(), function, *rest))


class Shelf:
    """What a keeper has written, as it comes back from disk."""

    def __init__(self):
        self.kept = []

    def write(self, plain, arrays):
        self.kept.append((json.dumps(plain), arrays))

    def keeper(self, number=None):
        """A keeper that goes on from what was kept under that number, that keeps at every step."""
        start = None
        if number is not None:
            plain, arrays = self.kept[number]
            start = put_together(json.loads(plain), arrays)["training"]
        keeper = Keeper(self.write, 0.0, start=start)
        keeper.is_due = keeper.is_worth_it = lambda: True
        return keeper


def same(network, other):
    return all(
        torch.equal(a, b) for a, b in zip(network.state_dict().values(), other.state_dict().values(), strict=True)
    )


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_it_goes_on_from_any_step_as_if_nothing_had_happened(threads, few, normed, quick, settings):
    threads(2)
    config = quick.changed(**{"batch_size": 64, "epochs": 3, **settings})
    shelf = Shelf()
    with shelf.keeper() as keeper:
        events, network = drain(train(normed, config, few, keeper=keeper))
    before = len(shelf.kept)
    assert before >= 3 * (PER_EPOCH + 1)
    for number in range(0, before, 4):
        with shelf.keeper(number) as keeper:
            done = keeper.start["epoch"]
            again, other = drain(train(normed, config, few, keeper=keeper))
        assert same(network, other)
        assert facts(epochs(again)) == facts(epochs(events))[done:]
        assert again[-1].best_epoch == events[-1].best_epoch
        assert again[-1].stopped_early == events[-1].stopped_early


def test_a_training_goes_on_in_as_many_parts_as_it_began_with(threads, few, normed, quick):
    config = quick.changed(batch_size=64, epochs=2, average_decay=0.9)
    shelf = Shelf()
    threads(2)
    with shelf.keeper() as keeper:
        _, network = drain(train(normed, config, few, keeper=keeper))
    threads(1)
    with shelf.keeper(4) as keeper:
        events, other = drain(train(normed, config, few, keeper=keeper))
    assert events[0].parts == 2
    assert same(network, other)


def answering(training, at, command):
    """All that is said, ``command`` sent once after so many events."""
    events = []
    answer = None
    try:
        while True:
            events.append(training.send(answer))
            answer = command if len(events) == at else None
    except StopIteration as end:
        return events, end.value


@pytest.mark.parametrize("command", ["stop", "pause"])
@pytest.mark.parametrize("at", [1, 2, 5, 7, 8, 9, 16, 21])
def test_a_stop_or_a_pause_at_any_event_costs_nothing(few, tiny, quick, command, at):
    config = quick.changed(batch_size=64, epochs=3, average_decay=0.9, optimizer="muon")
    events, network = drain(train(tiny, config, few))
    shelf = Shelf()
    with shelf.keeper() as keeper:
        first, _ = answering(train(tiny, config, few, keeper=keeper), at, command)
    kind = "paused" if command == "pause" else "finished"
    assert first[-1].kind == kind
    with shelf.keeper(-1) as keeper:
        done = keeper.start["epoch"]
        assert keeper.start["step"] >= done * PER_EPOCH
        second, other = drain(train(tiny, config, few, keeper=keeper))
    assert same(network, other)
    assert facts(epochs(first))[:done] + facts(epochs(second)) == facts(epochs(events))


def test_a_pause_judges_nothing_and_says_where_it_is(few, tiny, quick):
    shelf = Shelf()
    with shelf.keeper() as keeper:
        events, _ = answering(train(tiny, quick.changed(batch_size=64), few, member=2, keeper=keeper), 3, "pause")
    assert [event.kind for event in events] == ["started", "progress", "progress", "paused"]
    assert (events[-1].member, events[-1].epoch, events[-1].step) == (2, 1, 2)


def test_a_pause_at_the_end_ends_it(few, tiny, quick):
    shelf = Shelf()
    config = quick.changed(batch_size=64, epochs=1)
    with shelf.keeper() as keeper:
        events, _ = answering(train(tiny, config, few, keeper=keeper), 1 + PER_EPOCH + 1, "pause")
    assert events[-1].kind == "finished"
    assert not events[-1].stopped


def test_going_on_after_a_stop_brings_back_the_weights_that_counted(few, tiny, quick, tmp_path):
    """The piece of an epoch that a stop leaves may be the best so far; gone on with, it is trained on and not over."""
    path = tmp_path / "best.safetensors"
    config = quick.changed(batch_size=64, epochs=4)
    shelf = Shelf()
    with shelf.keeper() as keeper:
        events, _ = answering(train(tiny, config, few, save_to=path, keeper=keeper), 1 + PER_EPOCH + 2 + 4, "stop")
    assert events[-1].best_epoch == 2
    with shelf.keeper(-1) as keeper:
        training = train(tiny, config, few, save_to=path, keeper=keeper)
        assert [next(training).kind for _ in range(2)] == ["started", "progress"]
        kept = load_file(path)
        assert keeper.start["best"]["epoch"] == 1
        assert all(torch.equal(kept[name], value) for name, value in keeper.start["best"]["weights"].items())
        training.close()


def test_the_time_goes_on_too(few, tiny, quick):
    shelf = Shelf()
    with shelf.keeper() as keeper:
        events, _ = answering(train(tiny, quick, few, keeper=keeper), 5, "pause")
    with shelf.keeper(-1) as keeper:
        again, _ = drain(train(tiny, quick, few, keeper=keeper))
    assert again[-1].duration_s > keeper.start["time_s"] > 0
    assert events[-1].time_s >= keeper.start["time_s"]


def test_what_an_optimizer_has_not_begun_to_remember_is_nothing():
    weight = torch.nn.Parameter(torch.zeros(3))
    assert remembered(torch.optim.Adam([weight])) == [{}]
