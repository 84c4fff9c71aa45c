"""
Take pictures of the demonstration site for people to look at.

``make screenshots`` writes one of each kind of page, at each width, light and dark,
and the article as it prints, to ``.cache/screenshots/``.
"""

import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import launch, visit
from tests.browser.demonstration import ROOT, build_demonstration, serve
from tests.browser.pages import ARTICLE, PAGES, SCHEMES
from tests.tools import MissingToolError

FOLDER = ROOT / ".cache" / "screenshots"

WIDTHS = (375, 768, 1280, 1920)


def take(folder: Path, names: list[str]) -> list[Path]:
    """Take a picture of each page of *names* in every way, and return the files."""
    files = []
    with tempfile.TemporaryDirectory() as place:
        output = build_demonstration(Path(place) / "root")
        with serve(output) as address, launch() as browser:
            for scheme in SCHEMES:
                for width in WIDTHS:
                    with visit(browser, address, width=width, scheme=scheme) as reader:
                        for name in names:
                            reader.go(PAGES[name])
                            # Pictures further down load when they come into view.
                            reader.run(
                                "() => [...document.images].forEach(it => it.loading = 'eager')"
                            )
                            reader.page.wait_for_load_state("networkidle")
                            files.append(folder / f"{name}-{width}-{scheme}.png")
                            reader.page.screenshot(path=files[-1], full_page=True)
            with visit(browser, address) as reader:
                reader.go(ARTICLE)
                files.append(folder / "article-print.pdf")
                reader.page.pdf(path=files[-1], format="A4", prefer_css_page_size=True)
    return files


def main(arguments: list[str]) -> int:
    """Take the pictures; *arguments* are kinds of pages, if not all are wanted."""
    unknown = set(arguments) - set(PAGES)
    if unknown:
        print(f"no such page: {', '.join(sorted(unknown))}; there are {', '.join(PAGES)}")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        files = take(FOLDER, arguments or list(PAGES))
    except MissingToolError as missing:
        print(missing)
        return 1
    print(f"{len(files)} files in {FOLDER.relative_to(ROOT).as_posix()}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
