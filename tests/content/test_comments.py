"""Comments are for those who write: none reaches a reader, whatever it stands in."""

import json
import re
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.config import load_config
from briefgen.content.comments import escape_openers, part_openers, uncomment
from briefgen.errors import ContentError, Location
from briefgen.model.article import Failure, Parsed
from tests.content.reading import SETTINGS, read, report
from tests.testsite import SiteTest

RAW = replace(SETTINGS, markdown=replace(SETTINGS.markdown, html=True))
HEAD = "---\ntitle: A\ndate: 2026-11-22\n---\n"

COMMENTS = (
    "<!-- sesame -->",
    "<!--sesame-->",
    "<!-- sesame `a` *b* [c](d) | --e -->",
    "<!--more sesame-->",
    "<!---->",
    "<!-->",
    "<!--->",
)
PLACES = (
    "{}\n\nText.\n",
    "{}\nText.\n",
    "Text.\n{}\nText.\n",
    "Text.\n\n{}\n",
    "Text {} text.\n",
    "Text.{}\n",
    "{} Text.\n",
    "# Heading {}\n\nText.\n",
    "Heading {}\n=======\n",
    "- one {}\n- two\n",
    "- one\n  {}\n- two\n",
    "- {}\n- two\n",
    "1. one\n\n   {}\n\n   more\n",
    "> {}\n> quoted\n",
    "> quoted {} more\n",
    "> - deep {}\n>   more\n",
    "**strong {} text** and *em {}*\n",
    "[words {} in a link](https://example.org/)\n",
    '[words](https://example.org/ "title {}")\n',
    '![words {}](https://example.org/a.png "caption {}")\n',
    "| a | b |\n|---|---|\n| x {} | y |\n",
    "Text[^1].\n\n[^1]: note {}\n",
    "Text^[a note {} here].\n",
    "Term {}\n: definition {}\n",
    "- [x] done {}\n",
    "::: background Title {}\ntext {}\n:::\n",
    '::: quote speaker="Somebody {}"\ntext\n:::\n',
    "```text {}\ncode\n```\n",
    "[ref]: https://example.org/ 'title {}'\n\nText [ref].\n",
)


def _shown(outcome: Parsed | Failure) -> str:
    """Return all that one file gives to the rest of the site."""
    assert isinstance(outcome, Parsed), report(outcome)
    return f"{outcome.listing}{outcome.teaser}{outcome.content}{outcome.outline}"


def test_no_comment_is_left_of_a_text() -> None:
    """Wherever a comment of HTML stands in Markdown, raw HTML on or off, nothing of it is left."""
    for comment, place, choice in product(COMMENTS, PLACES, (SETTINGS, RAW)):
        text = place.replace("{}", comment)
        shown = _shown(read(HEAD + text, settings=choice))
        assert not re.search("sesame|&lt;!|<!|–&gt;|-->|\3", shown), text
        assert "Text" in shown or "one" in shown or "quoted" in shown or "text" in place.lower(), (
            text
        )


def test_no_comment_is_left_of_several_lines() -> None:
    """A comment may have several lines, in lists and quotations too, and nothing moves."""
    for text in (
        "<!-- sesame\n\nsesame\n-->\n\nText.\n",
        "Text.\n<!--\nsesame\n\n    sesame\n```\n-->\nText.\n",
        "Text <!-- sesame\nsesame\nsesame --> text.\n",
        "> Text <!-- sesame\n> sesame\n> sesame --> text.\n",
        "- Text\n  <!-- sesame\n\n  sesame -->\n- text\n",
        "<!-- sesame --> <!-- sesame\nsesame -->\nText.\n",
        "<!-- sesame -->\n<!-- sesame -->\n\nText.\n",
    ):
        for choice in (SETTINGS, RAW):
            shown = _shown(read(HEAD + text, settings=choice))
            assert not re.search("sesame|&lt;|<!|&gt;|-->", shown), text


