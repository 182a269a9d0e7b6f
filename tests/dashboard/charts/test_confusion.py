"""The confusion matrix has a square to click over every cell, and says the same in words."""

import numpy as np
import pytest

from cnn.judging.evaluation import Evaluation
from dashboard.charts.confusion import clicked_cell, confusion_chart, in_words


def squares(figure):
    """The trace that takes the clicks."""
    (scatter,) = [trace for trace in figure.data if trace.type == "scatter"]
    return scatter


def test_every_cell_has_one_square_that_can_be_clicked(evaluation):
    trace = squares(confusion_chart(evaluation, "counts"))
    assert sorted(zip(trace.x, trace.y, strict=True)) == [(x, y) for x in range(3) for y in range(3)]
    assert trace.marker.symbol == "square"


def test_a_click_gives_the_true_and_the_predicted_class(evaluation):
    trace = squares(confusion_chart(evaluation, "counts"))
    place = [told[0] for told in trace.customdata].index(2)
    assert (trace.y[place], trace.x[place]) == (0, 2)
    assert clicked_cell({"points": [{"x": trace.x[place], "y": trace.y[place]}]}) == (0, 2)


def test_nothing_clicked_is_no_cell():
    assert clicked_cell({"points": []}) is None
    assert clicked_cell({}) is None


def heatmaps(figure):
    """The cells in pale and in strong colours, and the diagonal."""
    return [trace for trace in figure.data if trace.type == "heatmap"]


def mistakes_in(figure):
    """The numbers that the cells off the diagonal are coloured by; NaN on it."""
    pale, strong, _ = (np.array(trace.z, float) for trace in heatmaps(figure))
    assert not (np.isfinite(pale) & np.isfinite(strong)).any()
    return np.fmax(pale, strong)


def labels(figure):
    """What is written in the cells, row by row; each heatmap writes only where it has a colour."""
    words = np.full((3, 3), "", object)
    for trace in figure.data:
        if trace.type == "heatmap":
            coloured = ~np.isnan(np.array(trace.z, float))
            assert not "".join(np.array(trace.text)[~coloured])
            words[coloured] = np.array(trace.text)[coloured]
    return words.tolist()


def test_cells_hold_counts_or_rates_and_nothing_where_there_is_nothing(evaluation):
    counts, by_row, by_column = (
        [["1", "", "2"], ["", "2", ""], ["", "", "1"]],
        [["33.3", "", "66.7"], ["", "100.0", ""], ["", "", "100.0"]],
        [["100.0", "", "66.7"], ["", "100.0", ""], ["", "", "33.3"]],
    )
    assert labels(confusion_chart(evaluation, "counts")) == counts
    assert labels(confusion_chart(evaluation, "rates by row")) == by_row
    assert labels(confusion_chart(evaluation, "rates by column")) == by_column


def test_a_chosen_square_pales_no_number(evaluation):
    assert squares(confusion_chart(evaluation, "counts")).text is None


def test_the_first_class_is_on_top_and_axes_are_named(evaluation):
    figure = confusion_chart(evaluation, "counts")
    assert figure.layout.yaxis.range == (2.5, -0.5)
    assert figure.layout.xaxis.ticktext == figure.layout.yaxis.ticktext == ("nought", "one", "two")
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("read as", "truth")


def test_the_diagonal_does_not_drown_the_mistakes(evaluation):
    mistakes = mistakes_in(confusion_chart(evaluation, "counts"))
    assert np.isnan(mistakes.diagonal()).all()
    assert mistakes[0, 2] == pytest.approx(2 / 3)
    by_column = mistakes_in(confusion_chart(evaluation, "rates by column"))
    assert by_column[0, 2] == pytest.approx(2 / 3)
    assert by_column[0, 1] == 0


@pytest.mark.parametrize("classes", [2, 21, 60])
def test_any_number_of_classes(classes):
    labels = np.arange(classes)
    names = tuple(f"class {label}" for label in labels)
    evaluation = Evaluation(labels, np.eye(classes, dtype=np.float32), labels, names)
    assert len(squares(confusion_chart(evaluation, "rates by row")).x) == classes**2


def test_it_is_told_in_words(evaluation):
    assert in_words(evaluation) == ("Confusion matrix: 2 of 6 images wrong, most often nought read as two (2 times)")


def test_no_mistakes_are_told_in_words():
    labels = np.arange(3)
    evaluation = Evaluation(labels, np.eye(3, dtype=np.float32), labels, ("a", "b", "c"))
    assert in_words(evaluation) == "Confusion matrix: all 3 images right"
    assert np.isnan(mistakes_in(confusion_chart(evaluation, "counts")).diagonal()).all()


def test_numbers_can_be_read_on_every_colour(evaluation):
    pale, strong, diagonal = heatmaps(confusion_chart(evaluation, "counts"))
    assert np.argwhere(np.isfinite(np.array(strong.z, float))).tolist() == [[0, 2]]
    assert pale.textfont.color == diagonal.textfont.color != strong.textfont.color
    assert (pale.zmin, pale.zmax) == (strong.zmin, strong.zmax)
