"""Tests of the package briefgen.content."""
