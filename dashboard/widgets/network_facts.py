"""What a network costs, in a line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnn.model.architecture import Architecture
from cnn.model.step import Step
from cnn.training.config import TrainingConfig
from cnn.training.footprint import footprint
from dashboard.words import megabytes

ABOUT = (
    "Parameters are the numbers the network learns. Multiply-adds are multiplications, each with its addition, to read "
    "one picture: most of the work. Layers are the steps to one number a class, softmax not counted. Memory is an "
    "estimate for batches of {batch}: weights {weights}, gradients {gradients}, what the optimizer remembers "
    "{optimizer}, what a batch leaves between the layers {activations}; PyTorch itself and the images come on top."
)


def network_facts(architecture: Architecture, steps: Sequence[Step], config: TrainingConfig) -> None:
    """Its parameters, its work for one picture, its layers, and the memory that training it with ``config`` takes."""
    memory = footprint(architecture, config)
    st.markdown(
        f"**{sum(step.parameters for step in steps):,}** parameters · "
        f"**{sum(step.multiply_adds for step in steps):,}** multiply-adds · **{len(steps)}** layers · "
        f"about **{megabytes(memory.total_bytes)}** of memory to train",
        help=ABOUT.format(
            batch=config.batch_size,
            weights=megabytes(memory.weights_bytes),
            gradients=megabytes(memory.gradients_bytes),
            optimizer=megabytes(memory.optimizer_bytes),
            activations=megabytes(memory.activations_bytes),
        ),
    )
