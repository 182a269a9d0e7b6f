"""The learning rate over time as lines of a script, the same for both frameworks."""

from __future__ import annotations

from cnn.training.config import TrainingConfig
from cnn.training.schedules import END_DIVISOR, START_DIVISOR, WARM_UP

ONE_CYCLE = f'''
def learning_rate(step, steps):
    """One cycle (Smith 2018): up to the peak along a cosine, then down to almost nothing."""
    progress, start = step / max(1, steps - 1), 1 / {START_DIVISOR:g}
    if progress < {WARM_UP}:
        return LEARNING_RATE * cosine(start, 1.0, progress / {WARM_UP})
    return LEARNING_RATE * cosine(1.0, start / {END_DIVISOR:g}, (progress - {WARM_UP}) / {1 - WARM_UP:g})


def cosine(before, after, share):
    return after + (before - after) * (1 + math.cos(math.pi * share)) / 2
'''


def rate_function(config: TrainingConfig) -> str:
    """``learning_rate(step, steps)`` in the script's own words."""
    if config.schedule == "one_cycle":
        return ONE_CYCLE
    lines = ["def learning_rate(step, steps):"]
    warms_up = config.warmup_epochs > 0
    if warms_up:
        lines += [
            f"    warm_steps = {config.warmup_epochs:g} * steps / EPOCHS",
            "    if step < warm_steps:",
            "        return LEARNING_RATE * min(1.0, (step + 1) / warm_steps)",
        ]
    if config.schedule == "cosine":
        progress = "(step - warm_steps) / (steps - warm_steps)" if warms_up else "step / steps"
        lines.append(f"    return LEARNING_RATE * (1 + math.cos(math.pi * {progress})) / 2")
    elif config.schedule == "step":
        lines += [
            "    epoch = step * EPOCHS // steps",
            f"    return LEARNING_RATE * {config.decay_factor:g} ** (epoch // {config.decay_every})",
        ]
    else:
        lines.append("    return LEARNING_RATE")
    return "\n".join(lines)
