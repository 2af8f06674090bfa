# The commands that README.md and docs/ name. All set-up is in tools/environment, tools/browser and tools/clamd.
SHELL := /bin/sh
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test check bench lock static words pictures

help: ## what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: export WESTMINSTER_MODE = demo
run: ## the portal in demo mode at http://127.0.0.1:8000
	@tools/environment run
	@exec $(PY) -m westminster.demo.launch

test: ## everything CI runs
	@tools/environment test
	@tools/browser
	@tools/clamd
	@tools/test

check: ## the fast part: lint, types, contracts, templates, words
	@tools/environment test
	@tools/check

bench: ## figures beside their yardsticks, to bench/results.json and docs/performance.md
	@tools/environment bench
	@command -v wrk >/dev/null || tools/install wrk "The load generator wrk is missing; a client of our own will do." || true
	@$(PY) -m bench

lock: ## requirements/*.txt from pyproject.toml; asks the package index
	@tools/environment build
	@tools/lock

static: ## the built and pre-compressed files of static/
	@tools/environment build
	@$(PY) -m tools.build_static

words: ## the catalogue of every text, westminster/translations/messages.pot
	@tools/environment test
	@$(PY) -m tools.checks.words --write

pictures: ## the pictures of README.md, from a fresh demo
	@tools/environment test
	@tools/browser
	@$(PY) -m tools.screenshots
