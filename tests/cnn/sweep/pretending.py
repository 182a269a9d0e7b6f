"""A worker that does what is queued without training: what each run reaches is made up."""

from cnn.runs import queue
from cnn.training.events import EpochFinished


def epoch(number, accuracy, loss=None):
    """An epoch that is over."""
    return EpochFinished(
        epoch=number,
        step=number,
        loss=1.0,
        accuracy=0.5,
        validation_loss=1 - accuracy if loss is None else loss,
        validation_accuracy=accuracy,
        learning_rate=0.001,
        time_s=float(number),
        best=True,
    )


def end(run, *accuracies, status="finished", reason=""):
    """End a run that was claimed, after epochs of these accuracies."""
    for number, accuracy in enumerate(accuracies, 1):
        run.log.append(epoch(number, accuracy))
    run.write_state(run.state.model_copy(update={"status": status, "reason": reason}))


def rate(run):
    """The learning rate of a run."""
    return run.record.config.learning_rate


def work(store, reach=rate):
    """Do all that is queued; ``reach`` says which accuracy a run has. Gives the runs."""
    done = []
    while (run := queue.claim_next(store)) is not None:
        end(run, reach(run))
        done.append(run)
    return done
