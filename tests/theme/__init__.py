"""Tests of the package briefgen.theme."""