def test_a_comment_parts_blocks_and_words_as_in_commonmark() -> None:
    """One between two lists keeps them apart, one between two words leaves one space."""
    outcome = read(f"{HEAD}- a\n\n<!-- -->\n\n- b\n\nOne <!-- c --> two.\n")
    assert isinstance(outcome, Parsed)
    [html] = outcome.content.body.parts
    assert html.count("<ul>") == 2
    assert "<p>One two.</p>" in html
    assert outcome.content.markdown == "- a\n\n\n- b\n\nOne two.\n"


def test_definitions_that_lead_nowhere_are_comments() -> None:
    """Markdown's own way to hide a text hides it from the copy of the text, too."""
    for comment in (
        "[//]: # (sesame)",
        '[//]: # "sesame"',
        "[//]: # 'sesame'",
        "[//]: <> (sesame)",
        "[//]: # (sesame\nsesame)",
        "[//]: # (sesame (sesame) sesame)",
        "[//]: # sesame sesame",
        "[//]: sesame",
        "[comment]: <> (sesame)",
        "[comment]: # (sesame)",
        "[Comment]: # (sesame)",
        "[_]: # (sesame)",
        "[_]: sesame",
        "[sesame, ask legal]: # (sesame)",
        "[sesame]: #",
        "[//]: #\n(sesame)",
        '[//]: #\n  "sesame"',
        "[comment]: #\n(sesame\nsesame)",
        "[comment]: # (sesame)\n\n[comment]: # (sesame)",
        "[TODO]: # (sesame)\n\nMore.\n\n[TODO]: # (sesame)",
        "[comment]: <> (sesame)\n[comment]: <> (sesame)",
        "[ask legal]: # ([ask legal] sesame)",
        "[ask legal]: # (sesame)\n\n`[ask legal]`",
        "Readers left a [comment].\n\n[comment]: # (sesame)",
    ):
        for text in (f"Text.\n\n{comment}\n\nMore.\n", f"Text.\n{comment}\nMore.\n", comment):
            assert "sesame" not in _shown(read(HEAD + text)), text
        pasted = read(f"{HEAD}Text.\n\n{comment}\n\nMore.\n", "world/a.txt")
        assert "sesame" not in _shown(pasted), comment


def test_a_comment_ends_a_list_or_a_note_above_it() -> None:
    """Directly below an entry, a quotation or a footnote, one on lines of its own is whole."""
    for above in (
        "- one",
        "- one\n  - two",
        "1. one",
        "> one",
        "Text[^1].\n\n[^1]: note",
        "- one\n",
    ):
        for text in (
            f"{above}\n<!--\n- sesame\n- sesame\n-->\n\nText.\n",
            f"{above}\n<!-- sesame\n\nsesame\n-->\nText.\n",
            f"{above}\n<!-- sesame -->\n",
        ):
            for choice in (SETTINGS, RAW):
                shown = _shown(read(HEAD + text, settings=choice))
                assert not re.search("sesame|&lt;!|<!|-->", shown), text


def test_the_title_of_another_line_is_text_where_it_is_none() -> None:
    """Below a definition, what begins like its title and goes on is a paragraph."""
    shown = _shown(read(f"{HEAD}[//]: #\n(They met) and left.\n"))
    assert "(They met) and left." in shown


def test_definitions_that_a_text_uses_are_none() -> None:
    """A link to the top of the page, or one whose name is that of a comment, stays."""
    for text in (
        "[top]: # (t)\n\nGo to the [top].\n",
        "[comment]: https://example.org/c\n\nSee the [comment].\n",
        "[1]: https://example.org/c\n\nSee [this][1].\n",
    ):
        shown = _shown(read(HEAD + text))
        assert text.splitlines()[0] in shown.replace("\\n", "\n")
        assert "<a " in shown


