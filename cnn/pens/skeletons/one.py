"""Ways to write 1: a stroke, with a short or a long flag, with a foot."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, Stroke, corner

FOOT: Stroke = ((0.08, 1.0), (0.6, 1.0))

SHAPES = (
    Skeleton(1, "plain", (((0.05, 0.0), (0.05, 1.0)),)),
    Skeleton(1, "slanted", (((0.36, 0.0), (0.02, 1.0)),), SEEN),
    Skeleton(1, "short flag", (((0.0, 0.22), *corner(0.2, 0.0), (0.2, 1.0)),)),
    Skeleton(1, "long flag", (((0.0, 0.42), *corner(0.36, 0.0), (0.36, 1.0)),)),
    Skeleton(1, "very long flag", (((0.0, 0.54), *corner(0.4, 0.0), (0.34, 1.0)),), SEEN),
    Skeleton(1, "curved flag", (((0.0, 0.36), (0.2, 0.22), *corner(0.34, 0.0), (0.34, 1.0)),), SEEN),
    Skeleton(1, "flag of its own stroke", (((0.36, 0.0), (0.36, 1.0)), ((0.36, 0.0), (0.04, 0.36))), RARE),
    Skeleton(
        1, "short flag and foot", (((0.02, 0.22), *corner(0.22, 0.0), (0.22, 1.0)), ((0.0, 1.0), (0.44, 1.0))), SEEN
    ),
    Skeleton(1, "long flag and foot", (((0.0, 0.4), *corner(0.34, 0.0), (0.34, 1.0)), FOOT), SEEN),
    Skeleton(1, "foot alone", (((0.3, 0.0), (0.3, 1.0)), ((0.04, 1.0), (0.56, 1.0))), RARE, held_out=True),
    Skeleton(
        1,
        "curved flag and foot",
        (((0.0, 0.3), (0.2, 0.2), *corner(0.34, 0.0), (0.34, 1.0)), FOOT),
        RARE,
        held_out=True,
    ),
)
