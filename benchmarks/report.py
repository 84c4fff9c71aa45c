"""Figures as people read them: medians, spreads, ratios and Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from statistics import median

DASH = "\N{EN DASH}"
NOTHING = DASH
"""What stands in a cell for which there is no figure."""


def spread(values: Sequence[float], digits: int) -> str:
    """Return the median of `values` and, of several, the smallest and the largest."""
    if not values:
        return NOTHING
    if len(values) == 1:
        return f"{values[0]:,.{digits}f}"
    low, middle, high = min(values), median(values), max(values)
    return f"{middle:,.{digits}f} ({low:,.{digits}f}{DASH}{high:,.{digits}f})"


def ratio(numerators: Sequence[float], denominators: Sequence[float]) -> str:
    """Return the median ratio of the pairs that two equally long series form."""
    if not numerators or not denominators:
        return NOTHING
    pairs = zip(numerators, denominators, strict=True)
    return f"{median(one / other for one, other in pairs):.2f}"


def number(value: float | None) -> str:
    """Return `value` as a whole number, or a dash if it is not known."""
    return NOTHING if value is None else f"{value:,.0f}"


def megabytes(size: int | None) -> float | None:
    """Return a number of bytes in millions, or None if it is not known."""
    return None if size is None else size / 1_000_000


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table with its first column to the left, the others right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    lines = (f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))
    return "".join(lines)


def machine() -> str:
    """Return one line that says what the figures were measured on."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )
