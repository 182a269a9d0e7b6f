"""The PyTorch script is the same network, trained the same way, and does the whole job by itself."""

import pytest
import torch
from hypothesis import given, settings

from cnn.data.imageset import ImageSet
from cnn.export.plan import Plan
from cnn.export.pytorch_script import pytorch_script
from cnn.model.architecture import Architecture
from cnn.model.build import Network
from cnn.model.layers import BatchNorm, Conv, Dense, Dropout, Flatten, MaxPool, Residual
from cnn.model.volume import Volume
from cnn.presets import PRESETS
from cnn.training.config import TrainingConfig
from cnn.training.schedules import learning_rate
from tests.cnn.export.scripts import check_tidy, guesses, load, write_competition
from tests.strategies import sound_architectures

QUICK = TrainingConfig(epochs=2, batch_size=16, learning_rate=0.01, validation_share=0.2)
BLOCK = Residual(layers=(Conv(filters=5, size=3, padding=1, stride=2), BatchNorm()))


def presets_network(name):
    return PRESETS[name].architecture(Volume(28, 28, 1), 10)


def same_function(architecture, folder):
    """The network of the script gives what the plain one gives, with the same weights."""
    plain = Network(architecture).eval()
    copy = load(pytorch_script(Plan(architecture, QUICK)), folder).make_network().eval()
    ours, theirs = plain.state_dict(), copy.state_dict()
    assert [value.shape for value in ours.values()] == [value.shape for value in theirs.values()]
    copy.load_state_dict(dict(zip(theirs, ours.values(), strict=True)))
    volume = architecture.input
    x = torch.rand(3, volume.depth, volume.height, volume.width, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.equal(plain(x), copy(x))


@pytest.mark.parametrize("name", PRESETS)
def test_the_network_of_every_preset(name, tmp_path):
    same_function(presets_network(name), tmp_path)


@settings(max_examples=60)
@given(architecture=sound_architectures())
def test_any_network(architecture, tmp_path_factory):
    same_function(architecture, tmp_path_factory.mktemp("script"))


SCHEDULES = [
    {"schedule": "constant"},
    {"schedule": "constant", "warmup_epochs": 1.5},
    {"schedule": "one_cycle"},
    {"schedule": "cosine"},
    {"schedule": "cosine", "warmup_epochs": 0.5},
    {"schedule": "step", "decay_every": 2, "decay_factor": 0.3},
    {"schedule": "step", "decay_every": 1, "warmup_epochs": 2.0},
]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_rate_at_every_step(schedule, tmp_path, tiny):
    config = QUICK.changed(epochs=6, **schedule)
    script = load(pytorch_script(Plan(tiny, config)), tmp_path)
    planned = [learning_rate(config, step, 42, 7) for step in range(42)]
    assert [script.learning_rate(step, 42) for step in range(42)] == pytest.approx(planned)


CHANGES = [
    {"optimizer": "rmsprop"},
    {"optimizer": "sgd", "gradient_clip": 1.0},
    {"optimizer": "adam", "average_decay": 0.9},
    {"optimizer": "adamw", "weight_decay": 0.01, "label_smoothing": 0.1, "members": 2},
    {"optimizer": "muon", "shift_px": 1.0, "rotation_deg": 5.0, "zoom": 0.1, "shear_deg": 5.0, "views": 4},
    {"schedule": "plateau", "plateau_patience": 1},
    {"schedule": "plateau", "validation_share": 0.0},
    {"validation_share": 0.0, "dropout": 0.3, "schedule": "one_cycle"},
]


@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_the_whole_job(changes, tmp_path, monkeypatch, tiny, digits):
    write_competition(tmp_path, digits.train)
    monkeypatch.chdir(tmp_path)
    load(pytorch_script(Plan(tiny, QUICK.changed(**changes))), tmp_path).main()
    labels = guesses(tmp_path)
    assert len(labels) == 7
    assert set(labels) <= set(range(10))


def test_it_learns(tmp_path, monkeypatch, tiny, digits):
    write_competition(tmp_path, digits.train, rows=1000, test_rows=200)
    monkeypatch.chdir(tmp_path)
    config = QUICK.changed(epochs=6, optimizer="muon", learning_rate=0.02, schedule="one_cycle", shift_px=1.0)
    load(pytorch_script(Plan(tiny, config)), tmp_path).main()
    right = guesses(tmp_path) == digits.train.known_labels[1000:1200]
    assert right.mean() > 0.85


def test_colour_pictures(tmp_path, monkeypatch, digits):
    architecture = Architecture(
        name="colour", input=Volume(28, 28, 3), layers=(MaxPool(size=4), BLOCK, Flatten(), Dense(units=10))
    )
    write_competition(tmp_path, ImageSet(digits.train.images.repeat(3, axis=1), digits.train.known_labels))
    monkeypatch.chdir(tmp_path)
    load(pytorch_script(Plan(architecture, QUICK)), tmp_path).main()
    assert len(guesses(tmp_path)) == 7


def test_a_dropout_rate_of_the_settings_is_that_of_the_script(tmp_path, tiny):
    network = load(pytorch_script(Plan(tiny, QUICK.changed(dropout=0.4))), tmp_path).make_network()
    assert [module.p for module in network if isinstance(module, torch.nn.Dropout)] == [0.4]
    assert any(isinstance(layer, Dropout) for layer in tiny.layers)


def test_what_is_not_carried_over_is_said(tiny):
    text = pytorch_script(Plan(tiny, QUICK.changed(elastic_px=1.0, views=4)))
    assert "Not carried over from the settings it was made of: elastic, views." in text
    assert "Not carried over" not in pytorch_script(Plan(tiny, QUICK))


def test_a_name_cannot_leave_the_first_line(tiny):
    hostile = tiny.model_copy(update={"name": 'x"""\nimport os\\'})
    assert pytorch_script(Plan(hostile, QUICK)).startswith('"""ximport os: a plain PyTorch script')


def test_the_scripts_are_tidy(tmp_path):
    plans = [Plan(presets_network(name), preset.config) for name, preset in PRESETS.items()]
    plans += [Plan(presets_network("notebook"), QUICK.changed(**changes)) for changes in [*SCHEDULES, *CHANGES]]
    paths = [tmp_path / f"script_{number}.py" for number in range(len(plans))]
    for path, plan in zip(paths, plans, strict=True):
        path.write_text(pytorch_script(plan), "utf-8")
    check_tidy(*paths)
