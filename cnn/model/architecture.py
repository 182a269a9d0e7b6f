"""What is trained: a name, an input volume and a tuple of layers, to and from JSON."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from cnn.errors import SpecError
from cnn.model.layers import Dropout, Layer, Residual
from cnn.model.volume import Volume

SCHEMA = 1
MAX_NAME = 80
MAX_LAYERS = 200
MAX_SIDE = 4096


def _bounded(volume: Volume) -> Volume:
    for name in ("width", "height", "depth"):
        if not 1 <= (found := getattr(volume, name)) <= MAX_SIDE:
            raise ValueError(f"its {name} is {found}, expected 1 to {MAX_SIDE}")
    return volume


class Architecture(BaseModel):
    """A network as a list of layers; the last one gives one number a class, and softmax makes probabilities of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Annotated[int, Field(ge=1, description="the form of this description")] = SCHEMA
    name: Annotated[str, Field(max_length=MAX_NAME, description="what people call it")]
    input: Annotated[Volume, AfterValidator(_bounded), Field(description="width, height and depth of a picture")]
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=MAX_LAYERS)]

    def with_dropout(self, rate: float) -> Architecture:
        """The same network with every dropout layer at ``rate``."""
        return self.model_copy(update={"layers": tuple(_at_rate(layer, rate) for layer in self.layers)})


def _at_rate(layer: Layer, rate: float) -> Layer:
    """The layer, where it is or holds dropout at ``rate``."""
    match layer:
        case Dropout():
            return Dropout(rate=rate)
        case Residual():
            return layer.model_copy(update={"layers": tuple(_at_rate(inner, rate) for inner in layer.layers)})
        case _:
            return layer


def parse_architecture(value: Any) -> Architecture:
    """An architecture from what ``json.loads`` gave; raises SpecError naming the first thing that is wrong."""
    if isinstance(value, dict) and isinstance(version := value.get("schema_version"), int) and version > SCHEMA:
        raise SpecError(
            f"This architecture has schema version {version}, this program reads up to {SCHEMA}: "
            "open it with a newer release."
        )
    try:
        return Architecture.model_validate(value)
    except ValidationError as error:
        raise SpecError(f"Not an architecture: {_first_fault(error)}.") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    place = [str(part) for part in fault["loc"]]
    if place[:1] == ["layers"] and len(place) > 1:
        number = f"layer {int(place[1]) + 1}"
        if place[2:4] == ["residual", "layers"] and len(place) > 4:
            place[:5] = [f"{number}.{int(place[4]) + 1}"]
        else:
            place[:2] = [number]
    return f"{' · '.join(place) or 'it'}: {fault['msg'].removeprefix('Value error, ')}"