def test_code_shows_every_character() -> None:
    """In code nothing is a comment, be it HTML's or another tool's."""
    code = "<!-- a --> [//]: # (b) %% c %% {% comment %} {# d #} {{/* e */}} <!–"
    for text in (
        f"`{code}`\n",
        f"``` {code} ```\n",
        f"```\n{code}\n```\n",
        f"~~~ text\n{code}\n~~~\n",
        f"    {code}\n",
        f"- a\n\n      {code}\n",
        f"> ```\n> {code}\n> ```\n",
        f"Text <!-- ` --> `{code}` <!-- ` -->\n",
    ):
        outcome = read(HEAD + text)
        assert isinstance(outcome, Parsed), report(outcome)
        assert code in outcome.content.markdown, text
        assert "&lt;!-- a --&gt; [//]: # (b) %% c %%" in outcome.content.body.parts[0], text


def test_comments_in_front_matter_are_taken_out() -> None:
    """Titles, summaries, key points, captions, credits, sources, updates and `extra` have none."""
    text = (
        "title: Talks <!-- sesame --> resume\nsummary: >\n  They met. <!-- sesame\n  sesame -->\n"
        "date: 2026-11-22\ntopics: [Water <!-- sesame -->]\n"
        'key_points: ["One <!-- sesame -->", "Two \\x3c!-- sesame -->"]\n'
        "image: {src: /a.png, alt: A <!-- sesame -->, caption: B <!-- sesame -->}\n"
        "sources:\n  - title: S <!-- sesame -->\n    note: N <!-- sesame -->\n"
        "updates:\n  - {date: 2026-11-23, text: U <!-- sesame -->}\nextra: {a: X <!-- sesame -->}\n"
    )
    outcome = read(f"---\n{text}---\nText.\n")
    assert "sesame" not in _shown(outcome)
    assert isinstance(outcome, Parsed)
    assert outcome.listing.title == "Talks resume"
    assert outcome.content.summary == "They met."


def test_no_value_and_no_name_of_front_matter_keeps_a_comment() -> None:
    """An address before a comment does not save it, and a name has none either."""
    for line in (
        "summary: https://example.org/report <!-- sesame --> says so.",
        "summary: https://example.org/report<!-- sesame -->",
        "summary: >\n  http://example.org/\n  <!-- sesame -->",
        "title: HTTPS://example.org/ <!-- sesame --> A",
        'extra: {"k <!-- sesame -->": 1}',
        "extra:\n  a:\n    - {'b<!--sesame-->': [c <!--sesame-->]}",
        "updates: [{date: 2026-11-23, text: https://example.org/ <!-- sesame -->}]",
        "sources: [{title: A, note: https://example.org/ <!-- sesame -->}]",
    ):
        assert "sesame" not in _shown(read(f"---\ndate: 2026-11-22\n{line}\n---\nText.\n")), line
    for line in ("summary: https://example.org/ {# sesame #}", 'extra: {"{# sesame #}": 1}'):
        assert isinstance(read(f"---\n{line}\n---\nText.\n"), Failure), line
    for address in ("https://example.org/%%30/{#a}/*/b/*", "https://example.org/a?b={{/*c*/}}"):
        shown = _shown(read(f"---\nsources: [{{title: A, url: '{address}'}}]\n---\nText.\n"))
        assert address in shown


def test_a_comment_between_backticks_is_not_dropped_where_nothing_is_code() -> None:
    """In front matter and pasted text, its writer meant to show it: that is an error."""
    for text, path in (
        ("---\ntitle: What `<!-- more -->` does\n---\nText.\n", "world/a.md"),
        ("---\nkey_points: ['`a <!-- b --> c` is']\n---\nText.\n", "world/a.md"),
        ("Write `<!-- more -->` there.\n", "world/a.txt"),
        ("One `a`.\nWrite ``<!--more-->`` there.\n", "world/a.txt"),
    ):
        outcome = read(text, path)
        assert isinstance(outcome, Failure), text
        assert "backticks make no code here" in report(outcome)
    for title in ("`A` <!-- c --> and `b`", "`A <!-- c --> b"):
        assert isinstance(read(f"---\ntitle: '{title}'\n---\nText.\n"), Parsed)


