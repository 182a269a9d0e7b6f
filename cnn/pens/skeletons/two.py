"""Ways to write 2: round or angular, with a loop, a flat foot or a wave."""

from cnn.pens.skeleton import RARE, SEEN, Skeleton, arc, corner

HEAD = ((0.0, 0.2), *arc(0.3, 0.27, 0.27, 0.27, -150, 20))

SHAPES = (
    Skeleton(2, "flat foot", (((0.0, 0.22), *arc(0.3, 0.27, 0.28, 0.27, -150, 20), *corner(0.0, 1.0), (0.62, 1.0)),)),
    Skeleton(
        2, "with a loop", ((*HEAD, (0.3, 0.78), (0.08, 0.98), (0.02, 0.84), (0.2, 0.82), (0.42, 0.97), (0.66, 0.92)),)
    ),
    Skeleton(2, "small loop", ((*HEAD, (0.28, 0.74), (0.04, 0.97), (0.04, 0.88), (0.18, 0.9), (0.62, 1.0)),), SEEN),
    Skeleton(2, "rounded", ((*HEAD, (0.34, 0.66), (0.1, 0.86), (0.08, 0.97), (0.3, 0.98), (0.62, 0.94)),), SEEN),
    Skeleton(2, "angular", (((0.02, 0.06), *corner(0.56, 0.03), *corner(0.0, 1.0), (0.62, 1.0)),), SEEN),
    Skeleton(
        2, "short head", (((0.06, 0.1), *arc(0.28, 0.24, 0.25, 0.24, -110, 25), *corner(0.0, 1.0), (0.5, 0.98)),), SEEN
    ),
    Skeleton(
        2,
        "wavy foot",
        (((0.04, 0.2), *arc(0.3, 0.24, 0.25, 0.24, -140, 30), *corner(0.0, 0.95), (0.3, 0.9), (0.65, 1.0)),),
        RARE,
        held_out=True,
    ),
)
