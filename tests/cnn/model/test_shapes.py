"""What is said of an architecture before it is built is what PyTorch then does."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, AvgPool, Conv, Dense, Dropout, Flatten, MaxPool, Residual
from cnn.model.shapes import MAX_PARAMETERS, check_classes, walk
from cnn.model.volume import Volume
from cnn.model.window import Window
from cnn.presets import find_preset


@given(
    size=st.integers(1, 9),
    stride=st.integers(1, 5),
    padding=st.integers(0, 4),
    width=st.integers(1, 40),
    dilation=st.integers(1, 4),
)
def test_a_window_sees_every_pixel_but_those_it_says_it_does_not(size, stride, padding, width, dilation):
    window = Window(width, size, stride, padding, dilation)
    assume(window.fits)
    pixels_of_last = range((window.positions - 1) * stride, width + 2 * padding, dilation)[:size]
    last_edge = pixels_of_last[-1] + 1
    assert len(pixels_of_last) == size
    assert last_edge + window.unseen_px == width + 2 * padding
    assert window.unseen_px < stride


def test_the_notebook_summary_is_that_of_keras():
    steps = walk(find_preset("notebook").architecture(Volume(28, 28, 1), 10))
    working = [step for step in steps if step.layer.kind not in ("activation", "dropout")]
    assert [str(step.after) for step in working] == [
        "24×24×32",
        "12×12×32",
        "12×12×64",
        "6×6×64",
        "2,304",
        "256",
        "10",
    ]
    assert [step.parameters for step in steps if step.parameters] == [832, 18_496, 590_080, 2_570]
    assert sum(step.parameters for step in steps) == 611_978


def test_formulas_carry_the_numbers():
    architecture = Architecture(
        name="formulas",
        input=Volume(28, 28, 1),
        layers=(
            Conv(filters=32, size=5),
            Conv(filters=4, size=3, padding="same"),
            Conv(filters=4, size=3, padding="same", dilation=4),
            Conv(filters=4, size=5, padding=2, dilation=2),
            Conv(filters=4, size=9, padding=4, groups=2),
            MaxPool(size=5, stride=2),
            MaxPool(size=3, stride=4),
            Flatten(),
            Dense(units=10),
        ),
    )
    assert [step.formula for step in walk(architecture)] == [
        "(28 − 5)/1 + 1 = 24",
        "(24 − 3 + 2·1)/1 + 1 = 24",
        "(24 − (3 + 2·3) + 2·4)/1 + 1 = 24",
        "(24 − (5 + 4·1) + 2·2)/1 + 1 = 20",
        "(20 − 9 + 2·4)/1 + 1 = 20",
        "⌊(20 − 5)/2⌋ + 1 = 8",
        "⌊(8 − 3)/4⌋ + 1 = 2",
        "2·2·4 = 16",
        "16·10 + 10 = 170",
    ]
    assert [step.unseen_px for step in walk(architecture)] == [0, 0, 0, 0, 0, 1, 1, 0, 0]


def test_multiply_adds_are_counted_by_hand():
    architecture = Architecture(
        name="costs", input=Volume(6, 5, 2), layers=(Conv(filters=3, size=3), Flatten(), Dense(units=4))
    )
    assert [step.multiply_adds for step in walk(architecture)] == [3 * 3 * 2 * 3 * (4 * 3), 0, 36 * 4]


def test_groups_share_the_work_among_them():
    whole, grouped = (
        walk(ending_in(Conv(filters=12, size=3, groups=groups, bias=False), volume=Volume(8, 8, 4)))[0]
        for groups in (1, 4)
    )
    assert whole.parameters == 4 * grouped.parameters == 12 * 4 * 9
    assert whole.multiply_adds == 4 * grouped.multiply_adds


def test_padding_that_no_window_reaches_is_no_pixel_that_is_never_seen():
    halving = Conv(filters=1, size=3, stride=2, padding=1)
    assert Window(8, 3, 2, 1).unseen_px == 1
    assert walk(ending_in(halving, volume=Volume(8, 8, 1)))[0].unseen_px == 0
    assert walk(ending_in(Conv(filters=1, size=3, stride=4, padding=1), volume=Volume(11, 11, 1)))[0].unseen_px == 1


PICTURE = Volume(28, 28, 1)


def ending_in(*layers, volume=PICTURE):
    return Architecture(name="mine", input=volume, layers=layers)


@pytest.mark.parametrize(
    ("architecture", "sentence"),
    [
        (ending_in(Flatten(), Conv(filters=1, size=3)), "Layer 2 (convolution 1 of 3×3): it needs a volume"),
        (ending_in(Dense(units=10)), "Layer 1 (fully connected 10): it needs a flat vector"),
        (ending_in(RELU, MaxPool(size=30)), "Layer 2 (max pooling 30×30): its window of 30×30 does not fit"),
        (ending_in(Conv(filters=1, size=31, padding=1)), "use at most size 30 or a larger padding"),
        (ending_in(Conv(filters=1, size=11, dilation=3)), "(dilated, over 31×31) does not fit its input of 28×28; use"),
        (ending_in(Conv(filters=1, size=11, dilation=3)), "use at most size 10 or a larger padding"),
        (
            ending_in(Conv(filters=6, size=3), Conv(filters=9, size=3, groups=2)),
            "2 groups do not divide both the depth 6",
        ),
        (ending_in(Conv(filters=6, size=3), Conv(filters=9, size=3, groups=2)), "9 filters; use 1 group, or a depth"),
        (ending_in(Conv(filters=8, size=3), Conv(filters=4, size=3, groups=8)), "use 4 groups, or a depth and filters"),
        (ending_in(MaxPool(size=3, padding=2)), "Layer 1 (max pooling 3×3, padding 2): its padding of 2 is more than"),
        (
            ending_in(AvgPool(size=2, padding=2)),
            "half its window of 2×2, so a window could lie beside the picture; use at",
        ),
        (
            ending_in(RELU, Residual(layers=(RELU, Dense(units=2)))),
            "Layer 2.2 (fully connected 2): it needs a flat vector",
        ),
        (
            ending_in(Residual(layers=(Conv(filters=2, size=3),))),
            "Layer 1 (residual block of 1 layer): its branch turns ",
        ),
        (
            ending_in(Residual(layers=(Conv(filters=2, size=3),))),
            "28×28×1 into 26×26×2, but the 1×1 convolution on its",
        ),
        (
            ending_in(Residual(layers=(Flatten(),))),
            "into a flat vector of 784 numbers, which cannot be added to it; move",
        ),
        (
            ending_in(Residual(layers=(MaxPool(size=64),)), volume=Volume(80, 80, 1)),
            "which moves by 64 as the branch does, gives 2×2,",
        ),
        (ending_in(Flatten(), Dense(units=65_536), Dropout(rate=0.1), Dense(units=16_000)), "parameters, more than"),
        (ending_in(Conv(filters=4096, size=3, padding="same"), *[RELU] * 20), "numbers inside the network"),
        (ending_in(MaxPool(size=64), volume=Volume(4096, 4096, 3)), "One picture would make"),
    ],
)
def test_a_broken_rule_is_one_sentence_with_the_layer_and_a_remedy(architecture, sentence):
    with pytest.raises(SpecError) as caught:
        walk(architecture)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_billion_parameters_are_refused_before_anything_is_built():
    with pytest.raises(SpecError, match=f"{MAX_PARAMETERS:,}"):
        walk(ending_in(Flatten(), Dense(units=40_000), Dense(units=25_000)))


def test_the_network_must_end_in_one_number_a_class():
    architecture = find_preset("lenet5").architecture(Volume(28, 28, 1), 26)
    check_classes(architecture, 26)
    with pytest.raises(SpecError, match="fully connected layer of 10 units"):
        check_classes(architecture, 10)
    with pytest.raises(SpecError, match="ends in 24×24×2"):
        check_classes(ending_in(Conv(filters=2, size=5)), 10)
