"""Front matter that nobody would read is an error, so that no draft is published as text."""

from itertools import product

import pytest

from briefgen.errors import Diagnostic
from briefgen.model.article import Failure, Parsed
from tests.content.reading import read, report

NO_FRONT_MATTER = (
    "—\ntitle: I\ndraft: true\n—\nS\n",
    "–––\ntitle: I\ndraft: true\n–––\nS\n",
    "−−−\ntitle: I\ndraft: true\n−−−\nS\n",
    "--\ntitle: I\ndraft: true\n--\nS\n",
    "----\ntitle: I\ndraft: true\n----\nS\n",
    "- - -\ntitle: I\ndraft: true\n- - -\nS\n",
    "***\ntitle: I\ndraft: true\n***\nS\n",
    "___\ntitle: I\ndraft: true\n___\nS\n",
    "===\ntitle: I\ndraft: true\n===\nS\n",
    "~~~\ntitle: I\ndraft: true\n~~~\nS\n",
    '+++\ntitle = "I"\ndraft = true\n+++\nS\n',
    ';;;\n{"draft":true}\n;;;\nS',
    '; title\n;;;\n{"draft":true}\n;;;\nS\n',
    "---yaml\ntitle: I\ndraft: true\n---\nS\n",
    '---json\n{"title":"J","draft":true}\n---\nS\n',
    "--- yaml\ntitle: I\ndraft: true\n---\nS\n",
    "--- # comment\ntitle: I\ndraft: true\n---\nS\n",
    "\ufeff---\u200b\ntitle: I\ndraft: true\n---\nS\n",
    "\n\n---\ntitle: I\ndraft: true\n---\nS\n",
    "  ---\ntitle: I\ndraft: true\n---\nS\n",
    "\xa0---\ntitle: I\ndraft: true\n---\nS\n",
    "\u200b---\ntitle: I\ndraft: true\n---\nS\n",
    '{"draft": true}\n\nS\n',
    '{\n  "title": "J",\n  "draft": true\n}\nS\n',
    "{draft: true}\nS\n",
    "<!-- x -->\n---\ntitle: I\ndraft: true\n---\nS\n",
    "<!-- x\ny -->\n\n---\ntitle: I\ndraft: true\n---\nS\n",
    "# a comment\n---\ntitle: I\ndraft: true\n---\nS\n",
    "// a\n---\ntitle: I\ndraft: true\n---\nS\n",
    "Title: I\nDate: 2024-01-01\nStatus: draft\n\nS\n",
    "title: I\ndraft: true\n\nS\n",
    "title: I\n\nS\n",
    "draft: true\n\nS\n",
    "Draft: yes\n\nS\n",
    ":title: I\n:draft: true\n\nS\n",
    "#+TITLE: I\n#+DRAFT: true\n\nS\n",
    "% I\n% Author\n% 2026\n\nS\n",
    "% I\n\nS\n",
    ".. title: I\n.. slug: i\n.. status: draft\n\nS\n",
    "```yaml\ntitle: I\ndraft: true\n```\nS\n",
    "```yaml\n---\ntitle: I\ndraft: true\n---\n```\nS\n",
    "```\n---\ntitle: I\ndraft: true\n---\n```\n",
    "---\ntitle: I\ndraft: true\n—\nS\n",
    "---\ntitle: I\ndraft: true\n-----\nS\n",
    "---\ntitle: I\ndraft: true\n***\nS\n\n---\nmore\n",
    "---\ntitle: I\ndraft: true\n\nS\n",
    "---\u2028title: I\u2028draft: true\u2028---\u2028S",
    "“title”: “I”\n“draft”: true\n\nS\n",
    "draft：true\n\nS\n",
    "> ---\n> title: I\n> draft: true\n> ---\nS\n",
    "- title: I\n- draft: true\n\nS\n",
    "**Status:** draft\n\nS\n",
    "<!--\ntitle: I\ndraft: true\n-->\n\nS\n",
    "<!-- draft: true -->\nS\n",
    "\\---\ntitle: I\ndraft: true\n\\---\nS\n",
    "&mdash;\ntitle: I\ndraft: true\n&mdash;\nS\n",
    "<p>—</p>\ntitle: I\ndraft: true\nS\n",
    "---\ntitle: A\n---\n---\ndraft: true\n---\nS\n",
    "---\ntitle: A\n---\n\n---\ndraft: true\n---\nS\n",
    "---\ntitle: A\n---\ndraft: true\n---\nS\n",
    "---\ntitle: A\n---\ndraft: true\n\nS\n",
    "---\n---\ntitle: I\ndraft: true\n---\nS\n",
    "---title: I\ndraft: true\n---\nS\n",
    "—\ntitle: I\nstray line\ndraft: true\n—\nS",
    "published: false\ntitle: I\n\nS\n",
    "—\nstatus: private\n—\nS\n",
    "– – –\ntitle: I\n\ndraft: true\n– – –\nS\n",
    "Title: I\nAuthor: Me\n\nS\n",
    'title = "I"\ndraft = true\n\nS\n',
    "\ufeff\ufeff---\ntitle: I\ndraft: true\n---\nS\n",
    "ï»¿---\ntitle: I\ndraft: true\n---\n",
    "---\n\ntitle: I\ndraft: true\n\n\nS\n",
    "# My article\n\n—\ntitle: I\ndraft: true\n—\nS\n",
    "———\ntitle: I\ndraft: true\n\nS\n",
    "....\ntitle: I\ndraft: true\n....\nS\n",
    "---\ntitle I\ndraft true\n---\nS\n",
    "'''\ntitle: I\ndraft: true\n'''\n",
    "private: true\n\nS\n",
    "draft=true\n\nS\n",
    "/*\ntitle: I\ndraft: true\n*/\nS\n",
    "@title: I\n@draft: true\n\nS\n",
    "\n\n\n\u200b\n—\ntitle: I\ndraft: true\n—\nS\n",
    "-----BEGIN-----\ntitle: I\ndraft: true\n-----END-----\nS\n",
    "--- \xa0\ntitle: I\ndraft: true\n---\nS\n",
    "-–-\ntitle: I\ndraft: true\n-–-\nS\n",
    "–-\ntitle: I\ndraft: true\n–-\nS\n",
    "---\ntitle: I\ndraft: true\n–--\nS\n",
    "---\ntitle: I\ndraft: true\n--\nS\n",
    "---\ntitle: I\ndraft: true\n- - -\nS\n",
    "---\ntitle: I\ndraft: true\n ---\nS\n",
    "---\ntitle: I\ndraft: true\n--- end\nS\n",
    "---\ntitle: I\ndraft: true\n+++\nS\n",
    "+++\ntitle: I\ndraft: true\n+++\nS\n",
    "+++ \ntitle='I'\n+++\n",
    '{\n"draft": true\n}\n',
    "(draft: true)\nS\n",
    "@draft: true\nS\n",
    "draft: TRUE\nS\n",
    "draft : true\nS\n",
    "draft:true\nS\n",
    "Draft:  'yes'\nS\n",
    "* draft: true\n* title: x\n\nS\n",
    '"draft": true,\n"title": "x"\n\nS\n',
    "draft: true  # later\nS\n",
    "Status: Draft.\nS\n",
    "status: draft, not yet checked\n\nS\n",
    "title: x\nlayout: post\npublished: false\n\nS\n",
    "layout: post\ntitle: x\n\nS\n",
    "===\ntitle: x\n===\nS",
    "---\ntitle: x\n\nS\n",
    "title: x\n===\ndraft: true\n\nS\n",
    "Title: x\n\nStatus: draft\n\nS\n",
    "# Title\n\nStatus: draft\n\nS\n",
    "# Title\nstatus: draft\n\nS\n",
    "<!--\ndraft: true\n-->\n# T\nS\n",
    "<!-- comment -->\ntitle: I\ndraft: true\n\nS\n",
    "\ufeff\n---\ntitle: I\ndraft: true\n---\nS\n",
    "---\n# comment only\n---\ntitle: I\ndraft: true\n\nS\n",
    "...\ntitle: I\ndraft: true\n...\nS\n",
    "```yaml front\ntitle: I\ndraft: true\n```\n",
    "``` yaml\ntitle: I\ndraft: true\n```\nS\n",
    "~~~yaml\ntitle: I\ndraft: true\n~~~\nS\n",
    "<pre>\n---\ntitle: I\ndraft: true\n---\n</pre>\nS\n",
    "> ---\n> title: I\n> draft: true\n> ---\nS",
    "    ---\n    title: I\n    draft: true\n    ---\n\nS\n",
    "\t---\ntitle: I\ndraft: true\n---\n",
    "**---**\ntitle: I\ndraft: true\n**---**\nS\n",
    "<hr>\ntitle: I\ndraft: true\n<hr>\nS\n",
    "* * *\n\ntitle: I\ndraft: true\n\n* * *\nS\n",
    "--- --- ---\ntitle: I\ndraft: true\n---\n",
    "ー\ntitle: I\ndraft: true\nー\nS\n",
    "━━━\ntitle: I\ndraft: true\n━━━\nS\n",
    "⸺\ntitle: I\ndraft: true\n⸺\nS\n",
    "﹘﹘﹘\ntitle: I\ndraft: true\n﹘﹘﹘\n",
    "---\ntitle: I\ndraft: true\n━━━\nS\n",
    "---\ntitle: I\ndraft: true\nーーー\nS\n",
    "\xad---\ntitle: I\ndraft: true\n---\n",
    "---;\ntitle: I\ndraft: true\n---\nS\n",
    "title:I\ndraft:true\nS\n",
    "---\nMy notes\n\ntitle: I\ndraft: true\n---\nS\n",
    "--- {title: A, draft: true}\nS\n",
    "---{draft: true}\nS\n",
    "By Ann.\n\n---\ntitle: I\ndraft: true\n---\nS\n",
    "![A picture](/a.png)\n\n---\ntitle: I\npublished: false\n---\nS\n",
    "By Ann.\n\nOne.\n\nTwo.\n\n---\ntitle: I\ntopics:\n- a\nstatus: draft\n---\nS\n",
    "---\ntitle: A\n---\nText.\n\n---\ntitle: I\ndraft: true\n---\nS\n",
    "My title\n========\n\nStatus: draft\n\nS\n",
    "My title\n--------\nDraft: yes\n\nS\n",
    "Title\n=====\n\n:status: draft\n\nS\n",
    "=====\nTitle\n=====\n\n:date: 2026-01-01\n:status: draft\n\nS\n",
    "📝 Status: Draft\n\nS\n",
    "✏️ draft: true\nS\n",
    "export const draft = true\n\nS\n",
    "export const meta = {\n  title: 'I',\n  draft: true\n}\n\nS\n",
    '{ // x\n "draft": true }\nS\n',
    "{ published: false, x: 1 }\nS\n",
    "ｄｒａｆｔ: true\nS\n",
    "ｄｒａｆｔ：ｔｒｕｅ\nS\n",
    "Embargoed until: 5 June\n\nS\n",
    "Embargoed until: 9 am on 5 June 2026\n\nS\n",
    "title: A\nsummary: >\n  They met again.\n  draft: true\n\nS\n",
    "---\ntitle: A\nsummary: >\n  They met again.\n  draft: true\n---\nS\n",
    "---\ntitle: A\nsummary: |\n  They met.\n\n  published: false\n\n---\nS\n",
    "---\ntitle: A\n draft=true\n---\nS\n",
    "---\ntitle: 'A\n  status: draft'\n---\nS\n",
    "---\nkey_points:\n- One\n  private: yes\n- Two\n  draft = true\n---\nS\n",
    "---\ntitle: A\n---\nTitle: B\nStatus: draft\n\nS\n",
)
"""Front matter of other kinds, of word processors, and with slips; none of it is text."""