FOREIGN = (
    "%% sesame %%",
    "%%\nsesame\n%%",
    "Text %%sesame%% text",
    "{% comment %}sesame{% endcomment %}",
    '{%- comment "x" -%}sesame{%- endcomment -%}',
    "{% # sesame %}",
    "{# sesame #}",
    "{#- sesame -#}",
    "{#sesame#}",
    "{{/* sesame */}}",
    "{{- /* sesame */ -}}",
    "{{! sesame }}",
    "{{!-- sesame --}}",
    "{{-- sesame --}}",
    "{{% comment %}}sesame{{% /comment %}}",
    "<%# sesame %>",
    "<%-- sesame --%>",
    "<#-- sesame -->",
    "{>> sesame <<}",
    "{/* sesame */}",
    "/* sesame */",
    "{* sesame *}",
    "{::comment}sesame{:/comment}",
    "#+BEGIN_COMMENT\nsesame\n#+END_COMMENT",
    "\\begin{comment}\nsesame\n\\end{comment}",
    "<!– sesame –>",
    "<!— sesame —>",
    "<!- sesame ->",
    "<! -- sesame -->",
    "<--! sesame -->",
    "Text [//]: # (sesame)",
    "/*\nsesame\n*/",
    "/*sesame*/",
    "/**\n * sesame\n */",
    f"/* {'sesame ' * 40} */",
    "{ /*sesame*/ }",
    "{%  comment  %}sesame{%  endcomment  %}",
    "{%\ncomment %}sesame{% endcomment %}",
    "{{%  comment %}}sesame{{%  /comment %}}",
    "{*sesame*}",
    "%%2 of 3 sources sesame, ask 5%%",
    "%%% sesame %%%",
    "Text %%sesame%%text",
    "<\u200b!-- sesame -->",
    "<!\u00ad-- sesame -->",
    "<!\n-- sesame -->",
    "<\u00a0!-- sesame -->",
    "<-- sesame -->",
    "!-- sesame -->",
    "[//] : # (sesame)",
    "[comment] : # (sesame)",
    "{% doc %}sesame{% enddoc %}",
    "<% # sesame %>",
    "<%!-- sesame --%>",
    "@* sesame *@",
    "#* sesame *#",
    "[#-- sesame --]",
    "{!-- sesame --}",
    "{{# sesame #}}",
    "[sesame]{.comment-start}",
    "<comment>sesame</comment>",
    "////\nsesame\n////",
)


def test_comments_of_other_tools_are_refused_with_their_place() -> None:
    """What another tool would take out is an error in Markdown, pasted text and front matter."""
    for comment in FOREIGN:
        for path, template in product(
            ("world/a.md", "world/a.txt"), ("One.\n\n{}\n", "- One\n- {}\n", "> {}\n", "# {}\n")
        ):
            if path.endswith(".txt") and comment.startswith("Text ["):
                continue
            text = template.replace("{}", comment)
            if comment.startswith("////") and not template.startswith("One"):
                continue
            outcome = read(HEAD + text, path)
            assert isinstance(outcome, Failure), (path, text)
            first = outcome.diagnostics[0]
            assert first.location, text
            assert first.location.line == 5 + template[: template.index("{}")].count("\n"), text
            assert first.location.column > 0
            assert "<!-- … -->" in first.help
        if "\n" not in comment:
            assert isinstance(
                read(f"---\ntitle: {json.dumps(comment)}\n---\nText.\n"), Failure
            ) or (comment.startswith("Text ["))


