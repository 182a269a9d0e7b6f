"""What a reading is doubted for, the gravest reason first."""

import numpy as np
import pytest

from cnn.drawing import Doubt, Drawing
from cnn.drawing.doubts import NOTHING
from cnn.reading.doubting import SURE, doubts_of
from cnn.reading.predict import Reading
from cnn.reading.transcript import Digit, Transcript

NAMES = ("zero", "one", "two")
BORDER, WIDE = Doubt("border", "It touches."), Doubt("wide", "It is wide.")


def reading(*probs, doubts=()):
    image = np.zeros((28, 28), np.uint8)
    return Reading(int(np.argmax(probs)), np.array(probs, np.float32), Drawing(image, (), doubts))


def kinds(*given, **named):
    return [doubt.kind for doubt in doubts_of(*given, NAMES, **named)]


def test_a_sure_reading_of_a_good_drawing_is_not_doubted():
    assert kinds(reading(0.01, 0.98, 0.01)) == []
    assert kinds(reading(0.2, SURE + 0.01, 0.1)) == []


def test_an_unsure_one_names_the_two_likeliest():
    (doubt,) = doubts_of(reading(0.1, 0.5, 0.4), NAMES)
    assert doubt.kind == "unsure"
    assert "one or two" in doubt.text


def test_strangeness_comes_before_all_and_the_drawing_s_own_doubts_last():
    assert kinds(reading(0.4, 0.3, 0.3, doubts=(WIDE,)), is_strange=True) == ["strange", "unsure", "wide"]


def test_several_digits_explain_everything_but_ink_at_the_border():
    digit = Digit((0, 0, 9, 9), reading(0.9, 0.05, 0.05), is_cut=False)
    transcript = Transcript(((digit, digit),), 9.0, NAMES)
    odd = reading(0.4, 0.3, 0.3, doubts=(WIDE, BORDER))
    assert kinds(odd, is_strange=True, transcript=transcript) == ["several", "border"]
    assert "2 digits: read one by one they are zerozero" in doubts_of(odd, NAMES, transcript=transcript)[0].text
    assert kinds(odd, transcript=Transcript(((digit,),), 9.0, NAMES)) == ["unsure", "wide", "border"]


@pytest.mark.parametrize("is_strange", [True, False])
def test_a_blank_drawing_is_blank_and_nothing_else(is_strange):
    blank = Reading(None, np.empty(0, np.float32), Drawing(None, (), (NOTHING,)))
    assert kinds(blank, is_strange=is_strange) == ["blank"]
