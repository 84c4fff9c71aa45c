"""A site shows its pictures in sizes that fit, and makes none of them twice."""

import os
import re
from pathlib import Path

import pytest

from tests.media.installed import build_with_newer, build_without
from tests.media.photos import OWNER, encoded, photo, put, size, with_notes
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.extras

PLAIN = f"{CONFIG}output:\n  cards: false\n  search: false\n"


@pytest.fixture
def port(site: SiteTest) -> SiteTest:
    """Return a site with an article that has a lead image and one in its text."""
    (site.root / "briefgen.yml").write_text(PLAIN, encoding="utf-8")
    site.article(
        "world/port/index.md",
        "![A crane](crane.png)\n\n[The plan](plan.jpg)",
        image="{src: harbour.jpg, alt: The harbour}",
    )
    folder = site.root / "content/world/port"
    put(folder / "harbour.jpg", with_notes("JPEG", 1000, 600, 6))
    put(folder / "crane.png", encoded(photo(2000, 800), "PNG"))
    put(folder / "plan.jpg", with_notes("JPEG", 1000, 600))
    return site


def pictures(site: SiteTest) -> dict[str, tuple[int, int]]:
    """Return the pictures of the finished site, by their names, with their sizes."""
    suffixes = (".jpg", ".png", ".webp")
    return {
        path.rpartition("/")[2]: size(data)
        for path, data in site.tree().items()
        if path.endswith(suffixes)
    }


def made(site: SiteTest) -> set[str]:
    """Return the names of the pictures that the last build made."""
    paths = {path for path in site.rendered if path.endswith((".jpg", ".png", ".webp", ".svg"))}
    return {path.rpartition("/")[2] for path in paths}


ALL = {
    "harbour.jpg": (600, 1000),
    "harbour.480.webp": (480, 800),
    "crane.png": (2000, 800),
    "crane.480.webp": (480, 192),
    "crane.960.webp": (960, 384),
    "crane.1440.webp": (1440, 576),
    "crane.1920.webp": (1920, 768),
    "plan.jpg": (1000, 600),
}


def test_make_the_sizes_that_pages_use(port: SiteTest) -> None:
    """What is drawn gets smaller sizes, never larger ones; what is only linked to gets none."""
    port.build()
    assert pictures(port) == ALL
    assert port.warnings == ""


def test_name_the_sizes_in_the_page(port: SiteTest) -> None:
    """A page says how large its pictures are and where their sizes are, and all of it is true."""
    port.article("world/port/index.md", "![A crane](crane.png)\n\n![A plan](plan.jpg)")
    port.build()
    page = port.read("world/port/index.html")
    crane, plan = re.findall(r"<img[^>]*(?:crane|plan)[^>]*>", page)
    assert 'width="2000" height="800"' in crane
    assert (
        'srcset="../../world/port/crane.480.webp 480w, ../../world/port/crane.960.webp 960w, '
        '../../world/port/crane.1440.webp 1440w, ../../world/port/crane.1920.webp 1920w"'
    ) in crane
    # The largest size on offer is the picture itself, if it is no larger than a screen.
    assert "plan.960.webp 960w, ../../world/port/plan.jpg 1000w" in plan
    files = port.tree()
    for one, width in re.findall(r"\.\./\.\./(\S+\.\w+) (\d+)w", page):
        assert size(files[one])[0] == int(width)


def test_say_nothing_about_who_took_a_picture(port: SiteTest) -> None:
    """No published picture holds a note, whether a page shows it or not."""
    assert OWNER.encode() in (port.root / "content/world/port/plan.jpg").read_bytes()
    port.build()
    for path, data in port.tree().items():
        assert OWNER.encode() not in data, path


def test_take_notes_out_of_a_photo_whatever_its_ending(port: SiteTest) -> None:
    """Some programs call a JPEG by another name."""
    names = ("a.jfif", "b.jpe", "c.JPG")
    for name in names:
        put(port.root / "content/world/port" / name, with_notes("JPEG"))
    port.build()
    for name in names:
        data = (port.output / "world/port" / name).read_bytes()
        assert data.startswith(b"\xff\xd8")
        assert OWNER.encode() not in data


