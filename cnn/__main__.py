"""``python -m cnn``."""

import sys

from cnn.cli import main

sys.exit(main(sys.argv[1:]))
