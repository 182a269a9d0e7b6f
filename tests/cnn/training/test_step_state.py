"""A step goes on from its state also where it is recorded: what the recording reads lies where it lay."""

import json

import pytest
import torch

from cnn.data.batches import step_seed
from cnn.model.build import Network
from cnn.training import step
from cnn.training.snapshot import put_together, taken_apart
from cnn.training.step import Step
from tests.cnn.training.recorded import NETWORK, Tape, config_of, noise, weights_of

needs_card = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA card")
SETTINGS = [
    {"optimizer": "rmsprop"},
    {"optimizer": "adam", "average_decay": 0.9},
    {"optimizer": "sgd"},
    {"optimizer": "muon", "gradient_clip": 0.5},
]
STEPS, BREAK_AT = 9, 5


def course(batches):
    """Nine steps, over the small batch at an epoch's end too."""
    steps = [
        (rows, step_seed(0, epoch, place)) for epoch in range(3) for place, rows in enumerate(batches.epoch(epoch))
    ]
    return steps[:STEPS]


def gone_on_with(config, device):
    """What is left after all steps: at a stretch, and broken off and gone on with by another process."""
    batches = noise(config, device)

    def begun(seed):
        return Step(Network(NETWORK, seed).to(device), config, batches)

    ends = []
    with begun(3) as whole:
        whole.warm_up()
        for place, (rows, seed) in enumerate(course(batches)):
            if place == BREAK_AT:
                plain, arrays = taken_apart(whole.state())
            whole(rows, seed, 0.01)
        ends.append((weights_of(whole.parts[0].network), whole.read_meters()))
    with begun(4) as other:
        other.warm_up()
        other.take(put_together(json.loads(json.dumps(plain)), arrays))
        for rows, seed in course(batches)[BREAK_AT:]:
            other(rows, seed, 0.01)
        ends.append((weights_of(other.parts[0].network), other.read_meters()))
    return ends


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_a_recorded_step_goes_on_bit_for_bit(monkeypatch, settings):
    tape = Tape()
    monkeypatch.setattr(step, "recorder_for", lambda _: tape.record)
    (weights, score), (its_weights, its_score) = gone_on_with(config_of(**settings), "cpu")
    assert tape.replayed > STEPS // 2
    assert score == its_score
    assert all(torch.equal(its_weights[name], value) for name, value in weights.items())


@needs_card
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_so_does_one_recorded_on_a_card(monkeypatch, settings):
    monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(True)
    try:
        (weights, score), (its_weights, its_score) = gone_on_with(config_of(**settings), "cuda")
    finally:
        torch.use_deterministic_algorithms(False)
    assert score == its_score
    assert all(torch.equal(its_weights[name], value) for name, value in weights.items())


def test_fewer_images_at_once_stay_fewer():
    config = config_of()
    batches = noise(config)
    with Step(Network(NETWORK), config, batches) as short:
        short.halve()
        state = put_together(*taken_apart(short.state()))
    with Step(Network(NETWORK), config, batches) as other:
        other.take(state)
        assert other.halvings == 1
