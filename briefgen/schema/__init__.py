"""
Turn YAML into frozen structs, with every complaint at its line.

Scalars are read by the declared type of their field and never by YAML's guess,
so ``no`` is a text where a text is expected and ``1.10`` keeps its zero.  That
is why the checking is done here, on the nodes, rather than by a validation
library on what a YAML loader has already misread.
"""
