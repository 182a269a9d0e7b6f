"""How bytes become the numbers a network sees: stored with the model, applied to every image by one function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from torch import Tensor


class Normalisation(BaseModel):
    """Divide by 255, then take ``mean`` off and divide by ``std``; the default leaves 0 to 1, as the notebook does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mean: Annotated[float, Field(ge=0, le=1)] = 0.0
    std: Annotated[float, Field(gt=0, le=1)] = 1.0

    def apply(self, images: Tensor) -> Tensor:
        """``images`` (B, C, H, W), 0–255, bytes or already augmented floats → ``x`` float32, same shape and device."""
        return (images.float() - 255 * self.mean) / (255 * self.std) if self.mean else images / (255 * self.std)

    def seen(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """What a network gets for bytes of any shape: float32 of the same shape, to the last bit as ``apply`` does."""
        floats = pixels.astype(np.float32)
        return (floats - 255 * self.mean) / (255 * self.std) if self.mean else floats / (255 * self.std)
