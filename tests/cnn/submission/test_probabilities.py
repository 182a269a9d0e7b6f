"""The table of probabilities is what pandas reads back, number by number."""

import io

import numpy as np
import pandas as pd

from cnn.submission.probabilities import make_probabilities


def test_every_probability_the_answer_and_whether_it_was_corrected(guessed):
    corrected = guessed.corrected_by({4: (int(guessed.predicted[4]) + 1) % 10})
    table = pd.read_csv(io.BytesIO(make_probabilities(corrected)))
    assert list(table) == ["ImageId", *(f"p{label}" for label in range(10)), "answer", "corrected"]
    assert table["ImageId"].tolist() == list(range(1, 298))
    read = table[[f"p{label}" for label in range(10)]].to_numpy(np.float32)
    assert np.array_equal(read, guessed.probs)
    assert np.array_equal(table["answer"], corrected.answers)
    assert table.index[table["corrected"] == 1].tolist() == [4]
