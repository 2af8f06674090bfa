"""One module for each system outside, each a thin class that fails in one way. What they must answer: docs/gateways.md."""
