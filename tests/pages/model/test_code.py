"""The page that shows the chosen network and its training as a script."""

from dashboard.widgets.script import FRAMEWORK


def script_on(visitor):
    (code,) = visitor.page.code
    return code.value


def test_the_script_is_that_of_the_chosen_network_and_settings(visit):
    visitor = visit("model/code.py")
    assert "nn.Conv2d(1, 32, 5, bias=False)" in script_on(visitor)
    visitor.choose("Network", "notebook")
    assert "nn.Linear(2304, 256)" in script_on(visitor)
    assert "torch.optim.RMSprop" in script_on(visitor)


def test_a_setting_made_on_train_is_in_the_script(visit):
    visitor = visit("train/train.py")
    visitor.choose("Optimizer", "sgd")
    assert "torch.optim.SGD" in script_on(visitor.go("model/code.py"))


def test_keras_by_address(visit):
    visitor = visit("model/code.py", address={FRAMEWORK: "Keras"})
    assert "keras.Sequential" in script_on(visitor)
    assert visitor.works_on.endswith("as a plain Keras script")
    assert visitor.downloads == ["Download the script"]
