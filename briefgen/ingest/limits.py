"""Say how much a text may hold to be an article, and refuse by name what holds more or nothing."""

from briefgen.errors import CommandError, Location, error

MOST_TEXT = 1_000_000
"""Bytes of a text; what is longer is no article."""

MOST_LINES = 20_000
"""Lines of a text."""

MOST_BRACKETS = 10_000
"""Opening brackets, each of which may begin a link and is looked at several times."""

MOST_SIGNS = 100_000
"""Signs of Markdown other than brackets of which each may have an end anywhere below."""

MOST_PIECES = 5_000
"""Paragraphs, headings, entries and the like; a long article has some hundred."""

MOST_BYTES = 20_000_000
"""Bytes of a page, mail or document, which may hold much that is no text."""


def too_many(name: str, what: str) -> CommandError:
    """Return the error about a text that has more of *what* than an article does."""
    help = "import the article alone, without what stands around it"
    return CommandError(error(f"this has more than {what}", Location(name), help=help))


def no_text(name: str, what: str = "it", program: str = "its program") -> CommandError:
    """Return the error about *what* says nothing that can be seen without its *program*."""
    help = f"open it in {program}, copy the text, and use --clipboard"
    return CommandError(error(f"there is no text in {what}", Location(name), help=help))


def too_large(name: str, limit: int) -> CommandError:
    """Return the error about a file that is larger than *limit* bytes."""
    return too_many(name, f"{limit // 1_000_000} MB")
