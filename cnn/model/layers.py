"""The layers an architecture can have: frozen specs, told apart by ``kind``.

A spec says what a layer is, in the field's letters: K filters of size F, stride S, zero padding P. What it does to a
volume is in ``effects.py``, what it computes in ``build.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Size = Annotated[int, Field(ge=1, le=64)]
MOST_INSIDE = 20


def _later(usual: int, **about: Any) -> Any:
    """A field that came after the first release: at its usual value it is not written, so older ones read the file."""
    return Field(exclude_if=lambda value: value == usual, **about)


class Spec(BaseModel):
    """One layer; unknown keys are an error and nothing changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Conv(Spec):
    """Slide K filters of F×F over the volume; each gives one feature map."""

    kind: Literal["conv"] = "conv"
    filters: Annotated[int, Field(ge=1, le=4096, description="K: how many filters, so how many feature maps")]
    size: Annotated[Size, Field(description="F: width and height of a filter, in pixels")]
    stride: Annotated[Size, Field(description="S: pixels the filter moves at each step")] = 1
    padding: Annotated[
        Annotated[int, Field(ge=0, le=32)] | Literal["valid", "same"],
        Field(description="P: zeros added on every side; `valid` is none, `same` keeps the width at stride 1"),
    ] = "valid"
    bias: Annotated[bool, Field(description="add a learned number to each feature map")] = True
    dilation: Annotated[
        int,
        _later(1, ge=1, le=32, description="d: how far the filter's pixels lie apart, so that it reaches further"),
    ] = 1
    groups: Annotated[
        int,
        _later(
            1,
            ge=1,
            le=4096,
            description="parts the maps are divided into, each seen by its own share of the filters; "
            "as many as there are maps is a depthwise convolution",
        ),
    ] = 1

    @model_validator(mode="after")
    def _same_needs_a_middle(self) -> Conv:
        if self.padding == "same" and ((self.size - 1) * self.dilation % 2 or self.stride != 1):
            dilation = f", dilation {self.dilation}" if self.dilation != 1 else ""
            raise ValueError(
                "padding `same` needs an odd size (or an even dilation) and stride 1, "
                f"not size {self.size}{dilation} and stride {self.stride}: give the padding as a number"
            )
        return self

    @property
    def stride_px(self) -> int:
        """S as a number of pixels."""
        return self.stride

    @property
    def padding_px(self) -> int:
        """P as a number of pixels."""
        if self.padding == "same":
            return (self.size - 1) * self.dilation // 2
        return 0 if self.padding == "valid" else int(self.padding)


class _Pool(Spec):
    size: Annotated[Size, Field(description="F: width and height of the window, in pixels")]
    stride: Annotated[Size | None, Field(description="S: pixels the window moves; its own size when not given")] = None
    padding: Annotated[
        int,
        _later(0, ge=0, le=32, description="P: pixels added on every side, at most half the window"),
    ] = 0

    @property
    def padding_px(self) -> int:
        """P as a number of pixels."""
        return self.padding

    @property
    def stride_px(self) -> int:
        """S as a number of pixels."""
        return self.size if self.stride is None else self.stride


class MaxPool(_Pool):
    """Keep the largest value of each F×F window; padding is never the largest."""

    kind: Literal["max_pool"] = "max_pool"


class AvgPool(_Pool):
    """Keep the mean of each F×F window; padding counts as zeros."""

    kind: Literal["avg_pool"] = "avg_pool"


class GlobalPool(Spec):
    """Keep one number of each feature map, its mean: the volume becomes a vector of length D (Lin et al. 2013)."""

    kind: Literal["global_pool"] = "global_pool"


class BatchNorm(Spec):
    """Bring each feature map to mean 0 and variance 1 over the batch, then scale and shift (Ioffe, Szegedy 2015)."""

    kind: Literal["batch_norm"] = "batch_norm"


class Activation(Spec):
    """Apply one function to every number."""

    kind: Literal["activation"] = "activation"
    function: Literal["relu", "leaky_relu", "gelu", "silu", "tanh", "sigmoid"] = "relu"


