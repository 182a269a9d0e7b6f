"""Numbers of any size are written in four figures."""

from decimal import Decimal

import pytest

from dashboard.widgets.temperature import in_figures


@pytest.mark.parametrize(
    ("power", "text"),
    [
        (Decimal("33.474"), "33.47"),
        (Decimal("0.0012345"), "0.001234"),
        (Decimal("123456.7"), "123,457"),
        (Decimal(300).exp(), "1.942 \\cdot 10^{130}"),
        (Decimal(-20).exp(), "2.061 \\cdot 10^{-9}"),
    ],
    ids=str,
)
def test_powers_are_written_as_people_write_them(power, text):
    assert in_figures(power) == text
