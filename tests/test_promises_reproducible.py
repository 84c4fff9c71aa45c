"""P7: the same content makes the same bytes on any machine, at any time, in any order."""

import os
import random
import shutil
from pathlib import Path

import pytest

from tests.edits import Editor
from tests.media.photos import encoded, photo, put
from tests.processes import INSTANT, build, run_apart
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.extras


def _write(site: SiteTest) -> None:
    """Write a site with everything whose order or time could leak into a page."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}timezone: Europe/Kyiv\nlanguage: tr\noutput:\n  entries_per_page: 3\n",
        encoding="utf-8",
    )
    for number in range(12):
        site.article(
            f"{('world', 'märkte', 'İstanbul')[number % 3]}/story-{number}.md",
            f"## Iı\n\nIt's “{number}” -- *text*.\n\n```python\nprint({number})\n```\n",
            title=f"Iı {number % 2}",
            date=f"2026-03-29T0{number % 4}:30",
            topics=f"[zeta, Alpha, 'Öl', t{number % 5}]",
            aliases=f"[/old/{number}]",
        )
    put(site.root / "content/world/map.png", encoded(photo(600, 300), "PNG"))
    site.article("about.md", title="About")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what the site is here."""
    site = SiteTest(tmp_path_factory.mktemp("wanted") / "site-root")
    _write(site)
    assert build(site.root).returncode == 0
    return site.tree()


ELSEWHERE = [
    {"TZ": "Pacific/Auckland", "LANG": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "4242"},
    {"TZ": "", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "PYTHONHASHSEED": "77"},
]


@pytest.mark.parametrize(("extra", "workers"), [*zip(ELSEWHERE, ("1", "2", "3", "2"), strict=True)])
def test_make_the_same_bytes_elsewhere(
    tmp_path: Path, wanted: dict[str, bytes], extra: dict[str, str], workers: str
) -> None:
    """Time zone, locale, hash seed and number of workers leave no trace."""
    site = SiteTest(tmp_path / "another-folder" / "of another name")
    _write(site)
    done = run_apart(site.root, "build", "--now", INSTANT, "--workers", workers, extra=extra)
    assert done.returncode == 0
    assert site.tree() == wanted


def test_make_the_same_bytes_with_many_pages_in_parallel(tmp_path: Path) -> None:
    """Enough pages for several processes come out as one process makes them."""
    trees = []
    for workers in ("1", "2", "3"):
        site = SiteTest(tmp_path / f"with-{workers}")
        for number in range(200):
            site.article(
                f"{'ab'[number % 2]}/story-{number}.md",
                "Text and [a link](story-0.md).\n\n" * 60 if number % 2 == 0 else "Text.",
                title=f"Story {number % 7}",
                date=f"2026-0{number % 9 + 1}-11",
                topics=f"[t{number % 11}]",
            )
        assert build(site.root, "--workers", workers).returncode == 0
        trees.append(site.tree())
    assert trees[0] == trees[1] == trees[2]


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize("seed", range(4))
def test_make_the_same_bytes_from_files_in_another_order(site: SiteTest, seed: int) -> None:
    """The order in which files were made, and their times, leave no trace."""
    editor = Editor(site, seed)
    for _ in range(6):
        editor.edit()
    editor.mend()
    site.build()
    copy = SiteTest(site.root.parent / "copy")
    shutil.rmtree(copy.root / "content")
    files = [path for path in site.root.rglob("*") if path.is_file()]
    own = [
        path for path in files if not {"site", ".briefgen"} & set(path.relative_to(site.root).parts)
    ]
    random.Random(seed).shuffle(own)
    for number, path in enumerate(own):
        target = copy.root / path.relative_to(site.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        os.utime(target, (number * 1e6, number * 1e7))
    copy.build()
    assert copy.tree() == site.tree()


def test_know_no_clock_but_the_instant_that_is_given(
    tmp_path: Path, wanted: dict[str, bytes]
) -> None:
    """``--now`` decides what is due, and nothing that is written shows it."""
    site = SiteTest(tmp_path / "site-root")
    _write(site)
    assert build(site.root, "--now", "2031-01-01T00:00+00:00").returncode == 0
    assert site.tree() == wanted
    shutil.rmtree(site.output)
    done = build(site.root, extra={"SOURCE_DATE_EPOCH": "1900000000"})
    assert done.returncode == 0
    assert site.tree() == wanted
