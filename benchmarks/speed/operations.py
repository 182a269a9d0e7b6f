"""How much work an epoch is, in floating-point operations.

Counted are the products of convolutions and fully connected layers, a multiplication and an addition each; biases,
activations, pooling, dropout and the optimizer are left out, so what follows from it is a limit from below.
"""

from __future__ import annotations

from cnn.model.architecture import Architecture
from cnn.model.layers import Conv, Dense
from cnn.model.shapes import walk
from cnn.model.step import Step, leaves

PER_MULTIPLY_ADD = 2


def forward_operations(architecture: Architecture) -> int:
    """Operations for one image going forward."""
    return PER_MULTIPLY_ADD * sum(step.multiply_adds for step in products(architecture))


def training_operations(architecture: Architecture) -> int:
    """Operations for one image in a training step: forward, the weights' gradients, the inputs' gradients.

    Each is as much work as going forward; the first layer's input is the image, whose gradient nobody needs.
    """
    first = products(architecture)[0]
    return 3 * forward_operations(architecture) - PER_MULTIPLY_ADD * first.multiply_adds


def products(architecture: Architecture) -> list[Step]:
    """The layers that are matrix products, from the picture on."""
    return [step for step in leaves(walk(architecture)) if isinstance(step.layer, Conv | Dense)]


def product_shapes(architecture: Architecture, batch_size: int) -> list[tuple[int, int, int]]:
    """Their forward products over a batch as matrices: (M, K)·(K, N), the windows of a convolution laid out in rows."""
    shapes = []
    for step in products(architecture):
        outputs = step.layer.filters if isinstance(step.layer, Conv) else step.after.size
        rows = batch_size * step.after.size // outputs
        shapes.append((rows, step.multiply_adds * batch_size // (rows * outputs), outputs))
    return shapes
