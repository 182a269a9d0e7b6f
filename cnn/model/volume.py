"""What flows between layers: a volume W×H×D, or a vector once it is flattened."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Volume:
    """Width × height × depth; depth counts colour channels at the input and feature maps after a convolution."""

    width: int
    height: int
    depth: int

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
