# Everything a developer or a machine runs. `make` alone lists it.

PYTHON ?= python3
VENV ?= .venv

BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo check test lint types contracts bench soak pictures lock clean

help: ## List the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/\1|\2/' | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

setup: $(INSTALLED) ## Make .venv from requirements.lock and install the project in it

# The environment holds the lock and nothing else, so a changed lock starts it afresh; every file is checked by its hash,
# and only wheels are taken, so installing runs no package's code. The stamp comes last: a failure leaves none.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Footnote needs Python 3.11 or newer; name one, as in: make setup PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing requirements.lock into $(VENV); the first time takes a minute or two."
	@$(PYTHON) -m venv --clear "$(VENV)"
	@$(PIP_INSTALL) --only-binary :all: --require-hashes -r requirements.lock
	@touch $@

$(INSTALLED): pyproject.toml $(LOCKED)
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

# Prints a command, then runs it.
show = printf '\n$$ %s\n' '$(1)' && $(1)

demo: export PATH := $(abspath $(BIN)):$(PATH)
demo: export FOOTNOTE_DATA_DIR := $(CURDIR)/.demo
demo: export DATABASE_URL := sqlite:///$(CURDIR)/.demo/footnote.db
demo: setup ## Add docs/sample to a throw-away library and ask it five questions
	@rm -rf .demo && mkdir .demo
	@$(call show,footnote library add docs/sample)
	@$(call show,footnote ask "Which hubs issued guidance?")
	@$(call show,footnote ask "Who attended the February 17 meeting?")
	@$(call show,footnote ask "Why are officials worried about AI experts travelling?")
	@$(call show,footnote ask "What must travellers do before they leave?")
	@$(call show,footnote ask "What is the capital of Peru?")

check: lint types contracts test ## Run every check: style, types, import contracts, tests

lint: setup ## Check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## Check types
	$(BIN)/mypy

contracts: setup ## Check who may import whom
	$(BIN)/lint-imports --no-logo

# One more at once than there are processors, since some tests wait for processes. What is compiled of the tests is kept,
# whatever the caller's settings: it takes longer than most of them.
test: export PYTHONDONTWRITEBYTECODE :=
test: setup ## Run the tests
	$(BIN)/pytest -n "$$($(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')" --dist worksteal

bench: setup ## Run the benchmarks
	@set -e; for file in tests/benchmarks/bench_*.py; do \
		[ -e "$$file" ] || { echo "There is no benchmark in tests/benchmarks." >&2; exit 1; }; \
		printf '\n%s\n' "$$file"; $(BIN)/python "$$file"; \
	done

soak: setup ## Run the long tests, which `make test` leaves out
	$(BIN)/pytest -m soak --timeout=0

pictures: setup ## Draw docs/pictures anew from what the bot sends today
	$(BIN)/python -W ignore -m tests.support.pictures

# Keeps the pinned versions that still fit. To move them: make lock UPGRADE=--upgrade, or UPGRADE="-P name".
lock: setup ## Make requirements.lock again from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --output-file requirements.lock --extra dev --quiet \
		--universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
		--generate-hashes --no-annotate --custom-compile-command "make lock" $(UPGRADE)

clean: ## Remove everything these targets made
	rm -rf "$(VENV)" .ci-venv .demo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
	find bot index prompts tests -name __pycache__ -type d -prune -exec rm -rf {} +
