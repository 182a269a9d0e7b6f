"""What pages are expected to show first."""

import numpy as np


def worst_mistakes(evaluation, most):
    """Places of the wrong predictions, the most confident first, told by the definition."""
    wrong = np.flatnonzero(evaluation.predicted != evaluation.labels)
    return wrong[np.argsort(-evaluation.confidence[wrong], kind="stable")][:most]
