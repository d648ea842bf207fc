# Thin: every target runs one command of the package or of a tool in .venv. Works with GNU make 3.81 and any shell.

ifeq ($(OS),Windows_NT)
PYTHON ?= python
PY := ".venv/Scripts/python.exe"
else
PYTHON ?= python3
PY := .venv/bin/python
endif

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help figures test quick lint notebook docs lock stubs bench messages accept contact-sheet
.DEFAULT_GOAL := help

help: ## this list
	@$(PYTHON) -c "import re; [print(f'make {t:<13} {h}') for t, h in re.findall(r'(?m)^([a-z-]+):.*?## (.+)', open('Makefile').read())]"

figures: .venv/installed ## draw every figure; FORCE=1 draws also what is up to date, lang=es in Spanish
	@$(PY) -m inequality draw --all $(if $(FORCE),--force) $(if $(lang),--lang $(lang))

accept: .venv/installed ## show old and new pictures side by side; YES=1 takes the new
	@$(PY) tools/accept.py $(if $(YES),--yes)

contact-sheet: .venv/installed ## show every figure in four languages and two sizes on one page
	@$(PY) tools/contact_sheet.py

test: .venv/installed ## the whole test suite, offline; ARGS='-k gini' for a part
	@$(PY) -m pytest -n auto $(ARGS)

quick: .venv/installed ## the tests but the slow ones
	@$(PY) -m pytest -n auto -m "not network and not slow" $(ARGS)

lint: .venv/installed ## style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

notebook: .venv/installed ## open the notebooks in Jupyter
	@$(PY) -m jupyterlab notebooks

docs: .venv/installed ## build the pages into build/docs, offline
	@$(PY) -m sphinx --quiet --fail-on-warning --builder html docs build/docs
	@$(PY) -c "print('build/docs/index.html')"

bench: .venv/installed ## time indices beside np.sort and other packages; takes a quarter of an hour
	@$(PY) benchmarks/speed.py

messages: .venv/installed ## take the messages out of the code and into every language's catalogue
	@$(PY) -m inequality.words.extraction

stubs: .venv/installed ## write the typed export list, inequality/__init__.pyi
	@$(PY) -m inequality.stubs

# One version of each for every system and Python, with the hashes of all their files and the address of no index.
LOCKING := --all-extras --group dev --group docs --output-file requirements.lock --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --system-certs --custom-compile-command "make lock" --quiet

lock: .venv/locked ## resolve the dependencies again; UPGRADE=1 takes the newest of each
	@$(PY) -m uv pip compile pyproject.toml $(LOCKING) $(if $(UPGRADE),--upgrade)

# Two stamps: a changed lock makes the environment anew, so that it holds what the lock says and nothing else;
# a changed pyproject.toml only links the package again.
.venv/locked: requirements.lock
	@$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or later is needed: make PYTHON=python3.13')"
	$(PYTHON) -m venv --clear .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	@$(PY) -c "open('.venv/locked', 'w')"

.venv/installed: .venv/locked pyproject.toml
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(PY) -c "open('.venv/installed', 'w')"