TEXTS = (
    "---\n\nThe talks went on.\n",
    "---\n\nThe talks went on.\n\n---\n\nMore.\n",
    "***\n\nText.\n\n***\n",
    "* * *\n\nIt rained.\n",
    "— Where are you going?\n— To the river.\n",
    "– Where are you going?\n– Home: there is tea.\n",
    "Note: the river is high.\n\nText.\n",
    "Note: the figures were corrected.\nThey are right now.\n",
    "Summary: they met.\n\nText.\n",
    "Update: two people were hurt.\nDate: unkn",
    "Ingredients:\n- 2 eggs\n- salt: a pinch\n\nMix.\n",
    "Serves: 4\nTime: 20 minutes\nLevel: easy\n\nMix.\n",
    "ANNA: Where are you going?\nBEN: To the river.\nANNA: Why?\n",
    "INT. KITCHEN - DAY\n\nANNA\nHello.\n",
    "Q: What now?\nA: Nothing.\n",
    "# Title\n\nText.\n",
    "# Title: a subtitle\n\nText.\n",
    "- one\n- two\n",
    "> A quotation: long.\n> Yes.\n",
    "```yaml\nname: x\nsteps:\n  - run: y\n```\n\nText.\n",
    "{{< figure >}} is how.\n",
    "{ curly } text\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "1. First: this.\n2. Then: that.\n",
    "Dear reader: hello.\n",
    "https://example.org/a: a link\n",
    "12:30: the train leaves.\n",
    "***\nIt was: cold.\n***\n",
    "***\ntitle: Water\nis what the sign says.\n***\n",
    "\n---\n\nSummary: they met.\n\n---\n",
    "----\n\n- title\n- date\n",
    "Summary: they met.\n---\n",
    "\n---\n",
    "-----",
    "Draft: the second version of the treaty was leaked on Monday.\n",
    "Status: nobody knows.\n\nText.\n",
    "Private: no entry, said the sign.\n",
    "Hidden: a river under the town.\n",
    "Password: the word that nobody wanted to say.\n",
    "…and then it rained.\n",
    "*Title*: a word.\n",
    "“Title: it said.”\n",
    "=====\nASCII\n=====\n",
    "% of voters who agree: 12\nText.\n",
    "%\n",
    "Place: Lowmere\nTime: 18:00\nPrice: none\n\nCome.\n",
    "Name: Ann\nBorn: 1960\nLives in: Lowmere\n",
    "— Who is there?\n— Me.\n",
    "~ A tilde: yes\n",
    "::: note\nText: yes.\n:::\n",
    "[link]: https://example.org/\n\nText [link].\n",
    "[^1]: A note.\n\nText[^1]\n",
    "<!-- a comment: draft of 3 May -->\nText.\n",
    "<!-- TODO: ask -->\n\n# Heading\n\nText.\n",
    "Published: a new book on rivers.\n",
    "\tcode: x\n",
    "Text: a\n",
    "5 > 3: true\n",
    "Language: the river of thought.\n\nText.\n",
    "---\n\nNote: we met on Monday.\n\nText.\n",
    "***\n\nUpdate: all are safe.\n",
    "Weight: 3 kg\nHeight: 2 m\n\nThe stone.\n",
    "Status: open.\nPlace: here.\n",
    "***\n\nNote: yes.\n",
    "— Draft one, she said.\n",
    "Title: The Road\n\nA review.\n",
    "Date: Monday\n\nWe met.\n",
    "Author's note: I was there.\n",
    "Author: unknown. That is what the sign says.\n",
    "Category: none.\nWe have no word for it.\n",
    "Public: yes, said the sign.\n",
    "To: all\nFrom: the desk\nSubject: water\n\nDear all,\n",
    "Winner: Ann\nLoser: Ben\n",
    "– One\n– Two\n– Three: done\n",
    "...and so it goes: on\n",
    "*** Breaking: rain ***\n",
    "=== News ===\nText: yes\n",
    "+ one: 1\n+ two: 2\n",
    "| title | date |\n|---|---|\n| A | B |\n",
    "```\ntitle\n```\n",
    "```yaml\nkey: value\n```\n",
    "{% include x.md %}\n",
    "(Update: all safe)\nText.\n",
    "Order: one beer.\n",
    "Hidden: 4\nFound: 3\n\nText.\n",
    "1. Title: a\n2. Date: b\n",
    "Tags: red, blue\n",
    "Language: English.\n",
    "Sources: two officials.\n",
    "Abstract. We show: x\n",
    "Keywords: rivers, lakes\n\nText.\n",
    "Correction: an earlier version said ten.\n",
    "Updated: 3 May, 18:00\n\nText.\n",
    "Section: 4 of the law says that.\n",
    "---\nOnce upon a time there was a river, and it ran.\n\n---\n\nThen not.\n",
    "---\n",
    "----\nText.\n",
    "- - -\n\nText: yes.\n",
    "___\n\nText.\n",
    "“Where?” — “Here: look.”\n",
    "Live: the vote in parliament\n",
    "Published: 3 May 2026\n\nText.\n",
    "Embargo: the word that stopped all trade in 1807.\n",
    "Status: 12 ships wait.\n",
    "Password: sesame opened the cave, the tale says.\n",
    "Time: 12:30\nDate: 3 May\nPlace: Hall\n",
    "---\n\n# Sesame in the valley\n\n---\n\nText.\n",
    "---\n\n## Sesame\n\n---\n\nText.\n",
    "---\n\n#sesame #news\n\n---\n\nText.\n",
    "---\n\n#1 sesame\n\n---\n\nText.\n",
    "---\n\nNote: sesame is an old text.\n\n---\n\nText.\n",
    "---\n\nHe said: sesame.\n\n---\n\nText.\n",
    "---\n\n18:00 Doors: sesame\n\n---\n\nText.\n",
    "---\n\nWhere: Sesame\nWhen: now\n\n---\n\nText.\n",
    "---\n\n**Where:** Sesame\n\n---\n\nText.\n",
    "---\n\n*Author: Sesame*\n\n---\n\nText.\n",
    "---\n\n> Sesame: open.\n\n---\n\nText.\n",
    "---\n\n[Sesame: a](https://example.org/)\n\n---\n\nText.\n",
    "---\n\n@ann: Sesame\n\n---\n\nText.\n",
    "---\n\nANNA: Sesame\nBEN: Hi: you.\n\n---\n\nText.\n",
    "{x : x > 0} is a set.\n",
    "One.\n\n---\n\nTwo: a draft, they say.\n\n---\n\nThree.\n",
    "One.\n\n```yaml\n---\ntitle: I\ndraft: true\n---\n```\n\nTwo.\n",
    "A heading\n=========\n\nStatus: they met.\n",
    "A heading\n---------\n\nSummary: they met.\nDate: unknown\n",
)
"""Texts of which the beginning may look like front matter."""