HARMLESS = (
    "Growth was 5%% after 3%%.",
    "http://a/%%30%30",
    "## Heading {#anchor}",
    "A {curly} bracket, {{ two }} and {% include x %}.",
    "a < b and b > c -- or not --> then",
    "An arrow --> here, and <-- there.",
    "100% of 50 % and %",
    "5 */ 3 /* 2",
    "path/*/x/*/y",
    "<https://example.org/> and <b>",
    "\\<!-- shown -->",
    "\\%% shown \\%%",
    "\\{# shown #}",
    "C# and #+1",
    "<!DOCTYPE html>",
    "[x]: https://example.org/ and [y]",
    "text/* or image/*, never */*",
    "/api/* is for machines, /*/ for people",
    "100%% (sic), and 100 %% (sic)",
    "$x^{* }$ and $x_{*}$",
    "{{!}} and {{!x",
    "x <-!y and <–!z",
    "Use %%d and %s.",
    "a <-- b, c <--> d",
    "Wait!-- he said",
    "**/*.md and src/**",
    "@*all* of #*them*",
    "#1 *and* @you *too*",
    "https://example.org/*/a and //example.org/*",
)


def test_harmless_signs_are_no_comments() -> None:
    """Percentages, arrows, anchors and what stands behind a backslash are text."""
    for text in HARMLESS:
        outcome = read(HEAD + text + "\n")
        assert isinstance(outcome, Parsed), report(outcome)
        assert outcome.content.markdown == text + "\n"


def test_what_is_not_surely_a_comment_is_refused() -> None:
    """A comment without an end, or with another one in it, would show what it hides."""
    for text, line in (
        ("Text.\n\n<!-- sesame\n\nText.\n", 7),
        ("Text <!-- sesame\n\nsesame --> text.\n", 5),
        ("<!-- sesame <!-- sesame --> sesame -->\n", 5),
        ("<!-- sesame —>\n\nText.\n\n<!-- sesame -->\n", 5),
        ("A <!--> sesame --> b.\n", 5),
        ("> <!-- sesame\n\nsesame -->\n", 5),
        ("<!<!-- sesame -->-- sesame -->\n", 5),
        ("[//]: # (sesame\n\nsesame)\n", 5),
    ):
        for choice in (SETTINGS, RAW):
            outcome = read(HEAD + text, settings=choice)
            assert isinstance(outcome, Failure), text
            assert outcome.diagnostics[0].location
            assert outcome.diagnostics[0].location.line == line, text
            assert outcome.diagnostics[0].help


def test_raw_html_hides_no_comment() -> None:
    """Where a site lets HTML through, its comments are taken out or refused all the same."""
    for text in ("<div>\n<!-- sesame -->\ntext</div>\n", "<b>text</b> <!-- sesame\nsesame -->\n"):
        assert "sesame" not in _shown(read(HEAD + text, settings=RAW))
    for text in (
        "<div>\n<!-- sesame\n\nsesame -->\n</div>\n",
        "<div>\n\\<!-- sesame -->\n</div>\n",
    ):
        assert isinstance(read(HEAD + text, settings=RAW), Failure), text


def test_faults_and_links_have_their_places_in_the_file_as_it_is() -> None:
    """Comments above and beside a fault move neither its line nor its column."""
    outcome = read(f"{HEAD}One.\n\n<!-- two\n\nlines -->\n\nA <!-- b\nc --> [@nope].\n")
    assert report(outcome).splitlines()[:5] == [
        "error: there is no source `nope`",
        " ——▶ content/world/nato.md:12:7",
        "   │",
        "12 │ c --> [@nope].",
        "   │       ^^^^^^^",
    ]
    parsed = read(f"{HEAD}<!-- a\nb -->\nOne <!-- c --> [two](three.md).\n")
    assert isinstance(parsed, Parsed)
    [link] = parsed.outline.links
    assert (link.line, link.column) == (7, 16)


