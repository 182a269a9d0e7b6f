"""Colours can be told apart and read, and the program's are those of the configuration."""

import tomllib

import pytest
from PIL import ImageColor

from cnn.places import ROOT
from dashboard import theme

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
SCHEMES = ("light", "dark")


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    shares = (part / 255 for part in ImageColor.getrgb(colour))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=SCHEMES)
def scheme(request, monkeypatch) -> str:
    """Each scheme in turn."""
    monkeypatch.setattr(theme, "is_dark", lambda: request.param == "dark")
    return request.param


def test_ten_different_colours_the_same_in_charts_of_either_kind():
    assert CONFIG["theme"]["chartCategoricalColors"] == list(theme.CATEGORICAL)
    assert len(set(theme.CATEGORICAL)) == 10


def test_the_programs_grounds_are_the_configured_ones(scheme):
    configured = CONFIG["theme"][scheme]
    assert theme.ground() == configured["backgroundColor"]
    assert theme.second_ground() == configured["secondaryBackgroundColor"]
    assert theme.text() == configured["textColor"]
    assert theme.border() == configured["borderColor"]


def test_white_on_a_button_can_be_read(scheme):
    assert contrast("#FFFFFF", CONFIG["theme"][scheme]["primaryColor"]) >= 4.5


def test_text_can_be_read_on_every_ground(scheme):
    grounds = {theme.ground(), theme.second_ground(), CONFIG["theme"][scheme]["sidebar"]["backgroundColor"]}
    assert all(contrast(theme.text(), ground) >= 7 for ground in grounds)


def test_curves_stand_out_from_the_ground(scheme):
    assert contrast(theme.BLUE, theme.ground()) >= 3
    assert contrast(theme.ORANGE, theme.ground()) >= 3


def test_scales_begin_at_the_ground_and_run_from_0_to_1(scheme):
    assert theme.sequential()[0] == [0.0, theme.ground()]
    assert theme.diverging()[1] == [0.5, theme.ground()]
    assert theme.ink() == [[0.0, theme.ground()], [1.0, theme.text()]]
    for scale in (theme.sequential(), theme.diverging(), theme.ink()):
        assert (scale[0][0], scale[-1][0]) == (0.0, 1.0)


def test_a_class_keeps_its_colour():
    assert [theme.class_colour(label) for label in range(10)] == list(theme.CATEGORICAL)
    assert theme.class_colour(10) == theme.class_colour(0)
