"""The builder by mouse and by keyboard: a row of the table chooses a layer, a field changes it, Ctrl+Z undoes that."""

from playwright.sync_api import expect

from cnn.model.editing import changed, layer_at, replace
from cnn.model.shapes import parameter_count
from cnn.model.volume import Volume
from cnn.presets import FIRST_OFFERED, find_preset
from dashboard.widgets.layer_table import ROW_PX
from tests.browser.tab import only

NETWORK = find_preset(FIRST_OFFERED).architecture(Volume(28, 28, 1), 10)
WIDER = replace(NETWORK, (0,), changed(layer_at(NETWORK, (0,)), filters=40))


def click_row(tab, number):
    """Click the name of a layer in the table."""
    table = tab.main.get_by_test_id("stDataFrame").first
    boxes = []
    tab.wait_until(lambda: boxes.append(table.bounding_box()) or boxes[-1])  # none while the table is made anew
    box = boxes[-1]
    tab.page.mouse.click(box["x"] + 120, box["y"] + ROW_PX * (number + 0.5))
    return tab.settle()


def press_key(tab, keys, label):
    """Press the keys of a button once it can be pressed."""
    expect(only(tab.main.get_by_role("button", name=label))).to_be_enabled()
    tab.page.keyboard.press(keys)
    return tab


def test_a_network_is_changed_by_mouse_and_keyboard(server, open_tab):
    tab = open_tab(server).open("design").expect_title("Design")
    tab.expect_text(f"{parameter_count(NETWORK):,} parameters")
    click_row(tab, 2).expect_text("Keep the largest value of each F×F window")
    click_row(tab, 1).expect_text("Slide K filters of F×F over the volume")
    filters = tab.main.get_by_label("Filters", exact=True)
    only(filters).fill("40")
    filters.press("Enter")
    tab.expect_text(f"{parameter_count(WIDER):,} parameters").expect_text("A network of your own")

    press_key(tab, "Control+z", "Undo").expect_text(f"{parameter_count(NETWORK):,} parameters")
    expect(only(filters)).to_have_value("32")
    press_key(tab, "Control+y", "Redo")
    tab.expect_text(f"{parameter_count(WIDER):,} parameters")

    tab.menu("Train").expect_text(f"{FIRST_OFFERED}, changed, {parameter_count(WIDER):,} parameters")
