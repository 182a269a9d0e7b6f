"""A step in parts, in pieces, with shares of the weights is the step of the plain network on the whole batch."""

import copy
import threading

import pytest
import torch
from torch import nn
from torch.nn import functional

from cnn.data.augment import Augmentation
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.training import share, step
from cnn.training.config import TrainingConfig
from cnn.training.part import Part
from cnn.training.step import MOST_HALVINGS, Step, parts_for
from tests.cnn.training.plain import noise, small, train_plainly

CPU = torch.device("cpu")
ROWS = 131
COURSE = [64, 64, 3]  # an epoch: the last batch has fewer images than four parts


@pytest.fixture(autouse=True)
def large_tensors_are_cut(monkeypatch):
    """Two layers of the small network are large enough to be cut, the others are dealt out."""
    monkeypatch.setattr(share, "LARGE", 200)


def config_of(**settings):
    return TrainingConfig(**{"batch_size": 64, "learning_rate": 0.01, "optimizer": "sgd", **settings})


def course(epochs):
    """The rows of every step."""
    generator = torch.Generator().manual_seed(7)
    return [rows for _ in range(epochs) for rows in torch.randperm(ROWS, generator=generator).split(COURSE)]


def numbers(network):
    return torch.cat([parameter.detach().flatten().double() for parameter in network.parameters()])


def moved(network):
    """How far all weights are from where they began."""
    return numbers(network) - numbers(Network(network.architecture, seed=3))


def trained(config, epochs=2, halvings=0, dtype=torch.float64, dropout=0.0):
    """The small network after its epochs, and what its meters read."""
    network = Network(small(dropout), seed=3).to(dtype)
    with Step(network, config, noise(ROWS, config, dtype=dtype)) as learn:
        learn.halvings = halvings
        for number, rows in enumerate(course(epochs)):
            learn(rows, number, config.learning_rate)
        return network, learn.read_meters()


def plainly_trained(config, epochs=2):
    """The same with the plain network."""
    network = Network(small(), seed=3).double()
    return network, train_plainly(network, config, noise(ROWS, config), course(epochs))


def assert_same_training(found, expected, tolerance):
    (network, (loss, accuracy)), (plain, (plain_loss, plain_accuracy)) = found, expected
    assert (moved(network) - moved(plain)).norm() < tolerance * moved(plain).norm()
    assert loss == pytest.approx(plain_loss, rel=10 * tolerance)
    assert accuracy == pytest.approx(plain_accuracy, abs=1e-9 if tolerance < 1e-3 else 0.02)


SETTINGS = [
    {"optimizer": "rmsprop", "weight_decay": 0.01},
    {"optimizer": "sgd", "weight_decay": 0.01},
    {"optimizer": "sgd", "momentum": 0.0},
    {"optimizer": "adam"},
    {"optimizer": "adamw", "weight_decay": 0.1},
    {"label_smoothing": 0.2},
    {"gradient_clip": 0.1},
    {"gradient_clip": 0.1, "optimizer": "adamw", "label_smoothing": 0.1},
    {"gradient_clip": 100.0},
]


@pytest.mark.parametrize("parts", [1, 2, 3, 4])
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_a_step_in_parts_is_that_of_the_plain_network(threads, settings, parts):
    config = config_of(**settings)
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config), expected, tolerance=1e-5)


@pytest.mark.parametrize("parts", [1, 2, 4])
def test_muon_in_parts_is_that_of_pytorch_on_filters_as_rows(threads, parts):
    """As nearly as bfloat16 lets it be, in which it makes a step orthogonal."""
    config = config_of(optimizer="muon", weight_decay=0.01)
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config), expected, tolerance=0.02)


@pytest.mark.parametrize("halvings", range(1, MOST_HALVINGS + 1))
@pytest.mark.parametrize("parts", [1, 3])
def test_a_step_in_pieces_is_the_same_step(threads, parts, halvings):
    config = config_of(label_smoothing=0.1, gradient_clip=0.5)
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config, halvings=halvings), expected, tolerance=1e-5)


@pytest.mark.parametrize("parts", [1, 4])
def test_in_float32_rounding_is_all_that_differs(threads, parts):
    config = config_of()
    expected = plainly_trained(config)
    threads(parts)
    assert_same_training(trained(config, dtype=torch.float32), expected, tolerance=1e-4)


