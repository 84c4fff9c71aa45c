"""P11: every fault is reported in one run, with its place, and none hides another."""

from collections.abc import Callable

import pytest

from briefgen.errors import BriefgenError, ContentError, Diagnostic, to_text
from tests.processes import build
from tests.testsite import CONFIG, SiteTest

KINDS: dict[str, bytes] = {
    "a day that is none": b"---\ntitle: A\ndate: 2026-02-30\n---\n",
    "no date": b"---\ntitle: A\ndate: soon\n---\n",
    "an instant without offset": b"---\ntitle: A\npublish_at: 2026-01-01T10:00\n---\n",
    "no truth": b"---\ntitle: A\ndraft: maybe\n---\n",
    "no number": b"---\ntitle: A\nweight: heavy\n---\n",
    "a title twice": b"---\ntitle: A\ntitle: B\n---\n",
    "a field nearly known": b"---\ntitel: A\n---\n",
    "a mapping for a text": b"---\ntitle: {a: b}\n---\n",
    "a text for a mapping": b"---\ntitle: A\nsources: text\n---\n",
    "broken YAML": b"---\ntitle: [A\n---\n",
    "a tab": b"---\ntitle: A\n\tsummary: B\n---\n",
    "an anchor": b"---\ntitle: &a A\nsummary: *a\n---\n",
    "a tag": b"---\ntitle: !!python/name:os.system A\n---\n",
    "no end": b"---\ntitle: A\n",
    "TOML": b'+++\ntitle = "A"\n+++\n',
    "no UTF-8": b"---\ntitle: A\n---\nCaf\xe9\n",
    "UTF-16": "---\ntitle: A\n---\n".encode("utf-16"),
    "a slug that is none": b"---\ntitle: A\nslug: A B\n---\n",
    "an alias that leads out": b"---\ntitle: A\naliases: [../../x]\n---\n",
    "a control character": b'---\ntitle: "A\\u0001"\n---\n',
    "a list": b"---\n- title\n---\n",
    "a broken link": b"---\ntitle: A\n---\n[no](nowhere.md)\n",
    "a broken anchor": b"---\ntitle: A\n---\n[no](anchor.md#nowhere)\n",
    "a link out of content": b"---\ntitle: A\n---\n[no](../../outside.md)\n",
    "an image that is not there": b"---\ntitle: A\nimage: nothing.png\n---\n",
}


@pytest.mark.usefixtures("quick_jinja")
def test_report_two_hundred_broken_files_in_one_run(site: SiteTest) -> None:
    """Two hundred broken files of twenty-five kinds make two hundred reports."""
    site.article("world/anchor.md", "## Here", title="Anchor")
    kinds = list(KINDS.items())
    wanted = {}
    for number in range(200):
        kind, data = kinds[number % len(kinds)]
        path = f"content/world/broken-{number:03}.md"
        (site.root / path).write_bytes(data)
        wanted[path] = kind
    done = build(site.root, "--workers", "2")
    reported = [
        line for line in done.stderr.splitlines() if line.startswith(("error: ", "warning: "))
    ]
    places = [
        line[5:].split(":")[0] for line in done.stderr.splitlines() if line.startswith(" ——▶ ")
    ]
    errors = [line for line in reported if line.startswith("error: ")]
    assert len(errors) == 200
    assert sorted(place for place in places if "broken" in place)[:200] != []
    assert {place for place in places if "broken" in place} == wanted.keys()
    assert "200 errors; the site is as it was." in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert not site.output.exists()
    with pytest.raises(ContentError) as caught:
        site.build()
    assert len(caught.value.diagnostics) == 200
    assert list(caught.value.diagnostics) == sorted(
        caught.value.diagnostics, key=lambda one: one.order
    )


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize("kind", KINDS)
def test_report_the_place_of_each_kind_of_fault(site: SiteTest, kind: str) -> None:
    """Each kind of broken file makes one report, with the file and the line."""
    site.article("world/anchor.md", "## Here", title="Anchor")
    (site.root / "content/world/broken.md").write_bytes(KINDS[kind])
    with pytest.raises(ContentError) as caught:
        site.build()
    (fault,) = caught.value.diagnostics
    assert fault.location is not None
    assert fault.location.path == "content/world/broken.md"
    assert fault.location.line > 0 or kind == "UTF-16"


