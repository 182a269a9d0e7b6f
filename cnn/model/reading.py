"""An architecture from a file that someone hands over."""

from __future__ import annotations

import json

from cnn.errors import SpecError
from cnn.model.architecture import Architecture, parse_architecture

LARGEST_BYTES = 1_000_000


def read_architecture(content: bytes) -> Architecture:
    """The architecture a JSON file describes; raises SpecError saying what is wrong with it."""
    if len(content) > LARGEST_BYTES:
        raise SpecError("The file is larger than a megabyte: an architecture is a short JSON file.")
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise SpecError(f"The file is not JSON ({reason}): give a file that was downloaded here.") from error
    return parse_architecture(value)
