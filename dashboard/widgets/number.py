"""A number of several digits, drawn or photographed, read digit by digit."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import streamlit as st

from cnn.drawing import read_picture
from cnn.reading.doubting import doubts_of
from cnn.reading.transcript import Transcript, transcribe
from cnn.runs.run import Run
from dashboard import cache
from dashboard.charts.boxes import Labelled, boxes_figure
from dashboard.drawn import Pixels
from dashboard.widgets.canvas import canvas
from dashboard.widgets.fault import plain
from dashboard.words import count, percent

PAD_WIDTH_PX = 520
"""As wide as the narrowest window has room for."""
PHOTO, DRAWN = "A photo", "My drawing"
FROM = "number_from"
MOST_MB = 30
TIP_LETTERS = 60


def choose_way() -> bool:
    """Ask whether to draw the number or to upload a picture of it; gives True for drawing."""
    how = st.segmented_control(
        "Number", (DRAWN, PHOTO), default=DRAWN, required=True, key=FROM, bind="query-params", width="stretch"
    )
    return how == DRAWN


def drawn_number(pad: str) -> Pixels | None:
    """The wide pad; gives what is drawn on it, or None while it is empty."""
    return canvas(PAD_WIDTH_PX, pad, "Draw a number: digits beside each other, in more than one line if you like.")


def uploaded_number() -> Pixels | None:
    """Ask for a picture; gives its pixels, turned upright, or None. Raises DrawingError for what is no picture."""
    file = st.file_uploader(
        "A photo of a number",
        type=["png", "jpg", "jpeg"],
        key="number_picture",
        help="PNG or JPEG, dark on light or light on dark. Digits apart from each other are read best.",
        max_upload_size=MOST_MB,
    )
    return None if file is None else read_picture(file.getvalue(), name=file.name)


def show_number(run: Run, picture: Pixels | None) -> None:
    """The picture with a box around each digit, what was read in it, and the whole number to copy."""
    if picture is None:
        st.info("The number will be here as text, with a box around each digit.", icon=":material/pin:")
        return
    predictor, witness = cache.predictor(run), cache.witness(run)
    transcript = transcribe(predictor, picture, witness)
    if not transcript.digits:
        st.warning("There is no ink to be found in it: write darker, or take the picture in better light.")
        return
    st.subheader("It reads", anchor=False)
    st.code(transcript.text, language=None)
    drawings = [digit.reading.drawing for digit in transcript.digits]
    boxes = _labelled(transcript, witness.are_strange(drawings) if witness else [False] * len(drawings))
    st.plotly_chart(
        boxes_figure(picture, boxes),
        config={"displayModeBar": False},
        key="number_boxes",
        width="content",
        alt=f"The picture with {count(len(boxes), 'box', 'boxes')}: {', '.join(box.text for box in boxes)}",
    )
    _explain(transcript, boxes)


def _labelled(transcript: Transcript, strange: Sequence[bool]) -> list[Labelled]:
    """A box for each digit, with its probability and every doubt about it."""
    boxes = []
    for digit, is_strange in zip(transcript.digits, strange, strict=True):
        reading = digit.reading
        assert reading.label is not None
        doubts = doubts_of(reading, transcript.class_names, is_strange=is_strange)
        name, sure = transcript.class_names[reading.label], float(reading.probs[reading.label])
        told = [f"{name}, {percent(sure, 1)} sure"]
        told += ["cut off a neighbour that it touches"] * digit.is_cut + [wrapped(doubt.text) for doubt in doubts]
        boxes.append(Labelled(digit.box, name, percent(sure, 0), "<br>".join(told), bool(doubts)))
    return boxes


def wrapped(text: str) -> str:
    """A long sentence in lines of a pointer's tip."""
    return "<br>".join(textwrap.wrap(text, TIP_LETTERS))


def _explain(transcript: Transcript, boxes: Sequence[Labelled]) -> None:
    """How many digits there are, which are in doubt, and each probability as a table."""
    in_doubt = sum(box.is_doubted for box in boxes)
    cut = sum(digit.is_cut for digit in transcript.digits)
    said = [f"{count(len(boxes), 'digit')} in {count(len(transcript.lines), 'line')}"]
    if in_doubt:
        said.append(f"{in_doubt:,} in doubt (dashed, with a question mark): point at one to read why")
    if cut:
        said.append(f"{cut:,} touch a neighbour and were cut apart")
    st.caption(plain("; ".join(said) + "."))
    with st.expander("Every digit and how sure it is"):
        rows = [
            {
                "line": number,
                "place": place,
                "read as": transcript.class_names[digit.reading.label or 0],
                "sure": 100 * float(digit.reading.probs.max()),
            }
            for number, line in enumerate(transcript.lines, 1)
            for place, digit in enumerate(line, 1)
        ]
        st.dataframe(
            rows, hide_index=True, column_config={"sure": st.column_config.NumberColumn("sure (%)", format="%.1f")}
        )
