"""A network as lines of Keras, an activation written into the layer before it where Keras has it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cnn.errors import SpecError
from cnn.model.layers import (
    Activation,
    AvgPool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    GlobalPool,
    MaxPool,
    Residual,
    Spec,
)
from cnn.model.step import Step, leaves
from cnn.model.volume import Volume

NAMED = ("relu", "gelu", "silu", "tanh", "sigmoid")  # Keras' leaky ReLU has another slope, so that is a layer

RESIDUAL = '''
class Residual(layers.Layer):
    """Adds what its layers make of the input to what its shortcut makes of it (He et al. 2015)."""

    def __init__(self, branch, shortcut=None):
        super().__init__()
        self.branch, self.shortcut = keras.Sequential(branch), shortcut

    def build(self, shape):
        self.branch.build(shape)
        if self.shortcut is not None:
            self.shortcut.build(shape)

    def call(self, x, training=None):
        return self.branch(x, training=training) + (x if self.shortcut is None else self.shortcut(x))

    def compute_output_shape(self, shape):
        return self.branch.compute_output_shape(shape)
'''

RING = '''
class Ring(layers.Layer):
    """A ring around the maps that is never the largest, as PyTorch pads for max pooling."""

    def __init__(self, width_px):
        super().__init__()
        self.width_px = width_px

    def call(self, x):
        ring = (self.width_px, self.width_px)
        return keras.ops.pad(x, ((0, 0), ring, ring, (0, 0)), constant_values=-1e30)

    def compute_output_shape(self, shape):
        count, height, width, depth = shape
        return count, height + 2 * self.width_px, width + 2 * self.width_px, depth
'''


def network_code(picture: Volume, steps: Sequence[Step]) -> str:
    """The function ``make_network`` of a script, and the classes it needs; raises SpecError where Keras has no such."""
    parts = [RESIDUAL.strip("\n")] if any(isinstance(step.layer, Residual) for step in steps) else []
    if any(isinstance(step.layer, MaxPool) and step.layer.padding_px for step in leaves(steps)):
        parts.append(RING.strip("\n"))
    lines = [
        "def make_network():",
        "    return keras.Sequential(",
        "        [",
        f"            keras.Input(({picture.height}, {picture.width}, {picture.depth})),",
        *_lines(steps, 12),
        "        ]",
        "    )",
    ]
    return "\n\n\n".join([*parts, "\n".join(lines)])


def _lines(steps: Sequence[Step], indent: int) -> Iterator[str]:
    space, rest = " " * indent, list(steps)
    while rest:
        step = rest.pop(0)
        if isinstance(step.layer, Residual):
            yield f"{space}Residual("
            yield f"{space}    ["
            yield from _lines(step.inner, indent + 8)
            yield f"{space}    ],"
            if step.shortcut:
                yield f"{space}    {_layers(step.shortcut)[-1]},"
            yield f"{space}),  # {step.after}"
            continue
        function = _function(rest[0].layer) if rest and isinstance(step.layer, Conv | Dense) else ""
        if function:
            rest.pop(0)
        *before, last = _layers(step, function)
        for line in before:
            yield f"{space}{line},"
        yield f"{space}{last}," + (f"  # {step.after}" if step.after != step.before else "")


def _function(layer: Spec) -> str:
    """What Keras calls an activation that it takes as a word; empty where it does not."""
    return layer.function if isinstance(layer, Activation) and layer.function in NAMED else ""


def _layers(step: Step, function: str = "") -> list[str]:
    """The Keras layers that make one of ours, as a rule one."""
    layer = step.layer
    match layer:
        case Conv():
            return [*_padding(layer), _conv(step, layer, function)]
        case MaxPool() | AvgPool():
            name = "MaxPooling2D" if isinstance(layer, MaxPool) else "AveragePooling2D"
            strides = f", strides={layer.stride_px}" if layer.stride_px != layer.size else ""
            return [*_padding(layer), f"layers.{name}({layer.size}{strides})"]
        case GlobalPool():
            return ["layers.GlobalAveragePooling2D()"]
        case BatchNorm():
            return ["layers.BatchNormalization(momentum=0.9, epsilon=1e-5)"]
        case Activation():
            name = _function(layer)
            return [f'layers.Activation("{name}")' if name else "layers.LeakyReLU(negative_slope=0.01)"]
        case Dropout():
            return [f"layers.Dropout({layer.rate:g})"]
        case Flatten():
            return ["layers.Flatten()"]
        case Dense():
            return [f"layers.Dense({layer.units}{_activated(function)}{'' if layer.bias else ', use_bias=False'})"]
    raise SpecError(f"Layer {step.place} cannot be written as Keras: there is no line for {layer!r}.")


def _padding(layer: Conv | MaxPool | AvgPool) -> list[str]:
    """The ring around the maps as a layer of its own, unless Keras' ``same`` says it."""
    if not layer.padding_px or _is_same(layer):
        return []
    if isinstance(layer, MaxPool):
        return [f"Ring({layer.padding_px})"]
    return [f"layers.ZeroPadding2D({layer.padding_px})"]


def _is_same(layer: Conv | MaxPool | AvgPool) -> bool:
    """Whether Keras' ``same`` is this padding: at stride 1 it is half the reach on either side."""
    return isinstance(layer, Conv) and layer.stride == 1 and 2 * layer.padding_px == (layer.size - 1) * layer.dilation


def _conv(step: Step, layer: Conv, function: str) -> str:
    given = "" if layer.stride == 1 else f", strides={layer.stride}"
    if layer.padding_px and _is_same(layer):
        given += ', padding="same"'
    if layer.dilation != 1:
        given += f", dilation_rate={layer.dilation}"
    if layer.groups != 1:
        given += f", groups={layer.groups}"
    bias = "" if layer.bias else ", use_bias=False"
    return f"layers.Conv2D({layer.filters}, {layer.size}{given}{_activated(function)}{bias})"


def _activated(function: str) -> str:
    return f', activation="{function}"' if function else ""
