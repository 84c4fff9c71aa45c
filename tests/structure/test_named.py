"""What front matter names has to be there: pictures, related articles, authors, an edition's."""

from tests.testsite import CONFIG, SiteTest


def test_an_image_that_is_not_there_has_its_place(site: SiteTest) -> None:
    """The message says where the name stands, and what was probably meant."""
    site.write("""
        -- content/world/port/index.md --
        ---
        title: A port
        date: 2026-11-12
        image:
          alt: A quay
          src: habour.svg
        ---
        -- content/world/port/harbour.svg --
        <svg xmlns="http://www.w3.org/2000/svg"/>
        """)
    site.build(
        expect="""
        error: there is no file `content/world/port/habour.svg`
         ——▶ content/world/port/index.md:6:8
          = help: did you mean `content/world/port/harbour.svg`?
        """
    )
    site.article("world/port/index.md", image="habour.svg")
    site.build(
        expect="""
        error: there is no file `content/world/port/habour.svg`
         ——▶ content/world/port/index.md:4:8
          = help: did you mean `content/world/port/harbour.svg`?
        """
    )


def test_an_image_has_to_be_a_file_or_on_the_web(site: SiteTest) -> None:
    """What is neither is no file, whatever it would do."""
    site.article("world/nato.md", image="'javascript://x/%0aalert(1)'")
    site.build(
        expect="""
        error: there is no file `content/javascript://x/%0aalert(1)`
         ——▶ content/world/nato.md:4:8
        """
    )


def test_a_related_article_that_is_not_there_has_its_place(site: SiteTest) -> None:
    """Each entry is told from the others; drafts are no mistake."""
    site.article("world/fed.md")
    site.article("world/later.md", draft="yes")
    site.article("world/nato.md", related="[fed.md, later.md, /fed.md]")
    site.build(
        expect="""
        error: there is no article `content/fed.md`
         ——▶ content/world/nato.md:4:29
          = help: did you mean `content/world/fed.md`?
        """
    )
    site.article("world/nato.md", related="../../fed.md")
    site.build(
        expect="""
        error: `../../fed.md` leads out of content
         ——▶ content/world/nato.md:4:10
          = help: only content can be linked to
        """
    )


def test_a_misspelt_author_is_a_warning(site: SiteTest) -> None:
    """Who is nearly one of `authors` is probably that one; others are others."""
    authors = "authors:\n  world-desk: World desk\n  ada: Ada Vermeer\n"
    (site.root / "briefgen.yml").write_text(CONFIG + authors, encoding="utf-8")
    site.article("world/a.md", authors="[ada, wrold-desk, World desk, ADA]")
    site.article("world/b.md", authors="Somebody Else")
    site.build()
    assert site.warnings == (
        "warning: there is no author `wrold-desk`; the name is shown as it is\n"
        " ——▶ content/world/a.md:4:16\n"
        "  = help: did you mean `world-desk`? If not, add `wrold-desk` to `authors` in briefgen.yml"
    )


def test_an_article_twice_in_an_edition_is_a_warning(site: SiteTest) -> None:
    """However it is written, the message says where it stands first."""
    site.article("world/a.md")
    site.article("world/b.md")
    site.write("""
        -- content/editions/2026-11-20.md --
        ---
        title: The week
        items:
          - world/a
          - world/b
          - article: /world/a.md
            note: Again.
        ---
        """)
    site.build()
    assert site.warnings == (
        "warning: `content/world/a.md` is in this edition twice\n"
        " ——▶ content/editions/2026-11-20.md:6:14\n"
        "  = help: keep one of them; the other stands on line 4"
    )
