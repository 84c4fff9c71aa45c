"""
Name the values that travel between the stages.

Everything here is frozen and free of behaviour that reads or writes: a stage
receives such values and returns others.  The stages meet here and nowhere
else, so this package imports nothing of briefgen.
"""
