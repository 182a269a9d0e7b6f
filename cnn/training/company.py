"""The processes that train one network together, each on its slice of every batch, as torchrun starts them."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from cnn.errors import ConfigError, TrainingError

FAULT, RUN = "cnn/fault", "cnn/run"  # what is noted where all processes can read it, as long as torchrun lives
FAILED = 1


@dataclass(frozen=True, eq=False)
class Company:
    """``size`` processes, of which this one has the number ``rank``: the first has 0 and speaks for all.

    local_rank: its number among those on this machine, which is that of its GPU. notes: what all of them can read and
    write, and what a company that torchrun starts anew finds again. is_replaced: whether torchrun is allowed to.
    """

    rank: int = 0
    size: int = 1
    local_rank: int = 0
    notes: dist.Store | None = None
    is_replaced: bool = False
    asked: Event = field(default_factory=Event)
    """Set where a signal asked this process to end."""

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    @property
    def is_alone(self) -> bool:
        return self.size == 1

    def place(self, device: torch.device) -> torch.device:
        """This process's own device of that kind; raises ConfigError where there is none for it."""
        if self.is_alone or device.type == "cpu":
            return device
        if device.type != "cuda":
            raise ConfigError(f"Several processes can train on CPUs and on CUDA, not on {device.type}: use device cpu.")
        count = torch.cuda.device_count()
        if self.local_rank >= count:
            raise ConfigError(
                f"torchrun started more processes than this machine has GPUs, {count}: use --nproc-per-node gpu."
            )
        own = torch.device("cuda", self.local_rank)
        torch.cuda.set_device(own)
        return own

    def joined(self, model: nn.Module) -> nn.Module:
        """``model``, but its gradients become the mean of those of all processes, added up while they are computed."""
        return model if self.is_alone else DistributedDataParallel(model, gradient_as_bucket_view=True)

    def added_up(self, numbers: Sequence[float]) -> list[float]:
        """The sums of the numbers over all processes, which must all ask; float64, on the CPU."""
        if self.is_alone:
            return list(numbers)
        sums = torch.tensor(numbers, dtype=torch.float64)
        dist.all_reduce(sums)
        return list(sums.tolist())

    @torch.no_grad()
    def made_alike(self, tensors: Iterator[Tensor]) -> None:
        """Give all processes the numbers that the first one has in these tensors."""
        if not self.is_alone:
            for tensor in tensors:
                dist.broadcast(tensor, 0)

    def told(self, content: bytes = b"") -> bytes:
        """What the first process says, on all of them."""
        if self.is_alone:
            return content
        size = torch.tensor([len(content)])
        dist.broadcast(size, 0)
        box = torch.frombuffer(bytearray(content or bytes(int(size))), dtype=torch.uint8) if size else torch.empty(0)
        if size:
            dist.broadcast(box, 0)
        return box.numpy().tobytes()

    def leave(self) -> None:
        """End, when all others do; not after a fault, since NCCL would wait for processes that are gone."""
        if dist.is_initialized():
            gc.collect()  # a network that was trained keeps its group, and threads that outlive Python end in a crash
            dist.destroy_process_group()

    def heed_signals(self) -> None:
        """From now on let Ctrl-C and termination ask all processes to end, through whichever of them it reaches.

        Not undone: torchrun sends them also when another process has failed, and kills who does not end in time.
        """

        def ask(number: int, frame: FrameType | None) -> None:
            self.asked.set()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, ask)

    def note(self, name: str, text: str) -> None:
        """Leave word to the others, and to who comes after them."""
        if self.notes:
            self.notes.set(name, text)

    def noted(self, name: str) -> str:
        """The word that was left, or none."""
        if self.notes is None or not self.notes.check([name]):
            return ""
        return bytes(self.notes.get(name)).decode()

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Within this context the loss of another process ends this one too.

        The first raises TrainingError with what the other one noted as its fault. Where nothing is noted and torchrun
        may start all anew, it leaves the run as it stands, as do the others in any case: that is SystemExit.
        """
        try:
            yield
        except RuntimeError as error:
            if self.is_alone or not is_parting(error):
                raise
            fault = self.noted(FAULT)
            if not self.is_first or (self.is_replaced and not fault):
                raise SystemExit(FAILED) from error
            raise TrainingError(
                fault
                or f"One of the {self.size} processes that trained together is gone: it was killed, most often for "
                "want of memory, or its machine cannot be reached any more. `cnn resume` goes on from the last "
                "checkpoint."
            ) from error


ALONE = Company()


def is_parting(error: RuntimeError) -> bool:
    """Whether PyTorch raised ``error`` because another process is gone; Gloo has no class of its own for that."""
    return isinstance(error, dist.DistError) or "gloo" in str(error)
