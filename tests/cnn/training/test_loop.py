"""Training is a generator of facts: it learns, can be repeated, stopped and trusted with the best weights."""

import math
import re

import numpy as np
import pytest
import torch

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.errors import ConfigError, SpecError, TrainingError
from cnn.model.architecture import Architecture
from cnn.model.layers import Dense
from cnn.training import loop
from cnn.training.checkpoint import are_finite, load_network
from cnn.training.events import CheckpointSaved, EpochFinished, Progress, Started
from cnn.training.loop import Score, train
from cnn.training.schedules import learning_rate

CLOCKED = {"time_s", "left_s", "images_per_s", "duration_s"}


@pytest.fixture(scope="module")
def few(digits):
    """The first 400 built-in digits."""
    return digits.train.take(np.arange(400))


@pytest.fixture
def every_step(monkeypatch):
    """Progress at each step instead of by the clock."""
    monkeypatch.setattr(loop, "PROGRESS_EVERY_S", 0.0)


def drain(training, stop_at=None):
    """All events and the network; ``stop`` is sent once, at the first event of the kind ``stop_at``."""
    events = []
    command = None
    try:
        while True:
            events.append(training.send(command))
            command = "stop" if stop_at == events[-1].kind else None
            stop_at = None if command else stop_at
    except StopIteration as end:
        return events, end.value


def facts(events):
    """What was said, without what the clock says."""
    return [event.model_dump(exclude=CLOCKED) for event in events if not isinstance(event, Progress)]


def kinds(events):
    return " ".join(event.kind for event in events)


def test_it_learns_to_read(digits, tiny, quick):
    events, network = drain(train(tiny, quick, digits.train))
    x = Normalisation().apply(torch.tensor(digits.test.images))
    read = network(x).argmax(1).numpy()
    assert (read == digits.test.labels).mean() > 0.88
    assert events[-1].validation_accuracy > 0.88


@pytest.mark.usefixtures("every_step")
def test_events_come_in_their_order(few, tiny, quick):
    events, _ = drain(train(tiny, quick, few))
    one_epoch = "(progress )+epoch_finished( checkpoint_saved)? "
    assert re.fullmatch(f"started ({one_epoch}){{3}}finished", kinds(events))
    assert [event.epoch for event in events if isinstance(event, EpochFinished)] == [1, 2, 3]
    assert [event.step for event in events if isinstance(event, Progress)] == list(range(1, 3 * 12 + 1))


def test_it_says_first_what_is_trained_on_what(few, tiny, quick):
    started = next(train(tiny, quick, few))
    assert started == Started(
        device="cpu", parameters=2_326, training_rows=360, validation_rows=40, epochs=3, steps_per_epoch=12
    )


@pytest.mark.usefixtures("every_step")
def test_progress_says_what_is_true_at_that_step(few, tiny, quick):
    config = quick.changed(schedule="one_cycle")
    events, _ = drain(train(tiny, config, few))
    progress = [event for event in events if isinstance(event, Progress)]
    for event in progress:
        assert event.learning_rate == learning_rate(config, event.step - 1, 36, 12)
        assert math.isfinite(event.loss)
        assert 0 <= event.accuracy <= 1
        assert event.images_per_s > 0
    times = [event.time_s for event in progress]
    assert times == sorted(times)
    assert progress[-1].left_s == 0


def test_progress_comes_by_the_clock_not_by_the_step(few, tiny, quick, monkeypatch):
    monkeypatch.setattr(loop, "PROGRESS_EVERY_S", math.inf)
    events, _ = drain(train(tiny, quick, few))
    assert "progress" not in kinds(events)


def test_the_same_seed_gives_the_same_weights_and_events(few, tiny, quick):
    config = quick.changed(shift_px=1, rotation_deg=5, zoom=0.05)
    events, network = drain(train(tiny, config, few))
    torch.manual_seed(99)
    again, twin = drain(train(tiny, config, few))
    other, _ = drain(train(tiny, config.changed(seed=3), few))
    assert facts(again) == facts(events) != facts(other)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), twin.parameters(), strict=True))


