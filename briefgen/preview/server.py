"""Answer the browser: with the pages of the newest snapshot, and with news of them."""

import os
from collections.abc import Awaitable, Callable
from importlib.resources import files
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefgen.errors import BriefgenError, Severity, to_text
from briefgen.model.paths import OutputPath, Url
from briefgen.preview.additions import FOLDER, entrance, placeholder, with_script
from briefgen.preview.answers import Answer
from briefgen.preview.guard import HEADERS, METHODS, NO_TOKEN, Asked, Guard, take_tokens
from briefgen.preview.news import EventStream, News, Tab
from briefgen.structure.urls import output_path

_SCRIPT = "text/javascript; charset=utf-8"

_OWN_FILES = {
    "preview.css": "text/css; charset=utf-8",
    **dict.fromkeys(("connection.js", "idiomorph.js", "images.js", "page.js"), _SCRIPT),
    **dict.fromkeys(("panel.js", "place.js", "preview.js", "tab.js", "worker.js"), _SCRIPT),
}
"""The files of ``browser/`` that are served, and as what."""

MOST_TABS = 100
SECONDS_TO_SETTLE = 60.0


def make_app(news: News, guard: Guard) -> ASGIApp:
    """Return the application that answers with what *news* are about, as *guard* allows."""
    pages = Pages(news)
    app = Starlette(
        routes=[
            Route(f"{FOLDER}events", pages.events),
            Route(f"{FOLDER}settled", pages.settled),
            Route(f"{FOLDER}{{name}}", pages.own_file),
            Route("/{path:path}", pages.page),
        ]
    )
    app.router.redirect_slashes = False
    return Guarded(app, guard)


