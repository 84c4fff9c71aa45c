"""
Recognise in a finished file what is not to be read yet.

Pages never see a draft, so nothing of one should be anywhere.  But somebody may
have written its title into another text or into a template, and a mistake in
briefgen itself could show more.  So what is held back is looked for once more,
in the bytes that are about to become public.
"""

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import accumulate, chain, pairwise

from msgspec import Struct

from briefgen.build.pipeline import reader_digest
from briefgen.build.project import Project
from briefgen.build.rows import decode_listing
from briefgen.build.store import Store
from briefgen.config import Config
from briefgen.model.article import Content, Listing
from briefgen.model.held import Part
from briefgen.publish.leaks import unpacked
from briefgen.structure.publication import withheld_because

_LONG_TITLE = 8
"""Weight from which on nobody writes the same title by chance: that of four words."""

_RUN = 16
"""Weight of what nobody else writes in the same order."""

_MOST_RUNS = 20
_TAG = re.compile(r"<[^<>]*>")
_SIGN = "\u3040-\u30ff\u3400-\u9fff"
"""Signs of Chinese and Japanese, which are written without spaces."""

_WORD = re.compile(rf"[{_SIGN}]|[^\W{_SIGN}]+")
_SIGNS = re.compile(f"[{_SIGN}]")


class Phrase(Struct, frozen=True):
    """Words that must not be in any file."""

    path: str
    """Of the article that they are from."""
    reason: str
    """Why that is held back: it is a draft, or scheduled."""
    what: str
    shown: str
    """As somebody would read them."""
    words: str
    """In lower case, with one space between each two."""
    stands_alone: bool
    """Whether they mean the article only where they are all that a line or element says."""


class Withheld:
    """What is held back at one instant."""

    def __init__(self, phrases: Iterable[Phrase], read_public: Callable[[], Iterator[str]]) -> None:
        """Know *phrases*; *read_public* returns the texts of all that is published."""
        self._phrases = tuple(phrases)
        self._read_public = read_public
        self._by_beginning: dict[tuple[str, str], list[int]] = {}
        """Where those are that begin with the same two words: few, so that few are sought."""
        for number, one in enumerate(self._phrases):
            first, second, *_ = one.words.split(" ")
            self._by_beginning.setdefault((first, second), []).append(number)

    def find(self, data: bytes) -> Iterator[Phrase]:
        """Return what of it is in the file *data*; of each article one phrase."""
        text = html.unescape(_unquoted(unpacked(data).decode("utf-8", "replace")))
        found: set[str] = set()
        for shown in (_TAG.sub(" ", text), text):
            words = _WORD.findall(shown.lower())
            pairs = self._by_beginning.keys() & set(pairwise(words))
            flat = f" {' '.join(words)} " if pairs else ""
            for number in sorted(chain.from_iterable(self._by_beginning[one] for one in pairs)):
                one = self._phrases[number]
                if one.path in found or f" {one.words} " not in flat:
                    continue
                if not one.stands_alone or _stands_alone(one.words, text):
                    found.add(one.path)
                    yield one

    def without_quotations(self, found: Collection[Phrase]) -> set[Phrase]:
        """
        Return those of the phrases *found* that no published text has as well.

        A sentence that stands below every article says nothing about one of them.
        """
        kept = {one for one in found if one.what != "title"}
        for text in self._read_public() if kept else ():
            flat = _flat(_TAG.sub(" ", html.unescape(text)))
            kept = {one for one in kept if f" {one.words} " not in flat}
        return kept | {one for one in found if one.what == "title"}


def find_withheld(project: Project, config: Config, instant: datetime) -> Withheld:
    """Return what the site of *project*, which has just been built, holds back at *instant*."""
    public: list[Listing] = []
    held: list[tuple[Listing, str]] = []
    phrases: list[Phrase] = []
    with Store(project.store, reader_digest(config), read_only=True) as store:
        for row in store.sources():
            if row.listing:
                listing = decode_listing(row.listing)
                reason = withheld_because(listing, instant, with_drafts=False)
                if not reason:
                    public.append(listing)
                elif reason != "expired":
                    held.append((listing, reason))
        names = {_words(author.name) for author in config.settings.authors}
        for one in public:
            names.update(map(_words, (one.title, *one.topics, *one.authors)))
        for listing, reason in held:
            content = store.content(Part(listing.path, listing.content))
            found = _phrases(listing, reason, content)
            phrases += (one for one in found if one.words not in names)

    def read_public() -> Iterator[str]:
        with Store(project.store, reader_digest(config), read_only=True) as store:
            for one in public:
                content = store.content(Part(one.path, one.content))
                yield " ".join((content.summary, *content.key_points, *content.body.parts))

    return Withheld(phrases, read_public)


def _phrases(listing: Listing, reason: str, content: Content) -> Iterator[Phrase]:
    path, title = f"content/{listing.path}", _words(listing.title)
    weight = sum(map(_weight, title.split(" ")))
    if " " in title:
        alone = weight < _LONG_TITLE
        yield Phrase(path, reason, "title", listing.title, title, stands_alone=alone)
    texts = [content.summary, *content.key_points, *content.body.parts]
    runs = (run for text in texts for run in _runs(text))
    for run, _ in zip(runs, range(_MOST_RUNS), strict=False):
        yield Phrase(path, reason, "text", f"{run} …", run, stands_alone=False)


def _runs(text: str) -> Iterator[str]:
    """Return the beginning of each sentence of *text* that is long enough to be known again."""
    for sentence in re.split(r"</?(?:p|li|h\d|td)\b[^>]*>|[.!?]\s|[。！？]", text):
        words = _words(_TAG.sub(" ", sentence)).split(" ")
        for count, weight in enumerate(accumulate(map(_weight, words)), 1):
            if weight >= _RUN:
                yield " ".join(words[:count])
                break


def _weight(word: str) -> int:
    """Return how much a word tells: a sign is about half of one."""
    return 1 if _SIGNS.match(word) else 2


def _words(text: str) -> str:
    return " ".join(_WORD.findall(html.unescape(text).lower()))


def _flat(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _unquoted(text: str) -> str:
    """Return *text* without the escapes of JSON."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda it: chr(int(it[1], 16)), text)
    return re.sub(r'\\[nrt"]', " ", text)


def _stands_alone(words: str, text: str) -> bool:
    inner = r"\W{0,8}".join(map(re.escape, words.split(" ")))
    pattern = rf'(?:[>"\[#*]|^)\s*{inner}\W{{0,3}}\s*(?:[<"\]*]|$)'
    return re.search(pattern, text, re.IGNORECASE | re.MULTILINE) is not None
