"""Convolutional networks for images of digits: data, architecture, training, runs, evaluation, prediction.

Complete without the dashboard: ``python -m cnn`` does the whole main job in a terminal.
"""

import os

# Before PyTorch loads its thread pool (GNU OpenMP): let a thread that waits for the others spin for a moment and then
# sleep. Spinning on, as is its default, made a training of 1.4 s take 61 s when a second program was busy on the same
# two cores; sleeping at once costs a third of the speed when nothing else runs.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "50000")
