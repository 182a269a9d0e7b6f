"""A window on its walk along one side of a volume."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """How a window of size F walks over W pixels with stride S and padding P, along one side.

    dilation: d, how far its pixels lie apart; 1 where they touch. It then reaches over F + (F − 1)(d − 1) pixels.
    positions: how many places it visits, (W − F + 2P)/S + 1 with the division floored; of a dilated one F is the reach.
    unseen_px: pixels at the far side, padding among them, that no window reaches.
    """

    width_px: int
    size_px: int
    stride_px: int
    padding_px: int = 0
    dilation: int = 1

    @property
    def reach_px(self) -> int:
        """From its first pixel to its last, the gaps of a dilated window included."""
        return self.size_px + (self.size_px - 1) * (self.dilation - 1)

    @property
    def fits(self) -> bool:
        """Whether the window finds room at all."""
        return self.reach_px <= self.width_px + 2 * self.padding_px

    @property
    def positions(self) -> int:
        return (self.width_px - self.reach_px + 2 * self.padding_px) // self.stride_px + 1

    @property
    def unseen_px(self) -> int:
        return (self.width_px - self.reach_px + 2 * self.padding_px) % self.stride_px

    @property
    def formula(self) -> str:
        """The output-size formula with the numbers put in."""
        size = f"({self.size_px} + {self.size_px - 1}·{self.dilation - 1})" if self.dilation > 1 else f"{self.size_px}"
        padding = f" + 2·{self.padding_px}" if self.padding_px else ""
        inner = f"({self.width_px} − {size}{padding})/{self.stride_px}"
        return f"⌊{inner}⌋ + 1 = {self.positions}" if self.unseen_px else f"{inner} + 1 = {self.positions}"
