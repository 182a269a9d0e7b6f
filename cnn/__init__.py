"""Convolutional networks for images of digits: data, architecture, training, runs, evaluation, prediction.

Complete without the dashboard: ``python -m cnn`` does the whole main job in a terminal.
"""

import os

# Before PyTorch loads its thread pool: let a thread that waits for the others sleep instead of spinning. With a second
# program busy on the same two cores (a browser watching is enough), spinning made a training of 1.4 s take 61 s.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
