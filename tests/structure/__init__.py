"""Tests of the package briefgen.structure."""
