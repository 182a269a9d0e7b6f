"""What a tuning changed, told in sentences: in the terminal and in the browser alike."""

from __future__ import annotations

from cnn.judging.significance import LEVEL, mcnemar
from cnn.training.events import Tuned
from cnn.tuning.mixture import FEWEST_TO_JUDGE
from cnn.words import points


def sentences(tuned: Tuned) -> list[str]:
    """The old images, the drawings kept aside and those learned from, before and after."""
    return [_old(tuned), _held_out(tuned), _learned(tuned)]


def refusal(tuned: Tuned) -> str:
    """Why the tuned network was not taken, and what to make of a fall that may be chance."""
    return (
        f"Refused, and the old network stays: its accuracy on {tuned.rows:,} old validation images fell by "
        f"{-100 * tuned.difference:.2f} points ({_interval(tuned)}), more than the {tuned.most_lost_points:g} it may "
        f"lose. {_chance(tuned)} {_advice(tuned)}"
    )


def _advice(tuned: Tuned) -> str:
    margin = 50 * (tuned.high - tuned.low)
    if tuned.high < 0 or tuned.most_lost_points >= margin:
        return "Show it more of the old images, a lower learning rate, or let it lose more."
    return (
        f"So few images cannot tell a fall of less than {margin:.2f} points from none: a limit below that refuses by "
        "luck too. Let it lose more, or show it more of the old images."
    )


def _old(tuned: Tuned) -> str:
    return (
        f"Of {tuned.rows:,} old validation images it read {_percent(tuned.hits_before, tuned.rows)} right before and "
        f"{_percent(tuned.hits_after, tuned.rows)} now, a change of {points(tuned.difference)} points "
        f"({_interval(tuned)}). {_chance(tuned)}"
    )


def _interval(tuned: Tuned) -> str:
    return f"95 % interval {points(tuned.low)} to {points(tuned.high)}"


def _chance(tuned: Tuned) -> str:
    """McNemar's verdict."""
    changed = tuned.won + tuned.lost
    if not changed:
        return "Every image is read right or wrong as before."
    p_value = mcnemar(tuned.won, tuned.lost)
    verdict = "is more than chance" if p_value < LEVEL else "could well be chance"
    return f"{tuned.won} images became right and {tuned.lost} wrong, which {verdict} (McNemar p = {p_value:.2g})."


def _held_out(tuned: Tuned) -> str:
    if not tuned.held_out:
        return (
            f"No drawing was kept aside to judge by, since that takes {FEWEST_TO_JUDGE} it has never learned from: how "
            "it reads the next one, you will see."
        )
    return (
        f"Of {tuned.held_out:,} drawings it never learned from it read {tuned.held_out_before:,} right before and "
        f"{tuned.held_out_after:,} now."
    )


def _learned(tuned: Tuned) -> str:
    return (
        f"Of the {tuned.learned:,} it learned from it read {tuned.learned_before:,} right before and "
        f"{tuned.learned_after:,} now."
    )


def _percent(hits: int, rows: int) -> str:
    return f"{100 * hits / rows:.2f} %"
