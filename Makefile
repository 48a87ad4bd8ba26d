# Everything starts from a fresh clone: python3 (3.11 or newer), make and git are enough.

BIN := .venv/bin
WORKERS ?= auto
# A browser found or installed by scripts/browser.sh; tests/browser reads the variable.
BROWSER = OPSBOOK_BROWSER="$$(scripts/browser.sh)"
# What editors check YAML with, found or installed likewise; tests/edit reads the variable.
LANGUAGE_SERVER = OPSBOOK_LANGUAGE_SERVER="$$(scripts/language_server.sh)"
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help site properdocs serve test check engines bench lock wheel clean distclean runtime dev static
.NOTPARALLEL:

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

site: runtime  ## build the internal site into site/
	$(BIN)/opsbook build

properdocs: site  ## build the site with ProperDocs as well and compare the two
	$(BIN)/properdocs build --quiet -f mkdocs.yml -d build/properdocs
	$(BIN)/python scripts/compare_sites.py site build/properdocs

serve: runtime  ## preview the site while editing
	$(BIN)/opsbook serve

test: dev static  ## every check and every test, with coverage
	$(BROWSER) $(LANGUAGE_SERVER) $(PYTEST) --cov --cov-report=term-missing:skip-covered

check: dev static  ## the quick checks and the fast tests, about a minute
	$(PYTEST) -q -m "not slow and not browser and not real_data"

engines:  ## install every engine (600 MB) and test that all of them count the same; PySpark needs Java
	@scripts/bootstrap.sh engines
	$(BIN)/python -m pytest -q tests/validate/test_engine*.py

bench: dev  ## measure against other generators, side by side
	$(BIN)/python -m benchmarks $(ARGS)

lock: runtime  ## resolve requirements/*.txt anew (ARGS=--upgrade for newer releases)
	scripts/lock.sh $(ARGS)

wheel: dev  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## remove what was built, keep .venv
	rm -rf site site-public .opsbook dist build htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache \
		.import_linter_cache .hypothesis

distclean: clean  ## remove .venv as well
	rm -rf .venv

runtime:
	@scripts/bootstrap.sh

dev:
	@scripts/bootstrap.sh dev

static: dev
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
