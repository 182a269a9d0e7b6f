"""What tests of recorded steps share: a tape in the place of the card, and a small training.

A tape stands for the CUDA graph: it keeps the operations of one step with the memory they read and wrote, and does them
again without the Python around them. What Python decided on the way stays as it was.
"""

from __future__ import annotations

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches, step_seed
from cnn.data.normalisation import Normalisation
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.training.config import TrainingConfig
from cnn.training.recording import REHEARSALS
from cnn.training.step import Step

LAYERS = (
    Conv(filters=4, size=3, bias=False),  # one before normalisation has no gradient but rounding
    BatchNorm(),
    RELU,
    MaxPool(size=2),
    Dropout(rate=0.25),
    Flatten(),
    Dense(units=10),
)
NETWORK = Architecture(name="normed", input=Volume(10, 10, 1), layers=LAYERS)
BATCH = 16
ROWS = 3 * BATCH + 5
EPOCHS = 3
RATES = (0.003, 0.03, 0.01)
NONE = Augmentation()
ALL = Augmentation(shift_px=1, rotation_deg=9, zoom=0.1, shear_deg=5, elastic_px=0.5, thickness_px=0.5, erase=0.3)


class Tape(TorchDispatchMode):
    """Keeps every operation of the work it is given, and replays them in their order."""

    def __init__(self):
        super().__init__()
        self.operations = []
        self.replayed = 0

    def record(self, work, generators):
        self.operations.clear()
        for _ in range(REHEARSALS):
            work()
        with self:
            work()
        return self.replay

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        if operation is torch.ops.aten._local_scalar_dense.default:
            raise RuntimeError("the CPU asked for a number\nwhile the stream is being recorded")
        made = operation(*args, **(kwargs or {}))
        self.operations.append((operation, args, kwargs or {}, made))
        return made

    @torch.no_grad()
    def replay(self):
        self.replayed += 1
        for operation, args, kwargs, made in self.operations:
            if is_view(operation):
                continue  # it lies where it lay
            for place, value in zip(tree_leaves(made), tree_leaves(operation(*args, **kwargs)), strict=True):
                if isinstance(place, torch.Tensor) and place.data_ptr() != value.data_ptr():
                    place.copy_(value)


def is_view(operation):
    aliased = [it.alias_info for it in operation._schema.returns if it.alias_info]
    return bool(aliased) and not any(it.is_write for it in aliased)


def config_of(**settings):
    return TrainingConfig(**{"batch_size": BATCH, "epochs": EPOCHS, **settings})


def noise(config, device="cpu", augmentation=NONE):
    """Random images of random classes."""
    generator = torch.Generator().manual_seed(5)
    images = torch.randint(256, (ROWS, 1, 10, 10), generator=generator, dtype=torch.uint8).to(device)
    labels = torch.randint(10, (ROWS,), generator=generator).to(device)
    rows = torch.arange(ROWS, device=device)
    return Batches(images, labels, rows, config.batch_size, 1, Normalisation(), augmentation)


def computing(learn):
    """Steps are taken operation by operation."""


def replaying(learn):
    assert learn.warm_up().replays


def failing(learn):
    assert not learn.warm_up().replays


def trained(config, prepare, device="cpu", augmentation=NONE):
    """The weights after some epochs at another rate each, those that average them, and what the meters said."""
    network = Network(NETWORK, seed=3).to(device)
    batches = noise(config, device, augmentation)
    meters = []
    with Step(network, config, batches) as learn:
        prepare(learn)
        for epoch, rate in enumerate(RATES):
            learn.reset_meters()
            for number, rows in enumerate(batches.epoch(epoch)):
                learn(rows, step_seed(0, epoch, number), rate)
            meters.append(learn.read_meters())
        with learn.average.in_place():
            mean = weights_of(network)
    return weights_of(network), mean, meters


def weights_of(network):
    return {name: value.detach().clone() for name, value in network.state_dict().items()}