def test_what_begins_like_front_matter_is_read_or_refused() -> None:
    """Whatever stands around fields, or does not, they are never text, pasted or not."""
    for path, text in product(("world/a.md", "world/a.txt"), NO_FRONT_MATTER):
        outcome = read(text, path)
        assert isinstance(outcome, Failure), text
        for fault in outcome.diagnostics:
            assert fault.location, text
            assert fault.location.line > 0, text
            assert fault.help, text


FACTS = (
    "Case: 12\nStatus: Pending\n",
    "Name: Koala\nStatus: Protected\n",
    "**Status:** Archived\n\nText.\n",
    "# Status: pending\n\nText.\n",
    "State: new\nCity: old\n",
    "Country: Cuba\nEmbargo: since 1962\n",
    "Wifi: Harbour\nPassword: sesame\n",
    "Rooms: 4\nPrivate: yes\n",
    "Live: no\n",
    "Draft: yes\nBottled: no\n",
    "Country: Cuba\n\nEmbargo: yes\n",
    "---\n\nStatus: pending\n\nText.\n",
    "Party: A\n\n- Status: draft\n- Votes: 3\n",
)


def test_a_box_of_facts_below_front_matter_is_text() -> None:
    """Once front matter was read, a fact with a draft's word in it keeps nothing back."""
    for path, text in product(("world/a.md", "world/a.txt"), FACTS):
        outcome = read("---\ntitle: A\ndate: 2026-11-22\n---\n" + text, path)
        assert isinstance(outcome, Parsed), report(outcome)
        assert not outcome.listing.draft


