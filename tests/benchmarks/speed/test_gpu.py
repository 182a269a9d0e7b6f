"""What is measured where there is a card, played through without one."""

import pytest

from benchmarks.speed import gpu
from benchmarks.speed.options import Options


@pytest.fixture
def card(monkeypatch):
    """PyTorch says that there is a card, and trainings answer at once; gives the words they were called with."""
    calls = []

    def answer(module, folder, *words):
        assert (folder / "training_rows.npy").is_file()
        calls.append((module.rpartition(".")[2], *words))
        return {"epoch_s": [1.0, 0.25, 0.25], "warm_up_s": 2.0, "training_s": 0.5, "accuracy": 0.996}

    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda: "A card")
    monkeypatch.setattr(gpu, "answer_of_module", answer)
    return calls


def test_every_precision_and_preset_is_trained_on_the_card_once_a_round(card, tmp_path):
    part = gpu.measure(Options(rounds=2, epochs=1, data="digits", keras=tmp_path))
    notebook = [("notebook_ours", gpu.EPOCHS, turn, "cuda", name) for turn in range(2) for name in gpu.PRECISIONS]
    presets = [("train_preset", name, turn) for turn in range(2) for name in gpu.TIMED_PRESETS]
    assert sorted(card) == sorted(notebook + presets)
    assert part.name == "A card"
    assert part.epoch_s["float32"].median == 0.25
    assert part.quickest(0.995) in gpu.TIMED_PRESETS