class Guarded:
    """Lets requests pass that the guard has nothing against, and adds its headers to all."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        """Stand before *app*."""
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        query = scope["query_string"]
        asked = Asked(scope["method"], scope["raw_path"], query, scope["headers"])
        tokens, rest = take_tokens(query)
        refusal, is_new = self._guard.refusal(asked), False
        if not refusal:
            is_new = self._guard.admits(tokens)
            refusal = None if is_new or self._guard.knows(asked) else NO_TOKEN
        app = self._app
        if refusal:
            headers = {"Connection": "close"}
            if refusal.status == 405:
                headers["Allow"] = ", ".join(METHODS)
            app = PlainTextResponse(f"{refusal.reason}\n", refusal.status, headers)
        elif is_new and not asked.target.startswith(FOLDER.encode()):
            # From another site the cookie would not come along; from this page it does.
            target = asked.target.decode("ascii") + (f"?{rest}" if rest else "")
            app = HTMLResponse(entrance(target), headers={"Set-Cookie": self._guard.cookie})

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await app(scope, receive, send_guarded)


class Pages:
    """Answers requests that are allowed."""

    def __init__(self, news: News) -> None:
        """Answer with what *news* are about."""
        self._news = news
        self._preview = news.preview
        self._browser = files("briefgen.preview") / "browser"

    async def events(self, request: Request) -> Response:
        """Return the events for some tabs."""
        asked = request.query_params
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        given = (asked.getlist(name) for name in ("at", "base", "key"))
        tabs = [Tab(at, base, key) for at, base, key in zip(*given, strict=False)]
        return _Unwrapped(EventStream(self._news, tabs[:MOST_TABS]))

    async def settled(self, _request: Request) -> Response:
        """Answer as soon as all that was written by now is shown and checked."""
        if not await run_in_threadpool(self._preview.settling.wait, SECONDS_TO_SETTLE):
            text = "The preview is still at work: ask again.\n"
            return PlainTextResponse(text, 503, {"Retry-After": "1"})
        problems = await run_in_threadpool(lambda: self._preview.problems)
        errors = sum(one.severity is Severity.ERROR for one in problems)
        told = {"number": self._preview.snapshot.number, "errors": errors}
        return JSONResponse({**told, "warnings": len(problems) - errors})

    async def own_file(self, request: Request) -> Response:
        """Return a file of the preview itself."""
        name = request.path_params["name"]
        if name not in _OWN_FILES:
            return PlainTextResponse("There is nothing here.\n", 404)
        data = (self._browser / name).read_bytes()
        return Response(data, media_type=_OWN_FILES[name])

    async def page(self, request: Request) -> Response:
        """Return what stands at an address of the site."""
        snapshot, address = self._preview.snapshot, request.scope["path"]
        base = snapshot.base_path
        if address + "/" == base or (address == "/" != base):
            return _redirect(base)
        at = address.removeprefix(base)
        if not address.startswith(base):
            return await self._missing(at, base)
        try:
            # To know a file of the search's is to make the index, which takes its time.
            path = await run_in_threadpool(snapshot.locate, at)
            if path is None:
                folder = await run_in_threadpool(snapshot.locate, f"{at}/")
                return _redirect(f"{address}/") if folder else await self._missing(at, base)
            if request.method == "HEAD" and not _is_page(path):
                # Tabs ask in this way which of their pictures have changed.
                key = await run_in_threadpool(snapshot.key, path)
                return Response(headers={"ETag": f'"{key}"'})
            return await self._found(path, at, base)
        except LookupError:
            return await self._missing(at, base)
        except BriefgenError as fault:
            text = "\n".join(to_text(one) for one in fault.diagnostics)
            if not _is_page(output_path(Url(at))):
                return PlainTextResponse(text, 500)
            # With the script, the page comes by itself once that is mended.
            return _placeholder("This page cannot be shown yet", text, at, base)

    async def _found(self, path: OutputPath, at: str, base: str) -> Response:
        answer = await self._answer(lambda: self._preview.snapshot.answer(path))
        if isinstance(answer, str):
            return _placeholder("This page cannot be shown yet", answer, at, base)
        if answer.file is not None:
            return self._file(answer)
        headers = {"ETag": f'"{answer.key}"'}
        if not _is_page(path):
            return Response(answer.body, media_type=answer.media_type, headers=headers)
        body = with_script(answer.body, at=at, base=base, key=answer.key)
        return Response(body, media_type=answer.media_type, headers=headers)

    def _file(self, answer: Answer) -> Response:
        """Return a file as it is; one that has become a link in the meantime is none."""
        assert answer.file is not None
        root = self._preview.project.root
        real = os.path.realpath(answer.file)
        inside = os.path.relpath(answer.file, root)
        if real != os.path.join(os.path.realpath(root), inside) or not os.path.isfile(real):
            raise LookupError(answer.file)
        headers = {"ETag": f'"{answer.key}"'}
        return FileResponse(real, media_type=answer.media_type, headers=headers)

    async def _missing(self, at: str, base: str) -> Response:
        try:
            answer = await self._answer(self._preview.snapshot.not_found)
        except LookupError:
            answer = "There is no page at this address."
        if isinstance(answer, str):
            return _placeholder("There is nothing here", answer, at, base, status=404)
        key = f"missing-{answer.key}"
        return HTMLResponse(with_script(answer.body, at=at, base=base, key=key), 404)

    async def _answer(self, ask: Callable[[], Answer]) -> Answer | str:
        """Return an answer, or why there is none."""
        try:
            return await run_in_threadpool(ask)
        except BriefgenError as fault:
            return "\n".join(to_text(one) for one in fault.diagnostics)
        finally:
            await self._news.notice_faults()


class _Unwrapped(Response):
    """An answer that speaks to the browser by itself."""

    def __init__(self, speak: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._speak = speak

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._speak(scope, receive, send)


def _placeholder(title: str, text: str, at: str, base: str, status: int = 500) -> Response:
    page = with_script(placeholder(title, text), at=at, base=base, key="")
    return HTMLResponse(page, status)


def _redirect(address: str) -> Response:
    # For now only: what is where may change with the next edit.
    return Response(status_code=302, headers={"Location": quote(address)})


def _is_page(path: str) -> bool:
    return path.endswith((".html", ".htm"))
