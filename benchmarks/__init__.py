"""Benchmarks: briefgen and Hugo building the same site, side by side."""
