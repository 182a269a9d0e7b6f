"""Ways to write 9: with a straight, a slanting, a curved or a hooked tail, in one stroke or two."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, arc, corner

SHAPES = (
    Skeleton(9, "straight tail", ((*arc(0.26, 0.27, 0.26, 0.27, -20, -360), (0.5, 1.0)),)),
    Skeleton(9, "stem apart", (arc(0.24, 0.26, 0.24, 0.26, -10, -370), ((0.5, 0.04), (0.5, 1.0))), SEEN),
    Skeleton(9, "slanting tail", ((*arc(0.3, 0.26, 0.26, 0.26, -30, -370), (0.4, 0.66), (0.16, 1.0)),)),
    Skeleton(
        9,
        "curved tail",
        ((*arc(0.28, 0.27, 0.26, 0.27, -20, -370), (0.54, 0.6), (0.44, 0.9), (0.22, 1.0), (0.02, 0.88)),),
    ),
    Skeleton(
        9,
        "hooked tail",
        ((*arc(0.26, 0.25, 0.25, 0.25, -20, -360), (0.52, 0.7), *arc(0.26, 0.78, 0.25, 0.22, 10, 160)),),
        SEEN,
    ),
    Skeleton(9, "left open", ((*arc(0.28, 0.28, 0.26, 0.28, -50, -335), *corner(0.53, 0.08), (0.5, 1.0)),), SEEN),
    Skeleton(9, "small head", ((*arc(0.24, 0.2, 0.22, 0.2, -20, -360), (0.45, 0.6), (0.36, 1.0)),), SEEN),
    Skeleton(
        9, "round back", ((*arc(0.27, 0.28, 0.26, 0.28, -20, -360), (0.5, 0.56), (0.34, 0.84), (0.06, 1.0)),), SEEN
    ),
    Skeleton(
        9,
        "hooked stem apart",
        (arc(0.25, 0.26, 0.24, 0.26, -30, -370), ((0.5, 0.06), (0.52, 0.7), (0.42, 0.95), (0.2, 1.0), (0.04, 0.86))),
        RARE,
        held_out=True,
    ),
)
