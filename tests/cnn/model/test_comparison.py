"""The fully connected layer that would do a convolution's work."""

from cnn.model.architecture import Architecture
from cnn.model.comparison import parameters_if_dense
from cnn.model.layers import Conv, Dense, Flatten
from cnn.model.shapes import walk
from cnn.model.volume import Volume

PICTURE = Volume(6, 5, 2)


def test_it_counts_what_such_a_layer_learns():
    step = walk(Architecture(name="one", input=PICTURE, layers=(Conv(filters=4, size=3),)))[0]
    dense = Architecture(name="dense", input=PICTURE, layers=(Flatten(), Dense(units=step.after.size)))
    assert parameters_if_dense(step) == walk(dense)[1].parameters == 60 * 48 + 48
