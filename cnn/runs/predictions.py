"""The predictions of a run's validation part on disk, so that a page can show them without a network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from cnn.errors import RunError
from cnn.files import write_atomically
from cnn.judging.evaluation import Evaluation


def save_predictions(path: Path, evaluation: Evaluation) -> None:
    """One line an image: its row in the source, its label, and the probability of each class."""
    columns = {"row": evaluation.rows, "label": evaluation.labels}
    columns |= {f"p{k}": evaluation.probs[:, k].astype(np.float32) for k in range(evaluation.probs.shape[1])}
    table = pa.table(columns)
    write_atomically(path, lambda neighbour: parquet.write_table(table, neighbour))


def load_predictions(path: Path, class_names: tuple[str, ...]) -> Evaluation:
    """What ``save_predictions`` wrote; raises RunError where it is missing or not that."""
    try:
        table = parquet.read_table(path)
        probs = np.stack([table[f"p{k}"].to_numpy() for k in range(len(class_names))], axis=1)
        return Evaluation(table["label"].to_numpy(), probs, table["row"].to_numpy(), class_names)
    except FileNotFoundError as error:
        raise RunError(
            "This run has no validation predictions: it kept no validation part or has not ended yet. "
            "Evaluate it on labelled data instead."
        ) from error
    except (pa.ArrowException, KeyError, OSError) as error:
        raise RunError(f"{path.name} cannot be read: {error}.") from error
