"""``python -m cnn`` as a process: quick to help, interrupted in order, silent when nobody reads."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from cnn.places import ROOT
from cnn.reading.predict import Predictor
from cnn.runs.creation import create_run

posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
HEAVY = ("torch", "torchvision", "sklearn", "pandas")


@pytest.mark.parametrize("words", [["--help"], ["train", "--help"]], ids=" ".join)
def test_help_loads_nothing_heavy(words):
    code = (
        "import sys\n"
        "from cnn.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        f"except SystemExit: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "usage: cnn" in done.stdout
    assert done.stderr == "[]\n"


def test_a_mistake_ends_with_status_2_and_one_line(program):
    process = program("data", "nowhere.csv")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert out == ""
    assert err.startswith("cnn: 'nowhere.csv' is neither")
    assert err.count("\n") == 1


@pytest.fixture
def long_run(program, store, tiny, tmp_path):
    """A training that would take for ever, and its process, after its first epoch."""
    path = tmp_path / "tiny.json"
    path.write_text(tiny.model_dump_json())
    process = program(
        *[
            "train",
            "digits",
            "--architecture",
            path,
            "--runs",
            store.folder,
            "--epochs",
            1000,
            "--device",
            "cpu",
            "--json",
        ]
    )
    for line in process.stdout:
        if json.loads(line)["kind"] == "checkpoint_saved":
            break
    return process, store.find("latest")


@posix
def test_an_interrupt_ends_with_130_and_keeps_the_weights(long_run):
    process, run = long_run
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == ""
    last = json.loads(out.splitlines()[-1])
    assert (last["kind"], last["stopped"]) == ("finished", True)
    assert run.status == "stopped"
    Predictor.of_run(run)


@posix
def test_a_second_interrupt_ends_at_once_and_the_first_epoch_is_kept(long_run):
    process, run = long_run
    process.send_signal(signal.SIGSTOP)  # so that both signals are there when it wakes
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    while not run.wants_stop:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert run.status in ("lost", "stopped")
    Predictor.of_run(run)


@posix
@pytest.mark.parametrize("words", [["runs"], ["runs", "--json"], ["runs", "show", "latest"]], ids=" ".join)
def test_a_reader_who_leaves_is_no_error(program, store, digits, tiny, quick, words):
    for _ in range(3):
        create_run(store, digits, tiny, quick)
    process = program(*words, "--runs", store.folder)
    process.stdout.close()
    err = process.stderr.read()
    assert process.wait(timeout=60) == 0
    assert err == ""
