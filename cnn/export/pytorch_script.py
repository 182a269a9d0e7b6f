"""A whole training as one plain PyTorch script, to read, to change, to paste into a Kaggle notebook."""

from __future__ import annotations

import math

from cnn.export.form import assemble, call, introduction, normalised, number
from cnn.export.plan import Plan
from cnn.export.pytorch_network import network_code
from cnn.export.rates import rate_function
from cnn.training.config import KERAS_EPSILON, TrainingConfig

NOT_CARRIED = ("thickness_px", "erase", "elastic_px", "views", "precision", "patience")

READING = '''
def read(name):
    """Images float32 (N, C, H, W) and labels int64 (N,), None where the file has none."""
    table = pd.read_csv(FOLDER / name)
    labels = torch.tensor(table.pop("label").to_numpy()) if "label" in table else None
    images = torch.tensor(table.to_numpy("float32")).reshape(-1, *SHAPE)
    return %s, labels
'''

INITIALISING = '''
def initialise(network):
    """Glorot-uniform weights and no bias, as Keras does."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
'''

FILTER_MUON = '''
class FilterMuon(torch.optim.Muon):
    """Muon (Jordan 2024) for filters too: each is a row of a matrix that shares its memory."""

    def __init__(self, weights, **settings):
        self.weights = weights
        super().__init__([nn.Parameter(weight.detach().view(len(weight), -1)) for weight in weights], **settings)

    def step(self):
        for matrix, weight in zip(self.param_groups[0]["params"], self.weights, strict=True):
            matrix.grad = weight.grad.view(len(weight), -1)
        super().step()
'''

AUGMENTING = '''
def augment(x):
    """Every image moved, turned, zoomed and slanted a little, by a draw of its own."""
    count, (_, height, width) = len(x), SHAPE
    turn, zoom, lean, right, down = torch.empty(5, count, device=x.device).uniform_(-1, 1)
    turn, zoom, lean = {turn} * turn, 1 + {zoom} * zoom, torch.tan({lean} * lean)
    right, down = 2 * {shift} / width * right, 2 * {shift} / height * down
    cos, sin = turn.cos() / zoom, turn.sin() / zoom
    maps = torch.stack((cos - lean * sin, sin + lean * cos, right, -sin, cos, down), 1).view(-1, 2, 3)
    grid = functional.affine_grid(maps, list(x.shape), align_corners=False)
    return functional.grid_sample(x, grid, align_corners=False)
'''

PLATEAU = '''
class Plateau:
    """Lowers the rate where the network no longer improves, as Keras' ReduceLROnPlateau."""

    def __init__(self):
        self.factor, self.best, self.waited, self.cooling = 1.0, None, 0, 0

    def after_epoch(self, score):
        if self.cooling:
            self.cooling, self.waited = self.cooling - 1, 0
        if self.best is None or score > self.best + {delta}:
            self.best, self.waited = score, 0
        elif not self.cooling:
            self.waited += 1
            if self.waited >= {patience}:
                self.factor = max(self.factor * {factor}, {lowest} / LEARNING_RATE)
                self.cooling, self.waited = {cooldown}, 0
'''

JUDGING = '''
@torch.no_grad()
def probabilities(network, x):
    """Probabilities (N, K) of images (N, C, H, W)."""
    network.eval()
    return torch.cat([network(some.to(DEVICE)).softmax(1).cpu() for some in x.split(1000)])
'''


