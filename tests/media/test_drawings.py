"""A page says how large its drawings are, whatever their files say."""

import re
import time

import pytest

from briefgen.media.drawings import look_at_drawing
from tests.testsite import SiteTest

SVG = 'xmlns="http://www.w3.org/2000/svg"'


def _size(attributes: str) -> tuple[int, int] | None:
    found = look_at_drawing(f"<svg {SVG} {attributes}/>".encode())
    return (found.width, found.height) if found else None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="640" height="480"', (640, 480)),
        ('width="640px" height=" 33.4 " viewBox="0 0 1 1"', (640, 33)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="25.4mm" height="2.54cm"', (96, 96)),
        ('width="300" viewBox="0 0 30 20"', (300, 200)),
        ('height="100" viewBox="-5,-5,30,20"', (150, 100)),
        ('viewBox="0 0 24 12"', (1200, 600)),
        ('width="100%" height="100%" viewBox="0 0 2 1"', (1200, 600)),
    ],
)
def test_know_how_large_a_drawing_is(attributes: str, size: tuple[int, int]) -> None:
    """Width and height in any unit, or the proportions alone: then it is wide."""
    assert _size(attributes) == size


@pytest.mark.parametrize(
    "attributes",
    [
        *("", 'width="640"', 'width="50%" height="2em"', 'width="0" height="0"'),
        *('width="1e99" height="1"', 'width="-5" height="5"', 'viewBox="0 0 0 0"'),
        *('viewBox="0 0 1"', 'viewBox="a b c d"', 'width="nan" height="inf"'),
    ],
)
def test_say_nothing_of_a_drawing_that_does_not_say(attributes: str) -> None:
    """Where a size cannot be known, none is written."""
    assert _size(attributes) is None


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"",
            b"no drawing",
            b"\x00\xff\xfe",
            b"<svg width='1' height='1'",
            b"<html><svg/></html>",
        ),
        *(b"<?xml version='1.0' encoding='klingon'?><svg/>", b"\xff\xfe<\x00", b"\x1f\x8b\x08svgz"),
    ],
)
def test_survive_what_is_no_drawing(data: bytes) -> None:
    """Whatever a file holds, it is at most a drawing without a size."""
    assert look_at_drawing(data) is None


def test_expand_no_entity() -> None:
    """A file that lets a few bytes stand for many is not read, and keeps nobody waiting."""
    laughs = "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(9))
    bomb = f"<!DOCTYPE svg [<!ENTITY l0 'lol'>{laughs}]><svg {SVG} width='&l9;' height='1'/>"
    started = time.perf_counter()
    assert look_at_drawing(bomb.encode()) is None
    assert time.perf_counter() - started < 1
    outside = f"<!DOCTYPE svg SYSTEM 'http://127.0.0.1/x.dtd'><svg {SVG} width='4' height='5'/>"
    assert look_at_drawing(outside.encode()) is not None


def test_read_the_beginning_of_a_drawing_only() -> None:
    """Damage behind the first element does not matter, and neither does a long file."""
    found = look_at_drawing(f"<svg {SVG} width='4' height='5'><".encode() + b"g" * 10_000_000)
    assert found is not None
    assert found.height == 5


def test_write_the_size_into_the_page(site: SiteTest) -> None:
    """It takes no extra, the file is published as it is, and no other sizes are made of it."""
    drawing = f'<svg {SVG} viewBox="0 0 40 30"><title>Ünruly</title></svg>\n'
    site.article("world/a/index.md", "![A map](map.svg)", image="{src: lead.svg, alt: A port}")
    for name in ("map", "lead"):
        site.write(f"-- content/world/a/{name}.svg --\n{drawing}")
    site.build()
    images = re.findall(r"<img[^>]*\.svg[^>]*>", site.read("world/a/index.html"))
    assert len(images) == 2
    for image in images:
        assert 'width="1200" height="900"' in image
        assert "srcset" not in image
    assert site.read("world/a/map.svg") == drawing
    assert site.tree() == site.clean_tree()
