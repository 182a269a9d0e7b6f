"""Everything random comes from the seed and the member; who is seen and who judges is theirs to decide, not chance."""

from collections import Counter

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnn.data.imageset import ImageSet
from cnn.data.normalisation import Normalisation
from cnn.data.split import split_rows
from cnn.model.build import Network
from cnn.training import step
from cnn.training.averaging import Average
from cnn.training.loop import train
from cnn.training.part import Part
from cnn.training.preparation import member_seed
from cnn.training.step import Step
from tests.cnn.training.listening import drain, epochs, facts

EVERYTHING_RANDOM = {
    "batch_size": 64,
    "epochs": 2,
    "dropout": 0.3,
    "shift_px": 1,
    "rotation_deg": 5,
    "zoom": 0.05,
    "shear_deg": 5,
    "elastic_px": 0.5,
    "thickness_px": 0.5,
    "erase": 0.2,
}


def same(network, other):
    return all(torch.equal(a, b) for a, b in zip(network.parameters(), other.parameters(), strict=True))


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "rmsprop", "learning_rate": 0.001},
        {"optimizer": "muon", "average_decay": 0.9, "gradient_clip": 1.0, "label_smoothing": 0.1},
        {"optimizer": "adamw", "precision": "bfloat16", "schedule": "one_cycle"},
    ],
    ids=str,
)
@pytest.mark.parametrize("parts", [1, 2])
def test_the_same_seed_gives_the_same_weights_and_events(threads, few, tiny, quick, settings, parts):
    threads(parts)
    config = quick.changed(**EVERYTHING_RANDOM, **settings)
    events, network = drain(train(tiny, config, few))
    torch.manual_seed(99)
    np.random.seed(99)
    again, twin = drain(train(tiny, config, few))
    assert events[0].parts == parts
    assert facts(again) == facts(events)
    assert same(network, twin)


@pytest.mark.parametrize("other", [{"seed": 3}, {"member": 2}], ids=str)
def test_another_seed_or_member_gives_other_weights(few, tiny, quick, other):
    member = other.get("member", 1)
    config = quick.changed(**EVERYTHING_RANDOM)
    events, network = drain(train(tiny, config, few))
    others, another = drain(train(tiny, config.changed(seed=other.get("seed", config.seed)), few, member=member))
    assert epochs(events)[0].loss != epochs(others)[0].loss
    assert not same(network, another)


def test_members_have_seeds_of_their_own_and_the_first_that_of_the_run():
    seeds = {member_seed(seed, member) for seed in range(20) for member in range(2, 52)}
    assert len(seeds) == 20 * 50
    assert [member_seed(seed, 1) for seed in (0, 7)] == [0, 7]


@pytest.fixture
def seen(monkeypatch):
    """Counts how often each row was learned from, and which rows judged."""
    counted = {"learned": Counter(), "judged": []}
    learn, judge = Part.learn, Step.judge

    def learn_counted(part, rows, *facts):
        counted["learned"].update(rows.tolist())
        return learn(part, rows, *facts)

    def judge_counted(step, rows):
        counted["judged"].append(rows.tolist())
        return judge(step, rows)

    monkeypatch.setattr(Part, "learn", learn_counted)
    monkeypatch.setattr(Step, "judge", judge_counted)
    return counted


@pytest.mark.parametrize("member", [1, 2, 7])
@pytest.mark.parametrize("extra", [0, 50])
def test_every_member_learns_from_all_but_the_same_validation_rows_and_from_all_extra_images(
    few, tiny, quick, seen, member, extra
):
    training_rows, validation_rows = split_rows(400, quick.validation_share, quick.seed)
    more = ImageSet(255 - few.images[:extra], few.labels[:extra]) if extra else None
    events, _ = drain(train(tiny, quick, few, member=member, extra=more))
    learned = [*training_rows.tolist(), *range(400, 400 + extra)]
    assert seen["learned"] == Counter(dict.fromkeys(learned, quick.epochs))
    assert seen["judged"] == [validation_rows.tolist()] * quick.epochs
    assert (events[0].training_rows, events[0].validation_rows) == (360 + extra, 40)


def test_extra_images_are_learned_with_their_own_labels(few, tiny, quick):
    """Black on white, which the others do not show: learned only if images and labels stay together."""
    inverted = ImageSet(255 - few.images, few.labels)
    x, labels = Normalisation().apply(torch.from_numpy(inverted.images)), torch.from_numpy(few.labels)
    config = quick.changed(epochs=15)
    _, without = drain(train(tiny, config, few))
    _, trained = drain(train(tiny, config, few, extra=inverted))
    assert (without(x).argmax(1) == labels).double().mean() < 0.5
    assert (trained(x).argmax(1) == labels).double().mean() > 0.9


def test_the_mean_of_the_weights_is_judged_kept_and_returned(few, tiny, quick, monkeypatch):
    steps = []

    class Recorded(Average):
        def add(self):
            super().add()
            steps.append([weight.detach().clone().double() for weight in self._weights])

    monkeypatch.setattr(step, "Average", Recorded)
    config = quick.changed(epochs=1, average_decay=0.8)
    events, network = drain(train(tiny, config, few))
    mean = [weight.detach().double() for weight in Network(tiny, config.seed).parameters()]
    for n, weights in enumerate(steps):
        d = min(0.8, (1 + n) / (10 + n))
        mean = [d * it + (1 - d) * weight for it, weight in zip(mean, weights, strict=True)]
    for kept, expected, last in zip(network.parameters(), mean, steps[-1], strict=True):
        torch.testing.assert_close(kept.detach().double(), expected, rtol=1e-4, atol=1e-6)
        assert (kept - last).norm() > 1e-3
    _, rows = split_rows(400, config.validation_share, config.seed)
    logits = network(Normalisation().apply(torch.from_numpy(few.images[rows])))
    loss = functional.cross_entropy(logits, torch.from_numpy(few.labels[rows])).item()
    assert epochs(events)[0].validation_loss == pytest.approx(loss, rel=1e-4)


def test_averaging_does_not_change_where_training_goes(few, tiny, quick):
    averaged, plain = (drain(train(tiny, quick.changed(average_decay=it), few))[0] for it in (0.9, 0.0))
    assert [event.loss for event in epochs(averaged)] == [event.loss for event in epochs(plain)]
    assert [event.validation_loss for event in epochs(averaged)] != [event.validation_loss for event in epochs(plain)]
