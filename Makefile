# From clone to graded class: `make demo`. All checks: `make test`.
# PYTHON: the interpreter of the virtual environment, 3.11 or newer.
# TORCH_INDEX: a package index to look for torch in as well; on Linux, the address of PyTorch's CPU builds
#   saves some gigabytes of GPU libraries.
PYTHON ?= python3
TORCH_INDEX ?=
BIN := .venv/bin
# pip shows what it does and how long it still takes, except in CI, where nobody watches
PIP := $(BIN)/python -m pip install $(if $(CI),--quiet) --disable-pip-version-check
SETUP := .venv/.setup
SETUP_TEST := .venv/.setup-test

.PHONY: demo test test-all labs book lint benchmark lock clean

demo: $(SETUP)
	$(BIN)/bert2t5 demo

test: $(SETUP_TEST) lint
	$(BIN)/python -m pytest -n auto -m "not full"

test-all: $(SETUP_TEST) lint
	$(BIN)/python -m pytest -n auto

labs: $(SETUP)
	$(BIN)/bert2t5 build

book: $(SETUP)
	$(BIN)/jupyter-book build . -W --keep-going

lint: $(SETUP_TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

benchmark: $(SETUP_TEST)
	$(BIN)/python benchmarks/bench_subwords.py --json benchmarks/results/subwords.json
	$(BIN)/python benchmarks/bench_bert.py --json benchmarks/results/bert.json
	$(BIN)/python benchmarks/bench_t5.py --json benchmarks/results/t5.json
	$(BIN)/python benchmarks/mask_only.py --json benchmarks/results/mask_only.json
	$(BIN)/python benchmarks/mixing.py --json benchmarks/results/mixing.json
	$(BIN)/python benchmarks/pocket_tasks.py --json benchmarks/results/pocket_tasks.json
	$(BIN)/python benchmarks/bench_labs.py
	$(BIN)/python benchmarks/bench_grading.py --json benchmarks/results/grading.json

lock:
	.ci/lock

clean:
	rm -rf _build dist autograder/var

$(SETUP): requirements.lock pyproject.toml labs/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ". Say which one: make demo PYTHON=python3.11")'
	@echo "setting up .venv (some minutes the first time)"
	$(PYTHON) -m venv .venv
	$(PIP) $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e ./labs -e .
	@touch $@

$(SETUP_TEST): $(SETUP) requirements-test.lock
	$(PIP) -r requirements-test.lock
	@touch $@
