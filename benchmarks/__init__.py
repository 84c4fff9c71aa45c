"""Benchmarks: briefgen beside the generators that do the same, in one run."""

import compileall
import os
from pathlib import Path

# Whoever installs a Python program gets it compiled, and so must what is measured here.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
compileall.compile_dir(Path(__file__).parents[1] / "briefgen", quiet=1)