@pytest.mark.usefixtures("quick_jinja")
def test_let_no_kind_of_fault_hide_another(site: SiteTest) -> None:
    """Faults of names, of files, of links and of addresses come together."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}sections: [worl]\n", encoding="utf-8")
    site.article("world/a.md", slug="b")
    site.article("world/b.md", "[no](nowhere.md)")
    site.article("world/c.md", date="never")
    site.article("world/d.md", topics="['!']")
    (site.root / "content/world/link.md").symlink_to("a.md")
    site.article("world/deep/er.md")
    with pytest.raises(ContentError) as caught:
        site.build()
    text = "\n".join(to_text(one) for one in caught.value.diagnostics)
    for part in (
        "`worl`",
        "world/b/",
        "nowhere.md",
        "`never`",
        "topic `!`",
        "link.md",
        "deep/er.md",
    ):
        assert part in text
    assert len(caught.value.diagnostics) == 7


@pytest.mark.usefixtures("quick_jinja")
def test_report_a_link_to_a_broken_file_only_as_the_broken_file(site: SiteTest) -> None:
    """What follows from another fault is not reported again."""
    site.article("world/a.md", "[b](b.md#x) and [c](../markets/c.md)")
    site.article("world/b.md", date="never")
    site.article("markets/c.md", date="never")
    with pytest.raises(ContentError) as caught:
        site.build()
    assert len(caught.value.diagnostics) == 2


Theme = Callable[[SiteTest], None]

TEMPLATE_FAULTS = {
    "a typo in a field": (
        "article.html",
        "{#- a -#}\n\n<p>{{ view.titel }}</p>",
        ("has no attribute 'titel'", "templates/article.html", 3),
    ),
    "a name that is none": (
        "article.html",
        "{#- a -#}\n{{ site.title }}",
        ("'site' is undefined", "templates/article.html", 2),
    ),
    "broken syntax": (
        "article.html",
        "{#- a -#}\n{% if view.title %}\n",
        ("Unexpected end of template", "templates/article.html", 2),
    ),
    "a filter that is none": (
        "article.html",
        "{#- a -#}\n{{ view.title | shout }}",
        ("No filter named 'shout'", "templates/article.html", 2),
    ),
    "a computed include": (
        "article.html",
        "{#- a -#}\n{% include 'a' ~ view.title %}",
        ("the name of a template is computed here", "templates/article.html", 2),
    ),
    "an include that is not there": (
        "article.html",
        "{#- a -#}\n{% include 'partials/nothing.html' %}",
        ("there is no template `partials/nothing.html`", "templates/article.html", 2),
    ),
    "an asset that is not there": (
        "article.html",
        "{#- a -#}\n{{ asset('nothing.css') }}",
        ("the theme has no asset `nothing.css`", "templates/article.html", 2),
    ),
    "a partial of itself": (
        "article.html",
        "{#- a -#}\n{% include 'article.html' %}",
        ("this template names itself", "templates/article.html", 2),
    ),
    "a sum that is none": (
        "article.html",
        "{#- a -#}\n{{ 1 / 0 }}",
        ("division by zero", "templates/article.html", 2),
    ),
    "a fault in a macro": (
        "macros/date.html",
        "{#- d -#}\n{% macro date(moment) %}\n{{ moment.nothing }}{% endmacro %}",
        ("has no attribute 'nothing'", "templates/macros/date.html", 3),
    ),
}


@pytest.mark.parametrize("kind", TEMPLATE_FAULTS)
def test_report_the_place_of_a_fault_in_a_template(site: SiteTest, kind: str) -> None:
    """What is wrong with a template is reported once, with file and line."""
    name, text, (message, path, line) = TEMPLATE_FAULTS[kind]
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    template = site.root / "themes/own/templates" / name
    template.parent.mkdir(parents=True)
    template.write_text(text, encoding="utf-8")
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    for number in range(3):
        site.article(f"world/story-{number}.md", title=f"Story {number}")
    with pytest.raises(ContentError) as caught:
        site.build()
    fault: Diagnostic = caught.value.diagnostics[0]
    assert message in fault.message
    assert fault.location is not None
    assert fault.location.path.endswith(path)
    assert fault.location.line == line
    assert len(caught.value.diagnostics) == 1
    assert not site.output.exists()


def test_report_a_theme_that_lacks_a_template(site: SiteTest) -> None:
    """A theme that extends nothing has to draw every kind of page."""
    site.write(
        "-- themes/own/theme.yml --\nname: own\n-- themes/own/templates/home.html --\n{#- h -#}"
    )
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"the theme has no template `article\.html`"):
        site.build()


@pytest.mark.usefixtures("quick_jinja")
def test_suggest_what_a_link_may_have_meant(site: SiteTest) -> None:
    """A broken link or anchor comes with the one that is nearly it."""
    site.article("world/nato.md", "## The summit\n\nText.")
    site.article("world/un.md", "a\n\nSee [x](nato.md#the-sumit), [y](ntao.md).", date="2026-10-01")
    with pytest.raises(BriefgenError) as caught:
        site.build()
    text = "\n".join(to_text(one) for one in caught.value.diagnostics)
    assert "did you mean `#the-summit`?" in text
    assert "did you mean `content/world/nato.md`?" in text
    assert text.count("content/world/un.md:7:") == 2
