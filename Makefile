# Every target does the set-up it needs: Debian's packages for Qt, a virtual environment in .venv,
# the pinned packages of a lock file (checked by hash), and the program itself, editable.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint types bench format lock clean libraries screen

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

run: libraries $(VENV)/run.stamp ## open the window (ARGS="--example" or any other words of the command line)
	@$(BIN)/backtracker $(ARGS)

test: screen $(VENV)/dev.stamp ## run all tests (ARGS="-k ice" picks some)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

lint: $(VENV)/dev.stamp ## check style, bans and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp ## check types
	@$(BIN)/mypy

bench: screen $(VENV)/dev.stamp ## measure start, memory, saving, idling and pages
	@$(BIN)/python -m pytest --capture=no tests/benchmarks $(ARGS)

format: $(VENV)/dev.stamp ## format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@$(BIN)/ruff format .

# What still fits stays as it is; UPGRADE=--upgrade takes the newest of everything.
lock: $(VENV)/run.stamp ## write the lock files anew after a change of dependencies in pyproject.toml
	@$(PIP) install uv
	@$(BIN)/uv pip compile $(LOCKED) --group dev --output-file requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile $(LOCKED) --group build --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml

LOCKED = --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url $(UPGRADE)

clean: ## remove the virtual environment and everything that was made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -prune -exec rm -rf {} +

libraries:
	@packaging/debian/system-libraries

screen:
	@packaging/debian/system-libraries --screen

$(VENV)/run.stamp: requirements.lock pyproject.toml
	$(call set-up,requirements.lock)

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml
	$(call set-up,requirements-dev.lock)

# A venv that was left half made (no pip) is made again.
define set-up
@$(PYTHON) -c 'import sys; sys.exit("backtracker needs Python 3.11 or newer; this is " + sys.version.split()[0] + "." if sys.version_info < (3, 11) else 0)'
@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
@echo "Setting up $(VENV) from $(1); the first time takes a few minutes."
@$(PIP) install --require-hashes --requirement $(1)
@$(PIP) install --no-deps --no-build-isolation --editable .
@touch $@
endef
