"""One step of training: a batch to gradients, gradients to weights; on the CPU by several threads side by side."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from functools import partial
from types import TracebackType

import torch
from torch import Tensor, nn

from cnn.data.batches import Batches
from cnn.errors import TrainingError
from cnn.model.build import Network
from cnn.threads import Team
from cnn.training.averaging import Average
from cnn.training.company import ALONE, Company
from cnn.training.config import TrainingConfig
from cnn.training.memory import is_out_of_memory, keep_freed_memory
from cnn.training.meter import Meter, read_all
from cnn.training.part import Part, twin
from cnn.training.precision import choose_precision
from cnn.training.recording import Record, Recording, WarmUp, recorder_for, warmed_up
from cnn.training.score import Score
from cnn.training.share import Share, make_shares
from cnn.training.state import State

SMALLEST_PART = 16
SMALLEST_NORMALISED_PART = 32
MOST_PARTS = 4
MOST_HALVINGS = 3
JUDGED_AT_ONCE, JUDGED_AT_ONCE_ON_CUDA = 500, 5_000


class Step:
    """Trains ``network``, batch by batch; a context, as it sets how many threads PyTorch uses.

    On the CPU a batch is cut into parts, each computed by one thread of ours from end to end, instead of every single
    operation being cut by PyTorch: threads then wait for each other twice a step rather than at some sixty operations.
    On two cores that others use too a step took 0.6 to 0.7 of the time. The gradients are the same sum. Only batch
    normalisation tells the difference: it takes mean and variance over a part, as in PyTorch's data parallel training.

    On CUDA the whole step, averaging and meters included, is recorded by ``warm_up`` and then replayed; batches of
    another size, such as an epoch's last, are computed operation by operation.

    In a company of several processes each of them is one part, and PyTorch's DistributedDataParallel adds the gradients
    up while they are computed. Steps are not recorded then, and each process's share must fit into its memory.
    """

    def __init__(
        self,
        network: Network,
        config: TrainingConfig,
        batches: Batches,
        parts: int | None = None,
        company: Company = ALONE,
    ) -> None:
        """parts: in how many a batch is cut; as many as serve here, unless a training goes on that had others."""
        keep_freed_memory()
        device = batches.images.device
        count = (parts or parts_for(network, config.batch_size, device)) if company.is_alone else 1
        numbers = choose_precision(config.precision, device)
        first = Part(network, batches, numbers, config.label_smoothing, company)
        # After the first: lowering lays the weights out anew, and twins share the memory they then lie in.
        others = [Part(twin(network), batches, numbers, config.label_smoothing) for _ in range(count - 1)]
        self.parts = [first, *others]
        self.numbers = numbers
        self.halvings = 0
        self._smallest_piece = 2 if is_normalised(network) else 1  # one image alone has no variance
        self.average = Average(network, config.average_decay)
        self._batches = batches
        self._company = company
        self._recording: Recording | None = None
        self._judged_at_once = JUDGED_AT_ONCE_ON_CUDA if device.type == "cuda" else JUDGED_AT_ONCE
        self._shares = make_shares(config, network, count)
        self._clip = config.gradient_clip
        threads = torch.get_num_threads()
        self._team = Team(count - 1, each=max(1, threads // count), after=threads)

    def __enter__(self) -> Step:
        self._team.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._recording = None  # now, not when it is found as garbage: then another one may just be recorded
        self._team.__exit__(kind, error, at)

    def warm_up(self) -> WarmUp | None:
        """Where steps can be recorded: rehearse one and record it. Nothing that counts is changed.

        None where there is nothing to warm up. Without recording, or where it fails, training is only slower.
        """
        record, rows = recorder_for(self._batches.rows.device), self._batches.rows
        is_recordable = self._company.is_alone and len(self.parts) == 1 and len(rows) >= self._batches.batch_size
        if record is None or not is_recordable:
            return None
        network = self.parts[0].network
        kept = copy.deepcopy(network.state_dict())
        try:
            warm_up = warmed_up(partial(self._rehearse, record))
        finally:
            network.load_state_dict(kept)
            for share in self._shares:
                share.forget()
            self.average.restart()
            self.reset_meters()
        if not warm_up.replays:
            self._recording = None
        return warm_up

    def __call__(self, rows: Tensor, seed: int, rate: float) -> None:
        """Learn from the images at ``rows`` (B,) at learning ``rate``; everything random comes from ``seed``."""
        if self._recording and self._recording.fits(rows):
            self.parts[0].reseed(seed)
            self._recording.replay(rows, rate, self.average.next_share())
            return
        rank, size = self._company.rank, self._company.size
        shares = self._cut(rows, len(self.parts) * size)[rank:]
        whole = len(rows) / size  # of the processes' gradients the mean is taken, and the sum is meant
        self._team.everywhere(lambda k: self._learn(self.parts[k], shares[k], seed + rank + k, whole))
        if not len(shares[0]):
            self.parts[0].attend(rows[: self._smallest_piece])
        self._count_and_apply(rate)
        self.average.add()

    def _count_and_apply(self, rate: float | Tensor) -> None:
        if not self._clip:
            self._team.everywhere(lambda k: self._count_and_add(k).apply(rate))
            return
        self._team.everywhere(self._count_and_add)
        norm = torch.stack([share.square() for share in self._shares]).sum().sqrt()
        scale = (self._clip / (norm + 1e-6)).clamp(max=1.0)  # as PyTorch's clip_grad_norm_
        self._team.everywhere(lambda k: self._shares[k].apply(rate, scale))

    def within_memory(self, rows: Tensor, seed: int, rate: float) -> Iterator[tuple[int, int]]:
        """Take the step, in smaller pieces where memory does not suffice.

        Each time that it does not, yields in how many pieces a batch is computed from now on and of how many images
        at most. Raises TrainingError where even eight pieces a part do not fit.
        """
        while True:
            try:
                self(rows, seed, rate)
                return
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
                if not self._company.is_alone:
                    raise TrainingError(
                        f"Memory does not suffice for the share of a batch of {len(rows)} images that each of "
                        f"{self._company.size} processes computes: choose a smaller batch size or more processes."
                    ) from error
                if not self.halve():
                    raise TrainingError(
                        f"Memory does not suffice for a batch of {len(rows)} images, even in eight pieces: choose a "
                        "smaller batch size or a network with fewer filters."
                    ) from error
            pieces = 2**self.halvings * len(self.parts)
            yield pieces, -(-self._batches.batch_size // pieces)

    def halve(self) -> bool:
        """Compute batches in twice as many pieces from now on, for want of memory; False where it was done thrice."""
        if self.halvings == MOST_HALVINGS:
            return False
        self.halvings += 1
        self._recording = None
        return True

    def judge(self, rows: Tensor) -> Score:
        """How the network reads the images at ``rows``, as they are."""
        shares = rows.tensor_split(len(self.parts) * self._company.size)[self._company.rank :]
        self._company.made_alike(self.parts[0].network.buffers())
        for part in self.parts[1:]:
            part.take_statistics(self.parts[0])
        while True:
            meters = [Meter(rows.device) for _ in self.parts]

            def judge(k: int, meters: Sequence[Meter] = meters) -> None:
                for some in shares[k].split(self._judged_at_once):
                    self.parts[k].judge(some, meters[k])

            try:
                self._team.everywhere(judge)
                return read_all(meters, self._company)
            except RuntimeError as error:
                if not is_out_of_memory(error) or self._judged_at_once == 1:
                    raise
                self._judged_at_once //= 2

    def reset_meters(self) -> None:
        """Begin to count anew."""
        for part in self.parts:
            part.meter.reset()

    def read_meters(self) -> Score:
        """How the batches since the count began were read, with dropout and augmentation on."""
        return read_all([part.meter for part in self.parts], self._company)

    def state(self) -> State:
        """All that the next step depends on but its rows, seed and rate."""
        return {
            "halvings": self.halvings,
            "judged_at_once": self._judged_at_once,
            "weights": dict(self.parts[0].network.named_parameters()),
            "average": self.average.state(),
            "parts": [part.state() for part in self.parts],
            "shares": [share.state() for share in self._shares],
        }

    @torch.no_grad()
    def take(self, state: State) -> None:
        """Go on from there, after ``warm_up``; there must be as many parts as there were."""
        self.halvings, self._judged_at_once = state["halvings"], state["judged_at_once"]
        if self.halvings:
            self._recording = None
        for name, weight in self.parts[0].network.named_parameters():  # where they lie: twins share their memory
            weight.copy_(state["weights"][name])
        self.average.take(state["average"])
        for part, its in zip(self.parts, state["parts"], strict=True):
            part.take(its)
        for share, its in zip(self._shares, state["shares"], strict=True):
            share.take(its)
        if not self._company.is_first:
            self.reset_meters()  # the first one has counted for all

    def _rehearse(self, record: Record) -> None:
        rows, size = self._batches.rows, self._batches.batch_size
        # First, so that nothing of another stream is left when it is recorded.
        self._recording = Recording(self._in_one_piece, rows[:size], self.parts[0].generators, record)
        if rest := len(rows) % size:
            self(rows[:rest], seed=0, rate=0.0)
        self.judge(rows[: self._judged_at_once])

    def _in_one_piece(self, rows: Tensor, rate: Tensor, share: Tensor) -> None:
        """The step as it is recorded; generators are seeded before."""
        (part,) = self.parts
        part.forget()
        part.learn(rows, len(rows))
        self._count_and_apply(rate)
        self.average.add_share(share)

    def _learn(self, part: Part, rows: Tensor, seed: int, whole: float) -> None:
        part.forget()
        for number, piece in enumerate(self._cut(rows, 2**self.halvings)):
            if len(piece):
                part.reseed(seed + len(self.parts) * number)
                part.learn(piece, whole)

    def _cut(self, rows: Tensor, pieces: int) -> list[Tensor]:
        """``rows`` in so many pieces; where they are too few for that, the last pieces are empty."""
        count = max(1, min(pieces, len(rows) // self._smallest_piece))
        return [*rows.tensor_split(count), *[rows[:0]] * (pieces - count)]

    def _count_and_add(self, k: int) -> Share:
        self.parts[k].count()
        self._shares[k].add([part.parameters for part in self.parts])
        return self._shares[k]


def parts_for(network: nn.Module, batch_size: int, device: torch.device) -> int:
    """In how many parts a batch is computed side by side."""
    if device.type != "cpu":
        return 1
    smallest = SMALLEST_NORMALISED_PART if is_normalised(network) else SMALLEST_PART
    return max(1, min(torch.get_num_threads(), batch_size // smallest, MOST_PARTS))


def is_normalised(network: nn.Module) -> bool:
    """Whether images of a batch depend on each other."""
    return any(isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d) for module in network.modules())
