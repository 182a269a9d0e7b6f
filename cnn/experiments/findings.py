"""What an experiment shows, in a sentence or two that claim no more than the seeds bear out."""

from __future__ import annotations

import math
from collections.abc import Callable

from cnn.experiments.catalogue import CNN, DENSE
from cnn.experiments.experiment import Arm
from cnn.experiments.results import Results, Spread

SHOWN_SHIFT = 3


def finding(results: Results) -> str:
    """What it shows so far; empty before every arm was trained once."""
    if not results.seeds:
        return ""
    return f"{FINDINGS[results.experiment.name](results)} {_seeds(results)}"


def _parameters(results: Results) -> str:
    """The best CNN that a fully connected network comes up to, and the smallest that does.

    As good as the CNN is one whose mean is no lower than the CNN with its worst seed.
    """
    cnns, denses = (_family(results, family) for family in (CNN, DENSE))
    best = max(cnns, key=lambda arm: results.accuracy(arm).mean)
    ranked = sorted(cnns, key=lambda arm: results.accuracy(arm).mean, reverse=True)
    pairs = ((cnn, dense) for cnn in ranked for dense in denses if _is_as_good(results, dense, cnn))
    cnn, dense = next(pairs, (None, None))
    if cnn is None or dense is None:
        largest, worst = denses[-1], ranked[-1]
        return (
            f"No fully connected network here is as good as any CNN: the largest {_told(results, largest)}, the worst "
            f"CNN {_told(results, worst)}."
        )
    times = _times(_size(results, dense) / _size(results, cnn))
    beyond = f" None does to the best CNN, which {_told(results, best)}." if best is not cnn else ""
    return (
        f"A CNN {_told(results, cnn)}. The smallest fully connected network that comes up to it, with a mean no lower "
        f"than the CNN's worst seed, {_told(results, dense)}: {times}.{beyond}"
    )


def _is_as_good(results: Results, arm: Arm, other: Arm) -> bool:
    return results.accuracy(arm).mean >= results.accuracy(other).low


def _told(results: Results, arm: Arm) -> str:
    return f"learns {_size(results, arm):,} parameters and reads {_percent(results.accuracy(arm))} right"


def _shuffled(results: Results) -> str:
    cnn, dense = (results.fall(*_family(results, family)) for family in (CNN, DENSE))
    told = f"Shuffling costs the CNN {_points(cnn)}, the fully connected network {_points(dense)}."
    meaning = "a CNN sees by neighbours, and a fully connected network never did"
    return f"{told} {_verdict(cnn.minus(dense), meaning)}"


def _shifted(results: Results) -> str:
    place = results.experiment.shifts_px.index(SHOWN_SHIFT)
    dense, cnn, pooled = (
        results.spread(arm, lambda trial: trial.shifted_accuracies[place]) for arm in results.experiment.arms
    )
    told = (
        f"Moved by {SHOWN_SHIFT} pixels, {_percent(dense)} are read right by the fully connected network, "
        f"{_percent(cnn)} by the CNN, and {_percent(pooled)} by the one that keeps only the mean of each map."
    )
    meaning = "a convolution finds a stroke wherever it lies, and a fully connected end asks for it in its old place"
    return f"{told} {_verdict(pooled.minus(cnn), meaning, 'The difference between the two CNNs')}"


def _pooling(results: Results) -> str:
    pooled, unpooled = (
        results.spread(arm, lambda trial: trial.training_accuracies[-1] - trial.validation_accuracies[-1])
        for arm in results.experiment.arms
    )
    sizes = [_size(results, arm) for arm in results.experiment.arms]
    told = (
        f"At the end the network with pooling ({sizes[0]:,} parameters) reads its own images better than others by "
        f"{_points(pooled)}, the one without ({sizes[1]:,}) by {_points(unpooled)}."
    )
    return f"{told} {_verdict(unpooled.minus(pooled), 'pooling leaves less room to learn by heart')}"


def _verdict(difference: Spread, meaning: str, name: str = "The difference") -> str:
    """Whether a difference is more than chance, and what it then means."""
    if math.isinf(difference.margin):
        return f"{name} may be chance: a single seed cannot tell."
    low, high = (difference.mean + sign * difference.margin for sign in (-1, 1))
    interval = f"{_number(low)} to {_number(high)} points with 95 % confidence"
    if low > 0:
        return f"{name}, {interval}, is more than chance between seeds: {meaning}."
    if high < 0:
        return f"{name}, {interval}, is more than chance between seeds, and not what is usually said."
    return f"{name}, {interval}, may be chance between seeds."


FINDINGS: dict[str, Callable[[Results], str]] = {
    "parameters": _parameters,
    "shuffled": _shuffled,
    "shifted": _shifted,
    "pooling": _pooling,
}


def _family(results: Results, family: str) -> tuple[Arm, ...]:
    """The arms of one kind, in the order of the experiment: the smallest first, and pixels in order first."""
    return tuple(arm for arm in results.experiment.arms if arm.family == family)


def _size(results: Results, arm: Arm) -> int:
    return results.of(arm)[0].parameters


def _times(factor: float) -> str:
    return f"{factor:.0f} times as many" if factor >= 1.5 else f"{factor:.1f} times as many"


def _percent(spread: Spread) -> str:
    return f"{100 * spread.mean:.1f} % ({100 * spread.low:.1f} to {100 * spread.high:.1f})"


def _points(spread: Spread) -> str:
    return f"{_number(spread.mean)} points ({_number(spread.low)} to {_number(spread.high)})"


def _number(share: float) -> str:
    """A difference of fractions in points of percent."""
    rounded = round(100 * share, 1) or 0.0  # never −0.0
    return f"{rounded:.1f}".replace("-", "−")


def _seeds(results: Results) -> str:
    count = len(results.seeds)
    return f"(n = {count} seed{'s' * (count > 1)}, in brackets the lowest and the highest.)"
