# make run     the demonstration hall            PORT=8000 HOST=127.0.0.1 DATA=demo PUBLIC_URL=
# make test    every test
# make lint    style, types, import rules, the pages' JavaScript
# make screenshots   every page in every state, into screenshots/
# make baselines   the pages as they look now become what test_baselines.py compares with
# make bench   every benchmark
# make test-wheel   that an installed wheel has everything it needs
# make test-crash   kills, power cuts and histories with 200 seeds each; FIRST_SEED=1000 SEEDS=20 for others
# Each sets up what it needs: Python packages into .venv, npm packages into node_modules.

PORT ?= 8000
HOST ?= 127.0.0.1
DATA ?= demo
PUBLIC_URL ?=
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-crash test-wheel lint bench screenshots baselines chromium nginx

run: $(VENV)/.installed node_modules/.installed
	$(BIN)/jiaohao demo --host $(HOST) --port $(PORT) --data $(DATA) $(if $(PUBLIC_URL),--public-url $(PUBLIC_URL))

test: $(VENV)/.installed-test node_modules/.installed chromium nginx
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

FIRST_SEED ?= 0
SEEDS ?= 200

test-crash: $(VENV)/.installed-test node_modules/.installed
	JIAOHAO_CRASH_SEEDS=$(SEEDS) JIAOHAO_CRASH_FIRST_SEED=$(FIRST_SEED) \
		$(BIN)/python -m pytest -n 2 --dist loadfile tests/crash tests/histories

test-wheel: $(VENV)/.installed-test node_modules/.installed
	JIAOHAO_TEST_WHEEL=1 $(BIN)/python -m pytest tests/deploy/test_wheel.py

lint: $(VENV)/.installed-test node_modules/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm run --silent check

bench: $(VENV)/.installed-test node_modules/.installed chromium
	$(BIN)/python -m tests.bench

screenshots: $(VENV)/.installed-test node_modules/.installed chromium
	$(BIN)/python -m tests.browser.screenshots screenshots

baselines: $(VENV)/.installed-test node_modules/.installed chromium
	$(BIN)/python -m tests.browser.baselines

chromium:
	@.ci/chromium

nginx:
	@.ci/nginx

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jiaohao needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python node_modules/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(VENV)/bin/python node_modules/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[cluster,test]'
	touch $@ $(VENV)/.installed

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund
	touch $@
