"""The notebook's network in a PyTorch loop as people write it, timed in a process of its own.

Usage: ``python -m benchmarks.notebook_plain FOLDER EPOCHS SEED`` with the arrays of ``notebook_work.py`` in FOLDER. The
plain reference network, a ``DataLoader`` over a ``TensorDataset`` of float32 images (N, C, H, W), nothing tuned. Its
threads wait as this package's do (``cnn/__init__.py``), or as GOMP_SPINCOUNT says. Prints one JSON object: seconds of
each epoch, accuracy on the rows held out, versions.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from benchmarks.notebook_work import accuracy, load_work, notebook_network
from cnn.data.imageset import ImageSet
from cnn.model.build import Network


def train_plainly(network: Network, images: ImageSet, epochs: int, seed: int) -> list[float]:
    """Train ``network`` on labelled images; gives the seconds of each epoch."""
    torch.manual_seed(seed)
    x = torch.from_numpy(images.images.astype(np.float32) / 255)
    y = torch.from_numpy(images.known_labels)
    loader = DataLoader(TensorDataset(x, y), batch_size=64, shuffle=True)
    optimizer = torch.optim.RMSprop(network.parameters(), lr=0.001, alpha=0.9)
    loss_of = nn.CrossEntropyLoss()
    epoch_s = []
    for _ in range(epochs):
        start = time.perf_counter()
        network.train()
        running_loss, right = 0.0, 0
        for batch, labels in loader:
            optimizer.zero_grad()
            logits = network(batch)
            loss = loss_of(logits, labels)
            loss.backward()
            optimizer.step()
            running_loss += loss.item() * len(labels)
            right += int((logits.argmax(1) == labels).sum().item())
        epoch_s.append(time.perf_counter() - start)
        print(f"loss {running_loss / len(x):.4f}, accuracy {right / len(x):.4f}", file=sys.stderr)
    return epoch_s


def main(folder: Path, epochs: int, seed: int) -> None:
    """Warm up, train and print."""
    work = load_work(folder)
    train_plainly(Network(notebook_network()), work.first_rows, 1, seed)
    network = Network(notebook_network(), seed)
    epoch_s = train_plainly(network, work.training, epochs, seed)
    versions = {package: version(package) for package in ("torch", "numpy")}
    print(json.dumps({"epoch_s": epoch_s, "accuracy": accuracy(network, work.held_out), "versions": versions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
