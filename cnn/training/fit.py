"""Whether data, network and settings go together: asked before a run is made and before anything is computed."""

from cnn.data.imageset import ImageSet
from cnn.data.split import divide
from cnn.errors import ConfigError
from cnn.model.architecture import Architecture
from cnn.model.layers import BatchNorm, describe
from cnn.model.shapes import check_classes, check_input, walk
from cnn.model.step import leaves
from cnn.model.volume import Vector
from cnn.training.config import TrainingConfig


def check_fit(architecture: Architecture, config: TrainingConfig, images: ImageSet) -> None:
    """Raises DataError without labels, SpecError for a network that does not fit the images, ConfigError for settings.

    Settings that leave no row to train on do not fit, nor those that leave batch normalisation a single number.
    """
    check_input(architecture, images.shape)
    check_classes(architecture, len(images.class_names))
    _ = images.known_labels
    training_rows, _ = divide(images, config.validation_share, config.seed)
    _check_smallest_batch(architecture, len(training_rows), config.batch_size)


def _check_smallest_batch(architecture: Architecture, rows: int, batch_size: int) -> None:
    if (rows % batch_size or batch_size) > 1:
        return
    for step in leaves(walk(architecture)):
        numbers = 1 if isinstance(step.before, Vector) else step.before.width * step.before.height
        if isinstance(step.layer, BatchNorm) and numbers == 1:
            raise ConfigError(
                f"batch_size = {batch_size} leaves a batch of one image out of {rows:,}, but layer {step.place} "
                f"({describe(step.layer)}) needs two numbers to compare: choose another batch size."
            )
