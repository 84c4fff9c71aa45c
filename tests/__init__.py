"""The tests of briefgen."""
