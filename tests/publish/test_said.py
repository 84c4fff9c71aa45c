"""All that a draft says is held back, however short it is and wherever its sentences end."""

from pathlib import Path

from briefgen.config import load_config
from briefgen.publish.withheld import Withheld, find_withheld
from tests.publish.leaking import told
from tests.testsite import NOW, SiteTest

DRAFTS = """
    -- content/world/yard.md --
    ---
    title: Yard
    date: 2026-11-20
    draft: true
    key_points: [Minister resigns over yard sale]
    image: {src: 'https://example.net/a.jpg', alt: 'The crane seen from the old ferry, at dawn',
      credit: 'Photo taken by Ottilie Brandvold for the shipwrights'}
    sources:
      - {id: deed, title: 'Deed of the Nordhaven transfer', note: 'Seen by two of our editors',
         url: 'https://archive.example.net/deeds/nordhaven-4711'}
    extra: {teaser: 'Whoever holds the keys holds the harbour'}
    ---
    Kanzler Merz tritt am Freitag zurück. It was the third secret ballot which sank her.[@deed]
    “Every rivet was counted twice before the vote.” Nobody (as the clerk of the harbour wrote in
    March) had asked for it… And then eleven barges were moved under cover of fog.<br>

    Only the night watchman noticed how low they lay.\\
    Seven crates of blueprints had gone missing with them.

    ![A tugboat tows the hull past the lighthouse](https://example.net/b.jpg)

    See [what the crown wrote](https://www.example.net/crown/letter-of-march).

    هل باعت الوزارة حوض السفن القديم سرا إلى التاج؟ لا أحد يعرف الثمن الذي دفع مقابل الأرض كلها.
    -- content/editions/weekly.md --
    ---
    title: Weekly
    date: 2026-11-20
    draft: true
    items:
      - heading: The long goodbye of the northern shipyards and of all who built them
      - url: https://example.net/long-read-on-welders
        title: How the welders of Nordhaven were deceived
        note: Nobody had told the welders anything
    ---
    Text.
"""

SAID = (
    "Minister resigns over yard sale",
    "The crane seen from the old ferry, at dawn",
    "Photo taken by Ottilie Brandvold for the shipwrights",
    "Deed of the Nordhaven transfer",
    "Seen by two of our editors",
    "https://archive.example.net/deeds/nordhaven-4711",
    "Whoever holds the keys holds the harbour",
    "Kanzler Merz tritt am Freitag zurück.",
    "It was the third secret ballot which sank her.",
    "“Every rivet was counted twice before the vote.”",
    "Nobody (as the clerk of the harbour wrote in March) had asked for it…",
    "And then eleven barges were moved under cover of fog.",
    "Only the night watchman noticed how low they lay.",
    "Seven crates of blueprints had gone missing with them.",
    "A tugboat tows the hull past the lighthouse",
    "https://www.example.net/crown/letter-of-march",
    "http://example.net/crown/letter-of-march/",
    "هل باعت الوزارة حوض السفن القديم سرا إلى التاج؟",
    "لا أحد يعرف الثمن الذي دفع مقابل الأرض كلها.",
    "The long goodbye of the northern shipyards and of all who built them",
    "https://example.net/long-read-on-welders",
    "How the welders of Nordhaven were deceived",
    "Nobody had told the welders anything",
)


def _site(tmp_path: Path) -> SiteTest:
    site = SiteTest(tmp_path / "site")
    site.write(DRAFTS)
    return site


def _withheld(site: SiteTest) -> Withheld:
    site.build()
    return find_withheld(site.project, load_config(site.root), NOW)


def test_find_each_part_of_a_draft(tmp_path: Path) -> None:
    """Fields, captions, sources and items are sought by themselves, as sentences are."""
    site = _site(tmp_path)
    site.article("world/public.md", "The river is open to boats again.", title="Open to boats")
    withheld = _withheld(site)
    for around in ("{}", "<p>Before that, we heard: {} Then it rained.</p>"):
        missed = [one for one in SAID if not told(withheld, "a.html", around.format(one).encode())]
        assert missed == []


def test_leave_what_anybody_may_know(tmp_path: Path) -> None:
    """A source that an article rests on as well, a front page, and usual words tell nothing."""
    site = _site(tmp_path)
    url = "https://example.net/crown/letter-of-march"
    fields = f"[{{title: Deed of the Nordhaven transfer, url: '{url}'}}]"
    site.article("world/public.md", "The river is open again.", title="Open", sources=fields)
    withheld = _withheld(site)
    for text in (
        "Deed of the Nordhaven transfer",
        "https://www.example.net/crown/letter-of-march",
        "https://archive.example.net/",
        "https://example.net/crown/",
        "The minister declined. Only the night watchman noticed.",
        "Kanzler Merz tritt ab. The welders of Nordhaven met.",
    ):
        assert told(withheld, "a.txt", text.encode()) == [], text


def test_find_a_quotation_that_some_articles_share(tmp_path: Path) -> None:
    """What was pasted into two or three articles is a leak; what half of them say is not."""
    quotation = SAID[11]
    for copies, others, is_found in (
        (1, 0, True),
        (2, 0, True),
        (3, 9, True),
        (3, 1, False),
        (4, 9, False),
    ):
        site = _site(tmp_path / f"{copies}-{others}")
        for number in range(copies + others):
            body = f"The river rose by {number} feet. " + (quotation if number < copies else "")
            site.article(f"world/a{number}.md", body, title=f"Day {number}")
        found = told(_withheld(site), "a.txt", quotation.encode())
        assert bool(found) == is_found, (copies, others)


def test_find_a_leak_beside_what_is_usual(tmp_path: Path) -> None:
    """A sentence that many articles have does not hide the next, which none has."""
    site = _site(tmp_path)
    for number in range(6):
        site.article(f"world/a{number}.md", f"Day {number}. {SAID[12]}", title=f"Day {number}")
    withheld = _withheld(site)
    assert told(withheld, "a.txt", SAID[12].encode()) == []
    assert told(withheld, "a.txt", f"{SAID[12]}\n\n{SAID[13]}".encode()) == ["text"]
