"""P10: a preview is seen by whoever started it, and by nobody else."""

import json
import os
import re
import socket
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import product
from pathlib import Path

import pytest

from briefgen.errors import CommandError
from briefgen.preview.addresses import LOOPBACK, PORT, listen
from briefgen.preview.guard import Guard, is_plain
from tests.preview.live import COOKIE, TOKEN, Live, live
from tests.testsite import SiteTest

OUTSIDE = "IS-NOT-PART-OF-THE-SITE"


def _site(root: Path) -> SiteTest:
    """Return a site with an article, in a folder with much that is not part of it."""
    site = SiteTest(root)
    site.article("world/talks.md", "Of peace.", title="Talks")
    site.article("world/draft.md", "Of war.", title="Draft", draft="true")
    site.write("""
        -- content/world/ships.csv --
        a,b
        -- themes/own/theme.yml --
        name: own
        """)
    for name in ("secret.txt", "content/_secret.md", "content/.secret", "content/world/.secret"):
        (root / name).write_text(OUTSIDE, encoding="utf-8")
    (root.parent / "secret.txt").write_text(OUTSIDE, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve the preview of one site for all requests of this file."""
    with live(_site(tmp_path_factory.mktemp("private") / "root"), drafts=False) as it:
        # After the start: what the plan does not know must not be found on the disk either.
        (it.site.root / "content/world/link.csv").symlink_to(it.site.root / "secret.txt")
        yield it


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert found, answer[:100]
    return int(found[1])


def _request(
    target: str, host: str | None, *headers: str, method: str = "GET", version: str = "1.1"
) -> bytes:
    lines = [f"{method} {target} HTTP/{version}"]
    lines += [f"Host: {host}"] if host is not None else []
    lines += [*headers, f"Cookie: {COOKIE}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


HOSTS = [
    *("evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}"),
    *("localhost.evil.example:{port}", "evil.example#127.0.0.1:{port}", "evil.example@127.0.0.1"),
    *("user@127.0.0.1:{port}", "user:pass@localhost:{port}", "127.0.0.1", "localhost", "[::1]"),
    *("127.0.0.1:1", "127.0.0.1:080", "127.0.0.1:{port}0", "127.0.0.1:", "localhost:"),
    *("LOCALHOST:{port}", "LocalHost:{port}", "localhost.:{port}", "127.0.0.1.:{port}"),
    *("127.1:{port}", "127.0.1:{port}", "127.000.000.001:{port}", "2130706433:{port}"),
    *("0x7f000001:{port}", "0x7f.0.0.1:{port}", "0177.0.0.1:{port}", "127.0.0.2:{port}"),
    *("0.0.0.0:{port}", "0:{port}", "[::]:{port}", "[0:0:0:0:0:0:0:1]:{port}", "::1:{port}"),
    *("[::ffff:127.0.0.1]:{port}", "[::1%25lo]:{port}", "localhost:{port}, evil.example"),
    *("evil.example, localhost:{port}", "127.0.0.1:{port}/", "http://127.0.0.1:{port}", ""),
    *("127.0.0.1:{port} ", "127.0.0.1 :{port}", "127.0.0.1:+{port}", "ⓛocalhost:{port}"),
    *("127。0。0。1:{port}", "localhost%00:{port}", "*", "null"),
]


PATHS = ("/briefing/", "/_briefgen/events?at=&base=/briefing/&key=", "/_briefgen/settled")


def _not_refused(served: Live, requests: Iterable[bytes]) -> list[bytes]:
    """Return those of *requests* that are answered with anything but a refusal."""
    answers = [(request, served.raw(request)) for request in requests]
    return [request for request, answer in answers if answer and not 400 <= _status(answer) < 500]


def test_answer_to_no_other_name(served: Live) -> None:
    """A request for another host, as after DNS rebinding, is refused, however it is spelt."""
    hosts = [host.format(port=served.port) for host in HOSTS]
    # Spaces around a header's value are no part of it (RFC 9112, 5).
    others = [host for host in hosts if host.strip() != served.host]
    requests = [_request(path, host) for path, host in product(PATHS, others)]
    assert _not_refused(served, requests) == []


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((), id="none"),
        pytest.param(("Host: {host}", "Host: {host}"), id="the right one twice"),
        pytest.param(("Host: {host}", "Host: evil.example"), id="a wrong one after"),
        pytest.param(("Host: evil.example", "Host: {host}"), id="a wrong one before"),
        pytest.param(("X-Forwarded-Host: {host}",), id="one in another header"),
        pytest.param(("Host : {host}",), id="with a space"),
    ],
)
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_want_one_host(served: Live, headers: tuple[str, ...], version: str) -> None:
    """A request has to name one host, in every version of HTTP."""
    filled = [one.format(host=served.host) for one in headers]
    answer = served.raw(_request("/briefing/", None, *filled, version=version))
    assert 400 <= _status(answer) < 500


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_answer_to_the_names_of_this_machine(served: Live, name: str) -> None:
    """The loopback addresses and their usual name work."""
    assert _status(served.raw(_request("/briefing/", f"{name}:{served.port}"))) == 200


ORIGINS = [
    *("http://evil.example", "https://evil.example", "null", "", "file://", "http://localhost"),
    *("https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://localhost:3000"),
    *("http://127.0.0.1:{port}.evil.example", "http://127.0.0.1:{port}/", "chrome-extension://abc"),
    *("http://127.0.0.1:{port}, http://evil.example", "HTTP://127.0.0.1:{port}"),
]


def test_refuse_other_origins(served: Live) -> None:
    """A script of another site can neither listen nor look."""
    origins = [origin.format(port=served.port) for origin in ORIGINS]
    requests = [
        _request(path, served.host, f"Origin: {origin}") for path, origin in product(PATHS, origins)
    ]
    assert _not_refused(served, requests) == []


FOREIGN = [
    ("cross-site", "no-cors", "script"),
    ("cross-site", "cors", "empty"),
    ("cross-site", "no-cors", "image"),
    ("cross-site", "navigate", "iframe"),
    ("cross-site", "navigate", "object"),
    ("same-site", "cors", "empty"),
    ("same-site", "no-cors", "style"),
    ("same-site", "navigate", "iframe"),
    ("same-origin, none", "navigate", "document, iframe"),
]


def test_refuse_what_other_sites_embed(served: Live) -> None:
    """Another site can embed nothing of the preview; a server on another port is another site."""
    names = ("Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest")
    requests = [
        _request("/briefing/", served.host, *map(": ".join, zip(names, values, strict=True)))
        for values in FOREIGN
    ]
    assert _not_refused(served, requests) == []


def test_open_links_from_elsewhere(served: Live) -> None:
    """A link on another site, or in an e-mail, opens a page."""
    headers = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert _status(served.raw(_request("/briefing/", served.host, *headers))) == 200


METHODS = [
    *("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"),
    *("GETX", "BREW"),
]


def test_answer_get_and_head_only(served: Live) -> None:
    """Every other method is refused, with those that are not."""
    for method, path in product(METHODS, (*PATHS, "/nothing")):
        answer = served.raw(_request(path, served.host, method=method))
        assert _status(answer) == 405, (method, path)
        assert b"\r\nallow: get, head\r\n" in answer.lower()


BODIES: list[tuple[str, ...]] = [
    *(("Content-Length: 5",), ("Content-Length: 99999999999",), ("Content-Length: -1",)),
    ("Content-Length: 5", "Content-Length: 6"),
    ("Transfer-Encoding: chunked",),
    ("Transfer-Encoding: chunked", "Content-Length: 5"),
    ("Transfer-Encoding: gzip, chunked",),
    ("X-Long: " + "x" * 100_000,),
    tuple(f"X-Many-{number}: x" for number in range(5_000)),
    ("X Bad: 1",),
    ("X-Folded: a\r\n b\x00c",),
]


def test_take_nothing_in(served: Live) -> None:
    """Requests with a body, with endless headers, or with headers that are none, are refused."""
    requests = [_request("/briefing/", served.host, *headers) for headers in BODIES]
    assert _not_refused(served, requests) == []


def _traversals() -> Iterator[str]:
    dots = ("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..;", "...", "%c0%ae%c0%ae", "．．")
    slashes = ("/", "%2f", "%2F", "\\", "%5c", "%255c", "%c0%af", "//")
    for dot, slash in product(dots, slashes):
        for start in ("/", "/briefing/", "/briefing/world/"):
            yield start + (dot + slash) * 3 + "secret.txt"
    targets = ("secret.txt", "content/_secret.md", "content/.secret", "briefgen.yml", "_secret.md")
    for target in (*targets, ".secret", "world/.secret", "world/link.csv", "themes/own/theme.yml"):
        for start in ("/", "/briefing/", "/_briefgen/", "/briefing/world/../", "//", "/./"):
            yield start + target
    yield from ("/briefing/.briefgen/store.sqlite", "/briefing/../.briefgen/store.sqlite")
    yield from ("/_briefgen/../../secret.txt", "/_briefgen/__init__.py", "/_briefgen/")
    yield from ("/_briefgen/..%2f__init__.py", "/_briefgen/../server.py", "/_briefgen/%2e")
    yield from ("/briefing/world/draft/", "/briefing/world/draft/index.html")
    yield from ("/briefing/%00", "/briefing/world/talks/%00.html", "/briefing/%0d%0aSet-Cookie:a=b")
    yield from ("/briefing/%", "/briefing/%zz", "/briefing/%u002e%u002e/", "/briefing/%ff%fe")
    yield from ("/briefing/%E2%80%AEworld/", "/briefing/world%20/", "/briefing/ world")
    yield from ("http://127.0.0.1/briefing/", "http://evil.example/", "https://localhost/", "*")
    yield from ("//evil.example/", "///", "/\\evil.example", "evil.example:80", "", "?")
    yield from ("/briefing?raw??", "/briefing/@fs/etc/passwd?import&raw??", "/@fs/etc/passwd")
    yield from ("/briefing/" + "a" * 3_000, "/briefing/?" + "a" * 9_000, "/" + "a/" * 900)
    yield from (
        "/etc/passwd",
        "/proc/self/environ",
        "file:///etc/passwd",
        "/briefing/C:/secret.txt",
    )
    yield from ("/briefing/secret.txt::$DATA", "/briefing/con", "/BRIEFING/world/talks/")


def test_serve_nothing_but_the_plan(served: Live) -> None:
    """No address, however it is written, leads to a file that is no part of the site."""
    for target in sorted(set(_traversals())):
        answer = served.raw(_request(target, served.host))
        if answer == b"" or target in {"", "?"}:
            assert not answer or 300 <= _status(answer) < 500, target
        elif target == "/briefing?raw??":
            assert _status(answer) == 302, target
        else:
            assert 400 <= _status(answer) < 500, (target, answer[:200])
        assert OUTSIDE.encode() not in answer, target
        assert b"Of war." not in answer, target
        assert b"root:" not in answer, target


def test_try_many_traversals() -> None:
    """The table above is as long as it is meant to be."""
    assert len(set(_traversals())) >= 200
    assert len(HOSTS) >= 30
    assert len(ORIGINS) >= 12
    assert len(METHODS) >= 9


@pytest.mark.parametrize(
    ("name", "is_served"), [("world/ships.csv", True), ("world/link.csv", False)]
)
def test_serve_no_file_that_has_become_a_link(tmp_path: Path, name: str, is_served: bool) -> None:
    """A file of the plan is served as it is on the disk, but never what a link leads to."""
    with live(_site(tmp_path / "root")) as it:
        assert it.ask("/briefing/world/ships.csv")[0] == 200
        file = it.site.root / "content" / name
        if not is_served:
            file = it.site.root / "content/world/ships.csv"
            file.unlink()
            file.symlink_to(it.site.root / "secret.txt")
        status, _, body = it.ask("/briefing/world/ships.csv")
        assert (status == 200) is is_served
        assert OUTSIDE.encode() not in body


@pytest.mark.parametrize(
    "path",
    ["/briefing/", "/briefing/feed.xml", "/briefing/nothing/", "/_briefgen/preview.js", "/../"],
)
def test_keep_every_answer_to_the_reader(served: Live, path: str) -> None:
    """All answers forbid to be stored, framed, guessed at or read by other sites."""
    _, headers, _ = served.ask(path)
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert not [name for name in headers if name.startswith("access-control-")]
    assert "server" not in headers


def test_keep_files_out_of_other_hands(served: Live) -> None:
    """Feeds, data and Markdown are exactly those of the site, without the preview's additions."""
    for path in ("/briefing/feed.xml", "/briefing/feed.json", "/briefing/world/talks/index.md"):
        status, headers, body = served.ask(path)
        assert status == 200
        assert b"_briefgen" not in body
        assert headers["etag"].strip('"') in str(served.ask(path, "HEAD")[1])


def test_send_a_part_of_a_file(served: Live) -> None:
    """A film can be wound on: parts are sent, and mad wishes for parts are refused or ignored."""
    asked = "/briefing/world/ships.csv"
    assert served.ask(asked, Range="bytes=2-2")[0::2] == (206, b"b")
    for wish in ("bytes=9-", "bytes=" + "0-0," * 900, "bytes=--1", "lines=1-2", "bytes=3-1"):
        status, _, body = served.ask(asked, Range=wish)
        assert status in {200, 206, 400, 416}
        assert len(body) < 10_000


def test_listen_to_this_machine_alone(served: Live) -> None:
    """The server is bound to a loopback address: other machines find nothing there."""
    listening = listen(LOOPBACK, 0)
    with listening.socket as bound:
        assert bound.getsockname()[0] == "127.0.0.1"
        assert listening.is_private
        assert f"evil.example:{listening.port}" not in listening.hosts


def test_take_the_next_port_if_one_is_taken() -> None:
    """Without a wish the first free port from 8000 on is taken; a wish is kept or refused."""
    first = listen(LOOPBACK, None)
    with first.socket:
        second = listen(LOOPBACK, None)
        with second.socket:
            assert PORT <= first.port < second.port
        with pytest.raises(CommandError, match=f"port {first.port} is taken"):
            listen(LOOPBACK, first.port)
    with pytest.raises(CommandError, match=r"no address `nowhere\.invalid`"):
        listen("nowhere.invalid", 0)


def test_say_when_all_ports_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every port is taken, all are named, and where to go from there."""
    with listen(LOOPBACK, None).socket as first:
        monkeypatch.setattr("briefgen.preview.addresses.PORT", first.getsockname()[1])
        monkeypatch.setattr("briefgen.preview.addresses.TRIES", 2)
        with (
            listen(LOOPBACK, None).socket,
            pytest.raises(CommandError, match=r"ports \d+ to \d+ are taken") as caught,
        ):
            listen(LOOPBACK, None)
        assert caught.value.diagnostics[0].help == "choose another with --port"


def test_know_by_which_names_others_call_it() -> None:
    """Open to a network, the server answers to its own names there, and to no others."""
    listening = listen("0.0.0.0", 0)
    with listening.socket:
        assert not listening.is_private
        assert f"{socket.gethostname().lower()}:{listening.port}" in listening.hosts
        assert f"evil.example:{listening.port}" not in listening.hosts
        assert f"0.0.0.0:{listening.port}" not in listening.hosts


def test_want_the_token(served: Live) -> None:
    """Nothing is seen without the token; once brought, a cookie stands for it."""
    name = COOKIE.partition("=")[0]
    for path in ("/briefing/", "/_briefgen/preview.js", *PATHS[1:], "/", "/x"):
        mark = "&" if "?" in path else "?"
        for given in ("", "token=", f"token={TOKEN[:-1]}", f"Token={TOKEN}", f"token={TOKEN}x"):
            assert served.ask(f"{path}{mark}{given}", Cookie="")[0] == 403
        for cookie in (f"{name}={TOKEN}x", f'{name}="', f"{name}=", name, f"{name}x={TOKEN}"):
            assert served.ask(path, Cookie=cookie)[0] == 403
    told = served.ask("/briefing/", Cookie="")[2].decode()
    assert told == (
        "Open the preview at the address that the terminal shows, with the token at its end.\n"
    )
    status, headers, body = served.ask(f"/briefing/world/?a=b&token={TOKEN}", Cookie="")
    assert status == 200
    assert b"url=/briefing/world/?a=b" in body
    assert TOKEN.encode() not in body
    assert headers["set-cookie"] == f"{COOKIE}; Path=/; HttpOnly; SameSite=Strict"
    status, headers, body = served.ask("/briefing/")
    assert status == 200
    assert TOKEN.encode() not in body


WRITTEN = [
    *("%74oken={0}", "%74%6f%6B%65%6e={0}", "token={0}&%74oken={0}", "token=x&token={0}"),
    *("token={0}&token=x", "a=1&token={0}&b=2", "&&token={0}&", "a=%26token%3D&t%6Fken={0}"),
    *("toke%6E={0}", "token=%61{1}", "token={0}&Token=x", "token={0}&%2574oken={0}"),
    "token={0}&%2574oken=b+c&d=%ff",
]


def test_lead_on_once_however_the_token_is_written(served: Live) -> None:
    """Whoever brings the token is led on to an address without it, and not again and again."""
    for written in WRITTEN:
        query = written.format(TOKEN, TOKEN[1:])
        for _ in range(2):
            status, _, body = served.ask(f"/briefing/?{query}", Cookie="")
            found = re.search(rb'content="0;url=([^"]*)"', body)
            assert (status, bool(found)) == (200, True), written
            assert found
            led = unescape(found[1].decode())
            status, _, body = served.ask(led)
            assert (status, b'http-equiv="refresh"' in body) == (200, False), (written, led)
    rest = "a=%26token%3D&b=c+d&%2574oken=x&Token=y"
    body = served.ask(f"/briefing/?{rest}&token={TOKEN}", Cookie="")[2]
    assert f'content="0;url=/briefing/?{escape(rest)}"'.encode() in body


def test_let_scripts_bring_the_token_each_time(served: Live) -> None:
    """A script that keeps no cookies asks for what is no page with the token, and gets it."""
    status, headers, body = served.ask(f"/_briefgen/settled?%74oken={TOKEN}", Cookie="")
    assert (status, headers["content-type"]) == (200, "application/json")
    told = json.loads(body)
    problems = served.preview.problems
    assert told.keys() == {"number", "errors", "warnings"}
    assert told["errors"] + told["warnings"] == len(problems) > 0


def test_open_once_with_a_ticket() -> None:
    """What a browser is started with, and every user of the machine can see, is good for once."""
    guard = Guard({"127.0.0.1:8000"}, TOKEN)
    ticket = guard.ticket()
    assert not guard.admits([f"{ticket}x", ""])
    assert guard.admits([ticket])
    assert not guard.admits([ticket])
    assert guard.admits(["x", TOKEN])


def test_know_a_reader_by_one_good_cookie(served: Live) -> None:
    """Cookies of other programs, malformed ones and other previews' keep nobody out."""
    others = 'a={"b": [1, "c"]}; =; ;x; briefgen-preview-1=another'
    for cookie in (f"{others}; {COOKIE}", f"{COOKIE}; {others}"):
        assert served.ask("/briefing/", Cookie=cookie)[0] == 200
    assert served.ask("/briefing/", Cookie=others)[0] == 403


def test_want_the_token_of_those_who_listen(served: Live) -> None:
    """The stream of events is as closed as the pages are."""
    assert served.tab("world/talks/", Cookie="").answer.status == 403
    assert served.tab("world/talks/").next()[0] == "page"


def test_leave_no_hole_without_a_token() -> None:
    """There is no guard without a token, and what looks like another address is none."""
    with pytest.raises(ValueError, match="without a token"):
        Guard({"127.0.0.1:8000"}, "")
    assert not is_plain(os.fsencode("/a/../b"))
    assert is_plain("/wörld/ä b/".encode()) is True


def test_remember_a_reader_for_as_long_as_the_token_is_kept() -> None:
    """The cookie for a token that outlives the preview outlives the browser, and no other does."""
    assert "Max-Age=31536000" in Guard((), TOKEN, is_kept=True).cookie
    assert "Max-Age" not in Guard((), TOKEN).cookie
