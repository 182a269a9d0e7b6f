"""Ways to write 4: closed or open, the stem long or short, in one stroke or two."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, corner

SHAPES = (
    Skeleton(4, "closed", (((0.46, 0.0), *corner(0.0, 0.66), (0.66, 0.66)), ((0.46, 0.0), (0.46, 1.0)))),
    Skeleton(4, "closed in one", (((0.42, 1.0), *corner(0.42, 0.0), *corner(0.0, 0.64), (0.64, 0.64)),)),
    Skeleton(4, "open", (((0.08, 0.0), *corner(0.0, 0.52), (0.62, 0.5)), ((0.5, 0.04), (0.46, 1.0)))),
    Skeleton(
        4, "open, bar ends at the stem", (((0.04, 0.0), *corner(0.0, 0.5), (0.5, 0.5)), ((0.5, 0.0), (0.5, 1.0))), SEEN
    ),
    Skeleton(4, "open and round", (((0.06, 0.0), (0.0, 0.32), (0.14, 0.52), (0.54, 0.44)), ((0.56, 0.0), (0.5, 1.0)))),
    Skeleton(4, "open in one", (((0.04, 0.08), (0.06, 0.42), (0.34, 0.5), *corner(0.54, 0.04), (0.5, 1.0)),), SEEN),
    Skeleton(4, "lightning", (((0.34, 0.0), *corner(0.0, 0.62), (0.66, 0.62)), ((0.42, 0.38), (0.38, 1.0)))),
    Skeleton(4, "low bar", (((0.36, 0.0), *corner(0.0, 0.74), (0.62, 0.7)), ((0.42, 0.46), (0.36, 1.0))), SEEN),
    Skeleton(4, "short stem", (((0.4, 0.0), *corner(0.0, 0.76), (0.7, 0.76)), ((0.44, 0.3), (0.44, 1.0))), SEEN),
    Skeleton(4, "long stem", (((0.36, 0.16), *corner(0.0, 0.52), (0.62, 0.52)), ((0.4, 0.0), (0.38, 1.0))), SEEN),
    Skeleton(
        4,
        "lightning, long bar",
        (((0.28, 0.0), *corner(0.0, 0.54), (0.74, 0.54)), ((0.46, 0.28), (0.44, 1.0))),
        SEEN,
        held_out=True,
    ),
    Skeleton(
        4,
        "open and wide",
        (((0.0, 0.02), *corner(0.06, 0.46), (0.8, 0.46)), ((0.6, 0.0), (0.54, 1.0))),
        RARE,
        held_out=True,
    ),
)
