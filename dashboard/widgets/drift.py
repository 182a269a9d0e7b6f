"""Whether the test part looks like the training part."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from cnn.data.survey.survey import Survey
from cnn.data.survey.traits import TRAITS
from dashboard.charts.mosaic import signed_picture
from dashboard.charts.traits import drift_chart, drift_in_words, value
from dashboard.widgets.digits import shown_at

PICTURE_PX = 112
STILL = {"displayModeBar": False}
HELP = (
    "The largest difference between the shares of both parts that lie below one value (Kolmogorov, Smirnov): 0 for the "
    "same distribution, 1 for nothing in common."
)
CHANCE = "What two parts of these sizes, drawn from one source, exceed once in twenty times."


def show_drift(survey: Survey, trait: int) -> None:
    """Each trait compared, one of them drawn, and the difference of the mean images."""
    if survey.test is None:
        st.info("This data has no test part to compare with.", icon=":material/info:")
        return
    table = pd.DataFrame(
        [
            {
                "Trait": kind.title,
                "Training": value(drift.means[0], kind),
                "Test": value(drift.means[1], kind),
                "Distance": drift.distance,
                "By chance": drift.by_chance,
                "Drift": drift_in_words(drift),
            }
            for kind, drift in zip(TRAITS, survey.drifts, strict=True)
        ]
    )
    number = st.column_config.NumberColumn
    st.dataframe(
        table,
        hide_index=True,
        alt="How far training and test part are apart in each trait",
        column_config={
            "Training": st.column_config.TextColumn(help="The mean over the training part."),
            "Test": st.column_config.TextColumn(help="The mean over the test part."),
            "Distance": number(format="%.4f", help=HELP),
            "By chance": number(format="%.4f", help=CHANCE),
        },
    )
    kind, drift = TRAITS[trait], survey.drifts[trait]
    st.plotly_chart(
        drift_chart(survey.train.traits[:, trait], survey.test.traits[:, trait], kind),
        config=STILL,
        key="drift",
        alt=f"{kind.title} in the training and in the test part: the drift is {drift_in_words(drift)}",
    )
    _show_means(survey.train.profile.mean, survey.test.profile.mean)
    st.caption(
        "With several traits compared, one may well lie above chance. A part with more of one class than the other "
        "drifts too: compare the class counts where both parts have labels."
    )


def _show_means(train: np.typing.NDArray[np.float64], test: np.typing.NDArray[np.float64]) -> None:
    """The mean image of both parts and their difference, blue where the test part has less ink."""
    st.subheader("Mean images", anchor=False)
    difference = (test - train).mean(0)
    largest = max(float(np.abs(difference).max()), 1e-9)
    with st.container(horizontal=True, gap="medium"):
        means = np.rint(np.stack([train, test])).astype(np.uint8)
        st.container(width=2 * PICTURE_PX + 24).image(
            [shown_at(image, 2 * PICTURE_PX) for image in means],
            caption=["training", "test"],
            width=PICTURE_PX,
            alt=["The mean training image", "The mean test image"],
        )
        factor = max(1, 2 * PICTURE_PX // difference.shape[1])
        picture = signed_picture(difference, largest).repeat(factor, axis=0).repeat(factor, axis=1)
        st.container(width=PICTURE_PX + 60).image(
            picture, caption="test − training", width=PICTURE_PX, alt="Their difference", output_format="PNG"
        )
    st.caption(f"Orange: the test part has more ink, blue: less; the strongest colour is {largest:.2f} of 255.")
