"""What the tests have several processes train: ``torchrun … -m tests.cnn.training.company_program FOLDER``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from safetensors.torch import save_file

from cnn.data.source import open_source
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool
from cnn.model.volume import Volume
from cnn.training.calling import dismiss
from cnn.training.company import ALONE, Company
from cnn.training.config import TrainingConfig
from cnn.training.following import follow
from cnn.training.launch import join_company
from cnn.training.loop import train
from tests.cnn.training.listening import drain, facts

ROWS = 215  # 22 are judged on; of the 193 others an epoch's last batch has one image, less than there are processes


def network(*extra):
    layers = (
        Conv(filters=4, size=5, stride=2, bias=False),
        *extra,
        RELU,
        MaxPool(size=2),
        Flatten(),
        Dense(units=16),
        RELU,
        Dense(units=10),
    )
    return Architecture(name="small", input=Volume(28, 28, 1), layers=layers)


def config_of(**settings):
    return TrainingConfig(batch_size=64, seed=7, device="cpu", **settings)


EVERYTHING = {
    "epochs": 3,
    "learning_rate": 0.01,
    "average_decay": 0.9,
    "label_smoothing": 0.1,
    "weight_decay": 0.01,
    "rotation_deg": 10.0,
    "schedule": "one_cycle",
}

CASES = {
    "plain": (network(), config_of(epochs=13, optimizer="sgd", momentum=0.0, learning_rate=0.05)),
    "muon": (network(), config_of(epochs=3, optimizer="muon", gradient_clip=0.5)),
    "everything": (network(BatchNorm(), Dropout(rate=0.3)), config_of(optimizer="adamw", **EVERYTHING)),
}


def train_case(name, company: Company = ALONE, member=1):
    """The facts of a case, and the weights that count."""
    architecture, config = CASES[name]
    images = open_source("digits").train.take(np.arange(ROWS))
    events, trained = drain(train(architecture, config, images, company=company, member=member))
    return facts(events), {name: value.contiguous() for name, value in trained.state_dict().items()}


if __name__ == "__main__":
    together = join_company()
    if not together.is_first:
        sys.exit(follow(together))
    for case in CASES:
        told, weights = train_case(case, together)
        Path(sys.argv[1], f"{case}.json").write_text(json.dumps(told))
        save_file(weights, Path(sys.argv[1], f"{case}.safetensors"))
    dismiss(together)
