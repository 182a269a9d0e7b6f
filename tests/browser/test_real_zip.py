"""The competition's own zip, uploaded in the browser: looked at, trained on for an epoch, submitted."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.real_data


@pytest.fixture
def competition_zip() -> str:
    """The path of the competition's zip."""
    path = os.environ.get("CNN_KAGGLE_ZIP")
    if not path:
        pytest.skip("CNN_KAGGLE_ZIP does not name the competition's zip")
    return path


def test_from_the_upload_to_28000_rows(server, open_tab, competition_zip):
    tab = open_tab(server).open("explore").expect_title("Explore")
    tab.main.get_by_text("Use files of your own").click()
    tab.page.locator("input[type=file]").set_input_files(competition_zip)
    upload = tab.page.get_by_role("button", name="Open these files")
    tab.wait_until(upload.is_enabled)
    tab.press("Open these files")
    tab.expect_text("digit-recognizer.zip: 42,000 images of 28×28×1, 28,000 more to predict")

    tab.menu("Train").expect_text("42,000 images")
    tab.step("Epochs", "Home").press("Train")
    tab.wait_until(lambda: server.runs.made_here())
    (run,) = server.runs.made_here()
    assert run.record.config.epochs == 1
    tab.wait_until(lambda: run.status not in ("queued", "running"), patience_s=240)
    assert run.status == "finished"
    assert run.state.validation_accuracy > 0.95

    tab.menu("Submit").expect_text("28,000 test images of digit-recognizer.zip")
    tab.press("Predict").expect_text("ids from 1 to 28,000")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Download submission.csv").click()
    lines = Path(download.value.path()).read_text().splitlines()
    assert lines[0] == "ImageId,Label"
    assert [line.split(",")[0] for line in lines[1:]] == [str(row) for row in range(1, 28_001)]
    assert {line.split(",")[1] for line in lines[1:]} == set("0123456789")
