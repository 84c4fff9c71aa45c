"""
Recognise in a finished file what is not to be read yet, or not any more.

Pages never see a draft, so nothing of one should be anywhere.  But somebody may
have written its title into another text or into a template, and a mistake in
briefgen itself could show more.  So what is held back is looked for once more,
in the bytes that are about to become public.
"""

from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from urllib.parse import urlsplit

from briefgen.build.pipeline import reader_digest
from briefgen.build.project import Project
from briefgen.build.rows import decode_listing
from briefgen.build.store import Store
from briefgen.config import Config
from briefgen.fingerprint import fingerprint
from briefgen.model.article import Listing
from briefgen.model.held import Part
from briefgen.model.paths import Url
from briefgen.model.source import Role
from briefgen.publish.held import LEAST, Held, Phrase, weight
from briefgen.publish.phrases import Phrases
from briefgen.publish.readings import Text, letters, words
from briefgen.publish.sentences import Said, to_said
from briefgen.structure.publication import withheld_because
from briefgen.structure.urls import alias_url, output_path

_COMMON, _COMMON_SHORT = 4, 2
"""In how many published texts a sentence stands that tells nothing about one of them."""

_COMMON_FEW = 3
"""The same where these are half of all published texts."""

_TURN = 4
"""Words that make a turn of phrase."""

_MOST_SOUGHT = 500
"""More are not told of anyway."""

_FEW, _MANY = 8, 22
"""Weight that must be there besides usual turns: in a whole sentence, and in a part of one."""


class Withheld:
    """What is held back at one instant."""

    def __init__(
        self,
        held: Iterable[Held],
        host: str,
        allowed: Collection[str],
        read_public: Callable[[], Generator[str, None, None]],
    ) -> None:
        """Know what is *held*; *read_public* returns the texts of all that is published."""
        every = tuple(held)
        self.digest = fingerprint((every, host))
        """Equal if and only if the same is looked for."""
        self._phrases = Phrases(every, host)
        self._allowed = tuple(filter(None, map(letters, allowed)))
        self._read_public = read_public

    def __bool__(self) -> bool:
        """Whether anything is held back."""
        return bool(self._phrases)

    def find(self, text: Text) -> Iterator[Phrase]:
        """Yield what of it *text* says."""
        return (one for one in self._phrases.find(text) if not self._is_allowed(one))

    def _is_allowed(self, phrase: Phrase) -> bool:
        plain = letters(phrase.letters)
        return any(
            plain in one or (phrase.what == "text" and one in plain) for one in self._allowed
        )

    def without_common(self, found: Collection[Phrase]) -> set[Phrase]:
        """
        Return those of the phrases *found* that published texts do not have in common.

        A sentence that stands below every article says nothing about one of them, nor
        do the turns of phrase of which a newsroom is fond.
        """
        texts = {one for one in found if one.what == "text"}
        turns = {turn for one in texts for turn in _turns(one.words)}
        usual: Counter[tuple[str, ...]] = Counter()
        published = 0
        # Closed here, so that the store is, too, when something fails halfway.
        with closing(self._read_public()) as public:
            for text in public if texts else ():
                published += 1
                usual.update(turns.intersection(_turns(words(text))))
        own = {one for one in texts if _own_weight(one, usual) >= (_FEW if one.is_whole else _MANY)}
        own |= {one for one in found if one.what == "source"}
        common: Counter[Phrase] = Counter()
        sought = sorted(own, key=lambda one: (one.path, one.letters))[:_MOST_SOUGHT]
        with closing(self._read_public()) as public:
            for text in public if sought else ():
                flat = letters(text)
                common.update(one for one in sought if one.letters in flat)
        return {
            one
            for one in found
            if one.what not in {"text", "source"}
            or (one in own and not _is_common(one, common[one], published))
        }


def _is_common(phrase: Phrase, count: int, published: int) -> bool:
    """Whether a phrase that *count* of the *published* texts say tells nothing of an article."""
    if phrase.what == "source":
        # Whoever has read the same page need not have read the article.
        return count > 0
    if sum(map(weight, phrase.words)) < LEAST:
        return count >= _COMMON_SHORT
    return count >= (_COMMON_FEW if 2 * count >= published else _COMMON)


def _turns(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Return all that stands together in *parts*."""
    return zip(*(parts[at:] for at in range(_TURN)), strict=False)


def _own_weight(phrase: Phrase, usual: Counter[tuple[str, ...]]) -> int:
    """Return the weight of the words of *phrase* that are in no usual turn."""
    parts = list(phrase.words)
    for at, turn in enumerate(_turns(phrase.words)):
        if usual[turn] >= _COMMON:
            parts[at : at + _TURN] = [""] * _TURN
    return sum(weight(part) for part in parts if part)


def find_withheld(
    project: Project,
    config: Config,
    instant: datetime,
    base_url: str = "",
    published: Collection[str] = (),
    allowed: Collection[str] = (),
) -> Withheld:
    """
    Return what the site of *project*, which has just been built, holds back at *instant*.

    *published* are the paths of its finished files, and *allowed* texts that may be
    public anyway.
    """
    public: list[Listing] = []
    held: list[tuple[Listing, str]] = []
    with Store(project.store, reader_digest(config), read_only=True) as store:
        for row in store.sources():
            if row.listing:
                listing = decode_listing(row.listing)
                reason = withheld_because(listing, instant, with_drafts=False)
                if reason:
                    held.append((listing, reason))
                else:
                    public.append(listing)
        known = {letters(author.name) for author in config.settings.authors}
        for one in public if held else ():
            known.update(map(letters, (one.title, one.section, *one.topics, *one.authors)))
        names = {*published, *(name for path in published for name in path.split("/"))}
        found = [
            _held(listing, reason, _said(store, listing), known, names) for listing, reason in held
        ]

    def read_public() -> Generator[str, None, None]:
        with Store(project.store, reader_digest(config), read_only=True) as store:
            for one in public:
                said = _said(store, one)
                yield "\n".join((*said.sentences, *said.titles, *said.links))

    host = urlsplit(base_url or config.settings.base_url).netloc.lower()
    return Withheld(found, host, allowed, read_public)


def _said(store: Store, listing: Listing) -> Said:
    content = store.content(Part(listing.path, listing.content))
    is_edition = listing.role is Role.EDITION
    return to_said(content, store.outline(listing.path).items if is_edition else ())


def _held(
    listing: Listing, reason: str, said: Said, known: Collection[str], names: Collection[str]
) -> Held:
    """
    Return what nobody may read of an article.

    *known* is what may be said anyway, and *names* are those of what is published.
    """
    # The title of a section is no secret; nor is, once it has been read, that of an article.
    is_section = listing.role is Role.SECTION
    is_told = is_section or reason == "expired" or letters(listing.title) in known
    addresses = (listing.url, *map(alias_url, listing.aliases), listing.path)
    file = listing.path.rpartition("/")[2]
    slug = listing.url.strip("/").rpartition("/")[2]
    return Held(
        path=f"content/{listing.path}",
        reason=reason,
        title="" if is_told else listing.title,
        sentences=said.sentences,
        addresses=()
        if is_section
        else tuple(one for one in addresses if output_path(Url(one)) not in names),
        names=tuple(
            one for one in (slug, file) if not is_section and "-" in one and one not in names
        ),
        lines=said.lines,
        sources=said.titles,
        links=said.links,
    )
