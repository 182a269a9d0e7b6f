"""An architecture's file comes back as it was, and anything else is refused in a sentence."""

import pytest

from cnn.errors import SpecError
from cnn.model.reading import read_architecture
from cnn.model.volume import Volume
from cnn.presets import PRESETS


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_what_is_written_is_read(preset):
    architecture = preset.architecture(Volume(28, 28, 1), 10)
    assert read_architecture(architecture.model_dump_json(indent=2).encode()) == architecture


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "not JSON"),
        (b"\x89PNG\r\n", "not JSON"),
        (b"[" * 100_000, "nested too deep"),
        (b"[]", "Not an architecture"),
        (b'{"schema_version": 99}', "schema version 99"),
        (b" " * 1_000_001, "larger than a megabyte"),
    ],
)
def test_anything_else_is_refused(content, found):
    with pytest.raises(SpecError, match=found):
        read_architecture(content)
