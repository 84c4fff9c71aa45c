"""Leaks in pages and in files of text: words and addresses of what is held back."""

import base64
import html
import json
import quopri
import unicodedata
from collections.abc import Callable, Iterator
from html.entities import codepoint2name
from urllib.parse import quote, quote_plus

from tests.publish import containers as made
from tests.publish.held_back import (
    EMBARGOED,
    EXPIRED,
    GERMAN,
    LAST,
    MIDDLE,
    OPENING,
    POINT,
    RUSSIAN,
    SUMMARY,
    TITLE,
    WHOLE,
    Plant,
)


def _spread(text: str, mark: str) -> str:
    """Put *mark* into the middle of every longer word."""
    return " ".join(
        word[: len(word) // 2] + mark + word[len(word) // 2 :] if len(word) > 3 else word
        for word in text.split(" ")
    )


def _wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def _each(text: str, form: Callable[[int], str]) -> str:
    return "".join(letter if letter == " " else form(ord(letter)) for letter in text)


def _page(text: str) -> str:
    return f"<!doctype html><title>A page</title><p>Before. {text} After.</p>"


def _named(text: str) -> str:
    return text.translate({code: f"&{name};" for code, name in codepoint2name.items()})


_IN_PAGES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with soft hyphens": lambda text: _spread(text, "\u00ad"),
    "with soft hyphens as entities": lambda text: _spread(text, "&shy;"),
    "with zero-width spaces": lambda text: _spread(text, "\u200b"),
    "with word joiners": lambda text: _spread(text, "\u2060"),
    "with marks of direction": lambda text: _spread(text, "\u200e"),
    "with no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "with narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "with spaces as entities": lambda text: text.replace(" ", "&nbsp;"),
    "in named entities": _named,
    "in decimal entities": lambda text: _each(text, lambda code: f"&#{code};"),
    "in hexadecimal entities": lambda text: _each(text, lambda code: f"&#x{code:x};"),
    "in upper case": lambda text: text.upper(),
    "with straight quotes": lambda text: text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}),
    "in wide letters": _wide,
    "with ligatures": lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00"),
    "over lines": lambda text: text.replace(" ", "\n   "),
    "with elements between": lambda text: text.replace(" ", "</span> <span>"),
    "with emphasis in words": lambda text: _spread(text, "<b></b>"),
    "with comments between": lambda text: _spread(text, "<!-- x -->"),
    "percent-encoded": quote,
    "as a form sends it": quote_plus,
}


def _pages() -> Iterator[Plant]:
    for name, form in _IN_PAGES.items():
        yield Plant(f"sentence {name}", "page.html", _page(form(MIDDLE)).encode())
        yield Plant(f"title {name}", "title.html", f"<title>{form(TITLE)}</title>".encode())
    parts = {
        "summary": SUMMARY,
        "key point": POINT,
        "opening": OPENING,
        "last sentence": LAST,
        "sentence in Russian": RUSSIAN,
        "sentence in German": GERMAN,
        "embargoed sentence": EMBARGOED,
        "expired sentence": EXPIRED,
        "whole text": WHOLE,
        "most of a sentence": " ".join(MIDDLE.split()[:12]),
        "end of a sentence": " ".join(MIDDLE.split()[3:]),
    }
    for name, text in parts.items():
        yield Plant(f"{name} in a page", "page.html", _page(text).encode())
    for name, mark in {
        "alternative text": '<img src="a.png" alt="{}">',
        "description": '<meta name="description" content="{}">',
        "title of a link": '<a href="/" title="{}">here</a>',
        "comment": "<!-- {} -->",
        "template": "<template><p>{}</p></template>",
        "structured data": '<script type="application/ld+json">{{"headline": "{}"}}</script>',
        "value": '<input type="hidden" value="{}">',
    }.items():
        yield Plant(f"{name} of a page", "page.html", mark.format(made.escaped(TITLE)).encode())