def test_copy_what_needs_no_change(port: SiteTest) -> None:
    """Drawings, moving pictures and files without notes are the same, byte for byte."""
    folder = port.root / "content/world/port"
    frames = [photo(600, 300), photo(600, 300).rotate(90)]
    still = encoded(photo(900, 300), "JPEG")
    files = {
        "map.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='900' height='900'/>",
        "moving.gif": encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "moving.webp": encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:]),
        "still.jpg": still,
    }
    for name, data in files.items():
        put(folder / name, data)
    drawn = "\n\n".join(f"![Picture]({name})" for name in files)
    port.article("world/port/index.md", drawn)
    port.build()
    published = {path.rpartition("/")[2]: data for path, data in port.tree().items()}
    assert {name: published[name] for name in files} == files
    assert {name for name in published if name.startswith(("map", "moving"))} == set(files) - {
        "still.jpg"
    }
    assert port.warnings == ""


def test_make_no_picture_twice(port: SiteTest) -> None:
    """A picture is made again if its file changes, not if the text around it does."""
    port.build()
    file = port.output / "world/port/crane.960.webp"
    before = file.stat()
    port.article("world/port/index.md", "Changed.\n\n![A crane](crane.png)", image="harbour.jpg")
    port.build()
    assert made(port) == set()
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    put(port.root / "content/world/port/harbour.jpg", with_notes("JPEG", 700, 300))
    port.build()
    assert made(port) == {"harbour.jpg", "harbour.480.webp"}
    assert port.tree() == port.clean_tree()
    port.build()
    assert port.rendered == set()


def test_build_edits_of_pictures_as_if_everything_were_new(port: SiteTest) -> None:
    """After each edit the site is what a build from nothing makes of the same files."""
    folder = port.root / "content/world/port"
    port.build()
    put(folder / "crane.png", encoded(photo(500, 300), "PNG"))
    port.build()
    assert "crane.960.webp" not in pictures(port)
    assert port.tree() == port.clean_tree()
    put(folder / "quay.webp", encoded(photo(1000, 300), "WEBP"))
    port.article("world/quay.md", "![A quay](port/quay.webp) ![A plan](port/plan.jpg)")
    port.build()
    assert {"quay.960.webp", "plan.480.webp"} <= set(pictures(port))
    assert port.tree() == port.clean_tree()
    port.remove("content/world/quay.md")
    port.remove("content/world/port/quay.webp")
    port.build()
    assert {name for name in pictures(port) if name.startswith(("quay", "plan"))} == {"plan.jpg"}
    assert port.tree() == port.clean_tree()


def test_need_no_memory_of_pictures(port: SiteTest) -> None:
    """Without the store, the same comes out, and old sizes are found and removed."""
    port.build()
    before = port.tree()
    port.remove(".briefgen")
    port.build()
    assert port.tree() == before
    port.remove(".briefgen")
    put(port.root / "content/world/port/crane.png", encoded(photo(500, 300), "PNG"))
    port.build()
    assert "crane.960.webp" not in pictures(port)
    assert port.tree() == port.clean_tree()


def test_make_pictures_that_were_lost(port: SiteTest) -> None:
    """A picture that somebody deleted from the output is made again."""
    port.build()
    before = port.tree()
    port.remove("site/world/port/crane.960.webp")
    port.build()
    assert made(port) == {"crane.960.webp"}
    assert port.tree() == before


def test_overwrite_no_picture_of_somebody_else(port: SiteTest) -> None:
    """A file that briefgen did not write is in the way of a size of the same name."""
    file = port.output / "world/port/crane.960.webp"
    put(file, b"mine")
    port.build(
        expect=f"""
        error: {file} is in the way: it was not written by briefgen
          = help: move it away, then build again; briefgen never overwrites what it did not write
        """
    )
    assert file.read_bytes() == b"mine"


