"""Done when 4: whatever editors write arrives as text, everywhere, and as nothing else."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from briefgen.errors import BriefgenError
from tests import hostile
from tests.strict import Reading, reader_of
from tests.testsite import SiteTest

PATHS = list(hostile.paths())

PICTURES = {"png", "jpg", "jpeg", "webp", "avif", "svg", "ico"}
"""Files that show texts, at most; that such a file can be made of any text is tested with it."""

FROM_THE_THEME = {"css", "js"}
"""Files that no text of an editor gets into."""

NOT_SHOWN = {"Article.extra", "Edition.extra", "Section.extra", "Page.extra"}
"""Fields that are for the themes of others."""

MARK = re.compile(r"B(?P<path>\d+)Q(?P<key>[a-z]+)X(?P<text>.*?)(?:E(?P=path)Q(?P=key)X|…|$)", re.DOTALL)


def _mark(path: str, key: str, string: str) -> str:
    """Return *string* between marks that tell where it was written."""
    number = PATHS.index(path)
    return f"B{number}Q{key}X {string} E{number}Q{key}X"


def _plain(path: str, key: str, _: str) -> str:
    return _mark(path, key, "plain words")


def _read(site: SiteTest) -> dict[str, Reading]:
    """Return what the finished site says, by the endings of its files' names."""
    found: dict[str, Reading] = {}
    for path, data in site.tree().items():
        ending = path.rpartition(".")[2]
        if path.startswith(".") or ending in PICTURES | FROM_THE_THEME:
            continue
        try:
            reading = reader_of(path)(data.decode())
        except Exception as fault:
            raise AssertionError(f"{path} is not well-formed: {fault!r}") from fault
        reading.structure[f"a file that ends with .{ending}"] += 1
        found.setdefault(ending, Reading()).add(reading)
    return found


def _build(root: Path, strings: dict[str, str], *, is_plain: bool) -> dict[str, Reading]:
    site = SiteTest(root)
    hostile.write(site, strings, _plain if is_plain else _mark)
    site.build()
    return _read(site)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Return what a site says that is full of hostile texts."""
    root = tmp_path_factory.mktemp("hostile") / "root"
    return _build(root, hostile.STRINGS, is_plain=False)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Return what the same site says with harmless texts in all places."""
    return _build(tmp_path_factory.mktemp("plain") / "root", hostile.STRINGS, is_plain=True)


def test_write_nothing_that_the_theme_did_not_write(
    readings: dict[str, Reading], plain: dict[str, Reading]
) -> None:
    """No text of an editor makes an element, an attribute, a key, a script, or a line."""
    assert readings.keys() == plain.keys()
    for ending, reading in readings.items():
        more = reading.structure - plain[ending].structure
        less = plain[ending].structure - reading.structure
        assert (more, less) == (Counter(), Counter()), ending


def test_link_to_nothing_that_runs(readings: dict[str, Reading]) -> None:
    """Every address is one of the web, of mail, or of this site."""
    assert all(readings[ending].addresses for ending in ("html", "xml", "json"))
    for reading in readings.values():
        for address in reading.addresses:
            assert urlsplit(address).scheme in {"", "http", "https", "mailto"}, address


def _normal(text: str) -> str:
    return " ".join(text.split())


def test_keep_every_text_whole(readings: dict[str, Reading]) -> None:
    """Wherever a text begins it also goes on as written, until its end or an ellipsis."""
    for ending, reading in readings.items():
        for text in reading.texts:
            for found in MARK.finditer(text):
                wanted = _normal(hostile.STRINGS[found["key"]])
                said = _normal(found["text"])
                is_cut = found[0].endswith("…")
                assert said == wanted or (is_cut and wanted.startswith(said)), (
                    ending,
                    PATHS[int(found["path"])],
                )


def test_show_every_field(readings: dict[str, Reading]) -> None:
    """A reader gets to see what every field holds, so that the tests above see it too."""
    texts = "\n".join(text for reading in readings.values() for text in reading.texts)
    shown = {PATHS[int(found["path"])] for found in MARK.finditer(texts)}
    assert set(PATHS) - shown == NOT_SHOWN


@pytest.mark.parametrize("key", hostile.REFUSED)
def test_refuse_or_replace_what_is_no_text(key: str, tmp_path: Path) -> None:
    """Control characters and the like stop the build or never reach a page."""
    strings = {key: hostile.REFUSED[key]}
    try:
        readings = _build(tmp_path / "root", strings, is_plain=False)
    except BriefgenError as refused:
        assert all(one.location for one in refused.diagnostics)
        return
    wanted = _build(tmp_path / "plain", strings, is_plain=True)
    for ending, reading in readings.items():
        assert reading.structure == wanted[ending].structure, ending
        assert not re.search("[\0-\b\v\f\x0e-\x1f\x7f\ud800-\udfff]", "".join(reading.texts))
