# `make` alone runs what every change must pass. The first target sets the tools up in .venv.
BIN := .venv/bin
READY := $(BIN)/.dev

default: format lint types layers test

$(READY): pyproject.toml constraints.txt
	sh run.sh test --version >/dev/null
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $(READY)

format: $(READY)
	$(BIN)/ruff check --select I --fix --quiet .
	$(BIN)/ruff format .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist worksteal

docs: $(READY)
	$(BIN)/python tools/untold_trade.py
	$(BIN)/python tools/judge.py
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/ledger.py
	$(BIN)/python tools/notebooks.py
	$(BIN)/python tools/thin_ground.py
	$(BIN)/python tools/channels_by_state.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(READY)
	for one in commands measures alignment hedging cutoff caliendo_parro rebalance outlook statements ideal_points; do \
		$(BIN)/python bench/$$one.py || exit 1; done

# Needs Chromium.
pictures: $(READY)
	$(BIN)/python tools/pictures.py

# Needs the publishers' own files: COUNTERPOISE_EVIDENCE names their folder.
evidence: $(READY)
	$(BIN)/python -m pytest -m evidence

changelog: $(READY)
	$(BIN)/towncrier build --draft

all: default docs bench

.PHONY: default format lint types layers test docs bench pictures evidence changelog all
