"""The layers an architecture can have: frozen specs, told apart by ``kind``.

A spec says what a layer is, in the field's letters: K filters of size F, stride S, zero padding P. What it does to a
volume is in ``shapes.py``, what it computes in ``build.py``.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Size = Annotated[int, Field(ge=1, le=64)]


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

    @model_validator(mode="after")
    def _same_needs_a_middle(self) -> "Conv":
        if self.padding == "same" and (self.size % 2 == 0 or self.stride != 1):
            raise ValueError(
                f"padding `same` needs an odd size and stride 1, not size {self.size} and stride {self.stride}: "
                "give the padding as a number"
            )
        return self

    @property
    def padding_px(self) -> int:
        """P as a number of pixels."""
        if self.padding == "same":
            return (self.size - 1) // 2
        return 0 if self.padding == "valid" else int(self.padding)


class _Pool(Spec):
    size: Annotated[Size, Field(description="F: width and height of the window, in pixels")]
    stride: Annotated[Size | None, Field(description="S: pixels the window moves; its own size when not given")] = None

    @property
    def stride_px(self) -> int:
        """S as a number of pixels."""
        return self.size if self.stride is None else self.stride


class MaxPool(_Pool):
    """Keep the largest value of each F×F window."""

    kind: Literal["max_pool"] = "max_pool"


class AvgPool(_Pool):
    """Keep the mean of each F×F window."""

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


Layer = Annotated[
    Conv | MaxPool | AvgPool | GlobalPool | BatchNorm | Activation | Dropout | Flatten | Dense,
    Field(discriminator="kind"),
]

RELU = Activation(function="relu")

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
            extras = [f"stride {layer.stride}"] * (layer.stride != 1) + [f"padding {layer.padding}"] * (
                layer.padding_px != 0
            )
            return ", ".join([f"convolution {layer.filters} of {layer.size}×{layer.size}", *extras])
        case MaxPool() | AvgPool():
            stride = f", stride {layer.stride_px}" if layer.stride_px != layer.size else ""
            return f"{NAMES[layer.kind]} {layer.size}×{layer.size}{stride}"
        case Activation():
            return _FUNCTIONS[layer.function]
        case Dropout():
            return f"dropout {layer.rate:g}"
        case Dense():
            return f"fully connected {layer.units}"
        case GlobalPool() | BatchNorm() | Flatten():
            return NAMES[layer.kind]
    raise TypeError(f"no layer spec: {layer!r}")