def test_pieces_are_halved_three_times_and_no_more():
    config = config_of()
    learn = Step(Network(small()), config, noise(64, config, dtype=torch.float32))
    assert [learn.halve() for _ in range(5)] == [True] * 3 + [False] * 2
    assert learn.halvings == 3


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


@pytest.mark.parametrize("clip", [0.0, 0.5])
@pytest.mark.parametrize("parts", [1, 2, 4])
def test_a_network_of_fewer_layers_than_threads_is_trained_too(threads, parts, clip):
    linear = Architecture(name="linear", input=Volume(12, 12, 1), layers=(Flatten(), Dense(units=10, bias=False)))
    config = config_of(gradient_clip=clip)
    batches = noise(ROWS, config)
    network, plain = (Network(linear, seed=3).double() for _ in range(2))
    train_plainly(plain, config, batches, course(1))
    threads(parts)
    with Step(network, config, batches) as learn:
        for rows in course(1):
            learn(rows, 0, config.learning_rate)
    torch.testing.assert_close(numbers(network), numbers(plain), rtol=1e-5, atol=1e-6)


def normalised(*head):
    layers = (
        Conv(filters=4, size=3, bias=False),
        BatchNorm(),
        RELU,
        MaxPool(size=2),
        Flatten(),
        *head,
        Dense(units=10),
    )
    return Architecture(name="normalised", input=Volume(12, 12, 1), layers=layers)


@pytest.mark.parametrize("parts", [1, 2])
def test_batch_normalisation_takes_each_part_by_itself_and_the_running_statistics_of_the_first(threads, parts):
    config = config_of()
    batches = noise(ROWS, config)
    plain = Network(normalised(Dense(units=6), BatchNorm()), seed=3).double()
    network = copy.deepcopy(plain)
    rows, held_out = torch.arange(63), torch.arange(63, ROWS)
    first, *others = (batches.look(share) for share in rows.tensor_split(parts))
    functional.cross_entropy(plain(first[0]), first[1], reduction="sum").div(63).backward()
    statistics = copy.deepcopy(list(plain.buffers()))
    for x, labels in others:
        functional.cross_entropy(plain(x), labels, reduction="sum").div(63).backward()
    for parameter in plain.parameters():
        parameter.data -= config.learning_rate * parameter.grad
    for mine, its in zip(plain.buffers(), statistics, strict=True):
        mine.copy_(its)
    x, labels = batches.look(held_out)
    threads(parts)
    with Step(network, config.changed(momentum=0.0), batches) as learn:
        learn(rows, 0, config.learning_rate)
        judged, _ = learn.judge(held_out)
        assert len(learn.parts) == parts
    torch.testing.assert_close(dict(network.named_parameters()), dict(plain.named_parameters()), rtol=1e-5, atol=1e-7)
    torch.testing.assert_close(list(network.buffers()), statistics)
    assert judged == pytest.approx(functional.cross_entropy(plain.eval()(x), labels).item(), rel=1e-5)


@pytest.mark.parametrize("rows", [2, 3, 5, 17])
@pytest.mark.parametrize("halvings", [0, 3])
def test_no_part_or_piece_is_too_small_for_batch_normalisation(threads, rows, halvings):
    """One image of a vector has no variance; of a last batch of three, two parts would get two and one."""
    config = config_of()
    threads(2)
    batches = noise(ROWS, config, dtype=torch.float32)
    with Step(Network(normalised(Dense(units=6), BatchNorm())), config, batches) as learn:
        learn.halvings = halvings
        learn(torch.arange(rows), 0, 0.01)
        learned = learn.read_meters()[0]
    assert learned > 0


@pytest.mark.parametrize("parts", [1, 2, 4])
@pytest.mark.parametrize("at_once", [7, 1000])
def test_judging_is_the_plain_network_on_every_row(threads, monkeypatch, parts, at_once):
    monkeypatch.setattr(step, "JUDGED_AT_ONCE", at_once)
    threads(parts)
    config = config_of(label_smoothing=0.3)
    batches = noise(ROWS, config, Augmentation(shift_px=3))
    network = Network(small(dropout=0.5), seed=3).double()
    rows = torch.arange(100) + 20
    with Step(network, config, batches) as learn:
        loss, accuracy = learn.judge(rows)
        assert learn.read_meters() == (0, 0)
    logits = network.eval()(batches.look(rows)[0]).detach()
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
