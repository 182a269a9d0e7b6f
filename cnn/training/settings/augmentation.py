"""Settings of the changes made to each training image, drawn anew every time it is seen; off at 0."""

from __future__ import annotations

from typing import Annotated

from cnn.training.settings.setting import Settings, setting


class AugmentationSettings(Settings):
    """The largest change of each kind; what Keras' ``ImageDataGenerator`` offers, and what handwriting does besides."""

    shift_px: Annotated[
        float,
        setting(
            "Shift",
            "Moves each training image by up to this much to each side.",
            unit="px",
            group="augmentation",
            ge=0,
            le=8,
            step=0.5,
        ),
    ] = 0.0
    rotation_deg: Annotated[
        float,
        setting(
            "Rotation",
            "Turns each training image by up to this much either way.",
            unit="degrees",
            group="augmentation",
            ge=0,
            le=45,
            step=1,
        ),
    ] = 0.0
    zoom: Annotated[
        float,
        setting(
            "Zoom",
            "Grows or shrinks each training image by up to this much.",
            unit="fraction",
            group="augmentation",
            ge=0,
            le=0.5,
            step=0.01,
        ),
    ] = 0.0
    shear_deg: Annotated[
        float,
        setting(
            "Shear",
            "Slants each training image by up to this much either way, as handwriting leans.",
            unit="degrees",
            group="augmentation",
            ge=0,
            le=45,
            step=1,
        ),
    ] = 0.0
    elastic_px: Annotated[
        float,
        setting(
            "Elastic",
            "Bends each training image by smooth random displacements of about this much, as a hand trembles "
            "(Simard 2003).",
            unit="px",
            group="augmentation",
            ge=0,
            le=4,
            step=0.25,
        ),
    ] = 0.0
    thickness_px: Annotated[
        float,
        setting(
            "Stroke thickness",
            "Thickens or thins the strokes of each training image by up to this much, as pens differ.",
            unit="px",
            group="augmentation",
            ge=0,
            le=2,
            step=0.25,
        ),
    ] = 0.0
    erase: Annotated[
        float,
        setting(
            "Erasing",
            "Blanks a random rectangle with sides up to this share of the image, so that no single part is relied on "
            "(Zhong 2017).",
            unit="fraction",
            group="augmentation",
            ge=0,
            le=0.5,
            step=0.05,
        ),
    ] = 0.0
