"""A run that is watched tells which network and which epoch it is at, and how it ended."""

import pytest

from cnn.runs.creation import create_run
from cnn.runs.queue import held
from cnn.training.config import TrainingConfig
from cnn.training.events import EpochFinished, Finished, MemoryShort, Progress, Started, WarmedUp
from tests.pages.train.form import drawn


@pytest.fixture
def watched(runs, digits, tiny, no_worker):
    """Makes the run that is watched: its settings, its state and what its log says; ten steps an epoch of four."""

    def make(events, config=None, **state):
        run = create_run(runs, digits, tiny, config or TrainingConfig(epochs=4), state=held().model_copy(update=state))
        started = Started(
            device="cpu", parameters=9, training_rows=90, validation_rows=10, epochs=4, steps_per_epoch=10
        )
        for event in (started, *events):
            run.log.append(event)
        return run

    return make


def progress(epoch, member=1):
    """A sign of progress in the middle of an epoch."""
    return Progress(
        member=member, epoch=epoch, step=10 * epoch - 5, loss=0.5, accuracy=0.9, learning_rate=0.001,
        images_per_s=1000, time_s=1, left_s=1,
    )  # fmt: skip


def finished(epoch, accuracy=0.9, best=True, member=1):
    """The end of an epoch."""
    return EpochFinished(
        member=member, epoch=epoch, step=10 * epoch, loss=0.5, accuracy=0.9, validation_loss=0.4,
        validation_accuracy=accuracy, learning_rate=0.001, time_s=1, best=best,
    )  # fmt: skip


def end(**how):
    """The end of a training."""
    facts = {"stopped": False, "best_epoch": 1, "validation_accuracy": 0.9, **how}
    return Finished(duration_s=9, parameters=9, **facts)


def bars(visitor):
    """What the progress bars say and show."""
    return [(bar.proto.text, bar.proto.value) for bar in visitor.page.get("progress")]


def test_one_network_says_its_epoch_and_the_time_that_is_left(visit, watched):
    watched([progress(1), finished(1), progress(2)], epoch=2, left_s=40)
    assert bars(visit("train/train.py")) == [("Epoch 2 of 4, about 40 s left", 37)]


def test_of_several_networks_it_says_which_one_is_trained_and_how_far_all_are(visit, watched):
    events = [progress(1), *(finished(epoch) for epoch in range(1, 5)), progress(2, member=2)]
    config = TrainingConfig(epochs=4, members=2)
    watched(events, config, epoch=2, left_s=40)
    visitor = visit("train/train.py")
    assert bars(visitor) == [("Network 2 of 2, epoch 2 of 4, about 40 s left", 68)]
    assert "Each colour is a network" in visitor.words
    assert len(drawn(visitor)) == 4


def test_the_accuracy_is_that_of_the_epoch_which_is_kept(visit, watched):
    watched([finished(1, 0.91), finished(2, 0.95, best=False), progress(3)], epoch=3)
    assert visit("train/train.py").figures["Validation accuracy"] == "91.00 %"


def test_the_accuracy_of_several_networks_is_in_the_end_that_of_all_together(visit, watched):
    events = [finished(4, 0.91), finished(4, 0.92, member=2), end(validation_accuracy=0.97)]
    watched(events, TrainingConfig(epochs=4, members=2), status="finished", validation_accuracy=0.97)
    assert visit("train/train.py").figures["Validation accuracy"] == "97.00 %"


def test_a_run_that_ended_early_says_where_and_what_is_kept(visit, watched):
    events = [finished(1), finished(2, best=False), finished(3, best=False), end(stopped_early=True)]
    watched(events, status="finished", epoch=3)
    visitor = visit("train/train.py")
    sentence = "Ended early after epoch 3 of 4, as it no longer improved; the weights of epoch 1 are kept."
    assert sentence in visitor.words
    assert bars(visitor) == [("Epoch 3 of 4", 100)]


def test_several_networks_that_ended_early_are_counted(visit, watched):
    events = [finished(3), finished(4, member=2), finished(2, member=3), end(stopped_early=True)]
    watched(events, TrainingConfig(epochs=4, members=3), status="finished")
    assert "2 of 3 networks ended early, where they no longer improved." in visit("train/train.py").words


def test_a_run_that_went_to_its_end_says_nothing_of_an_early_one(visit, watched):
    watched([finished(epoch) for epoch in range(1, 5)] + [end()], status="finished")
    assert "early" not in visit("train/train.py").words


def test_a_shortage_of_memory_is_said(visit, watched):
    watched([MemoryShort(epoch=1, step=3, pieces=4, images_at_once=16), progress(1)], epoch=1)
    assert "Memory was short: each batch is computed in pieces of 16 images" in visit("train/train.py").words


def test_why_steps_could_not_be_recorded_is_said(visit, watched):
    watched([WarmedUp(time_s=2.5, replays=False, why_not="[the card](x) is too old"), progress(1)], epoch=1)
    assert "Its step could not be recorded, so each is computed anew" in visit("train/train.py").words


def test_a_warm_up_that_went_well_is_not_worth_a_word(visit, watched):
    watched([WarmedUp(time_s=2.5, replays=True), progress(1)], epoch=1)
    assert "recorded" not in visit("train/train.py").words


def test_what_the_next_training_will_do_is_behind_a_disclosure_and_not_computed_for_nobody(visit, watched):
    watched([progress(1)], epoch=1)
    visitor = visit("train/train.py")
    assert visitor.page.expander[-1].label == "What the next training will do"
    assert "planned rate" not in drawn(visitor)


def test_a_run_whose_worker_died_says_so_while_it_goes_on(visit, watched):
    watched([progress(1)], epoch=1, deaths=1)
    assert "Its worker died once: another one goes on from the last checkpoint" in visit("train/train.py").words
