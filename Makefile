# The short commands that the README names. Everything lives in .venv; nothing has to be activated.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000
HOST ?= 127.0.0.1
UV := $(shell command -v uv 2>/dev/null)
# Trust what the machine trusts: proxies of offices have certificates of their own.
export UV_SYSTEM_CERTS := 1
EXTRACT := .venv/bin/pybabel -q extract -F babel.cfg --ignore-dirs '.*' -k words -k label -k N_ -k plural:1,2 \
	--omit-header --no-location --sort-output
CATALOGUE := eventapp/translations/ja/LC_MESSAGES/eventapp

.PHONY: help run test test-sqlite test-postgres check format lint types imports templates migrations messages lock bench clean

help:  ## List the commands.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ —/'

define install
	@test -x $(PY) || { $(if $(UV),uv venv -q .venv,python3 -m venv .venv) ; } || \
		{ echo "make: python3 has no venv module: install it (Debian: apt-get install python3-venv) or install uv" >&2; exit 1; }
	$(if $(UV),@uv pip install -q -p .venv --require-hashes -r $(1),@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $(1))
	$(if $(UV),@uv pip install -q -p .venv --no-deps --no-build-isolation -e .,@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .)
	@touch $(2)
endef

.venv/run.stamp: requirements.lock pyproject.toml config.py
	$(call install,requirements.lock,$@)

# Tests read calendars with the engine of Thunderbird too, where Node.js is; it trusts what the machine does only if it is told where that stands.
NODE_CERTS := $(or $(NODE_EXTRA_CA_CERTS),$(wildcard /etc/ssl/certs/ca-certificates.crt))
ICAL_JS := ical.js@2.2.1
NPM := $(shell command -v npm 2>/dev/null)

.venv/dev.stamp: requirements-dev.lock pyproject.toml config.py
	$(call install,requirements-dev.lock,$@)
	$(if $(NPM),@NODE_EXTRA_CA_CERTS=$(NODE_CERTS) npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix .venv $(ICAL_JS) || \
		echo "make: npm can't install $(ICAL_JS): three readers of calendars are left" >&2)
	@touch .venv/run.stamp

run: .venv/run.stamp  ## Serve with the demo conference on HOST:PORT (127.0.0.1:8000).
	@EVENTAPP_ENV=$${EVENTAPP_ENV:-development} .venv/bin/eventapp start --demo --host $(HOST) --port $(PORT)

test: .venv/dev.stamp  ## Run every test, on SQLite and on PostgreSQL.
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgres

test-sqlite: .venv/dev.stamp
	@$(PY) -m pytest -q -n 3 --dist worksteal --database sqlite

# What touches no database, or does not mind which, was tested already. At an hour when Tokyo has the next day.
ONE_DATABASE := domain policy importers renderers journeys web/forms web/test_security_headers.py cli/test_commands.py cli/test_couriers.py \
	cli/test_mailbox_imap.py cli/test_serving.py meta/test_documents.py meta/test_house_domain.py meta/test_schema_documented.py meta/test_wheel.py
test-postgres: .venv/dev.stamp
	@$(PY) -m pytest -q -n 3 --dist worksteal --database postgres --clock 20:30 $(ONE_DATABASE:%=--ignore tests/%)

check: .venv/dev.stamp format lint types imports templates migrations test  ## Everything that must be green before a commit.

format: .venv/dev.stamp
	@.venv/bin/ruff format --check -q .

lint: .venv/dev.stamp
	@.venv/bin/ruff check -q .

types: .venv/dev.stamp
	@.venv/bin/mypy --no-error-summary

imports: .venv/dev.stamp
	@.venv/bin/lint-imports --no-cache > .venv/imports.log || { cat .venv/imports.log; exit 1; }

templates: .venv/dev.stamp
	@.venv/bin/djlint templates --check --lint --quiet || { .venv/bin/djlint templates --check --lint; exit 1; }

# An empty database, brought to the newest migration, has the tables that the code has.
migrations: .venv/dev.stamp
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && export EVENTAPP_ENV=development EVENTAPP_INSTANCE="$$folder" && \
		{ .venv/bin/eventapp db upgrade && .venv/bin/eventapp db check ; } > .venv/migrations.log 2>&1 || { cat .venv/migrations.log; exit 1; }

messages: .venv/dev.stamp  ## Extract the interface's words and compile the Japanese catalogue.
	@pot=$$(mktemp) && trap 'rm -f "$$pot"' EXIT && $(EXTRACT) -o "$$pot" . && \
		.venv/bin/pybabel -q update -N --ignore-pot-creation-date -w 120 -l ja -i "$$pot" -o $(CATALOGUE).po --no-fuzzy-matching --ignore-obsolete
	@sed -i -E '/^"(PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By):/d' $(CATALOGUE).po
	@.venv/bin/pybabel -q compile -l ja -i $(CATALOGUE).po -o $(CATALOGUE).mo

lock:  ## Pin the dependencies anew, with hashes and without a registry's address.
	@uv pip compile -q pyproject.toml --group build --group dev --extra postgres --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 -o requirements-dev.lock
	@uv pip compile -q pyproject.toml --group build --extra postgres --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 -c requirements-dev.lock -o requirements.lock

bench: .venv/dev.stamp  ## Measure speed and memory beside a bare Flask answer.
	@$(PY) -m bench

clean:  ## Remove the environment and caches; the data in instance/ stays.
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
