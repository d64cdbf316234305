# make demo, make test: everything they need beyond Python 3.11+ and make is set up here.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
# Rooms run again on PostgreSQL by `make test`; `make prove` runs every room there.
ROOMS_ON_POSTGRES = record people notices evidence concerns board placements actions
# Councils sit behind proxies with certificates of their own.
export UV_SYSTEM_CERTS ?= true

.PHONY: demo test prove bench check setup setup-dev assets lock clean

demo: setup
	@$(BIN)/stocktake demo $(ARGS)

test: setup-dev
	@echo "All tests, on SQLite"
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup -m "not prove" $(ARGS)
	@echo "Acts, queries and pages again, on PostgreSQL"
	@STOCKTAKE_TEST_ENGINE=postgres $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup -m "not prove and not browser" $(ROOMS_ON_POSTGRES:%=tests/integration/%) tests/generative/test_generative_record.py $(ARGS)

prove: setup-dev
	@STOCKTAKE_PROVE=1 $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup $(ARGS)
	@STOCKTAKE_PROVE=1 STOCKTAKE_TEST_ENGINE=postgres $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup -m "not browser" tests/integration tests/generative $(ARGS)

bench: setup-dev
	@$(BIN)/python -m bench $(ARGS)

check: setup-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

setup: .venv/core.stamp stocktake/ui/static/ui/built/stocktake.css
setup-dev: .venv/dev.stamp .venv/chromium.stamp stocktake/ui/static/ui/built/stocktake.css

.venv/uv.stamp: requirements/uv.txt
	@echo "Making .venv (a few seconds)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Stocktake needs Python 3.11 or newer; set PYTHON=python3.11 or another.")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/core.stamp: .venv/uv.stamp requirements/core.txt pyproject.toml
	@echo "Installing what Stocktake stands on (hash-locked)"
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/core.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: .venv/core.stamp requirements/dev.txt
	@echo "Installing what the tests need (hash-locked)"
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

.venv/chromium.stamp: .venv/dev.stamp tests/browser/chromium.py
	@$(BIN)/python tests/browser/chromium.py
	@touch $@

# Node comes as a PyPI package and is needed for this one step only.
.venv/node.stamp: .venv/core.stamp requirements/front.txt
	@VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements/front.txt
	@touch $@

stocktake/ui/static/ui/built/stocktake.css: .venv/node.stamp frontend/package.json frontend/package-lock.json $(wildcard frontend/*.scss) frontend/build.py
	@echo "Building the front-end assets (about ten seconds the first time)"
	@$(BIN)/python frontend/build.py

assets: stocktake/ui/static/ui/built/stocktake.css

lock:
	@for f in uv core front dev; do \
	  VIRTUAL_ENV=.venv $(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/$$f.in -o requirements/$$f.txt; done

clean:
	rm -rf .venv var out stocktake/ui/static/ui/built frontend/node_modules
