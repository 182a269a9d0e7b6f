"""Ways to write 6: straight or curved above, the loop closed, open, small or curled in."""

from cnn.pens.skeleton import SEEN, Skeleton, arc

SHAPES = (
    Skeleton(
        6, "curved", (((0.46, 0.0), (0.16, 0.26), (0.0, 0.66), *arc(0.27, 0.72, 0.26, 0.28, 150, -150), (0.02, 0.76)),)
    ),
    Skeleton(6, "straight", (((0.34, 0.0), (0.08, 0.48), (0.0, 0.72), *arc(0.25, 0.76, 0.25, 0.24, 150, -170)),)),
    Skeleton(
        6,
        "hooked",
        (((0.56, 0.14), (0.42, 0.0), (0.14, 0.2), (0.0, 0.64), *arc(0.28, 0.71, 0.28, 0.29, 150, -160)),),
        SEEN,
    ),
    Skeleton(6, "left open", (((0.4, 0.0), (0.1, 0.34), (0.0, 0.7), *arc(0.26, 0.74, 0.26, 0.26, 150, -105)),), SEEN),
    Skeleton(
        6,
        "curled in",
        (((0.42, 0.0), (0.12, 0.3), (0.0, 0.66), *arc(0.27, 0.73, 0.26, 0.27, 150, -170), (0.14, 0.84)),),
        SEEN,
    ),
    Skeleton(
        6, "small loop", (((0.4, 0.0), (0.12, 0.4), (0.02, 0.78), *arc(0.21, 0.82, 0.19, 0.18, 150, -165)),), SEEN
    ),
    Skeleton(
        6, "large loop", (((0.44, 0.0), (0.12, 0.24), (0.0, 0.62), *arc(0.29, 0.69, 0.29, 0.31, 160, -165)),), SEEN
    ),
    Skeleton(
        6,
        "wide loop",
        (((0.3, 0.0), (0.04, 0.36), (0.0, 0.66), *arc(0.34, 0.72, 0.34, 0.28, 160, -185)),),
        SEEN,
        held_out=True,
    ),
)
