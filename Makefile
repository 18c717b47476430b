# Every command a person needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# Rasa's last open release runs on no newer Python than 3.11.
PYTHON311 := $(shell command -v python3.11 || command -v python3)
VENV := .venv
PYTHON := $(VENV)/bin/python
export PYTHONUNBUFFERED := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export RASA_TELEMETRY_ENABLED := false

# $(call install,<lock file>): with uv in seconds, with plain pip in a minute and a half.
define install
	@echo "Installing $(1) ..."
	@$(VENV)/bin/uv pip install --quiet --no-config --no-deps --require-hashes --python $(PYTHON) -r $(1) \
	  || $(PYTHON) -m pip install --quiet --progress-bar off --no-deps --require-hashes --ignore-requires-python -r $(1)
endef

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(VENV)/python-ready: requirements-uv.lock
	@$(PYTHON311) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "Lotsen needs Python 3.11 and found $$($(PYTHON311) --version 2>&1). Install python3.11, or run: uv python install 3.11"; exit 1; }
	@$(PYTHON311) -m venv $(VENV) || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m pip install --quiet --progress-bar off --disable-pip-version-check --require-hashes -r requirements-uv.lock || true
	@touch $@

$(VENV)/run-ready: $(VENV)/python-ready requirements.lock
	$(call install,requirements.lock)
	@touch $@

$(VENV)/test-ready: $(VENV)/python-ready requirements-dev.lock
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/run-ready

.PHONY: run
run: $(VENV)/run-ready ## Set up what is missing and start everything (TESTER=1 opens the testers' door)
	@TESTER="$(TESTER)" $(PYTHON) -m bot.supervisor

.PHONY: train
train: $(VENV)/run-ready ## Train the model if something it is made from changed
	@$(PYTHON) -m bot.rasa_plugins.training

.PHONY: test
test: $(VENV)/test-ready train ## Run every test (browser and PostgreSQL too where they are installed)
	@$(PYTHON) -m pytest -n auto --dist loadgroup --no-loadscope-reorder $(PYTEST)

.PHONY: check
check: $(VENV)/test-ready ## Style, types, walls, sizes
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(PYTHON) -m tests.walls.sizes

.PHONY: rehearse
rehearse: $(VENV)/test-ready train ## Play the scripted conversations against a fresh assistant
	@$(PYTHON) -m tests.running.rehearse $(SCRIPTS)

.PHONY: table
table: $(VENV)/test-ready train ## Play the conversations and write docs/conversation_table.md: from a need to somebody who answers
	@$(PYTHON) -m tests.running.table

.PHONY: evaluate
evaluate: $(VENV)/test-ready train ## Measure what strangers' messages are taken for; writes docs/understanding (QUICK=1: only the bars)
	@$(PYTHON) -m tests.understanding $(if $(QUICK),--quick)

.PHONY: bench
bench: $(VENV)/test-ready train ## Measure against a stock Rasa bot, side by side; writes docs/bench.md
	@$(PYTHON) -m tests.load.bench

.PHONY: leak-test
leak-test: $(VENV)/test-ready train ## Look for a visitor's words in every file, log and database
	@$(PYTHON) -m pytest tests/privacy

.PHONY: docs-shots
docs-shots: $(VENV)/test-ready train ## Take the README's screenshots
	@$(PYTHON) -m tests.browser.screenshots

.PHONY: lock
lock: ## Resolve the dependencies again after a change in pyproject.toml (needs uv)
	@uv lock --quiet
	@uv export --quiet --format requirements-txt --no-emit-project --no-annotate --no-header --no-group dev -o requirements.lock >/dev/null
	@uv export --quiet --format requirements-txt --no-emit-project --no-annotate --no-header -o requirements-dev.lock >/dev/null
	@sed -i "s/ ; platform_machine == 'x86_64' and sys_platform == 'linux'//" requirements.lock requirements-dev.lock

.PHONY: clean
clean: ## Remove what the commands made (not the directory in var/)
	@rm -rf models .rasa .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
