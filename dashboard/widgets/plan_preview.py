"""What a training will do, shown before it starts: its learning rate over time and its changes to images."""

from __future__ import annotations

import streamlit as st

from cnn.data.imageset import ImageSet
from cnn.data.split import divide
from cnn.training.config import TrainingConfig
from dashboard.charts.schedule import schedule_chart
from dashboard.widgets.augmentation_preview import augmentation_preview
from dashboard.words import count


def plan_preview(images: ImageSet, config: TrainingConfig, *, folded: bool) -> None:
    """Schedule and augmentation for these settings, behind a disclosure where ``folded``; raises ConfigError."""
    if not folded:
        _preview(images, config)
        return
    disclosure = st.expander("What the next training will do", icon=":material/preview:", on_change="rerun")
    if disclosure.open:
        with disclosure:
            _preview(images, config)


def _preview(images: ImageSet, config: TrainingConfig) -> None:
    training, validation = divide(images, config.validation_share, config.seed)
    steps_per_epoch = -(-len(training) // config.batch_size)
    judged = f", judged on {count(len(validation), 'other')}" if len(validation) else ""
    st.caption(
        f"{count(config.epochs, 'pass', 'passes')} of {count(steps_per_epoch, 'step')} over "
        f"{count(len(training), 'image')}{judged}{', labels as corrected' if images.corrections else ''}."
    )
    st.subheader("Learning rate", anchor=False)
    st.plotly_chart(
        schedule_chart(config, steps_per_epoch),
        config={"displayModeBar": False},
        key="planned rate",
        alt="The planned learning rate over the epochs",
    )
    if config.schedule == "plateau":
        st.caption(f"From here it falls where the validation {config.judged_by} no longer improves.")
    st.subheader("Augmentation", anchor=False)
    augmentation_preview(images, config, "plan")
