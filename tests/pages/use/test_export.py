"""Taking a network along, and bringing one back."""

from cnn.export.formats import FORMATS, export
from tests.pages.visitor import read


def test_every_format_can_be_downloaded(visit, finished):
    visitor = visit("use/export.py")
    assert visitor.downloads == ["Download"] * len(FORMATS)
    for form in FORMATS:
        assert form.title in visitor.words


def test_without_a_network(visit):
    assert visit("use/export.py").errors == ["No network is trained yet: train one, and it can be chosen here."]


def test_a_model_comes_back(visit, finished):
    visitor = visit("use/export.py")
    visitor.page.file_uploader[0].set_value([("model.zip", export(finished, "weights"), "application/zip")])
    visitor.again().press("Import it")
    (success,) = visitor.page.success
    assert read(success.value).startswith(f"{finished.name} is here, and chosen.")


def test_what_is_no_model_is_told_in_place(visit, finished):
    visitor = visit("use/export.py")
    visitor.page.file_uploader[0].set_value([("my <b>model</b>.zip", b"no zip", "application/zip")])
    visitor.again().press("Import it")
    (fault,) = visitor.errors
    assert fault.startswith("my <b>model</b>.zip cannot be read as a zip")
    assert visitor.downloads
