"""Small networks with random weights before random pictures, as subjects of explanations."""

from cnn.attribution.score import Score
from cnn.attribution.subject import Subject
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, Flatten, GlobalPool, MaxPool, Residual
from cnn.model.volume import Volume
from tests.cnn.untrained import any_image, predictor_of

INPUT = Volume(12, 12, 1)


def architecture(*layers, volume=INPUT, name="explained"):
    """A network of these layers."""
    return Architecture(name=name, input=volume, layers=layers)


LINEAR = architecture(Flatten(), Dense(units=3), name="linear")
PLAIN = architecture(
    Conv(filters=4, size=3), RELU, MaxPool(size=2), Conv(filters=5, size=3, padding="same"), RELU, Flatten(),
    Dense(units=3),
)  # fmt: skip
RESIDUAL = architecture(
    Conv(filters=4, size=3), BatchNorm(), RELU, Residual(layers=(Conv(filters=6, size=3, padding="same"), RELU)),
    GlobalPool(), Dense(units=3),
)  # fmt: skip
COLOURFUL = architecture(
    Conv(filters=4, size=3), RELU, Flatten(), Dense(units=3), volume=Volume(9, 8, 3), name="colourful"
)


def subject_of(architecture, score=Score(1), seed=0, ground=None):  # noqa: B008
    """A picture of noise before the network of an architecture, and the network itself, which was copied."""
    predictor = predictor_of(architecture, 0.13, 0.31)
    subject = Subject.of(predictor, any_image(architecture.input, seed), score, ground)
    return subject, predictor.members[0].network
