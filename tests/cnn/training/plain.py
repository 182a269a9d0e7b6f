"""Training as a textbook has it, to compare the real one with: whole batches, plain network, plain sums."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_
from torch.optim import SGD, Adam, AdamW, Muon, Optimizer

from cnn.data.augment import Augmentation
from cnn.data.batches import Batches
from cnn.data.normalisation import Normalisation
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import RELU, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.training.config import TrainingConfig

EPSILON = 1e-7  # Keras'
ROWS = 131
COURSE = [64, 64, 3]  # an epoch: the last batch has fewer images than four parts


def small(dropout=0.0) -> Architecture:
    """Two convolutions and a connected layer; the weights of the last two layers are large and small by turns."""
    layers = (
        Conv(filters=4, size=3),
        RELU,
        MaxPool(size=2),
        Conv(filters=6, size=3, bias=False),
        RELU,
        Flatten(),
        Dropout(rate=dropout),
        Dense(units=16),
        RELU,
        Dense(units=10),
    )
    return Architecture(name="small", input=Volume(12, 12, 1), layers=layers)


def noise(count, config, augmentation=None, dtype=torch.float64) -> Batches:
    """Random images with random labels, 0 to 255, in floats so that everything after them is computed in those."""
    generator = torch.Generator().manual_seed(5)
    images = (torch.rand(count, 1, 12, 12, generator=generator) * 255).to(dtype)
    labels = torch.randint(10, (count,), generator=generator)
    rows = torch.arange(count)
    return Batches(images, labels, rows, config.batch_size, 0, Normalisation(), augmentation or Augmentation())


class PlainRMSprop(Optimizer):
    """v ← 0.9·v + 0.1·g²,  w ← w − rate·g / √(v + ε), after the weights have decayed."""

    def __init__(self, groups, lr):
        super().__init__(groups, {"lr": lr})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for w in group["params"]:
                v = self.state[w].setdefault("v", torch.zeros_like(w))
                v.mul_(0.9).add_(0.1 * w.grad**2)
                w.mul_(1 - group["lr"] * group["weight_decay"])
                w.sub_(group["lr"] * w.grad / (v + EPSILON).sqrt())


class Flattened(Muon):
    """Muon for filters too, each filter a row, on copies that are put back."""

    def __init__(self, weights, **settings):
        self._pairs = [(it, it.detach().reshape(len(it), -1).clone().requires_grad_()) for it in weights]
        super().__init__([copy for _, copy in self._pairs], **settings)

    def step(self, closure=None):
        for weight, matrix in self._pairs:
            matrix.grad = weight.grad.reshape(matrix.shape)
        super().step()
        for weight, matrix in self._pairs:
            weight.data.copy_(matrix.detach().view(weight.shape))


def optimizers(config: TrainingConfig, network: nn.Module) -> list[Optimizer]:
    """PyTorch's own in their plainest form."""
    matrices = [it for it in network.parameters() if it.ndim > 1]
    hidden = matrices[:-1] if config.optimizer == "muon" else []
    groups = [
        {
            "params": [it for it in matrices if not any(it is one for one in hidden)],
            "weight_decay": config.weight_decay,
        },
        {"params": [it for it in network.parameters() if it.ndim == 1], "weight_decay": 0.0},
    ]
    rate, momentum = config.learning_rate, config.momentum
    match config.optimizer:
        case "rmsprop":
            return [PlainRMSprop(groups, rate)]
        case "sgd":
            return [SGD(groups, rate, momentum, nesterov=momentum > 0, foreach=False)]
        case "adam":
            return [Adam(groups, rate, eps=EPSILON, foreach=False)]
        case "adamw":
            return [AdamW(groups, rate, eps=EPSILON, foreach=False)]
        case "muon":
            settings = {"lr": rate, "weight_decay": config.weight_decay, "momentum": momentum}
            muon = Flattened(hidden, nesterov=momentum > 0, adjust_lr_fn="match_rms_adamw", **settings)
            return [muon, AdamW(groups, rate, eps=EPSILON, foreach=False)]


def train_plainly(network: Network, config: TrainingConfig, batches: Batches, course) -> tuple[float, float]:
    """Take a step for each of the rows in ``course``; gives the mean loss and accuracy over all of them."""
    network.train()
    losses, hits = [], []
    steps = optimizers(config, network)
    for rows in course:
        network.zero_grad()
        x, labels = batches.look(rows)
        logits = network(x)
        loss = functional.cross_entropy(logits, labels, label_smoothing=config.label_smoothing, reduction="none")
        loss.mean().backward()
        if config.gradient_clip:
            clip_grad_norm_(network.parameters(), config.gradient_clip)
        for optimizer in steps:
            optimizer.step()
        losses.append(loss.detach())
        hits.append((logits.argmax(1) == labels).double())
    return torch.cat(losses).mean().item(), torch.cat(hits).mean().item()


def config_of(**settings) -> TrainingConfig:
    """Settings under which a batch can be cut into four parts."""
    return TrainingConfig(**{"batch_size": 64, "learning_rate": 0.01, "optimizer": "sgd", **settings})


def course(epochs):
    """The rows of every step."""
    generator = torch.Generator().manual_seed(7)
    return [rows for _ in range(epochs) for rows in torch.randperm(ROWS, generator=generator).split(COURSE)]


def numbers(network):
    """All weights in one row."""
    return torch.cat([parameter.detach().flatten().double() for parameter in network.parameters()])


def moved(network):
    """How far all weights are from where they began."""
    return numbers(network) - numbers(Network(network.architecture, seed=3))
