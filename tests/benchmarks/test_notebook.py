"""Those who train the notebook's network are given the same work, and do it."""

import json

import numpy as np
import pytest

from benchmarks import notebook_ours, notebook_plain
from benchmarks.notebook_work import accuracy, load_work, notebook_network, save_images, save_split
from cnn.model.build import Network


@pytest.fixture
def folder(digits, tmp_path):
    """Some hundred of the built-in digits, as work."""
    save_images(tmp_path, digits.train.take(np.arange(600)))
    save_split(tmp_path, 3)
    return tmp_path


def test_a_tenth_is_held_out_and_nothing_is_lost(folder, digits):
    work = load_work(folder)
    assert (len(work.training), len(work.held_out)) == (540, 60)
    together = np.concatenate([work.training.counts, work.held_out.counts]).reshape(2, -1).sum(0)
    assert np.array_equal(together, digits.train.take(np.arange(600)).counts)
    before = work.held_out.images
    save_split(folder, 4)
    assert not np.array_equal(load_work(folder).held_out.images, before)


def test_the_plain_loop_learns(folder):
    work = load_work(folder)
    network = Network(notebook_network(), 0)
    before = accuracy(network, work.held_out)
    assert len(notebook_plain.train_plainly(network, work.training, epochs=6, seed=0)) == 6
    assert accuracy(network, work.held_out) > max(0.8, before)


@pytest.mark.parametrize("contestant", [notebook_plain, notebook_ours])
def test_who_takes_part_answers_with_seconds_accuracy_and_versions(contestant, folder, capsys):
    contestant.main(folder, 2, 1)
    answer = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert len(answer["epoch_s"]) == 2
    assert min(answer["epoch_s"]) > 0
    assert 0.1 < answer["accuracy"] <= 1
    assert answer["versions"]["torch"]
