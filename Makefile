# Two commands for a stranger: `make demo` and `make test`. `make help` lists the others.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= python3.11
BIN := .venv/bin
LOCKS := deploy/locks
SBOM ?= build/sbom.json
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check
UV_COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --python-version 3.11 --universal \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock"

.PHONY: help install install-dev demo test malformed bench lint format contracts schema-check release-schemas \
	score train calibrate wheel lock clean sbom audit faults soak fuzz

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null || { echo "$(PYTHON) is missing: install Python 3.11, or name it with PYTHON=…"; exit 1; }
	@echo "creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv .venv

.venv/installed-demo: $(LOCKS)/demo.txt pyproject.toml | $(BIN)/python
	@echo "installing dragoman and what it needs to run; this takes a few minutes once"
	@$(PIP_INSTALL) --require-hashes -r $(LOCKS)/demo.txt
	@$(PIP_INSTALL) --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: $(LOCKS)/dev.txt pyproject.toml | $(BIN)/python
	@echo "installing dragoman and what its tests need; this takes a few minutes once"
	@$(PIP_INSTALL) --require-hashes -r $(LOCKS)/dev.txt
	@$(PIP_INSTALL) --quiet --no-deps --no-build-isolation -e .
	@touch $@ .venv/installed-demo

install: .venv/installed-demo ## create .venv with the command .venv/bin/dragoman
	@echo "ready: $(BIN)/dragoman --help"

install-dev: .venv/installed-dev ## the same, with what tests and checks need

demo: .venv/installed-demo ## see the whole flow on this machine (KEEP=1 leaves it running)
	@$(BIN)/dragoman demo

test: install-dev lint schema-check ## check and test everything
	@$(BIN)/python -m pytest

lint: install-dev ## format, style, types and the layering of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: install-dev ## write files in the project's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

schema-check: install-dev ## refuse breaking changes to published contracts
	@$(BIN)/python -m streams.contracts check

contracts: install-dev ## generate schemas/asyncapi.yaml
	@$(BIN)/python -m streams.contracts generate

release-schemas: install-dev ## publish the contracts as they are; from then on they are kept
	@$(BIN)/python -m streams.contracts release

bench: install-dev ## articles per second and latency, from one run on this machine (WRITE=1 keeps it)
	@$(BIN)/python -m tests.bench $(if $(WRITE),--write)

score: install-dev ## how well texts are coded that no rule was made with (SETS=articles; WRITE=1 keeps it)
	@$(BIN)/python -W ignore -m tests.gold $(SETS) $(if $(WRITE),--write)

faults: install-dev ## break brokers, workers and connections and prove the sums (MINUTES=30 SEED=…)
	@$(BIN)/python -W ignore -m tests.faults --minutes $(or $(MINUTES),30) $(if $(SEED),--seed $(SEED))

malformed: install-dev ## a thousand broken messages among ten thousand good ones (GOOD=… BAD=…)
	@$(BIN)/python -W ignore -m tests.faults.malformed --good $(or $(GOOD),10000) --bad $(or $(BAD),1000)

soak: install-dev ## a steady load on the real worker: memory, files and lag must not grow (MINUTES=60)
	@$(BIN)/python -W ignore -m tests.soak --minutes $(or $(MINUTES),60) $(if $(OUT),--out $(OUT))

fuzz: install-dev ## look for input that breaks something (SECONDS=300 for every target)
	@$(BIN)/python -W ignore -m tests.fuzz --seconds $(or $(SECONDS),300)

train: install-dev ## learn anew what types words that no list holds (CHECK=1: only measure)
	@$(BIN)/python -W ignore -m streams.training $(if $(CHECK),--check)

calibrate: install-dev ## measure how sure codes are, on the articles and gold of EVAL_DIR
	@$(BIN)/python -W ignore -m streams.training.calibration

wheel: install-dev ## build dist/dragoman-*.whl
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

sbom: install-dev ## what the package ships with, as CycloneDX, from the lock (SBOM=path)
	@mkdir -p $(dir $(SBOM))
	@$(BIN)/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml \
		--output-reproducible --output-file $(SBOM) $(LOCKS)/runtime.txt
	@echo "written: $(SBOM)"

audit: install-dev ## look the locked versions up among known vulnerabilities (needs an advisory service)
	@$(BIN)/python -m pip_audit --strict --disable-pip -r $(LOCKS)/runtime.txt

lock: install-dev ## renew the locked versions (UPGRADE=1 takes the newest that fit)
	@mkdir -p $(LOCKS)
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) --extra demo --extra install --extra dev -o $(LOCKS)/dev.txt
	@$(UV_COMPILE) --constraints $(LOCKS)/dev.txt --extra demo --extra install -o $(LOCKS)/demo.txt
	@$(UV_COMPILE) --constraints $(LOCKS)/dev.txt -o $(LOCKS)/runtime.txt

clean: ## remove what was built; .venv stays
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
