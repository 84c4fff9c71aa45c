"""What somebody waits for in a preview does not wait for anything else."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from briefgen.model.paths import OutputPath
from tests.preview.live import live
from tests.preview.looking import Looking, preview_of
from tests.testsite import SiteTest

SECONDS = 10.0


def test_find_style_sheets_without_looking_at_all_links(site: SiteTest) -> None:
    """The check of the whole site is made when it is needed, and not for a style sheet."""
    site.article("world/talks.md", "They talk.", title="Talks")
    snapshot = preview_of(site).snapshot
    styles = re.findall(rb'href="\./([^"]+\.css)"', snapshot.answer(OutputPath("index.html")).body)
    assert snapshot.answer(OutputPath(styles[0].decode())).body
    assert snapshot.locate("nothing/") is None
    assert not {"links", "_links"} & vars(snapshot).keys()


def test_put_pages_together_while_pictures_are_drawn(site: SiteTest) -> None:
    """A page is there before a picture that takes long to draw is."""
    site.article("world/talks.md", "They talk.", title="Talks")
    looking = Looking(site)
    read: list[bytes] = []
    with looking.preview._memory.drawing:
        thread = Thread(target=lambda: read.append(looking.read("index.html")), daemon=True)
        thread.start()
        thread.join(SECONDS)
    assert b"Talks" in read[0]


def test_answer_while_a_large_text_is_read(site: SiteTest) -> None:
    """However long it takes to read a text, pages are shown meanwhile, as they were."""
    site.article("world/talks.md", "They talk.", title="Talks")
    site.article("world/long.md", "Short.", title="Long")
    with live(site) as it, ThreadPoolExecutor() as threads:
        it.settle()
        long = "\n\n".join(f"Line *{number}* of [many](talks.md)." for number in range(10_000))
        site.article("world/long.md", long, title="Long")
        settled = threads.submit(it.settle)
        answers = 0
        while not settled.done():
            assert b"They talk." in it.ask("/briefing/world/talks/")[2]
            answers += 1
        settled.result()
        assert not it.preview.problems
        assert answers > 3
        assert b"<em>9999</em>" in it.ask("/briefing/world/long/")[2]