def test_no_output_of_a_site_has_a_comment(site: SiteTest) -> None:
    """Pages, feeds, the Markdown of articles, llms.txt and what else there is have none."""
    text = "One <!-- sesame -->.\n\n[//]: # (sesame)\n\n<!-- sesame\n-->\n\n{}\n"
    blocks = "::: key-points\n- One <!-- sesame -->\n:::\n"
    site.write(
        f"""
        -- content/world/a.md --
        ---
        title: Title <!-- sesame -->
        summary: Summary <!-- sesame -->
        date: 2026-11-20
        key_points: [Point <!-- sesame -->]
        ---
        {text.replace(chr(10), chr(10) + " " * 8)}
        -- content/world/b.txt --
        ---
        title: Pasted
        date: 2026-11-21
        ---
        {text.replace(chr(10), chr(10) + " " * 8)}
        -- content/world/_index.md --
        ---
        title: World <!-- sesame -->
        ---
        Section <!-- sesame -->
        -- content/about.md --
        ---
        title: About <!-- sesame -->
        ---
        Page <!-- sesame -->
        -- content/editions/2026-11-22.md --
        ---
        title: Edition <!-- sesame -->
        items:
          - heading: Heading <!-- sesame -->
          - article: world/a
            note: Note <!-- sesame -->
        ---
        Edition <!-- sesame -->

        {blocks.replace(chr(10), chr(10) + " " * 8)}
        """
    )
    site.build()
    files = [path for path in site.output.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert [path for path in files if b"sesame" in path.read_bytes()] == []


def test_no_comment_of_the_settings_is_shown(site: SiteTest) -> None:
    """Titles, roles, links and names in `briefgen.yml` have none; other tools' are refused."""
    site.write(
        """
        -- briefgen.yml --
        title: Title <!-- sesame -->
        tagline: https://example.org/ <!-- sesame -->
        description: Said <!-- sesame -->
        authors:
          ann: {name: Ann <!-- sesame -->, role: Editor <!-- sesame -->}
        social:
          - {title: Here <!-- sesame -->, url: https://example.org/}
        feedback: {title: Write <!-- sesame -->, url: "mailto:a@example.org"}
        -- content/world/a.md --
        ---
        title: A
        date: 2026-11-20
        authors: [ann]
        ---
        Text.
        """
    )
    site.build()
    files = [path for path in site.output.rglob("*") if path.is_file()]
    assert [path for path in files if b"sesame" in path.read_bytes()] == []
    assert any(b"Editor" in path.read_bytes() for path in files)
    site.write("-- briefgen.yml --\ntitle: A {# sesame #}\n")
    with pytest.raises(ContentError, match="begins a comment of another tool"):
        load_config(site.root)


_FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "<!--",
                "-->",
                "<!-- c -->",
                "`",
                "``",
                "```\n",
                "\n",
                "\n\n",
                "    ",
                "> ",
                "- ",
                " ",
            ),
            *("/*", "*/", "<--", "!--", "{*", "*}", "[//] : #", "[a]: #", "[a]", "////", "\u200b"),
            *("\\", "word", "[", "](x)", "![", "|", "*", "[//]: # (x)", "~~~\n", "%%", "--", ">"),
        ]
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(_FRAGMENTS)
@example(["<!-- c -->", "> ", "[a]: #"])
def test_whatever_a_text_consists_of_no_comment_is_shown(fragments: list[str]) -> None:
    """In HTML, a comment begins in code or behind a backslash only; the clean text has none."""
    text = "".join(fragments)
    clean = uncomment(text, Location("a.md"), html=False)
    if clean.faults:
        return
    outcome = read(f"---\ntitle: A\n---\nText.\n\n{text}")
    if isinstance(outcome, Parsed):
        html = "".join(outcome.content.body.parts)
        shown = re.sub(r"(?s)<code.*?</code>", "", html)
        assert shown.count("&lt;!–") <= text.count("\\<!--"), text
        again = uncomment(outcome.content.markdown, Location("a.md"), html=False)
        assert not again.cuts or "\3" in clean.text, text


@settings(max_examples=200, deadline=None)
@given(_FRAGMENTS)
def test_what_was_escaped_is_refused_no_more(fragments: list[str]) -> None:
    """What an import escapes is no fault to the build, and neither is a value that it parts."""
    text = "".join(fragments)
    assert uncomment(escape_openers(text), Location(""), html=False).at == ()
    value = part_openers(text.strip())
    assert part_openers(value) == value
