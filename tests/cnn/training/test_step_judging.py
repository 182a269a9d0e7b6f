"""Judging is the plain network on every row; meters count what was learned from."""

import pytest
import torch
from torch.nn import functional

from cnn.data.augment import Augmentation
from cnn.model.build import Network
from cnn.training import step
from cnn.training.part import Part
from cnn.training.step import Step
from tests.cnn.training.plain import ROWS, config_of, noise, small


@pytest.mark.parametrize("parts", [1, 2, 4])
@pytest.mark.parametrize("at_once", [7, 1000])
def test_judging_is_the_plain_network_on_every_row(threads, monkeypatch, parts, at_once):
    monkeypatch.setattr(step, "JUDGED_AT_ONCE", at_once)
    config = config_of(label_smoothing=0.3)
    batches = noise(ROWS, config, Augmentation(shift_px=3))
    network = Network(small(dropout=0.5), seed=3).double().eval()
    rows = torch.arange(100) + 20
    logits = network(batches.look(rows)[0]).detach()
    threads(parts)
    with Step(network, config, batches) as learn:
        loss, accuracy = learn.judge(rows)
        assert learn.read_meters() == (0, 0)
    assert loss == pytest.approx(functional.cross_entropy(logits, batches.labels[rows]).item(), rel=1e-6)
    assert accuracy == pytest.approx((logits.argmax(1) == batches.labels[rows]).double().mean().item())


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("fits", [40, 1, 0])
def test_judging_for_which_memory_is_short_looks_at_fewer_images_at_once(threads, monkeypatch, parts, fits):
    judge = Part.judge

    def judge_short(part, rows, meter):
        judge(part, rows, meter)
        if len(rows) > fits:
            raise torch.OutOfMemoryError("CUDA out of memory.")

    config = config_of()
    batches = noise(ROWS, config)
    network = Network(small(), seed=3).double()
    threads(parts)
    with Step(network, config, batches) as learn:
        expected = learn.judge(batches.rows)
        monkeypatch.setattr(Part, "judge", judge_short)
        if fits:
            assert learn.judge(batches.rows) == pytest.approx(expected)
        else:
            with pytest.raises(torch.OutOfMemoryError):
                learn.judge(batches.rows)


def test_meters_count_from_their_last_reset(threads):
    threads(2)
    config = config_of()
    batches = noise(ROWS, config)
    network = Network(small(), seed=3).double()
    with Step(network, config, batches) as learn:
        learn(torch.arange(64), 0, 0.0)
        learn.reset_meters()
        learn(torch.arange(64, 131), 0, 0.0)
        loss, _ = learn.read_meters()
    x, labels = batches.look(torch.arange(64, 131))
    assert loss == pytest.approx(functional.cross_entropy(network(x), labels).item(), rel=1e-6)
