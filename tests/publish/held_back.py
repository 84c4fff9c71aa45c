"""
Say what nobody may see yet, and what stands for a leak of it.

The lists of leaks beside this module were written before the rules that look for
them, as an opponent would.
"""

from msgspec import Struct

TITLE = "Père & Söhne “quietly” sell the Nordhaven shipyard to the crown"
SUMMARY = (
    "The deal was struck in a café at Lübeck before anybody had read the accounts of the yard."
)
POINT = "Forty-one welders learn of the sale on Thursday, a week after the ministers."
OPENING = "Nobody at the yard was told that the finest crane had been promised to a rival."
MIDDLE = (
    "An engineer, speaking softly, said the ledgers “were never meant to be found” by auditors."
)
LAST = "In the end it’s the ferry, first and last, which the town officially refuses to give up."
RUSSIAN = "Ещё никто не знает, что верфь продана короне за один символический рубль."
GERMAN = "Größe und Lage der Werft täuschten die Prüfer über den wahren Wert des Geländes hinweg."

WITHHELD = f"""
    -- content/world/nordhaven-sale.md --
    ---
    title: "{TITLE}"
    date: 2026-11-20
    draft: true
    summary: "{SUMMARY}"
    key_points: ["{POINT}"]
    aliases: [/rumours/nordhaven-yard/]
    ---
    {OPENING} {MIDDLE} The minister declined.

    {RUSSIAN}

    {GERMAN}

    {LAST}
    -- content/world/rate-decision.md --
    ---
    title: Central bank will cut its rate by half a point on Friday
    date: 2026-11-20
    publish_at: 2026-12-04T12:00:00Z
    ---
    The committee agreed unanimously in a session which lasted only eleven minutes.
    -- content/world/withdrawn-portrait.md --
    ---
    title: The portrait that its painter asked us to withdraw
    date: 2026-10-20
    expires: 2026-11-01T12:00:00Z
    ---
    She sat for the picture on four winter mornings in an unheated studio above a bakery.
"""

EMBARGOED = "The committee agreed unanimously in a session which lasted only eleven minutes."
EXPIRED = "She sat for the picture on four winter mornings in an unheated studio above a bakery."
WHOLE = "\n\n".join((f"{OPENING} {MIDDLE} The minister declined.", RUSSIAN, GERMAN, LAST))


class Plant(Struct, frozen=True):
    """A file that must not be public as it is."""

    name: str
    """What it stands for; names are unique."""
    path: str
    data: bytes