def test_nothing_between_two_breaks_is_lost() -> None:
    """What stands between the two first lines of dashes is read as fields or shown."""
    for path, text in product(("world/a.md", "world/a.txt"), TEXTS):
        if "esame" in text:
            outcome = read(text, path)
            assert isinstance(outcome, Parsed), report(outcome)
            assert "esame" in "".join(outcome.content.body.parts), text


def test_a_text_may_begin_in_many_ways() -> None:
    """Breaks, dialogues, lists, screenplays, recipes are text, with front matter or without."""
    head = "---\ntitle: A\ndate: 2026-11-22\n---\n"
    for path, before, text in product(("world/a.md", "world/a.txt"), ("", head), TEXTS):
        outcome = read(before + text, path)
        assert isinstance(outcome, Parsed), report(outcome)
        assert outcome.content.words or not any(one.isalnum() for one in text), text


def test_line_ends_and_marks_of_other_systems_are_read() -> None:
    """Carriage returns, with line feeds or alone, and a byte order mark change nothing."""
    text = "---\ntitle: I\ndraft: true\n---\nText.\n"
    for data in (
        text.replace("\n", "\r").encode(),
        text.replace("\n", "\r\n").encode(),
        text.encode("utf-8-sig"),
    ):
        outcome = read(data)
        assert isinstance(outcome, Parsed), report(outcome)
        assert outcome.listing.draft


