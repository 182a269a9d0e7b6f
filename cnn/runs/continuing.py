"""How a training is kept as it goes, and where one that was broken off goes on."""

from __future__ import annotations

from dataclasses import dataclass

from cnn.runs.checkpoints import Checkpoint
from cnn.runs.run import Run
from cnn.runs.story import Story
from cnn.training.events import Resumed
from cnn.training.keeper import Keeper
from cnn.training.snapshot import put_together
from cnn.training.state import Arrays, State


@dataclass(frozen=True, eq=False)
class Left:
    """What is left of a training that was broken off: which network goes on and its state, None for its beginning.

    resumed: what is said of it. The first network and no state where nothing was kept.
    """

    resumed: Resumed
    state: State | None = None

    @property
    def member(self) -> int:
        """Which network goes on, from 1."""
        return self.resumed.member

    def start_of(self, member: int) -> State | None:
        """What a network goes on from."""
        return self.state if member == self.member else None


def go_on(run: Run, story: Story) -> Left:
    """Where a run goes on by its last checkpoint, its ``story`` told so far; what it had said of its end is void."""
    run.predictions.unlink(missing_ok=True)
    kept = run.checkpoints.latest()
    if kept is None:
        return Left(Resumed())
    whole = put_together(kept.plain, kept.arrays)
    story.take(whole["story"])
    training = whole["training"]
    resumed = Resumed(
        member=story.member,
        epoch=training["epoch"] + 1,
        step=training["step"],
        time_s=story.duration_s + training["time_s"],
        log_bytes=whole["log_bytes"],
    )
    return Left(resumed, training)


def keeper_of(run: Run, story: Story, start: State | None) -> Keeper:
    """Keeps the training of one network in the run's folder, with all that is needed to go on with the run."""

    def beside() -> State:
        return {"story": story.state(), "log_bytes": run.log.size_bytes}

    def write(plain: State, arrays: Arrays) -> None:
        run.log.sync()  # what was told before it must outlast whatever it does
        run.checkpoints.write(Checkpoint(plain, arrays))

    return Keeper(write, run.record.config.checkpoint_every_s, beside, start)
