"""Tests of the package briefgen.schema."""
