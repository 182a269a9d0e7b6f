"""The work of an epoch is counted as by hand."""

from benchmarks.notebook_work import notebook_network
from benchmarks.speed.operations import forward_operations, product_shapes, training_operations
from cnn.model.architecture import Architecture
from cnn.model.layers import RELU, BatchNorm, Conv, Dense, GlobalPool, Residual
from cnn.model.volume import Volume

FIRST = 24 * 24 * 32 * 5 * 5  # outputs · window
SECOND = 12 * 12 * 64 * 3 * 3 * 32
HIDDEN = 6 * 6 * 64 * 256
LAST = 256 * 10


def test_the_notebooks_network_by_hand():
    assert forward_operations(notebook_network()) == 2 * (FIRST + SECOND + HIDDEN + LAST)
    assert training_operations(notebook_network()) == 2 * (2 * FIRST + 3 * (SECOND + HIDDEN + LAST)) == 21_322_752


def test_what_is_no_product_is_not_counted():
    layers = (Conv(filters=4, size=3), BatchNorm(), RELU, GlobalPool(), Dense(units=10))
    architecture = Architecture(name="small", input=Volume(8, 8, 3), layers=layers)
    assert forward_operations(architecture) == 2 * (6 * 6 * 4 * 27 + 40)


def test_what_is_inside_a_residual_block_is_counted():
    block = Residual(layers=(Conv(filters=4, size=3, stride=2, padding=1, groups=2), RELU))
    architecture = Architecture(name="block", input=Volume(8, 8, 2), layers=(block, GlobalPool(), Dense(units=10)))
    assert forward_operations(architecture) == 2 * (4 * 4 * 4 * 9 + 4 * 4 * 4 * 2 + 40)
    assert product_shapes(architecture, 5) == [(5 * 16, 9, 4), (5 * 16, 2, 4), (5, 4, 10)]


def test_products_as_matrices_are_the_same_work():
    shapes = product_shapes(notebook_network(), 64)
    assert shapes == [(64 * 576, 25, 32), (64 * 144, 288, 64), (64, 2304, 256), (64, 256, 10)]
    assert sum(2 * m * k * n for m, k, n in shapes) == 64 * forward_operations(notebook_network())
