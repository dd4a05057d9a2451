# Every task has a name here; `make` alone lists them. Needs Python 3.11 or newer, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
export NO_MKDOCS_2_WARNING := 1

.PHONY: help run build due links record test check format lock programs benchmarks clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run build ## build the site, then serve site and workspace on http://127.0.0.1:8000 (PORT= changes it)
	@$(BIN)/gunicorn --config deploy/gunicorn.conf.py

build: $(VENV)/run ## make site/ from content/
	@$(BIN)/python build.py

due: $(VENV)/run ## list what nobody has checked for a year
	@$(BIN)/python build.py --due

links: $(VENV)/run ## ask every page of others that we link to whether it still answers; needs the internet
	@$(BIN)/python build.py --outside-links

record: $(VENV)/run ## add new addresses to those that must never be lost
	@$(BIN)/python build.py --record

test: programs check ## every check and test that CI runs
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev ## style, types, layers; quick
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev ## put the code into its usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

programs: ## programs the tests use: a browser, LibreOffice, poppler
	@sh tests/programs.sh

benchmarks: $(VENV)/dev build ## measure speed, side by side in one run
	$(BIN)/python -m benchmarks

lock: $(VENV)/dev ## fix exact versions with hashes, from requirements/*.in
	$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	cd requirements && for name in run dev; do ../$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	  --strip-extras --no-emit-index-url --no-emit-find-links --output-file $$name.txt $$name.in; done

clean: ## remove what was made, keep data/
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	git clean -fdxq site

$(VENV)/run: requirements/run.txt
	@test -x $(BIN)/python || { echo "Making $(VENV) ..."; $(PYTHON) -m venv $(VENV); }
	@echo "Installing what the product needs (a few minutes the first time) ..."
	@$(PIP) -r requirements/run.txt
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	@echo "Installing what the tests need ..."
	@$(PIP) -r requirements/run.txt -r requirements/dev.txt
	@touch $@
