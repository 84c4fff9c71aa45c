"""Briefing blocks are data as well as HTML, and say what is wrong with them and where."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.errors import Severity
from briefgen.model.article import Block, BlockEntry, BlockKind, Failure, Parsed
from tests.content.reading import SETTINGS, body_of, read, report

HEAD = "---\ntitle: A\ndate: 2026-11-22\n---\n"


def _parsed(markdown: str, head: str = HEAD) -> Parsed:
    outcome = read(head + markdown)
    assert isinstance(outcome, Parsed), report(outcome)
    return outcome


def test_a_block_is_data_too() -> None:
    """Its kind, title, plain text and the entries of its list can be used elsewhere."""
    blocks = _parsed(
        '::: key-points Three "points"\n- One *sentence*.\n- Another[^1].\n:::\n\n[^1]: A note.\n'
    ).content.blocks
    assert blocks == (
        Block(
            kind=BlockKind.KEY_POINTS,
            title="Three “points”",
            text="One sentence.\nAnother.",
            entries=(BlockEntry("", "One sentence."), BlockEntry("", "Another.")),
            speaker="",
            role="",
            source="",
        ),
    )


def test_a_quote_knows_who_said_it_and_where_it_stands() -> None:
    """Speaker, role and the id of the source are part of the data."""
    head = "---\ntitle: A\ndate: 2026-11-22\nsources:\n- {id: report, title: B}\n---\n"
    outcome = _parsed('::: quote speaker="Ann O\'Hara" role=Mayor source=report\nNo.\n:::', head)
    block = outcome.content.blocks[0]
    assert (block.kind, block.text) == (BlockKind.QUOTE, "No.")
    assert (block.speaker, block.role, block.source) == ("Ann O’Hara", "Mayor", "report")
    assert outcome.content.sources[0].mentions == ("cite-report-1",)
    assert report(outcome) == ""


@pytest.mark.parametrize("kind", ["timeline", "by-the-numbers"])
@pytest.mark.parametrize("mark", [" ", ": ", " – ", ", "])
def test_entries_are_taken_apart_at_their_bold_text(kind: str, mark: str) -> None:
    """The label is the bold text, the text what follows it and its punctuation."""
    text = f"::: {kind}\n- **1858**{mark}The *first* cable\n- **20 __November__**\n:::"
    assert _parsed(text).content.blocks[0].entries == (
        BlockEntry("1858", "The first cable"),
        BlockEntry("20 November", ""),
    )


def test_what_a_first_line_says_keeps_its_marks_where_the_site_wants_that() -> None:
    """Titles, speakers and captions follow `markdown.typography` as the text does."""
    text = '::: note A "title"\nText.\n:::\n\n![A](b.png "It\'s")'
    plain = replace(SETTINGS, markdown=replace(SETTINGS.markdown, typography=False))
    assert "A &quot;title&quot;</p>" in body_of(text, settings=plain)
    assert "<figcaption>It's</figcaption>" in body_of(text, settings=plain)
    assert "A “title”</p>" in body_of(text)
    assert "<figcaption>It’s</figcaption>" in body_of(text)


def test_blocks_come_in_document_order_with_those_that_they_hold() -> None:
    """A block stands before the blocks in it."""
    text = "::::: note A\n:::: note B\n::: note C\nx\n:::\n::::\n:::::\n\n::: note D\ny\n:::"
    assert [block.title for block in _parsed(text).content.blocks] == list("ABCD")


def test_the_key_points_of_a_list_are_the_front_matters_or_those_of_the_first_block() -> None:
    """Without `key_points`, the entries of the first block of that kind stand in for them."""
    text = "::: key-points\n- One.\n:::\n\n::: key-points\n- Two.\n:::"
    assert _parsed(text).teaser.key_points == ("One.",)
    assert _parsed(text).content.key_points == ()
    head = "---\ntitle: A\ndate: 2026-11-22\nkey_points: Three.\n---\n"
    assert _parsed(text, head).teaser.key_points == ("Three.",)


def test_the_summary_is_the_first_paragraph_outside_of_blocks() -> None:
    """What a text begins with is its own beginning, not a box above it."""
    text = '::: quote speaker="A"\nQuoted.\n:::\n\n> Cited.\n\nThe beginning.'
    assert _parsed(text).teaser.summary == "The beginning."


FAULTS = {
    "an unknown name": (
        "Text.\n\n::: backgrund Who\nText.\n:::",
        "there is no block `backgrund`",
        (7, 5, 9),
        "did you mean `background`?",
    ),
    "a name like no other": (
        ":::spoiler\nText.\n:::",
        "there is no block `spoiler`",
        (5, 4, 7),
        f"the blocks are {', '.join(BlockKind)}",
    ),
    "an unknown attribute": (
        "::: quote speaker=A sorce=b\nText.\n:::",
        "the block `quote` has no attribute `sorce`",
        (5, 21, 7),
        "did you mean `source`?",
    ),
    "an attribute of a block that has none": (
        '::: note title="A"\nText.\n:::',
        "the block `note` has no attribute `title`",
        (5, 10, 5),
        "write a title as it is: `::: note Title`",
    ),
    "an attribute twice": (
        "::: quote speaker=A speaker=B\nText.\n:::",
        "`speaker` is given twice",
        (5, 21, 9),
        "keep one of them",
    ),
    "several words without quotation marks": (
        "::: quote speaker=The master\nText.\n:::",
        "`master` is no attribute of a quote",
        (5, 23, 6),
        'write each as name="value", with straight quotation marks around several words',
    ),
    "a quote of nobody": (
        "> ::: quote\n> Text.\n> :::",
        "this quote has no `speaker`",
        (5, 7, 5),
        'write `::: quote speaker="Who said it"`',
    ),
    "a quote without a text": (
        "::: quote speaker=A\n---\n:::",
        "this quote has no text",
        (5, 1, 19),
        "write down what was said",
    ),
    "a quote of an unknown source": (
        "::: quote speaker=A source=b\nText.\n:::",
        "there is no source `b`",
        (5, 28, 1),
        "only an article has sources: it lists them in its front matter, each with its `id`",
    ),
    "no end": (
        "Text.\n\n:::: note\nText.\n:::\n",
        "this block has no end: no line of 4 colons follows",
        (7, 1, 9),
        "put `::::` on a line of its own; a block around others needs more",
    ),
    "no end in its list": (
        "- ::: note\n  Text.\n\n:::\n",
        "this block has no end: no line of 3 colons follows",
        (5, 3, 8),
        "put `:::` on a line of its own; a block around others needs more",
    ),
    "an end of nothing": (
        "Text.\n:::\n",
        "this ends no block",
        (6, 1, 3),
        "a block begins with `:::` and its name, such as `::: background`",
    ),
    "nothing inside": (
        "::: note\n\n[a]: b.md\n\n:::\n",
        "the block `note` is empty",
        (5, 1, 8),
        "write its text between its first line and its last, or take them out",
    ),
    "a list that is none": (
        "::: timeline\n**1858** The first cable\n:::",
        "the block `timeline` holds one list and nothing else",
        (5, 1, 12),
        "write each entry as `- **1858** The first cable`",
    ),
    "more than a list": (
        "  ::: key-points\n- One.\n\nText.\n:::",
        "the block `key-points` holds one list and nothing else",
        (5, 3, 14),
        "write each point on a line that begins with `- `",
    ),
    "an entry without its figure": (
        "::: by-the-numbers\n- **1** ship\n- two ships\n:::",
        "this entry does not begin with its figure in bold",
        (7, 1, 11),
        "write it as `- **1.4 million** kilometres of cable`",
    ),
    "an entry with bold text further on": (
        "::: timeline\n- In **1858** The first cable\n:::",
        "this entry does not begin with its date in bold",
        (6, 1, 29),
        "write it as `- **1858** The first cable`",
    ),
    "an empty entry": (
        "::: key-points\n- One.\n-\n:::",
        "this entry is empty",
        (7, 1, 1),
        "take it out",
    ),
    "a heading": (
        "::: background\nText.\n\n### A heading\n:::",
        "a block holds no headings",
        (8, 1, 13),
        "a block has a title: `::: background Title`",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_malformed_block_is_one_error_with_its_place(name: str) -> None:
    """The message says what is wrong, the place where, and the help what to do."""
    text, message, place, help = FAULTS[name]
    outcome = read(HEAD + text)
    assert isinstance(outcome, Failure)
    [fault] = outcome.diagnostics
    assert fault.location is not None
    assert (fault.severity, fault.message) == (Severity.ERROR, message)
    assert (fault.location.line, fault.location.column, fault.width) == place
    assert fault.help == help
    assert fault.excerpt == (HEAD + text).split("\n")[fault.location.line - 1]


def test_all_slips_are_found_at_once() -> None:
    """A block that is wrong hides nothing of what is wrong in it and after it."""
    outcome = read(f"{HEAD}:::: nonsense\n::: timeline\nText.\n:::\n::::\n\n::: note\n:::\n")
    assert isinstance(outcome, Failure)
    assert sorted(fault.message for fault in outcome.diagnostics) == [
        "the block `note` is empty",
        "the block `timeline` holds one list and nothing else",
        "there is no block `nonsense`",
    ]


_PIECES = [
    *(":::", "::::", "::: note", "::: quote speaker=a", "::: timeline", ":::: key-points T", "::"),
    *("[@", "[@a]", "[@b]", "[@a](b.md)", "[@a][b]", "@", "]", " source=a", "- ", "> ", "  ", "# "),
    *("\n", "\n", "\n", "\n\n", "\n\n", "**1** ", "text", "*", "![", "![](a.png)", '("b")', "[^1]"),
    *("[^1]: ", ": ", "    ", "\t", "|", "---", "```\n", '"', "'"),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_no_fences_and_citations_raise(text: str) -> None:
    """Any mixture of them gives a page or errors with their lines."""
    head = "---\ntitle: A\ndate: 2026-11-22\nsources:\n- {id: a, title: A}\n---\n"
    outcome = read(head + text)
    if isinstance(outcome, Failure):
        assert all(fault.location and fault.location.line > 5 for fault in outcome.diagnostics)
        return
    html = "".join(outcome.content.body.parts)
    assert html.count("<div") == html.count("</div>")
    assert html.count("<figure") == html.count("</figure>")
    mentions = outcome.content.sources[0].mentions
    assert mentions == tuple(f"cite-a-{number + 1}" for number in range(len(mentions)))
    assert all(html.count(f'id="{one}"') == 1 for one in mentions)
    assert html.count('id="cite-') == len(mentions)
