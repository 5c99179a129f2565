# SPDX-License-Identifier: Apache-2.0
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

sources := Sources Tests Package.swift
# A module may import only what Package.swift lists for it. Nothing is indexed: docs/decisions/0057.
build := swift build --disable-index-store --explicit-target-dependency-import-check error
test := swift test --skip-build --disable-index-store --disable-xctest --enable-swift-testing
# What `make e2e` runs: all, or the tests whose names match, as in `make e2e only=KubectlTests`.
only := EndToEndTests

.PHONY: help bootstrap build release format check test e2e tls-check run bench bench-cluster bench-reconciler image-check clean

help: ## what can be made
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

bootstrap: ## install the system packages that are missing
	@scripts/bootstrap

build: bootstrap ## debug build, tests included
	$(build) --build-tests

release: bootstrap ## the program as it is shipped: .build/release/cassette
	$(build) -c release --static-swift-stdlib --product cassette

format: ## format the Swift sources in place
	swift format format -i -r -p $(sources)

check: build ## formatting, warnings as errors, and every test that needs no control plane
	swift format lint --strict -r -p $(sources)
	$(test) --skip EndToEndTests

# One after the other: beside API servers and their clients, what has to answer in time would wait for a processor.
test: build ## everything that continuous integration runs, the tests against a real API server included
	swift format lint --strict -r -p $(sources)
	scripts/kube-apiserver >/dev/null
	scripts/test-clients >/dev/null
	CASSETTE_E2E=1 $(test) --filter EndToEndTests
	$(test) --skip EndToEndTests

e2e: build ## only the tests against API servers, the real one and the embedded one
	scripts/kube-apiserver >/dev/null
	scripts/test-clients >/dev/null
	CASSETTE_E2E=1 $(test) --filter '$(only)'

tls-check: build ## what testssl finds in the TLS of a server; needs Debian's testssl.sh
	@scripts/tls-check

run: ## a Kubernetes API, a simulated Cassandra cluster and Cassette, to try things with
	@scripts/bootstrap run
	@scripts/run-sandbox

bench: release ## CPU time per review, against nginx on the same machine
	@Benchmarks/run

bench-cluster: release ## reviews, memory and the first list with 20,000 objects in a real API server; eight minutes
	scripts/kube-apiserver >/dev/null
	@Benchmarks/cluster

bench-reconciler: release ## from what is due to the sidecar, 20,000 schedules and 1,000 at one second; fifteen minutes
	scripts/kube-apiserver >/dev/null
	@Benchmarks/reconciler

image-check: release ## the image of the Dockerfile, built without an engine, and the program in it; a minute or two, as root
	scripts/image-check

clean: ## remove what was built here; the API server in ~/.cache/cassette stays
	scripts/control-plane stop
	rm -rf .build .cache