@pytest.mark.parametrize(
    ("scores", "best_epoch"),
    [
        ([(0.5, 1.0), (0.9, 1.0), (0.7, 0.1)], 2),
        ([(0.5, 1.0), (0.5, 0.8), (0.5, 0.9)], 2),
        ([(0.5, 1.0), (0.5, 1.0), (0.5, 1.0)], 1),
        ([(0.1, 1.0), (0.2, 1.0), (0.3, 9.0)], 3),
    ],
)
def test_the_epoch_of_the_best_accuracy_counts_then_of_the_lower_loss(
    few, tiny, quick, tmp_path, monkeypatch, scores, best_epoch
):
    verdicts = iter([Score(loss, accuracy) for accuracy, loss in scores])
    monkeypatch.setattr(loop, "_score", lambda *_: next(verdicts))
    path = tmp_path / "best.safetensors"
    saved = {}
    training = train(tiny, quick, few, save_to=path)
    events = []
    for event in training:
        events.append(event)
        if isinstance(event, CheckpointSaved):
            saved[event.epoch] = path.read_bytes()
    assert events[-1].best_epoch == best_epoch == max(saved)
    assert events[-1].validation_accuracy == scores[best_epoch - 1][0]
    assert path.read_bytes() == saved[best_epoch]
    assert [event.epoch for event in events if isinstance(event, EpochFinished) and event.best] == list(saved)


@pytest.mark.parametrize("accuracies", [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])
def test_what_is_returned_is_what_was_saved(few, tiny, quick, tmp_path, monkeypatch, accuracies):
    verdicts = iter([Score(1.0, accuracy) for accuracy in accuracies])
    monkeypatch.setattr(loop, "_score", lambda *_: next(verdicts))
    path = tmp_path / "best.safetensors"
    _, network = drain(train(tiny, quick, few, save_to=path))
    saved = load_network(path, tiny)
    assert all(torch.equal(saved.state_dict()[name], value) for name, value in network.state_dict().items())
    assert not network.training


@pytest.mark.usefixtures("every_step")
@pytest.mark.parametrize(
    ("stop_at", "said"),
    [
        ("started", "started progress epoch_finished checkpoint_saved finished"),
        ("progress", "started progress epoch_finished checkpoint_saved finished"),
        ("epoch_finished", f"started {'progress ' * 12}epoch_finished checkpoint_saved finished"),
        ("checkpoint_saved", f"started {'progress ' * 12}epoch_finished checkpoint_saved finished"),
    ],
)
def test_stop_is_heard_at_every_event_and_keeps_usable_weights(few, tiny, quick, tmp_path, stop_at, said):
    path = tmp_path / "best.safetensors"
    events, _ = drain(train(tiny, quick, few, save_to=path), stop_at)
    assert kinds(events) == said
    assert events[-1].stopped
    assert events[-1].best_epoch == 1
    load_network(path, tiny)


def test_a_stop_after_the_last_step_stops_nothing(few, tiny, quick):
    events, _ = drain(train(tiny, quick.changed(epochs=1), few), stop_at="epoch_finished")
    assert not events[-1].stopped


def test_without_a_validation_part_the_last_weights_count(few, tiny, quick, tmp_path):
    path = tmp_path / "best.safetensors"
    events, network = drain(train(tiny, quick.changed(validation_share=0), few, save_to=path))
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    assert events[0].training_rows == 400
    assert events[0].validation_rows == 0
    assert [event.validation_accuracy for event in epochs] == [None] * 3
    assert events[-1].best_epoch == 3
    assert events[-1].validation_accuracy is None
    assert torch.equal(load_network(path, tiny).layers[0].weight, network.layers[0].weight)


