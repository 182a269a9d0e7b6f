"""Ways to write 0: round or narrow, left open, overlapping, with a curl."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, arc

SHAPES = (
    Skeleton(0, "oval", (arc(0.33, 0.5, 0.33, 0.5, -90, -450),)),
    Skeleton(0, "narrow oval", (arc(0.24, 0.5, 0.24, 0.5, -70, -430),), SEEN),
    Skeleton(0, "circle", (arc(0.45, 0.5, 0.45, 0.5, -100, 265),), SEEN),
    Skeleton(0, "left open", (arc(0.33, 0.5, 0.33, 0.5, -70, -405),), SEEN),
    Skeleton(0, "open at the top", (((0.24, 0.0), *arc(0.34, 0.52, 0.34, 0.48, -125, -405), (0.43, 0.06)),), RARE),
    Skeleton(
        0, "overlapping", (((0.5, 0.14), *arc(0.34, 0.5, 0.33, 0.5, -80, -430), (0.22, 0.02), (0.1, 0.16)),), SEEN
    ),
    Skeleton(0, "with a curl", ((*arc(0.33, 0.5, 0.33, 0.5, -40, -400), (0.42, 0.12)),), RARE, held_out=True),
)
