"""Someone who opens pages, presses buttons and reads: every step fails the test where the program fails."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from streamlit.testing.v1 import AppTest

from cnn.places import ROOT
from dashboard.navigation import entry_of

APP = ROOT / "dashboard" / "app.py"


class Visitor:
    """One session, at a page."""

    def __init__(self, page: AppTest) -> None:
        self.page = page
        self._must_work()

    @classmethod
    def at(cls, file: str, state: dict[str, Any] | None = None, address: dict[str, str] | None = None) -> Visitor:
        """A new session that opens ``file`` below ``pages/`` with this session state and these query parameters."""
        visitor = cls(AppTest.from_file(str(APP), default_timeout=60).run())
        for key, value in (state or {}).items():
            visitor.page.session_state[key] = value
        for key, value in (address or {}).items():
            visitor.page.query_params[key] = value
        return visitor.go(file)

    def go(self, file: str) -> Visitor:
        """Open another page of the menu."""
        self.page.switch_page(entry_of(file).path)
        return self.again()

    def again(self) -> Visitor:
        """Let the page run once more, with what was put into its controls."""
        self.page.run()
        self._must_work()
        return self

    def press(self, label: str) -> Visitor:
        """Press the button with this label."""
        self._named(self.page.button, label).click()
        return self.again()

    def choose(self, label: str, value: Any) -> Visitor:
        """Choose an option by its value in the list with this label."""
        self._named(self.page.selectbox, label).set_value(value)
        return self.again()

    def choose_several(self, label: str, *values: Any) -> Visitor:
        """Choose these options, and no others, in the list of several with this label."""
        self._named(self.page.multiselect, label).set_value(list(values))
        return self.again()

    def hand_over(self, *files: tuple[str, bytes]) -> Visitor:
        """Put files, (name, content) each, into the upload form and press its button."""
        self.page.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
        return self.again().press("Open these files")

    @property
    def title(self) -> str:
        (title,) = self.page.title
        return read(title.value)

    @property
    def works_on(self) -> str:
        """The one line below the title."""
        return read(self.page.caption[0].value)

    @property
    def errors(self) -> list[str]:
        return _read_all(self.page.error)

    @property
    def warnings(self) -> list[str]:
        return _read_all(self.page.warning)

    @property
    def infos(self) -> list[str]:
        return _read_all(self.page.info)

    @property
    def subheaders(self) -> list[str]:
        return _read_all(self.page.subheader)

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.page.button]

    @property
    def downloads(self) -> list[str]:
        return [button.label for button in self.page.download_button]

    @property
    def picture_captions(self) -> list[str]:
        """What stands below the pictures."""
        return [read(caption) for picture in self.page.image for caption in picture.captions if caption]

    @property
    def grid_captions(self) -> list[str]:
        """What stands below the pictures one can choose from, as a browser is told."""
        grids = [element.proto for element in self.page.get("bidi_component")]
        return [caption for grid in grids if grid.json for caption in json.loads(grid.json).get("captions", ())]

    @property
    def pictured(self) -> list[str]:
        """What charts and sheets show, in words."""
        charts = [chart.proto.alt for chart in self.page.get("plotly_chart")]
        sheets = [json.loads(element.proto.json) for element in self.page.get("bidi_component") if element.proto.json]
        return charts + [sheet["alt"] for sheet in sheets if "figure" in sheet]

    @property
    def figures(self) -> dict[str, str]:
        """The cards with one figure each."""
        return {card.label: str(card.value) for card in self.page.metric}

    @property
    def words(self) -> str:
        """Everything written on the page, as Markdown (so that what was not escaped can be found)."""
        kinds = ("title", "subheader", "caption", "markdown", "info", "warning", "error", "success")
        written = [element.value for kind in kinds for element in getattr(self.page, kind)]
        return "\n".join([*written, *(caption for image in self.page.image for caption in image.captions)])

    def _must_work(self) -> None:
        messages = [f"{exception.message}\n{exception.stack_trace}" for exception in self.page.exception]
        assert not messages, messages

    def _named(self, elements: Iterable[Any], label: str) -> Any:
        fits = [element for element in elements if element.label == label]
        assert fits, f"{label!r} is none of {[element.label for element in elements]}"
        return fits[0]


def read(markdown: str) -> str:
    """Markdown without its escapes, as a visitor reads it."""
    return re.sub(r"\\(.)", r"\1", markdown)


def _read_all(elements: Iterable[Any]) -> list[str]:
    return [read(element.value) for element in elements]
