"""The texts of the interface: complete in every language, used, and never in the templates."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import briefgen
from briefgen.errors import ContentError, to_text
from briefgen.languages import locale_for
from briefgen.model.article import BlockKind
from briefgen.model.front_matter import UpdateKind
from briefgen.theme.folders import find_theme
from briefgen.theme.messages import Written, read_messages
from tests.testsite import CONFIG, SiteTest

STANDARD = find_theme("standard") or Path()
TEMPLATES = {
    path.relative_to(STANDARD.parent).as_posix(): path.read_text("utf-8")
    for path in sorted(STANDARD.parent.glob("*/templates/**/*.*"))
}
MESSAGES = {
    path.stem: read_messages(path.read_text("utf-8"), path.name)
    for path in sorted(STANDARD.glob("messages/*.yml"))
}
ENGLISH = MESSAGES["en"]
DYNAMIC = {f"block_{kind.replace('-', '_')}" for kind in BlockKind} | {
    f"notice_{kind}" for kind in UpdateKind
}
"""Texts whose keys are put together: of blocks and of updates."""

PROPER_NAMES = {"Atom", "RSS", "JSON Feed", "Markdown", "Mastodon", "Bluesky", "LinkedIn"}


def test_speak_six_languages() -> None:
    """These are the languages that briefgen brings along."""
    assert list(MESSAGES) == ["ar", "de", "en", "es", "fr", "uk"]


@pytest.mark.parametrize("language", MESSAGES)
def test_say_everything_in_every_language(language: str) -> None:
    """Every language has every text, and no other."""
    missing = ENGLISH.keys() - MESSAGES[language].keys()
    assert not missing, f"{language}.yml lacks {sorted(missing)}"
    assert MESSAGES[language].keys() == ENGLISH.keys()


@pytest.mark.parametrize("language", MESSAGES)
def test_have_the_plurals_of_the_language(language: str) -> None:
    """What depends on a number has a form for each category that CLDR gives the language."""
    categories = locale_for(language).plural_form.tags | {"other"}
    for key, written in MESSAGES[language].items():
        needed = categories if len(ENGLISH[key].forms) > 1 else {"other"}
        assert {category for category, _ in written.forms} == needed, key


@pytest.mark.parametrize("language", MESSAGES)
def test_fill_in_the_same_in_every_language(language: str) -> None:
    """A translation shows all that the English text shows; only a count may go without saying."""
    for key, written in MESSAGES[language].items():
        assert written.names == ENGLISH[key].names, key
        for category, form in written.forms:
            names = set(re.findall(r"{(\w+)}", form))
            # "One article" and "no articles" say how many there are in words.
            spoken = {"count"} if category in {"zero", "one", "two"} else set()
            assert names >= written.names - spoken, key


@pytest.mark.parametrize("language", MESSAGES)
def test_set_the_marks_of_the_language(language: str) -> None:
    """No straight quotation marks or dots in a row; French has its spaces, Arabic its comma."""
    for key, written in MESSAGES[language].items():
        for _, form in written.forms:
            assert not re.search(r"['\"]|\.\.\.|\s$|  ", form), key
            if language == "fr":
                assert not re.search(r"(?<![\u00a0\u202f])[:;!?»]|«(?![\u00a0\u202f])", form), key
            if language == "ar":
                assert not re.search(r"[,;?]", form), key


def _keys_used() -> set[str]:
    modules = Path(briefgen.__file__).parent.rglob("*.py")
    everything = [*TEMPLATES.values(), *(path.read_text("utf-8") for path in modules)]
    return {
        key
        for text in everything
        for key in re.findall(r"(?<![a-z])text\(\s*\"(\w+)\"\s*[,)]", text)
    }


def test_use_every_text() -> None:
    """Nobody translates what nobody reads."""
    # The names of briefgen's own lists stand in a table.
    table = (Path(briefgen.__file__).parent / "structure/indexes.py").read_text("utf-8")
    named = set(re.findall(r'"(\w+)"', table))
    assert ENGLISH.keys() - _keys_used() - DYNAMIC - named == set()


def test_have_every_text_that_is_used() -> None:
    """Every key in a template or in the program is in the English file; so are all kinds."""
    assert _keys_used() - ENGLISH.keys() == set()
    assert DYNAMIC - ENGLISH.keys() == set()


class _Words(HTMLParser):
    """Collects what a template says by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = False
        # What is filled in is no text of the template; nor are comments.
        self.feed(re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in {"script", "style"}
        spoken = {"aria-label", "title", "alt", "placeholder", "aria-roledescription"}
        self.words += [value or "" for name, value in attrs if name in spoken]

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        # A macro may write attributes, which look like text where they stand alone.
        if not self._silent:
            self.words.append(re.sub(r'[\w-]+="\w*"', "", data).strip())


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_say_nothing_in_a_template(name: str) -> None:
    """What readers see comes from a view or from the message files."""
    words = [word for word in _Words(TEMPLATES[name]).words if re.search(r"[^\W\d_]", word)]
    assert [word for word in words if word not in PROPER_NAMES] == []


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("texts:\n  home:\n    one: x\n", "`other` is missing", "m.yml:3:5"),
        ("texts:\n  home: {ohter: x}\n", "there is no field `ohter`", "m.yml:2:10"),
        ("texts:\n  a: {other: x, sg: y}\n", "there is no plural category `sg`", "m.yml:2:17"),
        ("texts:\n  a: x\n  a: y\n", "`a` is given twice", "m.yml:3:3"),
        ("texts:\n  a: [x]\n", "expected a mapping for `a`, found a list", "m.yml:2:6"),
        ("texts:\n  a: 'x {'\n", "between braces stands a name", "m.yml:2:6"),
        ("texts:\n  a: '{b.c}'\n", "between braces stands a name", "m.yml:2:6"),
        ("texts:\n  a: {other: '{}'}\n", "between braces stands a name", "m.yml:2:14"),
        ("text:\n  a: x\n", "there is no field `text`", "m.yml:1:1"),
        ("", "the file is empty", "m.yml"),
    ],
)
def test_say_what_is_wrong_with_a_message_file(text: str, message: str, place: str) -> None:
    """A mistake in a message file is named with its line."""
    with pytest.raises(ContentError) as caught:
        read_messages(text, "m.yml")
    shown = to_text(caught.value.diagnostics[0])
    assert message in shown
    assert f" ——▶ {place}\n" in f"{shown}\n"


