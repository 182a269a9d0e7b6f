"""The rules of the house, as tests: who may import whom, what is never used, how large things grow."""

import ast
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property

from cnn.places import ROOT

LAYERS = ("cnn", "dashboard", "pages")
MOST_LINES = 300
MOST_LINES_OF_A_PAGE = 100


@dataclass(frozen=True)
class Source:
    """A Python file of the project, known by its place."""

    place: str

    @cached_property
    def text(self):
        return (ROOT / self.place).read_text("utf-8")

    @cached_property
    def tree(self):
        return ast.parse(self.text)

    @cached_property
    def nodes(self):
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self):
        """Every module it names in an import, wherever in the file."""
        names = [alias.name for node in self.nodes if isinstance(node, ast.Import) for alias in node.names]
        return names + [
            f"{'.' * node.level}{node.module or ''}" for node in self.nodes if isinstance(node, ast.ImportFrom)
        ]

    @property
    def packages(self):
        return {name.split(".")[0] for name in self.imports}

    @property
    def module(self):
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def sources(*folders):
    places = [path.relative_to(ROOT).as_posix() for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [Source(place) for place in places]


PACKAGE, DASHBOARD, PAGES = (sources(layer) for layer in LAYERS)
PRODUCT = [*PACKAGE, *DASHBOARD, *PAGES]
PROGRAMS = [*PRODUCT, *sources("benchmarks")]
EVERYTHING = [*PROGRAMS, *sources("tests")]


def importing(files, *packages):
    """Which of the files import one of the packages."""
    return [file.place for file in files if file.packages & set(packages)]


def test_imports_flow_from_pages_to_dashboard_to_package():
    assert importing(PACKAGE, "dashboard", "pages", "tests") == []
    assert importing(DASHBOARD, "pages", "tests") == []
    assert importing(PAGES, "pages", "tests") == []


def test_the_package_knows_nothing_of_what_shows_it():
    assert importing(PACKAGE, "streamlit", "plotly", "streamlit_drawable_canvas") == []


def test_a_page_computes_nothing_itself():
    assert importing(PAGES, "torch", "torchvision", "sklearn", "subprocess") == []


def test_imports_are_absolute():
    assert [file.place for file in EVERYTHING if any(name.startswith(".") for name in file.imports)] == []


def test_nothing_is_unpickled():
    assert importing(PROGRAMS, "pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal") == []


FORBIDDEN_CALLS = {"eval", "exec", "os.system", "os.popen", "torch.load", "time.sleep"}
FORBIDDEN_WORDS = {"shell": {"True"}, "allow_pickle": {"True"}, "unsafe_allow_html": {"True", "False"}}


def test_nothing_is_run_from_text_given_to_a_shell_or_shown_as_foreign_html():
    calls = [(file, node) for file in PROGRAMS for node in file.nodes if isinstance(node, ast.Call)]
    found = [f"{file.place}:{call.lineno}" for file, call in calls if ast.unparse(call.func) in FORBIDDEN_CALLS]
    found += [
        f"{file.place}:{call.lineno}"
        for file, call in calls
        for word in call.keywords
        if ast.unparse(word.value) in FORBIDDEN_WORDS.get(word.arg, ())
    ]
    assert found == []


def catches_everything(node):
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or bool({"Exception", "BaseException"} & set(re.findall(r"\w+", ast.unparse(node.type))))


def test_only_the_outermost_frame_of_the_worker_catches_everything():
    assert [file.place for file in PROGRAMS for node in file.nodes if catches_everything(node)] == [
        "cnn/runs/worker.py"
    ]


def test_session_state_is_for_one_file_and_the_widgets():
    found = {
        file.place
        for file in PRODUCT
        for node in file.nodes
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    }
    assert {place for place in found if not place.startswith("dashboard/widgets/")} <= {"dashboard/state.py"}


def test_a_file_is_no_longer_than_can_be_read():
    lines = {file.place: len(file.text.splitlines()) for file in EVERYTHING}
    assert {place: count for place, count in lines.items() if count > MOST_LINES} == {}
    pages = {file.place: lines[file.place] for file in PAGES}
    assert {place: count for place, count in pages.items() if count > MOST_LINES_OF_A_PAGE} == {}


VAGUE = {"util", "utils", "helper", "helpers", "manager", "service", "services", "common", "misc"}


def test_a_module_is_a_noun_of_the_field():
    assert [file.place for file in PRODUCT if set(re.split(r"[/_.]", file.place)) & VAGUE] == []


def undocumented(node, inside=""):
    """Public functions, classes and methods without a docstring; what says it all by its name may do without."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.ClassDef) or child.name.startswith("_"):
            continue
        if ast.get_docstring(child) is None and not (inside and is_plain(child)):
            yield f"{inside}{child.name}"
        if isinstance(child, ast.ClassDef):
            yield from undocumented(child, f"{child.name}.")


def is_plain(member):
    """A property, or what PyTorch or argparse gave its name and meaning."""
    decorators = {ast.unparse(decorator) for decorator in member.decorator_list}
    return bool(decorators & {"property", "cached_property"}) or member.name in {"forward", "step", "error"}


def test_everything_public_says_what_it_is():
    assert [file.place for file in EVERYTHING if file.tree.body and not ast.get_docstring(file.tree)] == []
    assert [f"{file.place}: {name}" for file in PRODUCT for name in undocumented(file.tree)] == []


def matching(files, pattern):
    """Where the pattern stands in the files, this one left out."""
    return [file.place for file in files if file.place != "tests/test_house.py" and re.search(pattern, file.text)]


def test_nothing_is_left_to_do():
    assert matching(EVERYTHING, r"\b(TODO|FIXME|XXX|HACK)\b") == []


def test_the_project_speaks_of_itself_alone():
    assert matching(EVERYTHING, r"/work/|/tmp/|the brief\b|the lead\b|issue #?\d") == []


# What the first paint, the list of runs and --help need: none of it may wait for PyTorch.
WITH_PYTORCH = {"cnn.data.batches", *(file.module for file in sources("cnn/data/augment"))}
LIGHT = [
    *sorted({file.module for file in sources("cnn/data")} - WITH_PYTORCH),
    "cnn.cli.parser",
    "cnn.judging.evaluation",
    "cnn.files",
    "cnn.model.comparison",
    "cnn.model.memory",
    "cnn.model.shapes",
    "cnn.model.shelf",
    "cnn.presets",
    "cnn.runs.creation",
    "cnn.runs.index",
    "cnn.runs.predictions",
    "cnn.runs.queue",
    "cnn.runs.store",
    "cnn.submission.expectation",
    "cnn.submission.handing_in",
    "cnn.submission.kept",
    "cnn.sweep.creation",
    "cnn.sweep.duty",
    "cnn.sweep.sweeps",
    "cnn.training.config",
    "cnn.training.events",
    "cnn.training.fit",
    "cnn.training.footprint",
    "cnn.training.range_curve",
    "cnn.training.plateau",
    "cnn.training.schedules",
    "cnn.training.speed",
    "cnn.tuning.creation",
    "cnn.tuning.words",
    "cnn.words",
    "dashboard.cache",
    "dashboard.expectation",
    "dashboard.navigation",
    "dashboard.state",
    "dashboard.sweeps",
    "dashboard.theme",
    "dashboard.workers",
]


def test_what_the_start_page_needs_does_not_load_pytorch():
    code = (
        "import importlib, json, sys, warnings\n"
        "warnings.simplefilter('ignore')\n"
        "guilty = []\n"
        "for name in json.loads(sys.argv[1]):\n"
        "    importlib.import_module(name)\n"
        "    if {'torch', 'torchvision'} & set(sys.modules):\n"
        "        guilty.append(name)\n"
        "        break\n"
        "print(json.dumps(guilty))"
    )
    words = [sys.executable, "-c", code, json.dumps(LIGHT)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_the_start_page_itself_imports_nothing_heavy():
    start = [Source("dashboard/app.py"), *sources("pages/start")]
    assert importing(start, "torch", "torchvision", "sklearn") == []


def test_data_runs_and_networks_are_kept_out_of_git_only_at_the_root():
    lines = (ROOT / ".gitignore").read_text().splitlines()
    assert {"/data/", "/runs/", "/networks/"} <= set(lines)
    assert not {"data", "data/", "runs", "runs/", "networks", "networks/", "**/data", "**/runs"} & set(lines)


def test_every_requirement_of_running_is_pinned():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    requirements = [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]
    assert requirements
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", requirement) for requirement in requirements)