def pytorch_script(plan: Plan) -> str:
    """The script; raises SpecError where the network is impossible."""
    config, input_volume = plan.config, plan.network.input
    imports = ["import copy"] * (config.validation_share > 0) + ["import math"]
    constants = [
        'FOLDER = Path("/kaggle/input/digit-recognizer")  # where train.csv and test.csv are',
        "if not FOLDER.exists():",
        "    FOLDER = Path()",
        f"SHAPE = ({input_volume.depth}, {input_volume.height}, {input_volume.width})  # channels, height, width",
        f"EPOCHS, BATCH_SIZE, LEARNING_RATE = {config.epochs}, {config.batch_size}, {config.learning_rate:g}",
        f"SEED, VALIDATION_SHARE = {config.seed}, {config.validation_share:g}",
        'DEVICE = "cuda" if torch.cuda.is_available() else "cpu"',
    ]
    head = "\n".join(
        [
            introduction(plan, "PyTorch", plan.left_out(NOT_CARRIED)),
            "",
            *imports,
            "from pathlib import Path",
            "",
            "import pandas as pd",
            "import torch",
            *["from sklearn.model_selection import train_test_split"] * (config.validation_share > 0),
            "from torch import nn",
            "from torch.nn import functional",
            "",
            *constants,
        ]
    )
    return assemble(
        head,
        READING % normalised(plan),
        network_code(plan.steps),
        INITIALISING,
        FILTER_MUON if config.optimizer == "muon" else "",
        _optimizers(config),
        rate_function(config),
        _plateau(config) if config.schedule == "plateau" else "",
        _augmentation(config) if plan.moves else "",
        JUDGING,
        _training(plan),
        _main(config),
    )


def _optimizers(config: TrainingConfig) -> str:
    decay, epsilon = number(config.weight_decay), number(KERAS_EPSILON)
    momentum = [f"momentum={config.momentum:g}", f"nesterov={config.momentum > 0}"]
    decayed = "weights[-1:]" if config.optimizer == "muon" else "weights"
    lines = [
        "def make_optimizers(network):",
        '    """The weights are decayed, biases and batch normalisation are not."""',
        "    weights = [weight for weight in network.parameters() if weight.ndim > 1]",
        "    spared = [weight for weight in network.parameters() if weight.ndim <= 1]",
        f'    groups = [{{"params": {decayed}, "weight_decay": {decay}}}, {{"params": spared, "weight_decay": 0.0}}]',
    ]
    match config.optimizer:
        case "muon":
            muon = ["weights[:-1]", "lr=LEARNING_RATE", f"weight_decay={decay}", *momentum]
            lines += [
                f"    rest = torch.optim.AdamW(groups, LEARNING_RATE, eps={epsilon})",
                "    if len(weights) == 1:",
                "        return [rest]",
                call("    muon = FilterMuon", [*muon, 'adjust_lr_fn="match_rms_adamw"']),
                "    return [muon, rest]",
            ]
        case "rmsprop":
            nearest = number(round(math.sqrt(KERAS_EPSILON), 5))
            lines += [
                f"    # Keras adds its ε of {epsilon} under the root, PyTorch beside it.",
                f"    return [torch.optim.RMSprop(groups, LEARNING_RATE, alpha=0.9, eps={nearest})]",
            ]
        case "sgd":
            lines.append(call("    return [torch.optim.SGD", ["groups", "LEARNING_RATE", *momentum], "]"))
        case "adam" | "adamw":
            name = {"adam": "Adam", "adamw": "AdamW"}[config.optimizer]
            lines.append(f"    return [torch.optim.{name}(groups, LEARNING_RATE, eps={epsilon})]")
    return "\n".join(lines)


def _augmentation(config: TrainingConfig) -> str:
    return AUGMENTING.format(
        turn=f"math.radians({config.rotation_deg:g})",
        zoom=f"{config.zoom:g}",
        lean=f"math.radians({config.shear_deg:g})",
        shift=f"{config.shift_px:g}",
    )


def _plateau(config: TrainingConfig) -> str:
    return PLATEAU.format(
        delta=f"{config.plateau_min_delta:g}",
        patience=config.plateau_patience,
        factor=f"{config.plateau_factor:g}",
        lowest=f"{config.min_learning_rate:g}",
        cooldown=config.plateau_cooldown,
    )