def test_refuse_two_pictures_for_one_address(port: SiteTest) -> None:
    """A size must not be where another file will be."""
    put(port.root / "content/world/port/crane.480.webp", encoded(photo(9, 9), "WEBP"))
    claims = "content/world/port/crane.480.webp and a smaller size of content/world/port/crane.png"
    port.build(
        expect=f"""
        error: {claims} would both be at `world/port/crane.480.webp`
         ——▶ content/world/port/crane.480.webp
          = help: rename one of them, or give one a `slug:` of its own
        """
    )


def test_keep_pictures_of_what_is_not_published(port: SiteTest) -> None:
    """Neither a picture of a draft nor a size of it is published, until a page shows it."""
    put(port.root / "content/world/secret.jpg", with_notes("JPEG", 1000, 600))
    port.article("world/plan.md", "![Secret](secret.jpg)", draft="true")
    port.build()
    assert pictures(port) == ALL
    port.build(drafts=True)
    assert {"secret.jpg", "secret.480.webp", "secret.960.webp"} <= set(pictures(port))
    port.build()
    assert pictures(port) == ALL


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links")
def test_follow_no_link_to_a_picture(port: SiteTest, tmp_path: Path) -> None:
    """A symbolic link is refused, even if it leads to a picture."""
    put(tmp_path / "private.jpg", with_notes("JPEG"))
    (port.root / "content/world/port/link.jpg").symlink_to(tmp_path / "private.jpg")
    port.build(
        expect="""
        error: this is a symbolic link, and links are not followed
         ——▶ content/world/port/link.jpg
          = help: put the file itself here, so that nothing outside content can be published
        """
    )


def test_warn_of_a_picture_that_cannot_be_used(port: SiteTest) -> None:
    """A damaged picture is copied as it is, and every build says so until it is mended."""
    file = port.root / "content/world/port/crane.png"
    whole = file.read_bytes()
    put(file, b"no picture")
    for _ in range(2):
        port.build()
        assert port.warnings == (
            "warning: this is no PNG; it is copied as it is, in one size and with all that its "
            "file says\n ——▶ content/world/port/crane.png\n  = help: give it the name that fits"
        )
        assert (port.output / "world/port/crane.png").read_bytes() == b"no picture"
    assert "crane.480" not in port.read("world/port/index.html")
    put(file, whole)
    port.build()
    assert port.warnings == ""
    assert pictures(port) == ALL


def test_make_the_same_pictures_with_any_number_of_processes(port: SiteTest) -> None:
    """Two processes make what one makes."""
    port.build()
    alone = port.tree()
    port.remove("site")
    port.build(workers=2)
    assert port.tree() == alone


def test_do_without_the_extra(port: SiteTest) -> None:
    """Without Pillow all pictures are copied; once it is there, they are made."""
    for _ in range(2):
        build_without(port, "PIL")
        assert set(pictures(port)) == {"harbour.jpg", "crane.png", "plan.jpg"}
    name = "world/port/harbour.jpg"
    assert port.tree()[name] == (port.root / "content" / name).read_bytes()
    port.build()
    assert pictures(port) == ALL


def test_make_pictures_again_with_a_new_pillow(port: SiteTest, tmp_path: Path) -> None:
    """A new version of the extra makes all pictures anew, and renders no page."""
    port.build()
    made = build_with_newer(port, "PIL", tmp_path)
    assert {path.rpartition("/")[2] for path in made} == set(ALL)


def test_do_without_pictures_if_asked_to(port: SiteTest) -> None:
    """With ``output.images: false`` pictures are copied, and the sizes that were there go."""
    port.build()
    (port.root / "briefgen.yml").write_text(f"{PLAIN}  images: false\n", encoding="utf-8")
    port.build()
    assert set(pictures(port)) == {"harbour.jpg", "crane.png", "plan.jpg"}
    assert "srcset" not in port.read("world/port/index.html")
    assert port.tree() == port.clean_tree()
