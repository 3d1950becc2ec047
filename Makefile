# Tripolis: the ways in. `make` alone prints the targets.
#
# Variables:
#   CARGO_TARGET_DIR   where cargo builds (default: target)
#   OUT                where the demo writes (default: out), as `make demo OUT=…`
#   TARGET, SECONDS    what `make fuzz` fuzzes, and for how long
#   TRIPOLIS_PEERS     `required` makes a missing peer (rapper, rdflib, …) a test failure

CARGO_TARGET_DIR ?= target
# Set on make's command line only: `clean` removes OUT, which must not come from a stray environment variable.
OUT = out
TARGET = text
SECONDS = 60
PEERS = $(HOME)/.cache/tripolis-peers
export CARGO_TARGET_DIR

# rustup's folder, for shells that have not read its profile yet.
export PATH := $(PATH):$(HOME)/.cargo/bin

# The peers' Python, once `make peers` has made it.
ifneq ($(wildcard $(PEERS)/bin/python3),)
TRIPOLIS_PEERS_PYTHON ?= $(PEERS)/bin/python3
export TRIPOLIS_PEERS_PYTHON
endif

TRIPOLIS := $(CARGO_TARGET_DIR)/release/tripolis
STORE := $(OUT)/demo-store
CARGO_FLAGS := --release --locked
step = @printf '\n==> %s\n' "$(1)"

.DEFAULT_GOAL := help
.PHONY: help prepare build demo test bench bench-export bench-search fuzz lint doc peers clean

help: ## Print this list
	@echo 'make TARGET, where TARGET is one of'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

prepare: ## Install what the build needs and this machine lacks (C++ compiler, libclang)
	$(call step,Looking for what the build needs)
	@.ci/prepare build

build: prepare ## Build the tripolis command
	$(call step,Building (the first time compiles RocksDB: 10 to 20 minutes on two cores))
	cargo build $(CARGO_FLAGS)
	@echo "The command is $(TRIPOLIS)"

demo: build ## Ingest data/, run every query of queries/, write exports and dumps to out/
	@TRIPOLIS='$(TRIPOLIS)' STORE='$(STORE)' OUT='$(OUT)' .ci/demo

test: prepare ## Run all tests; needs nothing from outside the clone
	$(call step,Running the tests (the first time compiles RocksDB: 10 to 20 minutes on two cores))
	cargo test $(CARGO_FLAGS)

bench: prepare ## Measure how fast documents are converted (some minutes on two cores)
	$(call step,Measuring (the first time compiles RocksDB: 10 to 20 minutes on two cores))
	cargo bench --locked --bench convert

bench-export: prepare ## Measure how fast a million edges are written, beside networkx and igraph (some minutes)
	$(call step,Measuring (the first time compiles RocksDB: 10 to 20 minutes on two cores))
	cargo bench --locked --bench export

bench-search: prepare ## Measure search in a store of 10,000 documents (some minutes on two cores)
	$(call step,Measuring (the first time compiles RocksDB: 10 to 20 minutes on two cores))
	cargo bench --locked --bench search

fuzz: prepare ## Fuzz a reader or parser: make fuzz TARGET=text SECONDS=60 (see fuzz/README.md)
	@cargo fuzz --version >/dev/null 2>&1 || cargo install cargo-fuzz --locked
	@fuzz/run '$(TARGET)' '$(SECONDS)'

lint: prepare ## Check formatting, clippy and documentation, warnings denied
	$(call step,Checking formatting)
	@if cargo fmt --version >/dev/null 2>&1; then cargo fmt --check; else echo 'skipped: rustfmt is not installed'; fi
	$(call step,Checking with clippy)
	@if cargo clippy --version >/dev/null 2>&1; then cargo clippy $(CARGO_FLAGS) --all-targets -- -D warnings; \
	else echo 'skipped: clippy is not installed'; fi
	@$(MAKE) --no-print-directory doc

doc: prepare ## Build the documentation of the library, warnings denied
	$(call step,Building the documentation)
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps $(CARGO_FLAGS)

peers: ## Install the tools that tests compare with (rapper, Graphviz, networkx, Cytoscape.js, …)
	$(call step,Looking for the tools that tests compare with)
	@PEERS='$(PEERS)' .ci/prepare peers

clean: ## Remove what was built and what the demo wrote
	cargo clean
	rm -rf '$(OUT)'