@pytest.mark.parametrize("validation_share", [0, 0.1])
@pytest.mark.parametrize(
    "broken",
    [
        {"normalisation": Normalisation(std=1e-38)},
        {"config": {"optimizer": "sgd", "learning_rate": 10, "epochs": 60}},
        {"config": {"optimizer": "sgd", "learning_rate": 10, "batch_size": 4096, "epochs": 60}},
    ],
    ids=["overflowing input", "rate too high", "rate too high, a step an epoch"],
)
def test_a_loss_that_is_no_number_ends_training_and_keeps_good_weights(
    few, tiny, quick, tmp_path, validation_share, broken
):
    path = tmp_path / "best.safetensors"
    deeper = Architecture(
        name="deeper", input=tiny.input, layers=(*tiny.layers[:-1], Dense(units=50), Dense(units=50), tiny.layers[-1])
    )
    config = quick.changed(validation_share=validation_share, **broken.get("config", {}))
    training = train(deeper, config, few, broken.get("normalisation", Normalisation()), save_to=path)
    with pytest.raises(TrainingError, match="no longer a number"):
        drain(training)
    assert are_finite(load_network(path, deeper).state_dict())


class Breaking(torch.optim.SGD):
    """Takes one step, and with it the weights' sense."""

    def step(self, closure=None):
        self.param_groups[0]["params"][0].detach().fill_(math.nan)


def test_a_last_step_that_breaks_the_weights_is_noticed_though_its_loss_was_a_number(
    few, tiny, quick, tmp_path, monkeypatch
):
    monkeypatch.setattr(loop, "make_optimizer", lambda _, network: Breaking(network.parameters()))
    path = tmp_path / "best.safetensors"
    config = quick.changed(epochs=1, batch_size=4096, validation_share=0)
    with pytest.raises(TrainingError):
        drain(train(tiny, config, few, save_to=path))
    assert are_finite(load_network(path, tiny).state_dict())


def test_dropout_from_the_settings_replaces_that_of_the_network(few, tiny, quick):
    overridden, _ = drain(train(tiny, quick.changed(dropout=0.3), few))
    designed, _ = drain(train(tiny.with_dropout(0.3), quick, few))
    other, _ = drain(train(tiny, quick, few))
    assert facts(overridden) == facts(designed) != facts(other)


def test_label_smoothing_keeps_the_loss_above_its_floor(few, tiny, quick):
    smoothing, classes = 0.3, 10
    spread = smoothing / classes
    floor = -((1 - smoothing + spread) * math.log(1 - smoothing + spread) + 9 * spread * math.log(spread))
    smoothed, _ = drain(train(tiny, quick.changed(epochs=6, label_smoothing=smoothing), few))
    plain, _ = drain(train(tiny, quick.changed(epochs=6), few))
    assert all(event.loss > floor for event in smoothed if isinstance(event, EpochFinished))
    assert min(event.loss for event in plain if isinstance(event, EpochFinished)) < floor


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "rmsprop", "learning_rate": 0.01},
        {"optimizer": "sgd", "learning_rate": 0.05},
        {"optimizer": "sgd", "learning_rate": 0.2, "momentum": 0},
        {"optimizer": "adamw", "weight_decay": 0.01},
        {"schedule": "one_cycle"},
        {"batch_size": 7},
        {"batch_size": 4096, "epochs": 20},
        {"shift_px": 1, "rotation_deg": 5, "zoom": 0.1},
    ],
    ids=str,
)
def test_every_way_of_training_lowers_the_loss(few, tiny, quick, settings):
    events, _ = drain(train(tiny, quick.changed(**settings), few))
    losses = [event.loss for event in events if isinstance(event, EpochFinished)]
    assert losses[-1] < 0.75 * losses[0]


def test_what_does_not_fit_is_refused_before_anything_is_trained(few, tiny, quick, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    wide = ImageSet(np.zeros((400, 1, 28, 32), np.uint8), few.labels)
    for error, images, config in [(SpecError, wide, quick), (ConfigError, few, quick.changed(device="cuda"))]:
        with pytest.raises(error):
            next(train(tiny, config, images))


def test_images_are_never_written_to(few, tiny, quick):
    before = few.images.copy()
    drain(train(tiny, quick.changed(epochs=1, shift_px=2), few))
    assert np.array_equal(few.images, before)
