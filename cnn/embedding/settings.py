"""How a t-SNE map is made: one frozen model from which form, command line, JSON and errors come."""

from __future__ import annotations

from typing import Annotated

from cnn.data.imageset import ImageSet
from cnn.errors import DataError
from cnn.training.settings.setting import Settings, setting

FEWEST_IMAGES, MOST_IMAGES = 10, 5000


class EmbeddingSettings(Settings):
    """Which images are laid out and for how long."""

    images: Annotated[
        int,
        setting(
            "Images",
            "How many images are laid out, drawn at random; the time grows with their square.",
            ge=FEWEST_IMAGES,
            le=MOST_IMAGES,
            step=10,
        ),
    ] = 2000
    perplexity: Annotated[
        float,
        setting(
            "Perplexity",
            "How many neighbours each image should stay close to: few show small clusters, many the whole. It is "
            "lowered to a third of the images where they are too few for it.",
            ge=2,
            le=200,
            step=1,
        ),
    ] = 30.0
    iterations: Annotated[
        int,
        setting(
            "Iterations",
            "How often every point is moved a little; the first 250 pull clusters together.",
            ge=10,
            le=5000,
            step=10,
        ),
    ] = 750
    seed: Annotated[
        int,
        setting("Seed", "Fixes which images are drawn.", ge=0, le=2**32 - 1, step=1),
    ] = 0


def check_layout(images: ImageSet) -> None:
    """Raises DataError where there are too few images for a map."""
    if len(images) < FEWEST_IMAGES:
        raise DataError(
            f"A map of neighbours needs at least {FEWEST_IMAGES} images, this data has {len(images)}: give more."
        )
