"""Ways to write 3: two bows with or without a corner between them, a flat top, a loop."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, arc, corner

BELLY = arc(0.24, 0.74, 0.31, 0.26, -80, 150)

SHAPES = (
    Skeleton(3, "round", ((*arc(0.26, 0.25, 0.26, 0.25, -150, 80), (0.2, 0.49), *BELLY),)),
    Skeleton(3, "with a corner", ((*arc(0.26, 0.24, 0.26, 0.24, -150, 70), *corner(0.2, 0.48), *BELLY[1:]),)),
    Skeleton(
        3, "flat top", (((0.0, 0.0), *corner(0.52, 0.0), *corner(0.2, 0.42), *arc(0.22, 0.7, 0.34, 0.3, -60, 150)),)
    ),
    Skeleton(
        3,
        "flat top, rounded",
        (((0.0, 0.02), *corner(0.5, 0.0), (0.24, 0.4), *arc(0.24, 0.7, 0.3, 0.3, -70, 140)),),
        SEEN,
    ),
    Skeleton(
        3,
        "small head",
        ((*arc(0.24, 0.19, 0.22, 0.19, -150, 70), *corner(0.16, 0.4), *arc(0.22, 0.7, 0.32, 0.3, -80, 150)),),
        SEEN,
    ),
    Skeleton(
        3,
        "shallow",
        (((0.04, 0.06), (0.3, 0.0), (0.46, 0.2), *corner(0.22, 0.46), (0.5, 0.62), (0.42, 0.92), (0.0, 0.96)),),
        SEEN,
    ),
    Skeleton(
        3,
        "with a loop",
        (
            (
                *arc(0.28, 0.24, 0.25, 0.24, -150, 60),
                (0.2, 0.5),
                (0.16, 0.44),
                (0.28, 0.46),
                *arc(0.26, 0.74, 0.3, 0.26, -50, 150),
            ),
        ),
        RARE,
        held_out=True,
    ),
)