def _files() -> Iterator[Plant]:
    quoted = quopri.encodestring(MIDDLE.encode()).decode()
    packed = base64.b64encode(MIDDLE.encode()).decode()
    folded = "\r\n ".join(MIDDLE[at : at + 60] for at in range(0, len(MIDDLE), 60))
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><{0}>{1}</{0}></svg>'
    script = "".join(f"\\x{c:02x}" if c < 256 else f"\\u{c:04x}" for c in map(ord, MIDDLE))
    texts = {
        "data.json": json.dumps({"text": MIDDLE}),
        "plain.json": json.dumps({"text": RUSSIAN}, ensure_ascii=False),
        "title.json": json.dumps([TITLE]),
        "table.csv": f'id,text\n1,"{MIDDLE}"\n'.replace("“", '""').replace("”", '""'),
        "table.tsv": f"id\ttext\n1\t{LAST}\n",
        "feed.xml": f"<rss><item><title>{made.escaped(TITLE)}</title></item></rss>",
        "data.xml": f"<a><![CDATA[<p>{MIDDLE}</p>]]></a>",
        "double.xml": f"<description>{html.escape(html.escape(TITLE))}</description>",
        "drawing.svg": svg.format("text", MIDDLE),
        "named.svg": svg.format("title", made.escaped(TITLE)),
        "pieces.svg": svg.format(
            "text", "".join(f"<tspan>{word} </tspan>" for word in MIDDLE.split())
        ),
        "dates.ics": f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{folded}\r\nEND:VEVENT\r\n",
        "dates.vcs": f"DESCRIPTION;ENCODING=QUOTED-PRINTABLE:{quoted}",
        "app.js": f'var a="{script}";',
        "note.txt": MIDDLE.replace(" ", "  "),
        "note.md": f"> *{MIDDLE.replace(' ', '* *')}*",
        "style.css": f'.a::after{{content:"{POINT}"}}',
        "subtitles.vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\n" + MIDDLE.replace(", ", ",\n"),
        "cast.srt": "1\n00:00:01,000 --> 00:00:04,000\n" + POINT.replace(", ", ",\n"),
        "list.yml": f"title: >-\n  {MIDDLE[:50]}\n  {MIDDLE[50:]}\n",
        "track.gpx": f"<gpx><wpt lat='1' lon='2'><name>{POINT}</name></wpt></gpx>",
        "places.geojson": json.dumps({"properties": {"name": LAST}}),
        "noend": MIDDLE,
        "lines.ndjson": json.dumps({"a": 1}) + "\n" + json.dumps({"text": OPENING}) + "\n",
        "inline.html": f'<a href="data:text/plain;base64,{packed}">a</a>',
        "encoded.html": f'<a href="data:text/html,{quote(MIDDLE)}">a</a>',
    }
    for path, text in texts.items():
        yield Plant(f"text in {path}", path, text.encode())
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-8-sig"):
        yield Plant(f"table in {codec}", "table.csv", f"1;{MIDDLE}\n2;b\n".encode(codec))
        yield Plant(f"text in {codec}", "note.txt", f"{RUSSIAN}\n".encode(codec))
    for codec in ("latin-1", "cp1252", "mac-roman"):
        yield Plant(f"table in {codec}", "table.csv", f"1;{GERMAN}\n2;b\n".encode(codec))
    for codec in ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"):
        yield Plant(f"text in {codec}", "note.txt", f"1;{RUSSIAN}\n".encode(codec))
    yield from _escaped_twice()


