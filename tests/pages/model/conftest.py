"""A visitor at the builder."""

from collections.abc import Callable

import pytest

from dashboard import state
from dashboard.state import Design
from tests.pages.model.designer import PAGE, Designer


@pytest.fixture
def build() -> Callable[..., Designer]:
    """Opens the Design page with a preset chosen, or with a network of one's own."""

    def start(preset: str = "lenet5", own=None) -> Designer:
        return Designer.at(PAGE, {state.DESIGN: Design(preset, own)})

    return start
