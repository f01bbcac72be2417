# make help      what there is
# Everything is installed under .venv* in this folder. One exception: `make proof`, run as root on
# Debian, installs the packages chromium and postgresql when they are missing.

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready

# The first interpreter on PATH that is new enough and can make virtual environments.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if "$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$p"; break; fi; done)
PIP_FLAGS := --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test proof mutants bench docs site lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) ## scan fixtures/demo, find its drift against a local AWS server, leave trueup.sarif
	@$(BIN)/python fixtures/demo/demonstrate.py

test: $(READY) ## ruff, mypy, import-linter and pytest; needs only Python and PyPI
	@$(BIN)/python tests/checks.py

proof: $(READY) ## what needs more: real Terraform, kubectl, Helm, SARIF validator, Checkov, Chromium
	@$(BIN)/python tests/proof/run.py

mutants: $(READY) ## turn round every condition of every rule: an example must notice
	@$(BIN)/python -m pytest -q -m proof tests/rules/test_mutants.py

bench: $(READY) ## CPU seconds and peak memory, side by side with Checkov and Trivy
	-@$(MAKE) --no-print-directory .venv-checkov/.ready .venv-trivy/.ready .venv-hcl/.ready
	@$(BIN)/python bench/run.py

docs: $(READY) ## generate rules/index.json, docs/rules/ and the references in docs/
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/generate_reference.py

site: .venv-docs/.ready ## the documentation as a site, in build/site
	@NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build
	@echo "build/site/index.html"

lock: $(READY) ## pin requirements/*.lock anew, with hashes
	$(BIN)/python -m pip install $(PIP_FLAGS) uv
	@for name in action action-drift checkov docs hcl terraform trivy; do \
		sources="requirements/$$name.in"; \
		case $$name in \
		action) sources="pyproject.toml $$sources" ;; \
		action-drift) sources="pyproject.toml requirements/action.in --extra azure --extra kubernetes --extra history --extra postgresql" ;; \
		esac; \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
			--custom-compile-command 'make lock' $$sources --output-file requirements/$$name.lock \
		|| exit 1; done
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-deps \
		--constraint requirements/checkov.lock --custom-compile-command 'make lock' \
		requirements/checkov-pack.in --output-file requirements/checkov-pack.lock

clean: ## remove environments, caches and what the other targets leave behind
	rm -rf .venv .venv-* build dist trueup.sarif .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made again only when pyproject.toml changes, so that a second `make test` starts at once.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: trueup needs Python 3.11 or newer with its venv module;" \
		"install one, or name it: make PYTHON=/path/to/python3 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_FLAGS) --upgrade pip
	$(BIN)/python -m pip install $(PIP_FLAGS) --editable '.[dev]'
	@touch $@

# Peers and oracles, each in an environment of its own: their pins clash with ours.
.venv-%/.ready: requirements/%.lock
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer on PATH" >&2; exit 1; }
	rm -rf .venv-$*
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install $(PIP_FLAGS) --require-hashes --requirement $<
	@touch $@