def _escaped_twice() -> Iterator[Plant]:
    inner = json.dumps({"text": RUSSIAN})
    value = base64.b64encode(f"We hear: {MIDDLE}".encode()).decode()
    lines = base64.encodebytes(f"Dear all,\n\n{MIDDLE}\n".encode()).decode()
    quoted = "".join(f"={byte:02x}" if byte > 127 else chr(byte) for byte in MIDDLE.encode())
    words = MIDDLE.split()
    first, last, rest = (" ".join(some) for some in (words[:7], words[7:], words[8:]))
    cue = "00:00:04,000 --> 00:00:09,000"
    texts = {
        "nested.json": json.dumps({"a": inner}),
        "deep.json": json.dumps({"a": json.dumps({"b": inner})}),
        "twice.html": f'<a href="/?q={quote(quote(MIDDLE))}">a</a>',
        "value.json": json.dumps({"text": value}),
        "value.yml": f"text: {value}\n",
        "letter.eml": f"Content-Transfer-Encoding: base64\n\n{lines}",
        "windows.eml": f"Content-Transfer-Encoding: base64\n\n{lines}".replace("\n", "\r\n"),
        "quoted.eml": f"Content-Transfer-Encoding: Quoted-Printable\n\n{quoted}",
        "two.srt": f"1\n00:00:01,000 --> 00:00:04,000\n{first}\n\n2\n{cue}\n{last}\n",
        "two.vtt": f"WEBVTT\n\n00:01.000 --> 00:04.000\n{first}\n\n{cue[3:]} line:0\n{last}\n",
        "cited.html": f"<p>{first}<sup><a href='#fn1'>[1]</a></sup> {last}</p>",
        "noted.html": f"<p>{first}<sup class='x'>2</sup> {last}</p>",
        "linked.html": f"<p>{first} <a href='https://a.example/b'>{words[7]}</a> {rest}</p>",
        "linked.md": f"{' '.join(words[:6])} [{words[6]}](https://a.example/b) {last}",
    }
    for path, text in texts.items():
        yield Plant(f"escaped in {path}", path, text.encode())


def _addresses() -> Iterator[Plant]:
    address, alias = "world/nordhaven-sale/", "rumours/nordhaven-yard/"
    site = "https://example.org/briefing/"
    texts = {
        "page.html": f'<a href="{site}{address}">a</a>',
        "relative.html": f'<a href="../../{address}">a</a>',
        "rooted.html": f'<a href="/briefing/{address}">a</a>',
        "beside.html": '<a href="../nordhaven-sale/">a</a>',
        "index.html": f'<a href="/briefing/{address}index.html">a</a>',
        "source.html": '<a href="nordhaven-sale.md">a</a>',
        "alias.html": f'<a href="/briefing/{alias}">a</a>',
        "data.json": json.dumps({"url": f"{site}{address}"}).replace("/", "\\/"),
        "path.json": json.dumps({"path": address}),
        "sitemap.xml": f"<urlset><url><loc>{site}{address}</loc></url></urlset>",
        "feed.xml": f"<feed><entry><link href='{site}{address}'/></entry></feed>",
        "alias.xml": f"<loc>{site}{alias}</loc>",
        "list.csv": f"1,{site}{address}\n",
        "alias.csv": f"/{alias},301\n",
        "encoded.html": f"<a href='https://t.example.net/?u={quote(site + address)}'>a</a>",
        "upper.txt": f"{site}{address}".upper(),
        "script.js": f'fetch("/{address}data.json")',
        "embargo.json": json.dumps([f"{site}world/rate-decision/"]),
        "expired.xml": f"<loc>{site}world/withdrawn-portrait/</loc>",
        "urls.txt": f"{site}world/rate-decision\n",
        "www.txt": f"https://www.example.org/briefing/{address}",
        "port.txt": f"https://example.org:443/briefing/{address}",
        "user.txt": f"https://ada@example.org/briefing/{address}",
        "dotted.txt": f"https://example.org./briefing/{address}",
        "together.txt": f"http://ada:x@WWW.example.org.:8080/briefing/{address}",
        "slashes.txt": f"{site}world//nordhaven-sale/",
        "detour.txt": f"{site}world/./nordhaven-sale/",
        "detours.txt": f"{site}./world/././/nordhaven-sale/",
        "twice.html": f"<a href='https://t.example.net/?u={quote(quote(site + address))}'>a</a>",
    }
    for path, text in texts.items():
        yield Plant(f"address in {path}", path, text.encode())
    yield Plant("address in UTF-16", "list.csv", f"1;{site}{address}\n".encode("utf-16"))
    link = f"<< /A << /S /URI /URI ({site}{address}) >> >>".encode()
    yield Plant("address in a PDF", "a.pdf", made.pdf(info=link))


def written() -> Iterator[Plant]:
    """Yield all that can be read as it is."""
    yield from _pages()
    yield from _files()
    yield from _addresses()
