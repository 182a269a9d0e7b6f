"""What a visitor of the Design page does and sees."""

import re
from typing import Any

import pandas as pd

from cnn.model.editing import Path
from cnn.model.layers import Layer
from dashboard import state
from dashboard.state import Design
from dashboard.widgets.layer_form import FIELDS
from tests.pages.visitor import Visitor

PAGE = "model/design.py"


class Designer(Visitor):
    """A visitor at the builder."""

    @property
    def design(self) -> Design:
        """What is worked on."""
        return self.page.session_state[state.DESIGN]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the visitor's own network."""
        assert self.design.own
        return self.design.own.layers

    @property
    def table(self) -> pd.DataFrame:
        """The table of layers."""
        return self.page.dataframe[0].value

    @property
    def layer(self) -> Path:
        """The layer that the list says is looked at."""
        return next(box.value for box in self.page.selectbox if box.label == "Layer")

    def look_at(self, *path: int) -> "Designer":
        """Choose a layer in the list."""
        self.choose("Layer", path)
        return self

    def set(self, name: str, value: Any) -> "Designer":
        """Put a field of the layer looked at to a value."""
        self.control(name).set_value(value)
        self.again()
        return self

    def control(self, name: str) -> Any:
        """The control of a field of the layer looked at."""
        page, of_a_field = self.page, re.compile(rf"{FIELDS}_\d+_{name}")
        controls = (*page.number_input, *page.selectbox, *page.toggle)
        found = [control for control in controls if control.key and of_a_field.fullmatch(control.key)]
        assert len(found) == 1, f"{name!r} has {len(found)} controls"
        return found[0]

    def add(self, kind: str) -> "Designer":
        """Add a layer after the one looked at."""
        (menu,) = self.page.menu_button
        menu.click(kind)
        self.again()
        return self
