"""Each program of its own measures what it says, on the built-in digits."""

import json
from functools import partial

import pytest

from benchmarks.notebook_work import save_images, save_split
from benchmarks.speed.prediction import untrained_run
from benchmarks.speed.processes import bare_loop, gemm, predict_rows, train_and_weigh, train_preset
from benchmarks.speed.trained import epoch_seconds
from benchmarks.speed.watching import queue_run, seconds_of
from cnn.errors import TrainingError
from cnn.training.events import Started


@pytest.fixture
def answer_of(capsys):
    """Runs a program's main and gives what it prints."""

    def run(main, *words):
        main(*words)
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


def test_the_bare_loop_trains_what_the_run_asks_for_and_writes_nothing(answer_of, store, digits):
    run = queue_run(store, digits, epochs=1, seed=5)
    assert run.record.config.seed == 5
    files = sorted(path.name for path in run.folder.iterdir())
    assert len(answer_of(bare_loop.main, run.folder)["epoch_s"]) == 2  # one of them warms up
    assert sorted(path.name for path in run.folder.iterdir()) == files


def test_a_run_that_did_not_finish_is_not_measured(store, digits):
    with pytest.raises(TrainingError, match="ended as queued"):
        seconds_of(queue_run(store, digits, epochs=1, seed=0))


def test_epochs_are_as_long_as_the_log_says(finished_run):
    seconds = seconds_of(finished_run)
    assert len(seconds) == finished_run.record.config.epochs
    assert sum(seconds) <= finished_run.state.time_s
    assert epoch_seconds([event for event in finished_run.log.events() if isinstance(event, Started)]) == []


def test_prediction_reads_every_row_of_the_test_part(answer_of, store, digits):
    run = untrained_run(store, digits)
    answer = answer_of(predict_rows.main, run.folder, "digits")
    assert answer["rows"] == len(digits.test)
    assert answer["predicting_s"] > 0
    assert answer["start_up_s"] > 0


def test_memory_is_weighed_by_share_of_the_rows(answer_of, digits):
    weigh = partial(answer_of, train_and_weigh.main, "digits", "dense")
    whole, half = weigh(1.0), weigh(0.5)
    assert whole["images_bytes"] == digits.train.images.nbytes == 2 * half["images_bytes"]
    assert whole["peak_bytes"] > whole["images_bytes"]
    assert train_and_weigh.peak_bytes() >= whole["before_bytes"]


def test_a_presets_training_is_told_apart_from_its_warm_up(answer_of, digits, tmp_path):
    save_images(tmp_path, digits.train)
    save_split(tmp_path, 0)
    answer = answer_of(train_preset.main, tmp_path, "notebook", 0, "cpu")
    assert answer["training_s"] > 0
    assert answer["warm_up_s"] > 0
    assert answer["accuracy"] > 0.5


def test_the_rate_of_a_product_is_its_operations_over_its_seconds(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(gemm.time, "perf_counter", lambda: next(clock))  # each product takes a second
    assert gemm.rate_gflops(10, 20, 30) == pytest.approx(2 * 10 * 20 * 30 / 1e9)
