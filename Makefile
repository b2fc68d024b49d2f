# Bare `make` lists the recipes. Nothing is needed but make and Python 3.11 or newer.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
PYTHON ?=
JOBS ?= auto
OUT ?= graph
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint types docs validate wheel bench lock clean

help: ## list the recipes
	@echo "adckg: press releases about antibody-drug conjugates as a knowledge graph"
	@echo
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'
	@echo
	@echo "Each recipe makes the environment in $(VENV) when it is missing. With uv: uv run adckg --help"

demo: $(READY) ## build the example releases into graph/ and answer a question from them
	@$(BIN)/adckg build --out $(OUT)
	@echo
	@echo '$$ adckg query comparisons -p trial=MIRASOL --graph $(OUT)'
	@$(BIN)/adckg query comparisons -p trial=MIRASOL --graph $(OUT)
	@echo
	@echo "The graph as Turtle: $(OUT)/graph.ttl. All questions: $(BIN)/adckg query"

test: $(READY) ## run the tests
	@$(BIN)/pytest -n $(JOBS) --dist loadfile $(ARGS)

lint: $(READY) ## check style, layers and the configuration
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/validate-pyproject pyproject.toml
	@$(BIN)/lint-imports --no-cache

types: $(READY) ## check types
	@$(BIN)/mypy

docs: $(READY) ## check that README and docs say what the program does
	@$(BIN)/pytest tests/test_readme.py tests/test_docs.py

validate: $(READY) ## validate the ontology, the reference data and the example graph
	@$(BIN)/adckg validate ontology
	@$(BIN)/adckg build --out $(OUT)
	@$(BIN)/adckg validate $(OUT)/graph.trig

wheel: $(READY) ## build the wheel into dist/ and answer a question from an installed copy
	@$(BIN)/python -m build --wheel --no-isolation
	@$(BIN)/pytest tests/test_package.py

bench: $(READY) ## measure against rdflib, pyshacl and HermiT used plainly (many minutes)
	@$(INSTALL) --require-hashes -r requirements-bench.txt
	@$(BIN)/python -m kg.bench $(ARGS)

lock: ## renew the pinned requirements from pyproject.toml (needs uv)
	@printf 'editables\nhatchling\nsetuptools\n' | $(LOCK) --no-annotate --upgrade -o requirements-build.txt -
	@$(LOCK) --upgrade --extra dev -o requirements.txt pyproject.toml
	@$(LOCK) --upgrade --extra bench -c requirements.txt -o requirements-bench.txt pyproject.toml

clean: ## remove the environment and everything built
	@rm -rf $(VENV) dist build graph .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The build tools first, so that nothing is fetched that the hashes do not cover: owlready2 has no wheel.
$(READY): requirements-build.txt requirements.txt pyproject.toml
	@test -x $(BIN)/python || { \
		for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
			if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
				echo "Making the environment in $(VENV) with $$("$$python" --version); this takes about a minute ..."; \
				exec "$$python" -m venv $(VENV); \
			fi; \
		done; \
		echo "No Python 3.11 or newer with the venv module is on the PATH; install one, or say which: make PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	}
	@$(INSTALL) --require-hashes -r requirements-build.txt
	@$(INSTALL) --require-hashes --no-build-isolation -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
