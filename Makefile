# The two commands of the README are `make demo` and `make test`; both set up what they need in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLACES := src/dateline/knowledge/gazetteer/places.sqlite
BOUNDARIES := src/dateline/drawing/boundaries/boundaries.topojson.gz
VENDORED := src/dateline/desk/static/vendor

.PHONY: demo test lint types layers tests quality benchmark-quality floors speed screenshots docs lock clean setup oracles

setup: $(VENV)/.ready

# Everything comes as a wheel, by hash; the package itself is built here, and its build hook writes the gazetteer, the
# outlines of areas, and what the desk is served with.
GAZETTEER := src/dateline/knowledge/gazetteer
DRAWN := src/dateline/drawing/boundaries

$(VENV)/.ready: requirements.lock pyproject.toml hatch_build.py $(GAZETTEER)/build.py $(GAZETTEER)/sources.py \
		$(GAZETTEER)/outlines.py $(GAZETTEER)/tables.py $(GAZETTEER)/names.py $(GAZETTEER)/keys.py \
		$(GAZETTEER)/generic.toml $(GAZETTEER)/spelling.toml \
		src/dateline/knowledge/names.py src/dateline/knowledge/names.toml \
		$(DRAWN)/build.py $(DRAWN)/arcs.py $(DRAWN)/joining.py \
		package.json package-lock.json packing/npm.py packing/vendored.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Dateline needs Python 3.11 or later: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up .venv (some minutes, once: the gazetteer is built) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input \
		--only-binary=:all: --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --editable .
	@test -s $(PLACES) || { echo "the gazetteer was not built: see hatch_build.py"; exit 1; }
	@test -s $(BOUNDARIES) || echo "npm could not be used: maps have no outlines"
	@test -s $(VENDORED)/manifest.json || echo "npm could not be used: the desk's maps are pictures that cannot be moved"
	@touch $@

demo: setup
	@$(BIN)/dateline demo

test: lint types layers tests

lint: setup
	$(BIN)/ruff check src tests benchmarks training packing hatch_build.py
	$(BIN)/ruff format --check src tests benchmarks training packing hatch_build.py

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

# A process for every core, up to four, as each takes a gigabyte; whole files at a time, which make what they need once.
# `make test SIDE_BY_SIDE=` has one process do all.
SIDE_BY_SIDE ?= --numprocesses=auto --maxprocesses=4 --dist=loadfile

tests: setup node_modules/.package-lock.json
	@command -v chromium >/dev/null || echo "no Chromium here: tests of the desk in a browser will skip; \
	apt-get install chromium brings one"
	$(BIN)/pytest $(SIDE_BY_SIDE)

# What checks pages in tests only (axe-core); without npm those tests skip and say so.
node_modules/.package-lock.json: package.json package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --silent --prefer-offline && touch $@ \
		|| echo "npm could not be used: tests that need axe-core will skip"

# Two other readers of dates, which one test asks whether they agree with ours; without npm, or these, it skips.
oracles:
	npm install --silent --no-fund --no-audit --prefix .oracles \
		chrono-node@2.10.3 @microsoft/recognizers-text-date-time@1.3.2

# What needs the benchmark sets says so where they are absent.
quality: setup
	$(BIN)/python -m benchmarks.quality

# The same, and MUC's development messages as well, which take minutes.
benchmark-quality: quality
	$(BIN)/python -m benchmarks.muc --set dev

# Better scores become the floors, and the table of the documentation is written anew.
floors: setup
	$(BIN)/python -m benchmarks.quality --raise --docs

speed: setup
	$(BIN)/python -m benchmarks.speed

# A picture of each page of the desk; needs Chromium, and npm for the map.
screenshots: setup
	$(BIN)/python -m tests.desk.screenshots docs/pictures

docs: setup
	$(BIN)/python -m dateline.exporting.codebook docs
	$(BIN)/python -m dateline.settings docs
	$(BIN)/python -m dateline.cli.reference docs
	$(BIN)/python -m training.derivations

# What npm locks has digests but not the place where they were found: see .npmrc.
lock:
	npm install --package-lock-only --silent
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --only-binary :all: --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command "make lock" --output-file requirements.lock --quiet

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache node_modules \
		$(PLACES) $(BOUNDARIES) $(VENDORED)
