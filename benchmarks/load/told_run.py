"""A run that goes on and takes no processor: told as a worker tells one, so that watching alone is measured."""

from __future__ import annotations

import math
from threading import Event as Flag
from threading import Thread

from cnn.data.source import open_source
from cnn.model.volume import Volume
from cnn.presets import find_preset
from cnn.runs.creation import create_run
from cnn.runs.process import identity
from cnn.runs.queue import held
from cnn.runs.record import State
from cnn.runs.run import Run
from cnn.runs.store import RunStore
from cnn.training.events import EpochFinished, Progress, Started

EVERY_S = 0.25
STEPS_AN_EPOCH, STEPS_AT_ONCE, EPOCHS = 300, 10, 1_000
STEP_S = EVERY_S / STEPS_AT_ONCE


class ToldRun:
    """A run in ``store`` that is told four times a second between ``begin`` and ``end``."""

    def __init__(self, store: RunStore) -> None:
        preset = find_preset("balanced")
        architecture = preset.architecture(Volume(28, 28, 1), 10)
        config = preset.config.changed(epochs=EPOCHS)
        self.run: Run = create_run(store, open_source("digits"), architecture, config, state=held())
        self._step = 0
        self._ended = Flag()
        self._teller = Thread(target=self._tell, daemon=True)

    def begin(self) -> None:
        """Start telling."""
        started = Started(
            device="cpu",
            parameters=109_482,
            training_rows=1_275,
            validation_rows=225,
            epochs=EPOCHS,
            steps_per_epoch=STEPS_AN_EPOCH,
        )
        self.run.log.append(started)
        self._teller.start()

    def end(self) -> None:
        """Stop telling."""
        self._ended.set()
        self._teller.join()

    def _tell(self) -> None:
        while not self._ended.wait(EVERY_S):
            self._step += STEPS_AT_ONCE
            progress = self._progress()
            self.run.log.append(progress)
            if self._step % STEPS_AN_EPOCH == 0:
                self.run.log.append(self._epoch(progress))
            if self._step % (4 * STEPS_AT_ONCE) == 0:
                self.run.write_state(self._state(progress))

    def _progress(self) -> Progress:
        noise = math.sin(self._step) / 20
        loss = 1 / (1 + self._step / 500) + noise
        time_s = self._step * STEP_S
        return Progress(
            epoch=1 + self._step // STEPS_AN_EPOCH,
            step=self._step,
            loss=abs(loss),
            accuracy=max(0.0, 1 - abs(loss)),
            learning_rate=0.01,
            images_per_s=5_000.0,
            time_s=time_s,
            left_s=EPOCHS * STEPS_AN_EPOCH * STEP_S - time_s,
        )

    def _epoch(self, progress: Progress) -> EpochFinished:
        return EpochFinished(
            epoch=progress.epoch - 1,
            step=progress.step,
            loss=progress.loss,
            accuracy=progress.accuracy,
            validation_loss=progress.loss,
            validation_accuracy=progress.accuracy,
            learning_rate=progress.learning_rate,
            time_s=progress.time_s,
            best=True,
        )

    def _state(self, progress: Progress) -> State:
        return State(
            status="running",
            **identity(),
            device="cpu",
            epoch=progress.epoch,
            step=progress.step,
            time_s=progress.time_s,
            left_s=progress.left_s,
        )
