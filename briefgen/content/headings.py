"""
Tell section headings from paragraphs in text that has no markup.

Two readers need it: the build, for articles in ``.txt`` files, and the import of
pasted pages.  A heading is a short line without end punctuation that stands above
a paragraph.
"""

import re
from collections import Counter
from collections.abc import Sequence

MOST_WORDS = 9
"""Words that a heading may have."""

MOST_CHARACTERS = 80

MOST_SIGNS = 22
"""Characters that a heading may have in scripts that write words without spaces."""

_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？：；،؟۔]['\"”’»)\]]*$")
_LOOKS_LIKE_LIST = re.compile(r"^(?:[-*•–—·]\s|\d{1,3}[.)]\s)")
_ADDRESS = re.compile(r"\S@\w|https?://|www\.")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def is_short_line(block: str) -> bool:
    """
    Whether *block* is one short line without end punctuation, and no entry of a list.

    >>> is_short_line("What followed"), is_short_line("It ended.")
    (True, False)
    """
    line = block.strip()
    return (
        "\n" not in line
        and len(line) <= MOST_CHARACTERS
        and len(line.split()) <= MOST_WORDS
        and not _ENDS_SENTENCE.search(line)
        and not _LOOKS_LIKE_LIST.match(line)
        and any(character.isalnum() for character in line)
        and not _ADDRESS.search(line)
        and (len(line) <= MOST_SIGNS or not _UNSPACED.search(line))
    )


def headings_among(texts: Sequence[str]) -> tuple[bool, ...]:
    """
    Return for each of *texts*, the blocks of an article, whether it is a heading.

    Short lines at the end, such as the furniture of a web page, are above no
    paragraph and so no headings.  Nor are lines that occur twice, which captions
    do, nor several short lines in a row at the beginning.

    >>> headings_among(("It began.", "What followed", "Much."))
    (False, True, False)
    """
    short = [is_short_line(text) for text in texts]
    opening = next((index for index, is_short in enumerate(short) if not is_short), len(texts))
    counts = Counter(texts)
    return tuple(
        short[index]
        and index + 1 < len(texts)
        and not short[index + 1]
        and counts[text] == 1
        and not (opening > 1 and index < opening)
        for index, text in enumerate(texts)
    )
