"""Ways to write 7: plain, curved, with a serif at the left, with a crossbar."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, corner

SHAPES = (
    Skeleton(7, "plain", (((0.0, 0.0), *corner(0.58, 0.0), (0.2, 1.0)),)),
    Skeleton(7, "curved", (((0.0, 0.04), *corner(0.6, 0.0), (0.34, 0.48), (0.26, 1.0)),)),
    Skeleton(7, "upright", (((0.0, 0.0), *corner(0.54, 0.0), (0.38, 1.0)),), SEEN),
    Skeleton(7, "wavy top", (((0.0, 0.12), (0.14, 0.0), (0.36, 0.06), *corner(0.6, 0.0), (0.24, 1.0)),), SEEN),
    Skeleton(7, "crossbar", (((0.0, 0.0), *corner(0.58, 0.0), (0.18, 1.0)), ((0.12, 0.5), (0.6, 0.5)))),
    Skeleton(7, "steep crossbar", (((0.0, 0.0), *corner(0.5, 0.0), (0.24, 1.0)), ((0.08, 0.58), (0.56, 0.4))), SEEN),
    Skeleton(7, "short crossbar", (((0.0, 0.0), *corner(0.56, 0.0), (0.2, 1.0)), ((0.24, 0.52), (0.5, 0.48))), SEEN),
    Skeleton(7, "serif", (((0.0, 0.14), *corner(0.02, 0.02), *corner(0.58, 0.0), (0.22, 1.0)),), SEEN),
    Skeleton(
        7,
        "serif and crossbar",
        (((0.02, 0.14), *corner(0.04, 0.02), *corner(0.6, 0.0), (0.24, 1.0)), ((0.14, 0.48), (0.58, 0.46))),
        SEEN,
    ),
    Skeleton(
        7,
        "curved with crossbar",
        (((0.0, 0.1), (0.2, 0.02), *corner(0.64, 0.04), (0.36, 0.5), (0.28, 1.0)), ((0.1, 0.56), (0.6, 0.5))),
        SEEN,
        held_out=True,
    ),
    Skeleton(
        7, "in two strokes", (((0.0, 0.02), (0.56, 0.0)), ((0.56, 0.0), (0.38, 0.4), (0.24, 1.0))), RARE, held_out=True
    ),
)
