# run: the dashboard · test: lint, types and every test · bench: side-by-side measurements · stress: kills, full disks
# and torn files · load: many visitors watch one run · setup: only the environment

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint setup setup-test bench stress load clean
.DEFAULT_GOAL := run

run: setup
	@$(BIN)/python -m dashboard $(PORT)

setup: $(VENV)/.current

$(VENV)/.current: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=…")'
	@$(PYTHON) -c 'import ensurepip, venv' || { echo 'Python lacks its venv module: on Debian, apt install python3-venv'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

setup-test: $(VENV)/.current-test

$(VENV)/.current-test: $(VENV)/.current requirements-dev.txt requirements-optional.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	@$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest

bench: setup-test .venv-keras/.current
	$(BIN)/python -m benchmarks.speed

stress: setup-test
	$(BIN)/python -m benchmarks.breaks

load: setup-test
	$(BIN)/python -m benchmarks.load

.venv-keras/.current: benchmarks/requirements-keras.txt
	$(PYTHON) -m venv .venv-keras
	.venv-keras/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

clean:
	rm -rf $(VENV) .venv-keras .pytest_cache .mypy_cache .ruff_cache .hypothesis
