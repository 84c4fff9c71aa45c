"""The manual of briefgen, and the program that fills in its tables."""
