"""Words by which other tools keep a text back keep it back here, or are refused."""

from msgspec.structs import replace

from briefgen.content.draft_words import Verdict, verdict
from briefgen.errors import Severity
from briefgen.model.article import Failure, Parsed
from briefgen.model.settings import FieldName
from briefgen.model.source import Role
from tests.content.reading import SETTINGS, read, report
from tests.testsite import SiteTest

PATHS = {
    Role.ARTICLE: "world/a.md",
    Role.SECTION: "world/_index.md",
    Role.PAGE: "about.md",
    Role.EDITION: "editions/2026-11-22.md",
}

DRAFTS = (
    *("published: false", "published: no", "publish: false", "public: no", "visible: 0"),
    *("is_published: off", "isPublished: False", "Published: FALSE", "published: 'false'"),
    *("status: draft", "status: Draft", "status: private", "Status: pending", "status: future"),
    *("status: trash", "status: auto-draft", "status: in review", "status: scheduled"),
    *("status: hidden", "status: [draft]", "post_status: draft", "state: draft", "stage: wip"),
    *("private: true", "private: yes", "Private: 1", "hidden: true", "unlisted: on"),
    *("isHidden: true", "unpublished: y", "wip: true", "noindex: true", "secret: true"),
    *("visibility: private", "visibility: hidden", "visibility: members", "visibility: password"),
    *("password: sesame", "passphrase: x", "embargo: 2030-01-01", "embargoed: true"),
    *("Draft: True", "DRAFT: yes", "draft: true", "draft: on", "isDraft: true", "drafts: true"),
    *("params: {draft: true}", "_build: {render: never}", "meta: {status: private}"),
    *("saveAsDraft: true", "robots: noindex", "robots: 'noindex, nofollow'", "robots: [none]"),
    *("hide: true", "internal: yes", "headless: true", "archived: true", "access: private"),
    *("access: members", "dg-publish: false", "routable: false", "_discoverable: no"),
    *("wp_status: draft", "content_status: draft", "review_status: pending", "layout: draft"),
    *("publicationState: Draft", "embargoed_until: 2099-01-01", "Embargo-Until: 5 June"),
    *(
        "tags: [draft]",
        "tags: wip",
        "keywords: [a, Unpublished]",
        "type: draft",
        "seo: {noindex: true}",
    ),
    *(
        "ｄｒａｆｔ: true",
        "active: false",
        "sitemap: false",
        "audience: internal",
        "unreleased: true",
    ),
    *("permalink: false", "output: false", "eleventyExcludeFromCollections: true"),
)
PUBLIC = (
    *("published: true", "published: yes", "published: 2026-01-01", "published: '2026-01-01'"),
    *("publish: true", "status: published", "status: publish", "Status: live", "public: true"),
    *("private: false", "hidden: no", "unlisted: false", "visibility: public", "password: ''"),
    *(
        "password:",
        "permalink:",
        "draft: false",
        "Draft: no",
        "state: California",
        "embargo: false",
    ),
    *(
        "robots: index",
        "hide: [toc]",
        "layout: post",
        "tags: [drafting]",
        "headless: cms",
        "type: a",
    ),
    *("wp_status: publish", "marital_status: single", "access: everyone", "archived: no"),
    *("params: {draft: false}", "permalink: /old/", "stage: theatre", "extra: {draft: true}"),
)
UNCLEAR = (
    *("draft: maybe", "draft:", "draft: ~", "draft: 1", "draft: [true]", "Draft: perhaps"),
    *("published: nobody knows", "private: partly", "status: on the desk", "status: {a: b}"),
    *("published:", "status:", "private: ~", "dg-publish:", "visibility:", "hidden:"),
    *("visibility: sometimes", "hidden: here", "publish: later", "status: 200"),
)


def _outcome(field: str, role: Role) -> Parsed | Failure:
    return read(f"---\ntitle: A\n{field}\n---\nText.\n", PATHS[role], role=role)


def test_a_word_that_keeps_a_text_back_makes_a_draft() -> None:
    """In every kind of file it makes a draft, with a warning that says how it is written."""
    for role in PATHS:
        for field in DRAFTS:
            outcome = _outcome(field, role)
            assert isinstance(outcome, Parsed), (field, report(outcome))
            assert outcome.listing.draft, (role, field)
            if not field.startswith("draft:"):
                [warning] = [one for one in outcome.warnings if "makes a draft" in one.message]
                assert warning.severity is Severity.WARNING
                assert str(warning.location).endswith(":3:1")
                assert "`draft: true`" in warning.help


def test_a_word_that_keeps_nothing_back_makes_no_draft() -> None:
    """What says that a text is public, or says something else, changes nothing."""
    for role in PATHS:
        for field in PUBLIC:
            outcome = _outcome(field, role)
            if isinstance(outcome, Failure):
                # Only articles and editions have a date.
                assert field.startswith("published: "), (field, report(outcome))
            else:
                assert not outcome.listing.draft, (role, field)


def test_a_word_of_which_nobody_knows_is_refused() -> None:
    """A value that may or may not keep a text back is an error with its place."""
    for role in PATHS:
        for field in UNCLEAR:
            outcome = _outcome(field, role)
            assert isinstance(outcome, Failure), (role, field)
            errors = [one for one in outcome.diagnostics if one.severity is Severity.ERROR]
            [fault] = errors
            assert fault.location
            assert fault.location.line == 3


def test_a_draft_is_one_whatever_else_is_said() -> None:
    """One word that keeps a text back counts more than all that do not."""
    for fields in ("draft: false\nstatus: draft", "published: true\nprivate: true"):
        outcome = _outcome(fields, Role.ARTICLE)
        assert isinstance(outcome, Parsed)
        assert outcome.listing.draft


def test_a_field_that_a_site_has_named_means_that_field() -> None:
    """What `fields` of briefgen.yml declares is no word of another tool."""
    settings = replace(SETTINGS, fields=(FieldName("status", "summary"),))
    outcome = read("---\ntitle: A\nstatus: draft\n---\nText.\n", settings=settings)
    assert isinstance(outcome, Parsed)
    assert not outcome.listing.draft
    assert outcome.content.summary == "draft"


def test_a_day_of_publication_is_the_date() -> None:
    """`published` with a day is the date, unless there is one."""
    for fields, day in (
        ("published: 2026-01-02", "2026-01-02"),
        ("date: 2026-01-01\npublished: 2026-01-02", "2026-01-01"),
    ):
        outcome = _outcome(fields, Role.ARTICLE)
        assert isinstance(outcome, Parsed)
        assert str(outcome.listing.date).startswith(day)


def test_no_word_that_keeps_back_says_that_a_text_is_public() -> None:
    """Case, hyphens and underscores change no verdict."""
    for name in ("post_status", "post-status", "PostStatus"):
        assert verdict(name, "Auto-Draft") is Verdict.DRAFT
        assert verdict(name, "PUBLISH") is Verdict.PUBLIC
        assert verdict(name, "whatever") is Verdict.UNCLEAR


def test_nothing_of_such_a_draft_is_in_the_site(site: SiteTest) -> None:
    """What another tool calls private has no page, and stands in no list."""
    site.article("world/open.md", "Text.")
    site.article("world/closed.md", "Sesame.", title="Sesame", status="private")
    site.build()
    files = [path for path in site.output.rglob("*") if path.is_file()]
    assert files
    assert [one for one in files if b"esame" in one.read_bytes() or "closed" in str(one)] == []