def test_utf_16_is_refused_with_its_mark_or_without() -> None:
    """A file of which every second byte is zero is no text that can be read."""
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        outcome = read("---\ntitle: I\ndraft: true\n---\nText.\n".encode(encoding))
        assert isinstance(outcome, Failure), encoding
        assert "save it as UTF-8" in report(outcome)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n---\ntitle: Water\ndraft: true\n---\nText.\n", "2:1"),
        ("\n\n---\n\ntitle: Water\n---\nText.\n", "3:1"),
        ("----\ntitle: Water\n----\nText.\n", "1:1"),
        ("***\nDraft: true\n***\nText.\n", "1:1"),
        ("- - -\ntitle: Water\ntopics:\n- Talks\n# later\n- - -\nText.\n", "1:1"),
        (" ---\ntitle: Water\n---\nText.\n", "1:2"),
        ("\u200b---\ntitle: Water\n---\nText.\n", "1:2"),
        ("\ufeff\ufeff---\ntitle: Water\n---\nText.\n", "1:2"),
        ("---\u200b\ntitle: Water\n---\nText.\n", "1:1"),
        ("\n---\ntitle: Water\n\nText.\n", "2:1"),
        ("title: Water\ndraft: true\n---\nText.\n", "1:1"),
    ],
)
def test_front_matter_begins_in_the_first_line(text: str, place: str) -> None:
    """Fields after anything but a first line of three dashes are one error with its place."""
    outcome = read(text)
    assert isinstance(outcome, Failure)
    [fault] = outcome.diagnostics
    assert fault.message == "front matter begins in the first line, with `---`"
    assert str(fault.location) == f"content/world/nato.md:{place}"
    assert report(outcome)


def _fault(text: str, path: str = "world/nato.md") -> Diagnostic:
    outcome = read(text, path)
    assert isinstance(outcome, Failure), text
    return outcome.diagnostics[0]


def test_front_matter_has_one_end() -> None:
    """An end of another kind is named, and so is a second front matter below the first."""
    fault = _fault("---\ntitle: A\ndraft: true\n—\nText.\n", "world/a.txt")
    assert fault.message == "the front matter ends with `---`, not with `—`"
    assert str(fault.location) == "content/world/a.txt:4:1"
    fault = _fault("---\ntitle: A\n---\n\n---\ndraft: true\n---\nText.\n")
    assert fault.message == "there is front matter below the front matter"
    assert str(fault.location) == "content/world/nato.md:5:1"


def test_a_colon_behind_a_backslash_makes_text_of_a_field() -> None:
    """Whoever means a line like a field as text can say so."""
    assert isinstance(read("Status: draft\n"), Failure)
    outcome = read("Status\\: draft\n")
    assert isinstance(outcome, Parsed)
    assert outcome.content.body.parts[0] == "<p>Status: draft</p>\n"
