"""Find what somebody meant to write, so that messages can ask "did you mean?"."""

from collections.abc import Iterable
from functools import lru_cache


def closest(written: str, known: Iterable[str]) -> str:
    """
    Return the known name that *written* is probably a slip of, or nothing.

    >>> closest("sumary", ["summary", "section"])
    'summary'
    >>> closest("audience", ["summary", "section"])
    ''
    """
    return _closest(written, tuple(known))


# One odd key is often in thousands of files.
@lru_cache(maxsize=256)
def _closest(written: str, known: tuple[str, ...]) -> str:
    # Loaded here because a site without a mistake never needs it.
    from difflib import get_close_matches

    names = sorted(set(known))
    by_folded = {name.casefold().replace("-", "_"): name for name in names}
    folded = written.strip().casefold().replace("-", "_").replace(" ", "_")
    if folded in by_folded:
        return by_folded[folded]
    found = get_close_matches(folded, list(by_folded), n=1, cutoff=0.78)
    return by_folded[found[0]] if found else ""
