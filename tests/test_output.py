"""Whatever a file is called, a command prints nothing that a terminal would act on."""

import json
import unicodedata
from pathlib import Path

import pytest

import briefgen.cli
from tests.processes import run
from tests.testsite import SiteTest

HOSTILE = (
    "a\x1b]0;title\x07b",
    "a\x1b[2Jb",
    "a\x9b31mb",
    "a\x7f\x08b",
    "a\rb",
    "a\nMade content-b",
    "a\u202etxt.exe\u202cb",
    "a\u2066b\u2069",
    "a\u200fb\u200b",
    "a\u2028b\u2029c",
    "a\U000e0041b",
)
"""Names with codes for terminals, line breaks, and signs that change the direction."""

TEXT = "A title of six words here\n\nThe ferry was late, and nobody could say why it was.\n"


def _unshown(printed: str) -> list[str]:
    return [one for one in printed if one != "\n" and unicodedata.category(one) in _UNSHOWN]


_UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.fixture
def hostile(site: SiteTest) -> SiteTest:
    """Return a site beside which lie texts with hostile names."""
    site.article("world/older.md")
    for number, name in enumerate(HOSTILE):
        (site.root / f"{name}.txt").write_text(f"{TEXT}{number}\n", encoding="utf-8")
        (site.root / f"{name}.bin").write_bytes(b"%PDF-1.7")
    return site


def test_no_name_of_a_file_reaches_the_terminal_as_it_is(hostile: SiteTest) -> None:
    """Imports, their table, their errors, and their JSON: names are shown with escapes."""
    found: dict[tuple[str, ...], list[str]] = {}
    for options in ((), ("--dry-run", "--explain"), ("--json", "--dry-run")):
        texts = [f"{name}.txt" for name in HOSTILE]
        done = run(hostile.root, "import", "--yes", *options, *texts)
        found[options] = _unshown(done.stdout + done.stderr)
        assert done.returncode == 0, done.stderr
    for ending in ("bin", "gone"):
        done = run(hostile.root, "import", *[f"{name}.{ending}" for name in HOSTILE])
        found[ending,] = _unshown(done.stdout + done.stderr)
        assert done.stderr.count("error: ") == len(HOSTILE)
    done = run(hostile.root, "import", f"{HOSTILE[0]}.txt")
    found["alone",] = _unshown(done.stdout + done.stderr)
    done = run(hostile.root, "import", "--date", HOSTILE[0], "a.txt")
    found["usage",] = _unshown(done.stdout + done.stderr)
    assert {key: what for key, what in found.items() if what} == {}


def test_json_with_escapes_says_the_same(hostile: SiteTest) -> None:
    """A script reads the names as they are."""
    names = [f"{name}.txt" for name in HOSTILE]
    done = run(hostile.root, "import", "--json", "--dry-run", *names)
    assert [one["input"] for one in json.loads(done.stdout)["imports"]] == names


def test_only_one_module_prints() -> None:
    """Nobody has to remember to make a name harmless: there is one way to print."""
    folder = Path(briefgen.cli.__file__).parent
    printing = {
        path.name
        for path in folder.glob("*.py")
        if any(
            word in path.read_text("utf-8") for word in ("click.echo(", "click.secho(", " print(")
        )
    }
    # The text of a diagnostic has its escapes, and its own colours.
    assert printing == {"output.py", "diagnostics.py"}
