"""An architecture as one word of some 300 letters, short enough to be part of an address."""

from __future__ import annotations

import base64
import binascii
import zlib

from cnn.errors import SpecError
from cnn.model.architecture import Architecture
from cnn.model.reading import LARGEST_BYTES, read_architecture


def to_word(architecture: Architecture) -> str:
    """Its JSON, compressed (RFC 1950) and in the letters that an address may have (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(zlib.compress(architecture.model_dump_json().encode(), 9)).decode()


def from_word(word: str) -> Architecture:
    """The architecture that ``to_word`` wrote so; raises SpecError for a word that was cut off or changed."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(base64.b64decode(word, altchars=b"-_", validate=True), LARGEST_BYTES)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise SpecError("The address names a network that cannot be read: copy the whole address.") from error
    if not unpacking.eof:
        raise SpecError("The address names a network that is cut off, or too large: copy the whole address.")
    return read_architecture(content)
