"""Points in the plane on disk: which rows lie where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import parquet

from cnn.embedding.sample import Rows
from cnn.errors import RunError
from cnn.files import write_atomically


@dataclass(frozen=True, eq=False)
class Points:
    """Images in the plane: int64 rows (M,) of a training part, and the place float32 (M, 2) of each."""

    rows: Rows
    places: npt.NDArray[np.float32]


def save_points(path: Path, points: Points) -> None:
    """One line an image: its row, x and y."""
    table = pa.table({"row": points.rows, "x": points.places[:, 0], "y": points.places[:, 1]})
    write_atomically(path, lambda neighbour: parquet.write_table(table, neighbour))


def load_points(path: Path) -> Points:
    """What ``save_points`` wrote; raises RunError where it is missing or not that."""
    try:
        table = parquet.read_table(path)
        places = np.stack([table[name].to_numpy() for name in ("x", "y")], axis=1).astype(np.float32)
        return Points(table["row"].to_numpy().astype(np.int64), places)
    except FileNotFoundError as error:
        raise RunError(
            "This map has no points: it was not begun, or its folder lost them. Compute it again."
        ) from error
    except (pa.ArrowException, KeyError, OSError) as error:
        raise RunError(f"{path.name} cannot be read: {error}.") from error
