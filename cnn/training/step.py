"""One step of training: a batch to gradients, gradients to weights; on the CPU by several threads side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

import torch
from torch import Tensor, nn

from cnn.data.batches import Batches
from cnn.model.build import Network
from cnn.training.config import TrainingConfig
from cnn.training.memory import keep_freed_memory
from cnn.training.meter import Meter, read_all
from cnn.training.part import Part, twin
from cnn.training.precision import choose_precision
from cnn.training.share import Share

SMALLEST_PART = 16
MOST_PARTS = 4
MOST_HALVINGS = 3
JUDGED_AT_ONCE = 500


class Step:
    """Trains ``network``, batch by batch; a context, as it sets how many threads PyTorch uses.

    On the CPU a batch is cut into parts, each computed by one thread of ours from end to end, instead of every single
    operation being cut by PyTorch: threads then wait for each other twice a step rather than at some sixty operations.
    On two cores that others use too a step took 0.6 to 0.7 of the time. The gradients are the same sum; where images of
    a batch depend on each other (batch normalisation) the batch stays in one piece.
    """

    def __init__(self, network: Network, config: TrainingConfig, batches: Batches) -> None:
        keep_freed_memory()
        device = batches.images.device
        count = parts_for(network, config.batch_size, device)
        numbers = choose_precision(config.precision, device)
        first = Part(network, batches, numbers, config.label_smoothing)
        # After the first: lowering lays the weights out anew, and twins share the memory they then lie in.
        others = [Part(twin(network), batches, numbers, config.label_smoothing) for _ in range(count - 1)]
        self.parts = [first, *others]
        self.numbers = numbers
        self.halvings = 0
        self._shares = [Share(config, network, number, count) for number in range(count)]
        self._clip = config.gradient_clip
        self._threads_before = torch.get_num_threads()
        self._pool = ThreadPoolExecutor(count - 1) if count > 1 else None

    def __enter__(self) -> Step:
        if self._pool:
            torch.set_num_threads(max(1, self._threads_before // len(self.parts)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown()
            torch.set_num_threads(self._threads_before)

    def __call__(self, rows: Tensor, seed: int, rate: float) -> None:
        """Learn from the images at ``rows`` (B,) at learning ``rate``; everything random comes from ``seed``."""
        shares = rows.tensor_split(len(self.parts))
        self._everywhere(lambda k: self._learn(self.parts[k], shares[k], seed + k, len(rows)))
        for part in self.parts:
            part.count()
        networks = [part.network for part in self.parts]
        if not self._clip:
            self._everywhere(lambda k: self._add_and_apply(k, networks, rate))
            return
        self._everywhere(lambda k: self._shares[k].add(networks))
        norm = torch.stack([share.square() for share in self._shares]).sum().sqrt()
        scale = (self._clip / (norm + 1e-6)).clamp(max=1.0)  # as PyTorch's clip_grad_norm_
        self._everywhere(lambda k: self._shares[k].apply(rate, scale))

    def halve(self) -> bool:
        """Compute batches in twice as many pieces from now on, for want of memory; False where it was done thrice."""
        if self.halvings == MOST_HALVINGS:
            return False
        self.halvings += 1
        return True

    def judge(self, rows: Tensor) -> tuple[float, float]:
        """Mean loss and accuracy over the images at ``rows``, as they are."""
        meters = [Meter(rows.device) for _ in self.parts]
        shares = rows.tensor_split(len(self.parts))

        def judge(k: int) -> None:
            for some in shares[k].split(JUDGED_AT_ONCE):
                self.parts[k].judge(some, meters[k])

        self._everywhere(judge)
        return read_all(meters)

    def reset_meters(self) -> None:
        """Begin to count anew."""
        for part in self.parts:
            part.meter.reset()

    def read_meters(self) -> tuple[float, float]:
        """Mean loss and accuracy over the batches since the count began, with dropout and augmentation on."""
        return read_all(part.meter for part in self.parts)

    def _learn(self, part: Part, rows: Tensor, seed: int, whole: int) -> None:
        part.forget()
        for number, piece in enumerate(rows.tensor_split(2**self.halvings)):
            if len(piece):
                part.learn(piece, seed + len(self.parts) * number, whole)

    def _add_and_apply(self, k: int, networks: Sequence[nn.Module], rate: float) -> None:
        self._shares[k].add(networks)
        self._shares[k].apply(rate)

    def _everywhere(self, work: Callable[[int], None]) -> None:
        """Do ``work`` for each part, the first in this thread; all have ended when this returns or raises."""
        others = [self._pool.submit(work, k) for k in range(1, len(self.parts))] if self._pool else []
        try:
            work(0)
        finally:
            faults = [fault for other in others if (fault := other.exception())]
        for fault in faults:
            raise fault


def parts_for(network: nn.Module, batch_size: int, device: torch.device) -> int:
    """In how many parts a batch is computed side by side."""
    if device.type != "cpu" or any(isinstance(it, nn.BatchNorm1d | nn.BatchNorm2d) for it in network.modules()):
        return 1
    return max(1, min(torch.get_num_threads(), batch_size // SMALLEST_PART, MOST_PARTS))
