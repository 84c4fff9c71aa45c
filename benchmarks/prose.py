"""Invented English prose, made from a word list by a small grammar.

Nothing here is quoted from anywhere, and the same random generator always
gives the same words.
"""

from __future__ import annotations

from random import Random

PLAIN = "{}"
"""The mark of a sentence without markup; others are `**{}**`, `[{}](url)` and so on."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`, in order."""
    return tuple(text.split())


ADJECTIVES = words(
    """
    annual brief broad busy careful cautious central cheap clear coastal common
    costly daily detailed distant early eastern empty fair familiar final firm
    formal frequent gentle growing hidden honest hopeful large late lasting local
    lengthy modern modest narrow national northern novel open ordinary patient
    pending plain private public quiet rapid recent regional reliable remote rural
    separate shared short simple slow small southern steady sudden temporary tidy
    uncertain urban useful vast western
    """
)

NOUNS = words(
    """
    agreement archive assembly balance bridge budget campaign canal census centre
    charter clinic coast committee contract council court crop debate decision
    delay department design discovery district economy election estate exhibit
    factory ferry festival figure forecast forest garden grant grid harbour harvest
    hearing hospital house inquiry island laboratory lake ledger lesson library
    licence market measure meeting museum network notice office orchard parish
    pension pipeline plan policy port project proposal province question quarry
    railway reform region report repair reservoir response review river road school
    season service station storm strategy study survey target tariff theatre tower
    township treaty tunnel valley verdict village vote warning winter workshop
    """
)

PEOPLE = words(
    """
    archivist baker carpenter chairman clerk conductor driver economist engineer
    farmer forester geologist historian inspector judge librarian mayor minister
    nurse planner printer professor ranger researcher sailor secretary spokesman
    surveyor teacher treasurer
    """
)

VERBS = words(
    """
    accepted adopted approved avoided changed checked closed compared completed
    considered defended delayed described divided dropped examined extended favoured
    followed improved included limited measured mentioned missed noticed opened
    ordered outlined postponed praised prepared presented promised protected
    questioned reached received reduced rejected replaced restored reviewed revised
    settled shaped shared started studied supported tested welcomed
    """
)

OPENINGS = (
    "In the end,",
    "For the most part,",
    "At the same time,",
    "By the following spring,",
    "After a long pause,",
    "Until recently,",
    "On paper,",
    "Away from the capital,",
    "As the evening went on,",
    "With little notice,",
    "Before the summer,",
    "In at least two towns,",
)

TAILS = (
    "without much argument",
    "for the second time in a decade",
    "although few people expected it",
    "before the money ran out",
    "and nobody could say why",
    "while the rest of the room listened",
    "because the older rules no longer held",
    "in spite of the weather",
    "as soon as the doors were open",
    "which surprised even its friends",
)

ASIDES = (
    "It wasn't the first attempt, and it won't be the last.",
    "That's a smaller number than it sounds.",
    "They didn't agree on much else.",
    "Nobody's plans had allowed for that.",
    "It's still too soon to tell.",
    "There isn't a simple answer.",
)


class Prose:
    """A source of invented sentences; equal generators give equal sentences."""

    def __init__(self, random: Random) -> None:
        """Draw every choice from `random`, in the order of the calls made here."""
        self._random = random

    def title(self) -> str:
        """Return a headline of six words, without quotation marks or markup."""
        pick = self._random.choice
        text = f"{pick(ADJECTIVES)} {pick(NOUNS)} {pick(VERBS)} by the {pick(PEOPLE)}"
        return text.capitalize()

    def heading(self) -> str:
        """Return a heading of three to five words, without markup."""
        pick = self._random.choice
        shapes = (
            f"the {pick(ADJECTIVES)} {pick(NOUNS)}",
            f"what the {pick(PEOPLE)} {pick(VERBS)}",
            f"{_indefinite(pick(NOUNS))} for the {pick(NOUNS)}",
        )
        return pick(shapes).capitalize()

    def summary(self) -> str:
        """Return two sentences of about 140 characters together, without markup."""
        first = f"{self._subject()} {self._predicate(PLAIN)}"
        second = f"{self._subject()} {self._predicate(PLAIN)}"
        return f"{_capital(first)}. {self._random.choice(OPENINGS)} {second}."

    def sentence(self, mark: str = PLAIN) -> str:
        """Return one sentence whose last noun phrase is written into `mark`."""
        pick = self._random.choice
        kind = self._random.random()
        core = f"{self._subject()} {self._predicate(mark)}"
        if kind < 0.10:
            return f'"{_capital(core)}," said the {pick(PEOPLE)}.'
        if kind < 0.35:
            return f"{pick(OPENINGS)} {core}."
        if kind < 0.60:
            return f"{_capital(core)}, {pick(TAILS)}."
        if kind < 0.68 and mark == PLAIN:
            return pick(ASIDES)
        return f"{_capital(core)}."

    def _subject(self) -> str:
        pick = self._random.choice
        shapes = (
            f"the {pick(PEOPLE)}",
            f"the {pick(ADJECTIVES)} {pick(NOUNS)}",
            f"the {pick(NOUNS)}'s {pick(PEOPLE)}",
            f"{_indefinite(pick(PEOPLE))} from the {pick(NOUNS)}",
        )
        return self._random.choices(shapes, (4, 4, 1, 2))[0]

    def _predicate(self, mark: str) -> str:
        pick = self._random.choice
        phrase = mark.replace(PLAIN, f"{pick(ADJECTIVES)} {pick(NOUNS)}")
        shapes = (
            f"{pick(VERBS)} the {phrase}",
            f"{pick(VERBS)} the {pick(NOUNS)} and {pick(VERBS)} the {phrase}",
            f"{pick(VERBS)} the {pick(NOUNS)} beside the {phrase}",
        )
        return pick(shapes)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _indefinite(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
