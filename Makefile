# Every command of the project; CI runs the same ones. Each target installs what it needs and is quick when it is there.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
APT := tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd fonts-liberation2

.PHONY: demo test check bench bench-ocr bench-api serve corpus entities lock apt clean

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

bench-api: $(VENV)/.dev
	@tools/apt-install postgresql
	$(BIN)/python -m corpus.bench_store

corpus: apt $(VENV)/.dev
	$(BIN)/python -m corpus.make

entities: $(VENV)/.dev
	$(BIN)/python -m corpus.train_entities

serve: apt $(VENV)/.run
	$(BIN)/baocao serve

lock: $(VENV)/.dev
	tools/lock $(BIN)

clean:
	rm -rf build $(VENV)
