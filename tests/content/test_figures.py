"""Images say what they show; those that do not are warned of at their place."""

import pytest

from briefgen.model.article import Parsed
from tests.content.reading import read, report

HEAD = "---\ntitle: A\ndate: 2026-11-22\n---\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Text.\n\nSee ![](a.png).", "7:5"),
        ('![](https://example.org/a.png "A caption")', "5:1"),
        ("- a\n- ![ ](b.png)", "6:3"),
        ("![][a]\n\n[a]: b.png", "5"),
    ],
)
def test_an_image_in_the_text_without_a_description_is_a_warning(text: str, place: str) -> None:
    """Whoever cannot see the picture would learn nothing of it."""
    outcome = read(HEAD + text)
    assert isinstance(outcome, Parsed)
    lines = report(outcome).splitlines()
    assert lines[0] == "warning: this image does not say what it shows"
    assert lines[1] == f" ——▶ content/world/nato.md:{place}"
    assert lines[-1].endswith("describe it between the brackets, for those who cannot see it")


@pytest.mark.parametrize("written", ["image: a.png", "image:\n  src: a.png", "cover: a.png"])
def test_a_lead_image_without_a_description_is_a_warning(written: str) -> None:
    """The warning points to the picture in the front matter, in any kind of file."""
    for path in ("world/nato.md", "world/nato.txt"):
        outcome = read(f"---\ntitle: A\ndate: 2026-11-22\n{written}\n---\nText.", path)
        assert isinstance(outcome, Parsed)
        line = 4 + written.count("\n")
        column = len(written.rpartition("\n")[2]) - 4
        assert report(outcome).startswith(
            f"warning: this image does not say what it shows\n ——▶ content/{path}:{line}:{column}\n"
        )


def test_described_images_are_not_warned_of() -> None:
    """A description is enough, however it is marked up."""
    assert report(read(f"{HEAD}![A *wall*](a.png) ![`x`](b.png)")) == ""
