"""A tuning is written only for a run whose forgetting can be measured, on its own data, with drawings."""

import json
from dataclasses import replace

import pytest

from cnn.errors import ConfigError, DataError, RunError
from cnn.runs.run import Run
from cnn.tuning.creation import create_tuning, source_for
from cnn.tuning.settings import TuningSettings


def test_it_is_a_training_that_names_the_run_it_begins_with(store, trained, drawn):
    parent = trained(optimizer="sgd", schedule="cosine", warmup_epochs=1, patience=2, seed=5)
    run = create_tuning(store, parent, drawn(3), TuningSettings(epochs=2, most_lost_points=0.5))
    record = run.record
    assert (record.kind, record.tuning.parent, record.tuning.most_lost_points) == ("train", parent.id, 0.5)
    assert record.name == "tiny, taught my hand"
    assert record.architecture == parent.record.architecture
    assert (record.config.epochs, record.config.seed, record.config.patience) == (2, 5, 0)
    assert record.config.validation_share == parent.record.config.validation_share
    assert record.config.shift_px > 0  # the parent learned without augmentation
    assert (record.data.fingerprint, record.data.drawings) == (parent.record.data.fingerprint, 3)
    assert record.command.startswith(f"python -m cnn tune {parent.id} --most-lost-points 0.5 --epochs 2 ")


def test_the_augmentation_of_the_first_training_is_kept(store, trained, drawn):
    run = create_tuning(store, trained(rotation_deg=3), drawn(3))
    assert (run.record.config.rotation_deg, run.record.config.shift_px) == (3, 0)


def test_only_networks_that_are_there_are_tuned(store, trained, drawn):
    parent = trained(members=2)
    parent.weights_of(2).unlink()
    assert create_tuning(store, parent, drawn(3)).record.config.members == 1


def test_the_data_is_the_runs_own_with_drawings(trained, drawn):
    parent = trained()
    assert source_for(parent) == "digits+drawings"
    path = parent.folder / "run.json"
    path.write_text(path.read_text().replace('"source": "digits"', '"source": "digits+drawings"'))
    assert source_for(Run(parent.folder)) == "digits+drawings"


def test_a_run_whose_forgetting_cannot_be_measured_is_refused(store, trained, drawn):
    with pytest.raises(RunError, match="kept no images aside"):
        create_tuning(store, trained(validation_share=0), drawn(3))
    parent = trained()
    record = json.loads((parent.folder / "run.json").read_text())
    record["data"]["source"] = "drawings"
    (parent.folder / "run.json").write_text(json.dumps(record))
    with pytest.raises(RunError, match="trained on drawings alone"):
        source_for(Run(parent.folder))
    parent.weights.unlink()
    with pytest.raises(RunError, match="has no network yet"):
        source_for(parent)


def test_other_data_and_none_to_learn_from_are_refused(store, trained, drawn, digits):
    parent = trained()
    with pytest.raises(DataError, match="no drawings of its classes"):
        create_tuning(store, parent, digits)
    other = replace(drawn(3), train=replace(drawn(3).train, known_fingerprint="0" * 16))
    with pytest.raises(DataError, match="holds other images by now"):
        create_tuning(store, parent, other)
    assert len(store.all()) == 1


@pytest.mark.parametrize("values", [{"epochs": 0}, {"most_lost_points": -1}, {"learning_rate": 0}, {"nonsense": 1}])
def test_a_setting_out_of_its_bounds_is_named(values):
    with pytest.raises(ConfigError, match=next(iter(values))):
        TuningSettings.of(values)
