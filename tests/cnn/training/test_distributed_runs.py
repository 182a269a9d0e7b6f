"""``cnn train`` by several processes: one of them is killed, or all are asked to end."""

import json
import signal

import pytest
import torch
from safetensors.torch import load_file

from cnn.data.source import open_source
from cnn.model.architecture import Architecture
from cnn.model.layers import Dense, Flatten
from cnn.model.volume import Volume
from cnn.runs.store import RunStore
from cnn.training.config import TrainingConfig
from cnn.training.loop import train
from tests.cnn.training.company_program import network
from tests.cnn.training.listening import drain, epochs, facts
from tests.cnn.training.torchrun import process_of, torchrun, wait_until

SETTINGS = {"epochs": 40, "optimizer": "sgd", "learning_rate": 0.02, "dropout": 0.1, "device": "cpu"}
KEPT_OFTEN = {"checkpoint_every_s": 0.1}
MOST_S = 240


@pytest.fixture
def architecture(tmp_path):
    """A small network, and the file it is in."""
    made, place = network(), tmp_path / "network.json"
    place.write_text(made.model_dump_json())
    return made, place


def launched(folder, place, *words, **settings):
    """Two processes that train it."""
    options = [word for name, value in settings.items() for word in (f"--{name.replace('_', '-')}", value)]
    training = ("train", "digits", "--architecture", place, "--runs", folder, "--json", *options)
    return torchrun("--nproc-per-node=2", *words, "-m", "cnn", *training)


def resumed(folder):
    """How often a run went on from a checkpoint."""
    (log,) = folder.glob("*/events.jsonl")
    events = map(json.loads, log.read_text().splitlines())
    return sum(event["kind"] == "resumed" and event["step"] > 0 for event in events)


def test_killed_processes_are_started_again_and_nothing_is_lost(tmp_path, architecture, threads):
    """First one that only follows, then the one that holds the run."""
    (made, place), runs = architecture, tmp_path / "runs"
    launch = launched(runs, place, "--max-restarts=2", **SETTINGS, **KEPT_OFTEN)
    wait_until(lambda: any(runs.glob("*/resume/*.safetensors")), launch)
    process_of(launch, 1).kill()
    wait_until(lambda: resumed(runs) == 1, launch)
    process_of(launch, 0).kill()
    _, errors = launch.communicate(timeout=MOST_S)
    (run,) = RunStore(runs).made_here()
    assert (launch.returncode, run.status, resumed(runs)) == (0, "finished", 2), errors
    threads(2)
    config = TrainingConfig(**SETTINGS, **KEPT_OFTEN)
    expected, alone = drain(train(made, config, open_source("digits").train))
    torch.testing.assert_close(load_file(run.weights), dict(alone.state_dict()), rtol=0, atol=0)
    assert facts(epochs(run.log.events())) == facts(epochs(expected))


def test_an_interrupt_ends_all_processes_and_keeps_what_was_learned(tmp_path, architecture):
    _, place = architecture
    launch = launched(tmp_path / "runs", place, **{**SETTINGS, "epochs": 1000}, members=2)
    wait_until(lambda: any((tmp_path / "runs").glob("*/best.safetensors")), launch)
    processes = [process_of(launch, rank) for rank in range(2)]
    launch.send_signal(signal.SIGINT)
    told, _ = launch.communicate(timeout=MOST_S)
    (run,) = RunStore(tmp_path / "runs").made_here()
    assert run.status == "stopped"
    assert not any(process.is_running() for process in processes)
    events = [json.loads(line) for line in told.splitlines()]
    assert [event["kind"] for event in events if event["kind"] in ("started", "finished")] == ["started", "finished"]
    assert events[-1]["stopped"]
    assert run.predictions.is_file()


def test_what_goes_wrong_is_said_once(tmp_path):
    """Without a bend the loss of so large steps leaves the numbers at once."""
    straight = Architecture(
        name="straight",
        input=Volume(28, 28, 1),
        layers=(Flatten(), Dense(units=50), Dense(units=50), Dense(units=10)),
    )
    place = tmp_path / "network.json"
    place.write_text(straight.model_dump_json())
    launch = launched(tmp_path / "runs", place, learning_rate=10, optimizer="sgd", momentum=0.99, device="cpu")
    _, errors = launch.communicate(timeout=MOST_S)
    (run,) = RunStore(tmp_path / "runs").made_here()
    assert (launch.returncode, run.status) == (1, "failed")
    assert [line for line in errors.splitlines() if "no longer a number" in line] == [
        f"cnn: run {run.id} failed: {run.state.reason}"
    ]