class Dropout(Spec):
    """Set a random share of the numbers to zero while training (Srivastava et al. 2014)."""

    kind: Literal["dropout"] = "dropout"
    rate: Annotated[float, Field(ge=0, lt=1, description="the share set to zero, a fraction")]


class Flatten(Spec):
    """Read the volume out as one vector."""

    kind: Literal["flatten"] = "flatten"


class Dense(Spec):
    """Connect every number to every unit: a fully connected layer."""

    kind: Literal["dense"] = "dense"
    units: Annotated[int, Field(ge=1, le=65_536, description="how many units, so the length of the vector after it")]
    bias: Annotated[bool, Field(description="add a learned number to each unit")] = True


Single: TypeAlias = Conv | MaxPool | AvgPool | GlobalPool | BatchNorm | Activation | Dropout | Flatten | Dense


class Residual(Spec):
    """Add what the layers inside make of the input to the input itself (He et al. 2015).

    Where they change the volume, the input takes a learned 1×1 convolution without bias, of their stride, to the sum
    (option B; ``effects.projection``). What follows the sum, as a rule a ReLU, is a layer of its own behind the block.
    """

    kind: Literal["residual"] = "residual"
    layers: Annotated[
        tuple[Annotated[Single, Field(discriminator="kind")], ...],
        Field(min_length=1, max_length=MOST_INSIDE, description="the branch: layers between input and sum"),
    ]

    @field_validator("layers", mode="before")
    @classmethod
    def _not_nested(cls, layers: Any) -> Any:
        for layer in layers if isinstance(layers, list | tuple) else ():
            if isinstance(layer, Residual) or (isinstance(layer, dict) and layer.get("kind") == "residual"):
                raise ValueError("a residual block cannot lie inside another: put them one after the other")
        return layers


Layer = Annotated[Single | Residual, Field(discriminator="kind")]

RELU = Activation(function="relu")
RISING = ("relu", "leaky_relu", "tanh", "sigmoid")
"""The functions that never fall: the largest of some numbers stays the largest, so pooling may come first."""

NAMES = {
    "conv": "convolution",
    "max_pool": "max pooling",
    "avg_pool": "average pooling",
    "global_pool": "global average pooling",
    "batch_norm": "batch normalisation",
    "activation": "activation",
    "dropout": "dropout",
    "flatten": "flatten",
    "dense": "fully connected",
    "residual": "residual block",
}
_FUNCTIONS = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "gelu": "GELU",
    "silu": "SiLU",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
}


def describe(layer: Spec) -> str:
    """A layer in a few words, as in ``convolution 32 of 5×5``."""
    match layer:
        case Conv():
            return ", ".join([f"convolution {layer.filters} of {layer.size}×{layer.size}", *_extras(layer)])
        case MaxPool() | AvgPool():
            return ", ".join([f"{NAMES[layer.kind]} {layer.size}×{layer.size}", *_extras(layer)])
        case Residual():
            count = len(layer.layers)
            return f"residual block of {count} layer{'s' * (count > 1)}"
        case Activation():
            return _FUNCTIONS[layer.function]
        case Dropout():
            return f"dropout {layer.rate:g}"
        case Dense():
            return f"fully connected {layer.units}"
        case GlobalPool() | BatchNorm() | Flatten():
            return NAMES[layer.kind]
    raise TypeError(f"no layer spec: {layer!r}")


def _extras(layer: Conv | MaxPool | AvgPool) -> Iterator[str]:
    """What is not as usual about its window."""
    usual = 1 if isinstance(layer, Conv) else layer.size
    if layer.stride_px != usual:
        yield f"stride {layer.stride_px}"
    if layer.padding_px:
        yield f"padding {layer.padding}"
    if isinstance(layer, Conv):
        if layer.dilation != 1:
            yield f"dilation {layer.dilation}"
        if layer.groups != 1:
            yield f"{layer.groups} groups"
