"""Ways to write 5: in one stroke or two, with a bar that joins, stands apart or overshoots."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, arc, corner

BELLY = arc(0.24, 0.68, 0.32, 0.32, -80, 145)
STEM_AND_BELLY = ((0.1, 0.04), *corner(0.06, 0.44), *BELLY)

SHAPES = (
    Skeleton(5, "one stroke", (((0.56, 0.0), *corner(0.12, 0.0), *corner(0.06, 0.44), *BELLY),)),
    Skeleton(5, "two strokes", (STEM_AND_BELLY, ((0.1, 0.02), (0.6, 0.0)))),
    Skeleton(
        5,
        "two strokes, bar apart",
        (((0.08, 0.1), *corner(0.04, 0.46), *arc(0.2, 0.71, 0.32, 0.29, -80, 140)), ((0.16, 0.02), (0.66, 0.0))),
        SEEN,
    ),
    Skeleton(5, "two strokes, bar aslant", (STEM_AND_BELLY, ((0.08, 0.06), (0.6, -0.06))), SEEN),
    Skeleton(
        5, "smooth", (((0.58, 0.02), (0.2, 0.02), (0.08, 0.28), (0.24, 0.42), *arc(0.24, 0.7, 0.3, 0.29, -40, 140)),)
    ),
    Skeleton(
        5,
        "large belly",
        (((0.5, 0.0), *corner(0.14, 0.0), *corner(0.08, 0.34), *arc(0.26, 0.64, 0.36, 0.36, -90, 150)),),
        SEEN,
    ),
    Skeleton(
        5,
        "small belly",
        (((0.54, 0.0), *corner(0.1, 0.0), *corner(0.08, 0.54), *arc(0.24, 0.76, 0.26, 0.24, -90, 145)),),
        SEEN,
    ),
    Skeleton(5, "round back", (((0.56, 0.0), *corner(0.14, 0.0), (0.08, 0.4), (0.3, 0.38), *BELLY[2:]),), SEEN),
    Skeleton(5, "two strokes, bar overshoots", (STEM_AND_BELLY, ((-0.12, 0.02), (0.56, 0.0))), RARE, held_out=True),
)
