"""A Bot API server on loopback, for a bot that runs as its own process. Strict where Telegram is."""

import asyncio
import json
import threading
from typing import Any

from aiohttp import ClientSession, web
from fake_telegram.faults import Faults
from fake_telegram.judge import Refused
from fake_telegram.methods import Methods
from fake_telegram.people import People
from fake_telegram.world import PATIENCE, Call

JSON = dict[str, Any]

TOKEN = "4242:a-token-that-nobody-may-see"
WORDS = {"text", "caption", "callback_query_id", "inline_query_id", "file_id", "url", "next_offset", "secret_token"}


class FakeTelegram(People, Methods):
    """Runs in a thread of its own; tests speak as people and look at what the bot said."""

    def __init__(self, *, hears_all: bool = False) -> None:
        super().__init__(hears_all=hears_all)
        self._faults = Faults()
        self.fail, self.break_after = self._faults.fail, self._faults.break_after
        self._ready = threading.Event()
        self.port = 0

    def start(self, port: int = 0) -> "FakeTelegram":
        self._thread = threading.Thread(target=self._run, args=(port,), daemon=True)
        self._thread.start()
        assert self._ready.wait(PATIENCE), "the fake server did not start"
        return self

    def stop(self) -> None:
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _run(self, port: int) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._request)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01, handler_cancellation=True)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", port)
        self._loop.run_until_complete(site.start())
        self.port = runner.addresses[0][1]
        self._session = self._loop.run_until_complete(_session())
        self._ready.set()
        self._loop.run_forever()
        pending = asyncio.all_tasks(self._loop)
        for task in pending:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        self._loop.run_until_complete(self._session.close())
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["path"]])

    async def _request(self, request: web.Request) -> web.Response:
        method, params = request.match_info["method"], await _params(request)
        if request.match_info["token"] != TOKEN:
            return _refusal(Refused(401, "Unauthorized"))
        fault = self._faults.next(method, params)
        try:
            if fault and fault.refusal:
                raise fault.refusal
            if fault and not fault.done_first:
                return self._broken(request)
            result = await self._done(method, params)
        except Refused as refused:
            self._note(Call(method, params, ok=False, description=refused.description))
            return _refusal(refused)
        self._note(Call(method, params, ok=True))
        return self._broken(request) if fault else web.json_response({"ok": True, "result": result})

    def _broken(self, request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _done(self, method: str, params: JSON) -> Any:
        if method == "getUpdates":
            return await self._polled(params)
        work = getattr(self, f"_do_{method}", None)
        if work is None or (method == "setMyCommands" and not self.commands_exist):
            raise Refused(404, "Not Found")
        with self._changed:
            return work(params)


async def _session() -> ClientSession:
    return ClientSession()


def _refusal(refused: Refused) -> web.Response:
    body: JSON = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.status)


async def _params(request: web.Request) -> JSON:
    """The parameters, however they were sent; numbers and objects come as JSON in forms."""
    if request.content_type == "application/json":
        return dict(await request.json())
    found: JSON = {}
    for key, value in (await request.post()).items():
        found[key] = value.file.read() if isinstance(value, web.FileField) else _value(key, str(value))
    return found


def _value(key: str, value: str) -> Any:
    if key in WORDS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
