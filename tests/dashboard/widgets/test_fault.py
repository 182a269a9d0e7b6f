"""Text from outside stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.widgets.fault import plain


@given(st.text(alphabet="\\`*_{}[]()#+-.!|~$&<>=:"))
def test_every_letter_with_a_meaning_in_markdown_is_escaped(text):
    assert plain(text) == "".join(f"\\{letter}" for letter in text)


@pytest.mark.parametrize("text", ["a 7, b 9", "Ähre", "百"])
def test_plain_words_stay_as_they_are(text):
    assert plain(text) == text
