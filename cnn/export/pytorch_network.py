"""A network as lines of plain PyTorch, one layer a line, readable as its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
)
from cnn.model.step import Step
from cnn.model.volume import Vector, Volume

FUNCTIONS = {
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU()",
    "gelu": "nn.GELU()",
    "silu": "nn.SiLU()",
    "tanh": "nn.Tanh()",
    "sigmoid": "nn.Sigmoid()",
}

RESIDUAL = '''
class Residual(nn.Module):
    """Adds what its layers make of the input to what its shortcut makes of it (He et al. 2015)."""

    def __init__(self, layers, shortcut):
        super().__init__()
        self.layers = layers
        self.shortcut = shortcut

    def forward(self, x):
        return self.layers(x) + self.shortcut(x)
'''


def network_code(steps: Sequence[Step]) -> str:
    """The function ``make_network`` of a script, and the class of residual blocks where there are some."""
    lines = ["def make_network():", "    return nn.Sequential(", *_lines(steps, 8), "    )"]
    parts = [RESIDUAL.strip("\n")] if any(isinstance(step.layer, Residual) for step in steps) else []
    return "\n\n\n".join([*parts, "\n".join(lines)])


def _lines(steps: Sequence[Step], indent: int) -> Iterator[str]:
    space = " " * indent
    for step in steps:
        if isinstance(step.layer, Residual):
            shortcut = _module(step.shortcut) if step.shortcut else "nn.Identity()"
            yield f"{space}Residual("
            yield f"{space}    nn.Sequential("
            yield from _lines(step.inner, indent + 8)
            yield f"{space}    ),"
            yield f"{space}    {shortcut},"
            yield f"{space}),  # {step.after}"
        else:
            comment = f"  # {step.after}" if step.after != step.before else ""
            yield f"{space}{_module(step)},{comment}"


def _module(step: Step) -> str:
    layer, before = step.layer, step.before
    depth = before.depth if isinstance(before, Volume) else before.size
    match layer:
        case Conv():
            usual = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1, "bias": True}
            given = {
                "stride": layer.stride,
                "padding": layer.padding_px,
                "dilation": layer.dilation,
                "groups": layer.groups,
                "bias": layer.bias,
            }
            return _call("nn.Conv2d", depth, layer.filters, layer.size, **_unusual(given, usual))
        case MaxPool() | AvgPool():
            name = "nn.MaxPool2d" if isinstance(layer, MaxPool) else "nn.AvgPool2d"
            given = {"stride": layer.stride_px, "padding": layer.padding_px}
            return _call(name, layer.size, **_unusual(given, {"stride": layer.size, "padding": 0}))
        case GlobalPool():
            return "nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())"
        case BatchNorm():
            return f"nn.BatchNorm{'1d' if isinstance(before, Vector) else '2d'}({depth})"
        case Activation():
            return FUNCTIONS[layer.function]
        case Dropout():
            return f"nn.Dropout({layer.rate:g})"
        case Flatten():
            return "nn.Flatten()"
        case Dense():
            return _call("nn.Linear", before.size, layer.units, **_unusual({"bias": layer.bias}, {"bias": True}))
    raise SpecError(f"Layer {step.place} cannot be written as PyTorch: there is no line for {layer!r}.")


def _unusual(given: Mapping[str, object], usual: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if value != usual[name]}


def _call(name: str, *values: object, **named: object) -> str:
    return f"{name}({', '.join([*map(str, values), *(f'{key}={value}' for key, value in named.items())])})"
