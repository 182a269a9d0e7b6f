"""Which epoch counts, when training is over, when the rate falls, and what is left when the loss breaks."""

import itertools
import math

import pytest
import torch

from cnn.data.normalisation import Normalisation
from cnn.errors import TrainingError
from cnn.model.architecture import Architecture
from cnn.model.layers import Dense
from cnn.training import loop, share
from cnn.training.checkpoint import are_finite, load_network
from cnn.training.events import CheckpointSaved
from cnn.training.loop import train
from cnn.training.score import Score
from cnn.training.step import Step
from tests.cnn.training.listening import drain, epochs


@pytest.fixture
def verdicts(monkeypatch):
    """Has the validation part judge the epochs by these losses and accuracies, one after the other."""

    def come(*pairs):
        coming = itertools.starmap(Score, pairs)
        monkeypatch.setattr(Step, "judge", lambda *_: next(coming))

    return come


@pytest.mark.parametrize(
    ("judged_by", "scores", "best_epoch"),
    [
        ("accuracy", [(1.0, 0.5), (1.0, 0.9), (0.1, 0.7)], 2),
        ("accuracy", [(1.0, 0.5), (0.8, 0.5), (0.9, 0.5)], 2),
        ("accuracy", [(1.0, 0.5), (1.0, 0.5), (1.0, 0.5)], 1),
        ("accuracy", [(1.0, 0.1), (1.0, 0.2), (9.0, 0.3)], 3),
        ("loss", [(1.0, 0.5), (1.0, 0.9), (0.1, 0.7)], 3),
        ("loss", [(0.5, 0.1), (0.6, 0.9), (0.7, 0.9)], 1),
    ],
)
def test_the_best_epoch_counts_and_is_what_is_saved_and_returned(
    few, tiny, quick, tmp_path, verdicts, judged_by, scores, best_epoch
):
    verdicts(*scores)
    path = tmp_path / "best.safetensors"
    saved, events = {}, []

    def listened():
        network = yield from train(tiny, quick.changed(judged_by=judged_by), few, save_to=path)
        return network

    training = listened()
    try:
        while True:
            events.append(next(training))
            if isinstance(events[-1], CheckpointSaved):
                saved[events[-1].epoch] = path.read_bytes()
    except StopIteration as end:
        network = end.value
    assert events[-1].best_epoch == best_epoch == max(saved)
    assert events[-1].validation_accuracy == scores[best_epoch - 1][1]
    assert path.read_bytes() == saved[best_epoch]
    assert [event.epoch for event in epochs(events) if event.best] == list(saved)
    kept = load_network(path, tiny).state_dict()
    assert all(torch.equal(kept[name], value) for name, value in network.state_dict().items())
    assert not network.training


@pytest.mark.parametrize(
    ("settings", "accuracies", "last", "best"),
    [
        ({"patience": 2}, [0.5, 0.6, 0.6, 0.4, 0.9], 4, 2),
        ({"patience": 1, "minimal_gain": 0.1}, [0.5, 0.55, 0.9], 2, 2),
        ({"patience": 1, "judged_by": "loss"}, [0.5, 0.6, 0.7], 2, 2),
        ({"patience": 4}, [0.5, 0.4, 0.4, 0.4, 0.4], 5, 1),
        ({"patience": 0}, [0.5, 0.4, 0.4, 0.4, 0.4], 5, 1),
    ],
)
def test_training_ends_when_patience_has_run_out_and_says_so(
    few, tiny, quick, verdicts, settings, accuracies, last, best
):
    verdicts(*[(1.0, accuracy) for accuracy in accuracies])
    events, _ = drain(train(tiny, quick.changed(epochs=5, **settings), few))
    finished = events[-1]
    assert [event.epoch for event in epochs(events)] == list(range(1, last + 1))
    assert finished.stopped_early == (last < 5)  # patience that runs out with the last epoch ended nothing
    assert not finished.stopped
    assert finished.best_epoch == best
    assert finished.validation_accuracy == accuracies[best - 1]


def test_without_a_validation_part_patience_never_runs_out(few, tiny, quick):
    config = quick.changed(epochs=4, patience=1, minimal_gain=0.1, validation_share=0)
    events, _ = drain(train(tiny, config, few))
    assert len(epochs(events)) == 4
    assert not events[-1].stopped_early


PLATEAUS = {"schedule": "plateau", "plateau_patience": 1, "plateau_factor": 0.5, "learning_rate": 0.008, "epochs": 5}


@pytest.mark.parametrize(
    ("judged_by", "scores", "rates"),
    [
        ("accuracy", [(1.0, 0.5), (0.9, 0.5), (0.8, 0.6), (0.7, 0.6), (0.6, 0.6)], [8, 8, 4, 4, 2]),
        ("loss", [(1.0, 0.5), (0.9, 0.5), (0.9, 0.6), (0.7, 0.6), (0.8, 0.6)], [8, 8, 8, 4, 4]),
    ],
)
def test_the_rate_falls_where_the_validation_part_sees_no_gain(few, tiny, quick, verdicts, judged_by, scores, rates):
    verdicts(*scores)
    events, _ = drain(train(tiny, quick.changed(judged_by=judged_by, **PLATEAUS), few))
    assert [event.learning_rate * 1000 for event in epochs(events)] == pytest.approx(rates)


@pytest.mark.parametrize("judged_by", ["accuracy", "loss"])
def test_without_a_validation_part_the_training_loss_tells_where_a_plateau_is(few, tiny, quick, monkeypatch, judged_by):
    readings = itertools.starmap(Score, [(1.0, 0.5), (0.9, 0.5), (0.9, 0.6), (0.7, 0.6), (0.8, 0.7)])
    monkeypatch.setattr(Step, "read_meters", lambda _: next(readings))
    monkeypatch.setattr(loop, "PROGRESS_EVERY_S", math.inf)
    config = quick.changed(judged_by=judged_by, validation_share=0, **PLATEAUS)
    events, _ = drain(train(tiny, config, few))
    assert [event.learning_rate * 1000 for event in epochs(events)] == pytest.approx([8, 8, 8, 4, 4])


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
    monkeypatch.setattr(share, "make_optimizers", lambda *_, decayed, **__: [Breaking(decayed)])
    path = tmp_path / "best.safetensors"
    config = quick.changed(epochs=1, batch_size=4096, validation_share=0)
    with pytest.raises(TrainingError):
        drain(train(tiny, config, few, save_to=path))
    assert are_finite(load_network(path, tiny).state_dict())
