"""Parts of a batch in threads: how many, each with its own chance, over the same weights, and what their errors do."""

import threading

import pytest
import torch
from torch import nn
from torch.nn import functional

from cnn.data.augment import Augmentation
from cnn.model.build import Network
from cnn.training.part import Part
from cnn.training.step import Step, parts_for
from tests.cnn.training.plain import ROWS, config_of, course, moved, noise, small

FLAT = (nn.Flatten(), nn.Linear(4, 4))
NORMED = (*FLAT, nn.BatchNorm1d(4))
NORMED_INSIDE = (nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4)), nn.Flatten())


@pytest.mark.parametrize(
    ("modules", "threads_there", "batch_size", "device", "parts"),
    [
        (FLAT, 4, 64, "cpu", 4),
        (FLAT, 3, 64, "cpu", 3),
        (FLAT, 1, 64, "cpu", 1),
        (FLAT, 16, 4096, "cpu", 4),
        (FLAT, 4, 47, "cpu", 2),
        (FLAT, 4, 31, "cpu", 1),
        (FLAT, 4, 1, "cpu", 1),
        (FLAT, 4, 64, "cuda", 1),
        (FLAT, 4, 64, "mps", 1),
        (NORMED, 4, 64, "cpu", 2),
        (NORMED, 4, 63, "cpu", 1),
        (NORMED_INSIDE, 4, 128, "cpu", 4),
        (NORMED_INSIDE, 4, 63, "cpu", 1),
        (NORMED_INSIDE, 4, 64, "cuda", 1),
    ],
    ids=str,
)
def test_a_batch_is_cut_where_threads_gain_by_it(threads, modules, threads_there, batch_size, device, parts):
    threads(threads_there)
    assert parts_for(nn.Sequential(*modules), batch_size, torch.device(device)) == parts


@pytest.mark.parametrize(("there", "within"), [(1, 1), (2, 1), (3, 1), (4, 1), (9, 2)])
def test_threads_are_shared_out_within_and_given_back_after(threads, there, within):
    threads(there)
    config = config_of()
    with Step(Network(small()), config, noise(64, config, dtype=torch.float32)):
        assert torch.get_num_threads() == within
    assert torch.get_num_threads() == there
    with pytest.raises(ValueError, match="odd"), Step(Network(small()), config, noise(64, config, dtype=torch.float32)):
        raise ValueError("odd")
    assert torch.get_num_threads() == there


@pytest.mark.parametrize("random", [{"dropout": 0.5}, {"augmentation": Augmentation(shift_px=2)}, {}], ids=str)
def test_every_part_and_every_piece_draws_its_own(threads, monkeypatch, random):
    """From a batch of one image sixty-four times over, in two parts of two pieces."""
    config = config_of()
    network = Network(small(random.get("dropout", 0.0)), seed=3)
    lost = []
    cross_entropy = functional.cross_entropy

    def record(logits, *facts, **settings):
        lost.append(logits.sum().item())
        return cross_entropy(logits, *facts, **settings)

    monkeypatch.setattr(functional, "cross_entropy", record)
    threads(2)
    with Step(network, config, noise(1, config, random.get("augmentation"), torch.float32)) as learn:
        learn.halve()
        learn(torch.zeros(64, dtype=torch.int64), 9, 0.01)
    assert len(lost) == 4
    assert len(set(lost)) == (4 if random else 1)


@pytest.mark.parametrize("parts", [1, 3])
def test_twins_stay_in_step(threads, parts):
    config = config_of(optimizer="adamw", gradient_clip=1.0)
    threads(parts)
    network = Network(small(0.5), seed=3)
    with Step(network, config, noise(ROWS, config, dtype=torch.float32)) as learn:
        for number, rows in enumerate(course(10)):
            learn(rows, number, 0.01)
        assert len(learn.parts) == parts
        assert learn.parts[0].network is network
        for part in learn.parts[1:]:
            for mine, its in zip(network.parameters(), part.network.parameters(), strict=True):
                assert mine.data_ptr() == its.data_ptr()
                assert torch.equal(mine, its)
    assert moved(network).norm() > 1


class OddError(Exception):
    """What nobody expects."""


def trained_once():
    config = config_of()
    with Step(Network(small()), config, noise(64, config, dtype=torch.float32)) as learn:
        learn(torch.arange(64), 0, 0.01)
    return learn


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_error_in_any_part_reaches_the_caller_when_all_have_ended(threads, monkeypatch, number):
    threads(3)
    config = config_of()
    ended = []
    learn_from = Part.learn

    def learn_oddly(part, *facts):
        if part is learn.parts[number]:
            raise OddError(number)
        learn_from(part, *facts)
        ended.append(part)

    monkeypatch.setattr(Part, "learn", learn_oddly)
    before = threading.active_count()
    with Step(Network(small()), config, noise(64, config, dtype=torch.float32)) as learn:
        with pytest.raises(OddError, match=str(number)):
            learn(torch.arange(64), 0, 0.01)
        assert len(ended) == 2
        monkeypatch.undo()
        learn(torch.arange(64), 0, 0.01)
        loss, _ = learn.read_meters()
    assert loss == pytest.approx(trained_once().read_meters()[0], rel=1e-5)  # nothing of it was counted
    assert torch.get_num_threads() == 3
    assert threading.active_count() == before
