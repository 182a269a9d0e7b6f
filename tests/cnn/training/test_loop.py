"""Training is a generator of facts: it learns, says how it goes, hears a stop and refuses what does not fit."""

import math
import re

import numpy as np
import pytest
import torch

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.errors import ConfigError, SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import BatchNorm
from cnn.training import loop
from cnn.training.checkpoint import load_network
from cnn.training.events import Progress, Started
from cnn.training.loop import train
from cnn.training.schedules import learning_rate
from tests.cnn.training.listening import drain, epochs, facts, kinds


@pytest.fixture
def every_step(monkeypatch):
    """Progress at each step instead of by the clock."""
    monkeypatch.setattr(loop, "PROGRESS_EVERY_S", 0.0)


def share_read(network, part):
    """Of the images of ``part``, those read right."""
    read = network(Normalisation().apply(torch.tensor(part.images))).argmax(1).numpy()
    return (read == part.labels).mean()


@pytest.mark.parametrize("settings", [{}, {"precision": "bfloat16"}, {"average_decay": 0.95}], ids=str)
def test_it_learns_to_read(digits, tiny, quick, tmp_path, settings):
    path = tmp_path / "best.safetensors"
    events, network = drain(train(tiny, quick.changed(**settings), digits.train, save_to=path))
    assert events[0].precision == settings.get("precision", "float32")
    assert events[-1].validation_accuracy > 0.88
    for kept in (network, load_network(path, tiny)):
        assert share_read(kept, digits.test) > 0.88
        assert all(value.dtype == torch.float32 for value in kept.state_dict().values())


@pytest.mark.parametrize("parts", [1, 2])
def test_a_network_with_batch_normalisation_learns_too(threads, digits, tiny, quick, parts):
    conv, function, *rest = tiny.layers
    normed = Architecture(name="normed", input=tiny.input, layers=(conv, BatchNorm(), function, *rest))
    config = quick.changed(epochs=4, batch_size=64, average_decay=0.9)
    threads(parts)
    events, network = drain(train(normed, config, digits.train))
    threads(1)
    assert events[0].parts == parts
    assert share_read(network, digits.test) > 0.88


@pytest.mark.parametrize("parts", [1, 2])
def test_it_says_first_what_is_trained_on_what(threads, few, tiny, quick, parts):
    threads(parts)
    training = train(tiny, quick, few, member=3)
    started = next(training)
    training.close()
    assert started == Started(
        member=3,
        device="cpu",
        precision="float32",
        parts=parts,
        parameters=2_326,
        training_rows=360,
        validation_rows=40,
        epochs=3,
        steps_per_epoch=12,
    )


@pytest.mark.usefixtures("every_step")
def test_everything_said_names_the_network_of_the_run(few, tiny, quick):
    events, _ = drain(train(tiny, quick.changed(epochs=1), few, member=2))
    assert {event.member for event in events[:-1]} == {2}


@pytest.mark.usefixtures("every_step")
def test_events_come_in_their_order(few, tiny, quick):
    events, _ = drain(train(tiny, quick, few))
    one_epoch = "(progress )+epoch_finished( checkpoint_saved)? "
    assert re.fullmatch(f"started ({one_epoch}){{3}}finished", kinds(events))
    assert [event.epoch for event in epochs(events)] == [1, 2, 3]
    assert [event.step for event in events if isinstance(event, Progress)] == list(range(1, 3 * 12 + 1))


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
    assert events[0].training_rows == 400
    assert events[0].validation_rows == 0
    assert [event.validation_accuracy for event in epochs(events)] == [None] * 3
    assert events[-1].best_epoch == 3
    assert events[-1].validation_accuracy is None
    assert torch.equal(load_network(path, tiny).layers[0].weight, network.layers[0].weight)


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
    assert all(event.loss > floor for event in epochs(smoothed))
    assert min(event.loss for event in epochs(plain)) < floor


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "rmsprop", "learning_rate": 0.01},
        {"optimizer": "sgd", "learning_rate": 0.05},
        {"optimizer": "sgd", "learning_rate": 0.2, "momentum": 0},
        {"optimizer": "adamw", "weight_decay": 0.01},
        {"optimizer": "muon", "weight_decay": 0.01},
        {"schedule": "one_cycle"},
        {"schedule": "cosine", "warmup_epochs": 0.5},
        {"gradient_clip": 0.5},
        {"average_decay": 0.8},
        {"precision": "bfloat16"},
        {"batch_size": 7},
        {"batch_size": 4096, "epochs": 20},
        {"shift_px": 1, "rotation_deg": 5, "zoom": 0.1, "shear_deg": 5, "elastic_px": 0.5, "thickness_px": 0.5},
        {"erase": 0.3},
    ],
    ids=str,
)
def test_every_way_of_training_lowers_the_loss(few, tiny, quick, settings):
    events, _ = drain(train(tiny, quick.changed(**settings), few))
    losses = [event.loss for event in epochs(events)]
    assert losses[-1] < 0.75 * losses[0]


def test_what_does_not_fit_is_refused_before_anything_is_trained(few, tiny, quick, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    wide = ImageSet(np.zeros((400, 1, 28, 32), np.uint8), few.labels)
    for error, images, config in [(SpecError, wide, quick), (ConfigError, few, quick.changed(device="cuda"))]:
        with pytest.raises(error):
            next(train(tiny, config, images))


@pytest.mark.parametrize("parts", [1, 3])
def test_threads_are_given_back_however_training_ends(threads, few, tiny, quick, parts):
    threads(parts)
    config = quick.changed(epochs=1, batch_size=64)
    drain(train(tiny, config, few))
    assert torch.get_num_threads() == parts
    training = train(tiny, config, few)
    next(training)
    assert torch.get_num_threads() == 1
    training.close()
    assert torch.get_num_threads() == parts
    training = train(tiny, config, few)
    next(training)
    with pytest.raises(KeyboardInterrupt):
        training.throw(KeyboardInterrupt)
    assert torch.get_num_threads() == parts


@pytest.mark.parametrize("extra", [False, True])
def test_training_on_a_mapped_data_set_leaves_it_as_it_was(few, tiny, quick, tmp_path, extra):
    """Writing to it would end the process."""
    np.save(tmp_path / "images.npy", few.images)
    mapped = ImageSet(np.load(tmp_path / "images.npy", mmap_mode="r"), few.labels)
    config = quick.changed(epochs=1, shift_px=2, thickness_px=1, erase=0.2)
    _, network = drain(train(tiny, config, mapped, extra=mapped if extra else None))
    _, expected = drain(train(tiny, config, few, extra=few if extra else None))
    assert np.array_equal(mapped.images, few.images)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), expected.parameters(), strict=True))
