"""What flows between layers: a volume W×H×D, or a vector once it is flattened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Volume:
    """Width × height × depth; depth counts colour channels at the input and feature maps after a convolution."""

    width: int
    height: int
    depth: int

    @classmethod
    def of(cls, shape: tuple[int, int, int]) -> Volume:
        """The volume of pictures of this shape: channels, height, width."""
        channels, height, width = shape
        return cls(width, height, channels)

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return self.width * self.height * self.depth

    def __str__(self) -> str:
        return f"{self.width}×{self.height}×{self.depth}"


@dataclass(frozen=True)
class Vector:
    """A flat row of numbers."""

    size: int

    def __str__(self) -> str:
        return f"{self.size:,}"


Shape = Volume | Vector
