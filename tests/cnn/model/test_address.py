"""A network fits into an address and comes out of it as it went in."""

import base64
import zlib

import pytest
from hypothesis import given

from cnn.errors import SpecError
from cnn.model.address import from_word, to_word
from cnn.model.reading import LARGEST_BYTES
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from tests.strategies import any_architectures

WORD = to_word(PRESETS["deotte"].architecture(Volume(28, 28, 1), 10))


@given(any_architectures())
def test_any_network_comes_back_as_it_was(architecture):
    assert from_word(to_word(architecture)) == architecture


def test_a_word_needs_nothing_escaped_and_is_short():
    assert WORD.replace("-", "").replace("_", "").rstrip("=").isalnum()
    assert len(WORD) < 500


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        (WORD[:100], "cut off"),
        (WORD[:101], "cannot be read"),
        ("", "cut off"),
        ("?", "cannot be read"),
        ("é", "cannot be read"),
        (base64.urlsafe_b64encode(b"no zlib").decode(), "cannot be read"),
        (base64.urlsafe_b64encode(zlib.compress(b"{}")).decode(), "Not an architecture"),
        (base64.urlsafe_b64encode(zlib.compress(bytes(LARGEST_BYTES + 1))).decode(), "too large"),
    ],
)
def test_what_is_no_network_is_refused(word, reason):
    with pytest.raises(SpecError, match=reason):
        from_word(word)
