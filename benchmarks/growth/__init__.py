"""See that no text takes more than its share of time: `python -m benchmarks.growth`."""