def _training(plan: Plan) -> str:
    config = plan.config
    judges, averages, falls = config.validation_share > 0, config.average_decay > 0, config.schedule == "plateau"
    smoothing = f", label_smoothing={config.label_smoothing:g}" if config.label_smoothing else ""
    batch = "augment(x[rows].to(DEVICE))" if plan.moves else "x[rows].to(DEVICE)"
    result = "mean.module" if averages else "network"
    return "\n".join(
        [
            "def train(x, y, training, validation, seed):",
            '    """A trained network'
            + (', with the weights of the epoch that reads the validation part best."""' if judges else '."""'),
            "    torch.manual_seed(seed)",
            "    network = make_network().to(DEVICE)",
            "    initialise(network)",
            "    optimizers = make_optimizers(network)",
            *["    mean = torch.optim.swa_utils.AveragedModel(network, avg_fn=follow, use_buffers=True)"] * averages,
            *["    plateau = Plateau()"] * falls,
            "    step, steps = 0, EPOCHS * math.ceil(len(training) / BATCH_SIZE)",
            *["    best_accuracy, best_weights = -1.0, None"] * judges,
            "    for epoch in range(1, EPOCHS + 1):",
            "        network.train()",
            "        for rows in training[torch.randperm(len(training))].split(BATCH_SIZE):",
            "            for optimizer in optimizers:",
            "                for group in optimizer.param_groups:",
            f'                    group["lr"] = learning_rate(step, steps){" * plateau.factor" * falls}',
            f"            logits = network({batch})",
            f"            loss = functional.cross_entropy(logits, y[rows].to(DEVICE){smoothing})",
            "            network.zero_grad()",
            "            loss.backward()",
            *[f"            nn.utils.clip_grad_norm_(network.parameters(), {config.gradient_clip:g})"]
            * (config.gradient_clip > 0),
            "            for optimizer in optimizers:",
            "                optimizer.step()",
            *["            mean.update_parameters(network)"] * averages,
            "            step += 1",
            *_epoch_end(result, judges=judges, falls=falls),
            f"    return {result}",
            *_following(config),
        ]
    )


def _epoch_end(result: str, *, judges: bool, falls: bool) -> list[str]:
    if not judges:
        return ['        print(f"epoch {epoch}: loss {loss.item():.4f}")'] + [
            "        plateau.after_epoch(-loss.item())"
        ] * falls
    return [
        f"        guesses = probabilities({result}, x[validation]).argmax(1)",
        "        accuracy = (guesses == y[validation]).float().mean().item()",
        '        print(f"epoch {epoch}: loss {loss.item():.4f}, validation accuracy {accuracy:.2%}")',
        *["        plateau.after_epoch(accuracy)"] * falls,
        "        if accuracy > best_accuracy:",
        f"            best_accuracy, best_weights = accuracy, copy.deepcopy({result}.state_dict())",
        f"    {result}.load_state_dict(best_weights)",
    ]


def _following(config: TrainingConfig) -> list[str]:
    if not config.average_decay:
        return []
    return [
        "",
        "",
        "def follow(mean, weight, steps):",
        '    """A running mean of the weights that soon forgets the first ones."""',
        f"    return mean + (1 - min({config.average_decay:g}, (1 + steps) / (10 + steps))) * (weight - mean)",
    ]


def _main(config: TrainingConfig) -> str:
    split = (
        [
            "    parts = train_test_split(range(len(x)), test_size=VALIDATION_SHARE, random_state=SEED)",
            "    training, validation = map(torch.tensor, parts)",
        ]
        if config.validation_share > 0
        else ["    training, validation = torch.arange(len(x)), None  # every row is learned from"]
    )
    one = [
        "    network = train(x, y, training, validation, SEED)",
        "    guesses = probabilities(network, test).argmax(1)",
    ]
    several = [
        f"    networks = [train(x, y, training, validation, SEED + member) for member in range({config.members})]",
        "    guesses = sum(probabilities(network, test) for network in networks).argmax(1)",
    ]
    return "\n".join(
        [
            "def main():",
            '    x, y = read("train.csv")',
            '    test, _ = read("test.csv")',
            *split,
            *(one if config.members == 1 else several),
            '    submission = pd.DataFrame({"ImageId": range(1, len(test) + 1), "Label": guesses.numpy()})',
            '    submission.to_csv("submission.csv", index=False)',
            "",
            "",
            'if __name__ == "__main__":',
            "    main()",
        ]
    )
