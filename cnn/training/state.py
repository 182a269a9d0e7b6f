"""What a training goes on from, as plain values: numbers, words, tensors and arrays by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

State = dict[str, Any]
"""Values by name; their values may again be such dictionaries, or lists."""

Arrays = dict[str, npt.NDArray[np.generic]]
"""The tensors of a state by name, on the CPU."""