def test_read_plain_texts_and_plurals() -> None:
    """A text stands for itself; braces that are meant are doubled."""
    read = read_messages("texts:\n  a: A {{b}}\n  c: {one: '{n}', other: 'n {n}'}\n", "m.yml")
    assert read["a"] == Written((("other", "A {{b}}"),), frozenset(), read["a"].place)
    assert read["c"].forms == (("one", "{n}"), ("other", "n {n}"))
    assert read["c"].names == {"n"}


@pytest.fixture
def own(site: SiteTest) -> SiteTest:
    """Return a site with a theme that extends the plain one."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.write("-- themes/own/theme.yml --\nname: own\nextends: plain\n")
    site.article("world/a.md", title="First")
    return site


def test_take_the_place_of_one_text(own: SiteTest) -> None:
    """A message file of the site's theme changes a text wherever it stands, and no other."""
    own.build()
    own.write("-- themes/own/messages/en.yml --\ntexts:\n  sections: Departments\n")
    own.build()
    page = own.read("index.html")
    assert 'aria-label="Departments"' in page
    assert "Skip to main content" in page
    assert own.tree() == own.clean_tree()


def test_fill_in_no_more_than_the_first_text_has(own: SiteTest) -> None:
    """A text that wants what nobody gives is refused with the line that asks for it."""
    own.write("""
        -- themes/own/messages/de.yml --
        texts:
          page_of: "{title}, Seite {nummer}"
        """)
    own.build(
        expect="""
        error: nothing fills in `{nummer}` in the text `page_of`
         ——▶ themes/own/messages/de.yml:2:12
          = help: it may have `{number}`, `{title}`
        """
    )


def test_name_a_message_file_after_its_language(own: SiteTest) -> None:
    """A file that is called otherwise is no message file."""
    own.write("-- themes/own/messages/german!.yml --\ntexts: {}\n")
    own.build(
        expect="""
        error: `german!.yml` is not the name of a message file
         ——▶ themes/own/messages/german!.yml
          = help: name it after its language, such as de.yml or pt-BR.yml
        """
    )


def test_find_a_text_that_there_is_not_before_it_is_needed(own: SiteTest) -> None:
    """A slip in a key is found even where no page shows the line, and so is a missing value."""
    own.write("""
        -- themes/own/messages/en.yml --
        texts:
          greeting: "Good {time}, {name}"
        -- themes/own/templates/month.html --
        {#- month.html — own -#}
        {{ text("artcle_count", count=1) }}
        {{ text("greeting", time="day") }}
        <img src="{{ asset("serach.js") }}">
        """)
    own.build(
        expect="""
        error: there is no text `artcle_count` in the message files; did you mean `article_count`?
         ——▶ themes/own/templates/month.html:2
          = help: texts are declared in messages/ of the theme
        error: the text `greeting` needs a value for `name`
         ——▶ themes/own/templates/month.html:3
          = help: write text("greeting", name=…)
        error: the theme has no asset `serach.js`
         ——▶ themes/own/templates/month.html:4
          = help: did you mean `search.js`?
        """
    )


def test_name_the_line_where_a_value_is_missing_after_all(own: SiteTest) -> None:
    """Where the key is only known while a page is made, the message names the same line."""
    own.write("""
        -- themes/own/templates/article.html --
        {#- article.html — own -#}
        {% set key = "page_of" %}
        {{ text(key, number=1) }}
        """)
    own.build(
        expect="""
        error: the text `page_of` needs a value for `title`
         ——▶ themes/own/templates/article.html:3
          = help: the page world/a/index.html needs this template
        """
    )
