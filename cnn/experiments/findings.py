"""What an experiment shows, in a sentence or two that claim no more than the seeds bear out."""

from __future__ import annotations

from collections.abc import Callable

from cnn.experiments.catalogue import CNN, DENSE
from cnn.experiments.experiment import Arm
from cnn.experiments.results import Results, Spread
from cnn.training.events import TrialFinished

SHOWN_SHIFT = 3
NO_DIFFERENCE = "Not every seed says the same, so this shows no difference"


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
    verdict = (
        "With every seed the CNN lost more: it sees by neighbours, the fully connected network never did."
        if cnn.is_above(dense)
        else f"{NO_DIFFERENCE}."
    )
    return f"Shuffling costs the CNN {_points(cnn)}, the fully connected network {_points(dense)}. {verdict}"


def _shifted(results: Results) -> str:
    place = results.experiment.shifts_px.index(SHOWN_SHIFT)

    def there(trial: TrialFinished) -> float:
        return trial.shifted_accuracies[place]

    dense, cnn, pooled = (results.spread(arm, there) for arm in results.experiment.arms)
    told = (
        f"Moved by {SHOWN_SHIFT} pixels, {_percent(dense)} are read right by the fully connected network, "
        f"{_percent(cnn)} by the CNN, and {_percent(pooled)} by the one that keeps only the mean of each map."
    )
    if cnn.is_above(dense) and pooled.is_above(cnn):
        return (
            f"{told} A convolution finds a stroke wherever it lies; a fully connected end then asks for it in its old "
            "place."
        )
    return f"{told} {NO_DIFFERENCE} between all three."


def _pooling(results: Results) -> str:
    def gap(trial: TrialFinished) -> float:
        return trial.training_accuracies[-1] - trial.validation_accuracies[-1]

    pooled, unpooled = (results.spread(arm, gap) for arm in results.experiment.arms)
    sizes = [_count(results, arm) for arm in results.experiment.arms]
    told = (
        f"At the end the network with pooling reads its own images better than others by {_points(pooled)}, the one "
        f"without by {_points(unpooled)}."
    )
    if unpooled.is_above(pooled):
        return (
            f"{told} So it is with every seed: pooling leaves less room to learn by heart, {sizes[0]} parameters here "
            f"and not {sizes[1]}."
        )
    return f"{told} {NO_DIFFERENCE}, though one has {sizes[0]} parameters and the other {sizes[1]}."


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


def _count(results: Results, arm: Arm) -> str:
    return f"{_size(results, arm):,}"


def _times(factor: float) -> str:
    return f"{factor:.0f} times as many" if factor >= 1.5 else f"{factor:.1f} times as many"


def _percent(spread: Spread) -> str:
    return f"{100 * spread.mean:.1f} % ({100 * spread.low:.1f} to {100 * spread.high:.1f})"


def _points(spread: Spread) -> str:
    low, mean, high = (f"{100 * value:.1f}".replace("-", "−") for value in (spread.low, spread.mean, spread.high))
    return f"{mean} points ({low} to {high})"


def _seeds(results: Results) -> str:
    count = len(results.seeds)
    return f"(n = {count} seed{'s' * (count > 1)}; in brackets the lowest and the highest.)"
