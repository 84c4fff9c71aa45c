"""Whatever editors write arrives as text, everywhere, and as nothing else."""

import gzip
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from briefgen.errors import BriefgenError
from tests import hostile
from tests.strict import Reading, reader_of
from tests.testsite import SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

PATHS = hostile.paths()
FREE = [path for path in PATHS if hostile.is_free(path)]

PICTURES = {"png", "jpg", "jpeg", "webp", "avif", "svg", "ico"}
"""Files that show texts, at most; that such a file can be made of any text is tested with it."""

FROM_THE_THEME = {"css", "js"}
"""Files that no text of an editor gets into."""

COMPILED = {"pf_index", "pf_meta", "pagefind"}
"""What the search finds by; what it shows is in its fragments."""

NOT_SHOWN = {
    *("Article.extra", "Edition.extra", "Section.extra", "Page.extra"),
    "Article.sources.snapshot",
    *(f"Settings.publish.{name}" for name in ("allow", "branch", "domain", "keep", "remote")),
}
"""Fields that are for the themes of others, for the editors alone, or for publishing."""

MARK = re.compile(
    r"B(?P<path>\d+)Q(?P<key>[a-z]+)X(?P<text>.*?)(?:E(?P=path)Q(?P=key)X|…|$)", re.DOTALL
)


def _mark(path: str, key: str, string: str) -> str:
    """Return *string* between marks that tell where it was written."""
    number = PATHS.index(path)
    return f"B{number}Q{key}X {string} E{number}Q{key}X"


def _hostile(path: str, key: str, tame: Any) -> Any:
    return _mark(path, key, hostile.STRINGS[key]) if hostile.is_free(path) else tame


def _plain(path: str, key: str, tame: Any) -> Any:
    return _mark(path, key, tame) if hostile.is_free(path) else tame


def _only(target: str, strings: dict[str, str]) -> hostile.Say:
    """Return what fills the field *target* with *strings*, and all others with plain words."""
    return lambda path, key, tame: strings[key] if path == target else _plain(path, key, tame)


def _read(site: SiteTest) -> dict[str, Reading]:
    """Return what the finished site says, by the endings of its files' names."""
    found: dict[str, Reading] = {}
    for path, data in site.tree().items():
        ending = path.rpartition(".")[2]
        if path.startswith(".") or ending in PICTURES | FROM_THE_THEME | COMPILED:
            continue
        is_packed = ending == "pf_fragment"
        text = gzip.decompress(data).removeprefix(b"pagefind_dcd") if is_packed else data
        try:
            reading = reader_of(path)(text.decode())
        except Exception as fault:
            raise AssertionError(f"{path} is not well-formed: {fault!r}") from fault
        reading.structure[f"a file that ends with .{ending}"] += 1
        found.setdefault(ending, Reading()).add(reading)
    return found


def _build(root: Path, keys: Iterable[str], say: hostile.Say) -> dict[str, Reading]:
    site = SiteTest(root)
    hostile.write(site, keys, say)
    site.build()
    return _read(site)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Return what a site says that is full of hostile texts."""
    return _build(tmp_path_factory.mktemp("hostile") / "root", hostile.STRINGS, _hostile)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Return what the same site says with harmless texts in all places."""
    return _build(tmp_path_factory.mktemp("plain") / "root", hostile.STRINGS, _plain)


def test_write_nothing_that_the_theme_did_not_write(
    readings: dict[str, Reading], plain: dict[str, Reading]
) -> None:
    """No text of an editor makes an element, an attribute, a key, a script, or a line."""
    assert readings.keys() == plain.keys()
    for ending, reading in readings.items():
        more = reading.structure - plain[ending].structure
        less = plain[ending].structure - reading.structure
        assert (more, less) == (Counter(), Counter()), ending


def _assert_safe(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        for address in reading.addresses:
            assert urlsplit(address).scheme in {"", "http", "https", "mailto"}, address


def test_link_to_nothing_that_runs(readings: dict[str, Reading]) -> None:
    """Every address is one of the web, of mail, or of this site."""
    assert all(readings[ending].addresses for ending in ("html", "xml", "json", "md"))
    _assert_safe(readings)


def _normal(text: str, ending: str) -> str:
    if ending == "pf_fragment":
        # The search counts a space of no width as one, and says so where it shows the text.
        text = text.replace("\N{ZERO WIDTH SPACE}", " ")
    return " ".join(text.split())


def test_keep_every_text_whole(readings: dict[str, Reading]) -> None:
    """Wherever a text begins it also goes on as written, until its end or an ellipsis."""
    for ending, reading in readings.items():
        for text in reading.texts:
            for found in MARK.finditer(text):
                wanted = _normal(hostile.STRINGS[found["key"]], ending)
                said = _normal(found["text"], ending)
                is_cut = found[0].endswith("…")
                assert said == wanted or (is_cut and wanted.startswith(said)), (
                    ending,
                    PATHS[int(found["path"])],
                )


def test_show_every_field(readings: dict[str, Reading]) -> None:
    """A reader gets to see what every field holds, so that the tests above see it too."""
    texts = "\n".join(text for reading in readings.values() for text in reading.texts)
    shown = {PATHS[int(found["path"])] for found in MARK.finditer(texts)}
    assert set(FREE) - shown == NOT_SHOWN


@pytest.mark.parametrize("path", FREE)
def test_refuse_what_is_no_text(path: str, tmp_path: Path) -> None:
    """Control characters and the like stop the build, with their place, in every field."""
    for key in hostile.REFUSED:
        site = SiteTest(tmp_path / key)
        hostile.write(site, [key], _only(path, hostile.REFUSED))
        with pytest.raises(BriefgenError) as refused:
            site.build()
        for diagnostic in refused.value.diagnostics:
            assert diagnostic.location
            assert diagnostic.location.line


_EVERY = hostile.STRINGS | hostile.REFUSED


def _said(site: SiteTest) -> dict[str, Reading]:
    """Return what the site says, or nothing if it is refused, which has to be said well."""
    try:
        site.build()
    except BriefgenError as refused:
        # A fault of the content and not of the program, and at its place.
        if not all(one.location and one.location.path for one in refused.diagnostics):
            raise
        return {}
    return _read(site)


@pytest.mark.parametrize("path", [path for path in PATHS if path not in FREE])
def test_refuse_what_is_no_address_and_no_name(
    path: str, plain: dict[str, Reading], tmp_path: Path
) -> None:
    """A field with a grammar of its own refuses what breaks it, or takes it and is safe."""
    for key in _EVERY:
        site = SiteTest(tmp_path / key / "root")
        hostile.write(site, [key], _only(path, _EVERY))
        readings = _said(site)
        for ending, reading in readings.items():
            assert reading.structure.keys() <= plain[ending].structure.keys(), key
        _assert_safe(readings)
        assert os.listdir(tmp_path / key) == ["root"]
