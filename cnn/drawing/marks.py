"""Connected marks: which inked pixels hang together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Mark:
    """One connected mark: its box (bottom and right exclusive) and its number of pixels."""

    top: int
    left: int
    bottom: int
    right: int
    area: int


def connected_marks(mask: npt.NDArray[np.bool_]) -> tuple[Mark, ...]:
    """The marks of a mask (h, w), neighbours being the eight around a pixel.

    Works on the runs of each row, joined where they touch a run of the row above (union–find), so that its
    time goes with the number of strokes crossed, not with the number of pixels.
    """
    height = len(mask)
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    first_of_row = np.searchsorted(rows, np.arange(height + 1)).tolist()
    begin, end = starts.tolist(), ends.tolist()
    parents = list(range(len(begin)))

    def root(run: int) -> int:
        while parents[run] != run:
            parents[run] = parents[parents[run]]
            run = parents[run]
        return run

    for row in range(1, height):
        above, here = first_of_row[row - 1], first_of_row[row]
        while above < first_of_row[row] and here < first_of_row[row + 1]:
            if begin[above] <= end[here] and begin[here] <= end[above]:
                parents[root(here)] = root(above)
            if end[above] < end[here]:
                above += 1
            else:
                here += 1
    roots = np.array([root(run) for run in range(len(begin))], dtype=np.int64)
    marks = []
    for one in np.unique(roots):
        runs = roots == one
        marks.append(
            Mark(
                top=int(rows[runs].min()),
                left=int(starts[runs].min()),
                bottom=int(rows[runs].max()) + 1,
                right=int(ends[runs].max()),
                area=int((ends[runs] - starts[runs]).sum()),
            )
        )
    return tuple(marks)
