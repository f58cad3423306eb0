# Every command of the project; CI runs the same ones. Each target installs what it needs and is quick when it is there.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PEER := build/peers/datasette/bin/datasette
APT := tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd fonts-liberation2

.PHONY: demo test check bench bench-ocr bench-api serve corpus entities figures lock apt clean

apt:
	@tools/apt-install $(APT)

$(VENV)/.run: requirements.txt pyproject.toml
	@tools/venv-install $(PYTHON) $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml
	@tools/venv-install $(PYTHON) $(VENV) requirements-dev.txt
	@touch $@ $(VENV)/.run

demo: apt $(VENV)/.run
	@mkdir -p build
	$(BIN)/baocao audit corpus/scans/demo.pdf --html build/demo.html --json build/demo.json

test: apt $(VENV)/.dev check
	@tools/apt-install postgresql
	$(BIN)/pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests/test_docs.py

bench: apt $(VENV)/.dev
	$(BIN)/python -m corpus.bench

bench-ocr: apt $(VENV)/.dev
	@tools/apt-install ocrmypdf unpaper
	$(BIN)/python -m corpus.bench reading $(BENCH)

# Everything about the store and the server, with Datasette beside where it can be installed.
bench-api: $(VENV)/.dev
	@tools/apt-install postgresql
	-@$(MAKE) --no-print-directory $(PEER)
	@broken=0; \
	$(BIN)/python -m corpus.bench_store || broken=1; \
	$(BIN)/python -m corpus.bench_api $$(test -x $(PEER) && echo --datasette $(PEER)) || broken=1; \
	$(BIN)/python -m corpus.bench_api --server postgresql || broken=1; \
	exit $$broken

$(PEER): corpus/requirements-peers.txt
	@$(PYTHON) -m venv build/peers/datasette
	@build/peers/datasette/bin/pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

corpus: apt $(VENV)/.dev
	$(BIN)/python -m corpus.make

entities: $(VENV)/.dev
	$(BIN)/python -m corpus.train_entities

# Makes models/figures.onnx anew and says what models/manifest.toml must hold of it.
figures: apt $(VENV)/.dev
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes --upgrade -t build/onnx -r corpus/requirements-onnx.txt
	PYTHONPATH=build/onnx $(BIN)/python -m corpus.figure_reader

serve: apt $(VENV)/.run
	$(BIN)/baocao serve

lock: $(VENV)/.dev
	tools/lock $(BIN)

clean:
	rm -rf build $(VENV)
