"""Addresses and anchors are readable in every script, safe, and stable."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.slugs import LONGEST, anchor_id, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("What NATO decided", "what-nato-decided"),
        ("It’s 3.5 % — or more!", "its-3-5-or-more"),
        ("AT&T, Q&A", "at-and-t-q-and-a"),
        ("C# and F#", "csharp-and-fsharp"),
        ("a - ! - b", "a-b"),
        ("--a__b--", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows", "c-windows"),
        ("Straße nach Köln", "straße-nach-köln"),
        ("e\u0301te\u0301", "été"),
        ("İstanbul", "istanbul"),
        ("Переговори в Києві", "переговори-в-києві"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ที่นี่", "ที่นี่"),
        ("日本の選挙", "日本の選挙"),
        ("عربي", "عربي"),
        ("❤️ news", "news"),
        ("a\u200bb\u202ec", "abc"),
        ("!!!", ""),
        ("", ""),
        ("\u0301", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits(text: str, slug: str) -> None:
    """Letters of all scripts stay, signs go, and what separates becomes a hyphen."""
    assert slugify(text) == unicodedata.normalize("NFC", slug)


@given(st.text(max_size=200))
def test_a_slug_is_safe_and_its_own_slug(text: str) -> None:
    """No text makes a slug that leaves its folder, hides a file or changes when read again."""
    slug = slugify(text)
    assert slugify(slug) == slug
    assert len(slug) <= LONGEST
    assert not re.search(r"[\s/\\.?#%:<>\"'|*_]|--|^-|-$", slug)
    assert slug.isprintable()
    assert unicodedata.is_normalized("NFC", slug)


@given(st.lists(st.sampled_from(["a", "A!", "a 2", "a-2-2", "main", "fn1", "source", "?"])))
def test_anchors_are_unique_and_stable(texts: list[str]) -> None:
    """Equal headings differ, and an anchor depends only on what stands before it."""
    taken: dict[str, int] = {}
    ids = [anchor_id(text, taken) for text in texts]
    assert len(set(ids)) == len(ids)
    again: dict[str, int] = {}
    assert [anchor_id(text, again) for text in texts[:-1]] == ids[:-1]


def test_many_equal_headings_take_linear_time() -> None:
    """The hundred-thousandth heading of one name costs no more than the second."""
    taken: dict[str, int] = {}
    ids = [anchor_id("Background", taken) for _ in range(100_000)]
    assert ids[-1] == "background-100000"


def test_ids_of_the_theme_are_left_to_it() -> None:
    """Headings cannot take the ids of the page's main part, its sources and footnotes."""
    texts = ["Main", "Source", "Source 1", "fn1", "fnref2", "Mainly", "Sources"]
    assert [anchor_id(text, {}) for text in texts] == [
        *("section-main", "section-source", "section-source-1", "section-fn1"),
        *("section-fnref2", "mainly", "sources"),
    ]
