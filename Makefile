# Everything runs in a virtual environment that is made when it is first needed.
# On Windows, run make from Git Bash.

PYTHON ?= python3
VENV := .venv
BIN = $(if $(wildcard $(VENV)/Scripts),$(VENV)/Scripts,$(VENV)/bin)
# One stamp for each set of packages, so that `make site` waits for no test tool.
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
# The versions that were tested together, for the build of the package as well: a new
# release of a library breaks nobody's set-up.  Relative, since pip splits it at spaces.
PIP = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check
CONSTRAINTS = .cache/constraints/$(notdir $(BIN))/python -m pip --disable-pip-version-check
EXTRAS := .[images,search,html,docx]

.DEFAULT_GOAL := help
.PHONY: help site test test-browser check format docs bench bench-growth bench-import bench-preview bench-scale lighthouse screenshots wheel constraints clean

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

site: $(RUN) ## Build the demonstration site into site/
	@$(BIN)/python -m briefgen build
	@echo "Open site/index.html, or run: python3 -m http.server --bind 127.0.0.1 -d site 8000"
	@echo "and look at http://127.0.0.1:8000/"

test: $(DEV) ## Run all tests but those that need a browser
	@$(BIN)/python -m tests.corpora
	$(BIN)/python -m pytest -n auto --ignore tests/browser $(ARGS)

test-browser: $(DEV) ## Run the tests that look at pages in Chromium
	@$(BIN)/python -m tests.tools
	$(BIN)/python -m pytest -n auto tests/browser $(ARGS)

check: $(DEV) ## Check format, lint, types, import contracts and docs
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

format: $(DEV) ## Put the code into the project's format
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

docs: $(DEV) ## Bring the generated tables in docs/ up to date
	$(BIN)/python -m docs.generate

bench: $(DEV) ## Measure builds of 10,000 articles beside Hugo
	$(PIP) --group bench
	$(BIN)/python -m benchmarks.run $(ARGS)

bench-growth: $(DEV) ## Measure how time grows with hostile texts; fails if it does faster
	$(BIN)/python -m benchmarks.growth $(ARGS)

bench-import: $(DEV) ## Measure how well and how fast texts are imported
	$(BIN)/python -m benchmarks.imports $(ARGS)

bench-preview: $(DEV) ## Measure previews beside those of four other generators
	$(PIP) --group bench
	$(BIN)/python -m benchmarks.node
	$(BIN)/python -m benchmarks.preview $(ARGS)

bench-scale: $(RUN) ## Measure how time and memory grow up to 100,000 articles
	$(BIN)/python -m benchmarks.scale $(ARGS)

lighthouse: $(DEV) ## Measure the article page of the demonstration site with Lighthouse
	@$(BIN)/python -m tests.tools
	$(BIN)/python -m tests.browser.lighthouse

screenshots: $(DEV) ## Take pictures of the demonstration site, into .cache/screenshots/
	$(BIN)/python -m tests.browser.screenshots $(ARGS)

wheel: $(DEV) ## Build the package into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

# With the oldest Python that is supported, whose versions the newer ones can have, too.
constraints: ## Bring constraints.txt up to date with what the indexes have
	@rm -rf .cache/constraints && $(PYTHON) -m venv .cache/constraints
	@$(CONSTRAINTS) install --quiet --upgrade 'pip>=25.1'
	@$(CONSTRAINTS) install --quiet --editable '$(EXTRAS)' --group dev editables
	@{ echo '# The versions that `make` installs; `make constraints` brings them up to date.'; \
	  $(CONSTRAINTS) freeze --all --exclude-editable | grep -v '^setuptools=='; } > constraints.txt

clean: ## Delete what builds and tools remember; the finished site stays
	rm -rf .briefgen .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build dist

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefgen needs Python 3.11 or newer; set PYTHON=… to use another")'
	$(PYTHON) -m venv $(VENV)

$(RUN): $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	@$(PIP) --editable '$(EXTRAS)'
	@touch $@

$(DEV): $(RUN)
	@$(PIP) --upgrade 'pip>=25.1'
	@$(PIP) --group dev
	@touch $@
