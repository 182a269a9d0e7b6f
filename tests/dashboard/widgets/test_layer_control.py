"""A field of a layer becomes a control by what it takes, also one that nobody has thought of yet."""

from typing import Annotated, Literal

import pytest
from pydantic import Field
from streamlit.testing.v1 import AppTest

from cnn.model.layers import Conv, Dropout, MaxPool, Residual, Spec
from dashboard.widgets.layer_control import fields


class Novel(Spec):
    """A layer of the future."""

    kind: Literal["novel"] = "novel"
    heads: Annotated[int, Field(ge=1, le=9, description="how many heads")] = 2
    mode: Literal["slow", "fast"] = "slow"
    is_causal: bool = False
    reach_px: Annotated[int, Field(ge=0, le=4)] | Literal["all"] = "all"
    limit: Annotated[int, Field(ge=1, le=64)] | None = None
    share: Annotated[float, Field(ge=0, le=1)] = 0.5


def shown(layer):
    """The controls of a layer, by label."""

    def script(layer):
        from dashboard.widgets.layer_control import fields, layer_control

        for name, schema in fields(type(layer)).items():
            layer_control(name, schema, getattr(layer, name), name, lambda: None, ())

    page = AppTest.from_function(script, args=(layer,), default_timeout=30).run()
    assert not page.exception
    return {control.label: control for kind in (page.number_input, page.selectbox, page.toggle) for control in kind}


def test_every_kind_of_field_has_its_control():
    controls = shown(Novel())
    assert {label: type(control).__name__ for label, control in controls.items()} == {
        "Heads": "NumberInput", "Limit": "NumberInput", "Share": "NumberInput",
        "Mode": "Selectbox", "Reach px": "Selectbox", "Is causal": "Toggle",
    }  # fmt: skip
    assert (controls["Heads"].min, controls["Heads"].max, controls["Heads"].help) == (1, 9, "how many heads")
    assert controls["Reach px"].options == ["all", "0", "1", "2", "3", "4"]
    assert {label: control.value for label, control in controls.items()} == {
        "Heads": 2, "Limit": None, "Share": 0.5, "Mode": "slow", "Reach px": "all", "Is causal": False,
    }  # fmt: skip


def test_functions_are_called_as_people_call_them():
    from cnn.model.layers import Activation

    assert shown(Activation())["Function"].options[:2] == ["ReLU", "leaky ReLU"]


@pytest.mark.parametrize(
    ("layer", "label", "highest"), [(Dropout(rate=0.5), "Rate", 0.99), (MaxPool(size=2), "Size", 64)]
)
def test_a_control_keeps_within_the_bounds_of_its_field(layer, label, highest):
    assert shown(layer)[label].max == highest


def test_the_layers_inside_a_block_are_no_field_of_its_form():
    assert fields(Residual) == {}


def test_what_a_field_takes_is_all_there_is_to_choose():
    assert set(fields(Conv)) == set(Conv.model_fields) - {"kind"}
