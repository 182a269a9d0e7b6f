"""Random volumes, layers and architectures for tests by properties."""

from hypothesis import strategies as st

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
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
from cnn.model.shapes import walk
from cnn.model.volume import Volume

FUNCTIONS = ("relu", "leaky_relu", "gelu", "silu", "tanh", "sigmoid")

strides = st.integers(1, 3)
dilations = st.sampled_from((1, 1, 1, 2, 3))
groups = st.sampled_from((1, 1, 1, 2, 3))
convolutions = st.one_of(
    st.builds(
        Conv,
        filters=st.integers(1, 6),
        size=st.integers(1, 6),
        stride=strides,
        padding=st.integers(0, 3),
        bias=st.booleans(),
        dilation=dilations,
        groups=groups,
    ),
    st.builds(
        Conv,
        filters=st.integers(1, 6),
        size=st.sampled_from((1, 3, 5)),
        padding=st.just("same"),
        dilation=dilations,
        groups=groups,
    ),
)
pools = st.one_of(
    st.builds(kind, size=st.integers(1, 4), stride=st.none() | strides, padding=st.sampled_from((0, 0, 0, 1, 2)))
    for kind in (MaxPool, AvgPool)
)
pointwise = st.one_of(
    st.builds(Activation, function=st.sampled_from(FUNCTIONS)),
    st.builds(Dropout, rate=st.sampled_from((0.0, 0.25, 0.5))),
    st.just(BatchNorm()),
)
denses = st.builds(Dense, units=st.integers(1, 7), bias=st.booleans())
bridges = st.sampled_from((Flatten(), GlobalPool()))
blocks = st.builds(
    Residual,
    layers=st.lists(st.one_of(convolutions, pointwise, pools), min_size=1, max_size=3).map(tuple)
    | st.lists(st.one_of(convolutions, pools, pointwise, denses, bridges), min_size=1, max_size=3).map(tuple),
)
flat_blocks = st.builds(Residual, layers=st.lists(denses | pointwise, min_size=1, max_size=3).map(tuple))
volumes = st.builds(Volume, width=st.integers(1, 16), height=st.integers(1, 16), depth=st.integers(1, 3))


def any_architectures():
    """Layers in any order: most of these break a rule somewhere."""
    layers = st.lists(st.one_of(convolutions, pools, pointwise, denses, bridges, blocks))
    return st.builds(
        Architecture, name=st.just("any"), input=volumes, layers=layers.filter(bool).map(lambda some: tuple(some[:8]))
    )


@st.composite
def sound_architectures(draw, classes=3):
    """Convolutions, pooling and residual blocks that fit, then a flat part that ends in ``classes`` numbers."""
    body = draw(st.lists(st.one_of(convolutions, pools, pointwise, blocks), max_size=6))
    bridge = draw(bridges)
    head = draw(st.lists(st.one_of(denses, pointwise, flat_blocks), max_size=3))
    volume = draw(st.builds(Volume, st.integers(6, 14), st.integers(6, 14), st.integers(1, 3)))
    kept = []
    for layer in body:
        try:
            walk(Architecture(name="so far", input=volume, layers=(*kept, layer)))
        except SpecError:
            continue
        kept.append(layer)
    return Architecture(name="sound", input=volume, layers=(*kept, bridge, *head, Dense(units=classes)))
