# make demo    set up, build the graph of seeds/ into output/, ask it one question
# make test    every check
# make help    the rest

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV ?= .venv
OUTPUT ?= output
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q
LOCK := $(BIN)/uv pip compile -q --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links
export PYTHONUTF8 := 1

.PHONY: help demo setup test lint types gate notebooks wheel bench soak format lock upgrade clean
help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

# ---------------------------------------------------------------------------------------------------- setting up

# Debian and Ubuntu part python3 from its ensurepip: virtualenv, or pip from outside, can stand in for it
$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "kg needs Python 3.11 or newer, and none is on the PATH." >&2; \
	  echo "Debian, Ubuntu:  sudo apt-get install python3 python3-venv     or name one:  make demo PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON)"
	@if "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then "$(PYTHON)" -m venv "$(VENV)"; \
	elif "$(PYTHON)" -m virtualenv --version >/dev/null 2>&1; then "$(PYTHON)" -m virtualenv -q "$(VENV)"; \
	elif "$(PYTHON)" -m pip --version >/dev/null 2>&1 && "$(PYTHON)" -m venv --without-pip "$(VENV)"; then \
	  "$(PYTHON)" -m pip --python "$(VENV)/bin/python" install -q pip; \
	else echo "$(PYTHON) cannot make virtual environments." >&2; \
	  echo "Debian, Ubuntu:  sudo apt-get install python3-venv     (then make again)" >&2; rm -rf "$(VENV)"; exit 1; fi

$(VENV)/.build: constraints-build.txt | $(BIN)/python
	@echo "installing what builds (constraints-build.txt)"
	@$(PIP) install --require-hashes -r constraints-build.txt
	@touch $@

$(VENV)/.run: constraints.txt pyproject.toml $(VENV)/.build
	@echo "installing what runs (constraints.txt)"
	@$(PIP) install --require-hashes --no-build-isolation -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: constraints-dev.txt $(VENV)/.run
	@echo "installing what tests (constraints-dev.txt)"
	@$(PIP) install --require-hashes --no-build-isolation -r constraints-dev.txt
	@touch $@

setup: $(VENV)/.dev ## everything installed for working on kg

# ----------------------------------------------------------------------------------------------------------- using

demo: $(VENV)/.run ## set up, build the graph of seeds/ into output/, ask it one question
	@$(BIN)/kg build seeds/ -o $(OUTPUT)/
	@echo
	@echo "page      $(OUTPUT)/graph.html       double click: opens in any browser, needs no network"
	@echo "Gephi     $(OUTPUT)/graph.graphml    File > Open; also Gephi Lite, Cytoscape, igraph, networkx"
	@echo "Python    $(OUTPUT)/graph.json       kg.load(\"$(OUTPUT)/graph.json\")"
	@echo
	@echo '$$ $(BIN)/kg query $(OUTPUT)/graph.json --tail 济南高新区 --type located-in'
	@$(BIN)/kg query $(OUTPUT)/graph.json --tail 济南高新区 --type located-in

# --------------------------------------------------------------------------------------------------------- checking

# what bundles the page's script and judges its accessibility; without npm those tests are skipped, and say so
tests/page/node_modules/.package-lock.json: tests/page/package-lock.json
	@if command -v npm >/dev/null; then echo "installing what checks the page (tests/page/package-lock.json)"; \
	  npm ci --prefix tests/page --ignore-scripts --no-audit --no-fund --silent; else echo "no npm: some tests of the page will be skipped"; fi

# other programs that open the graph's files (graphology, Cytoscape.js, Neo4j's linter)
tests/readers/node_modules/.package-lock.json: tests/readers/package-lock.json
	@if command -v npm >/dev/null; then echo "installing what reads the files (tests/readers/package-lock.json)"; \
	  npm ci --prefix tests/readers --ignore-scripts --no-audit --no-fund --silent; else echo "no npm: some readers will be skipped"; fi

test: $(VENV)/.dev tests/page/node_modules/.package-lock.json tests/readers/node_modules/.package-lock.json lint types gate notebooks wheel ## every check; pytest speaks last
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## ruff, and the import contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

gate: $(VENV)/.dev ## the quality gate: no score may fall below its floor
	$(BIN)/python -m tests.gate

notebooks: $(VENV)/.dev ## run every notebook
	$(BIN)/python -m tests.smoke.notebooks notebooks/*.ipynb

wheel: $(VENV)/.dev ## build the wheel, install it bare, build one sample with it
	$(BIN)/python -m tests.smoke.wheel

bench: $(VENV)/.dev ## speed and memory beside yardsticks, into tests/bench/RESULTS.md and the READMEs
	$(BIN)/python -m tests.bench.results

soak: $(VENV)/.dev ## the long tests: large, slow, killed on purpose
	$(BIN)/python -m pytest -m soak

format: $(VENV)/.dev ## ruff sorts imports and formats
	$(BIN)/ruff check --fix --select I
	$(BIN)/ruff format

# ----------------------------------------------------------------------------------------------------------- keeping

lock: $(BIN)/python ## constraints*.txt from pyproject.toml, hashed, for every platform; versions stay where they may
	@$(BIN)/uv --version >/dev/null 2>&1 || $(PIP) install uv
	$(LOCK) $(UPGRADE) --group build -o constraints-build.txt > /dev/null
	$(LOCK) $(UPGRADE) pyproject.toml --extra pdf --extra xlsx --group build -c constraints-build.txt -o constraints.txt > /dev/null
	$(LOCK) $(UPGRADE) pyproject.toml --all-extras --group dev -c constraints.txt -o constraints-dev.txt > /dev/null

upgrade: ## the same with the newest versions
	@$(MAKE) lock UPGRADE=--upgrade

clean: ## away with all that was made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kg tests -name __pycache__ -prune -exec rm -rf {} +
	find output -mindepth 1 ! -name .gitkeep -delete
