"""The Bot API over HTTP: reading requests, the network's moods, writing answers."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from aiohttp import web
from aiohttp.web_request import FileField

from bot.local_telegram.accounts import BotAccount, Json, to_bytes
from bot.local_telegram.calls import CallRecord, Calls, known_method
from bot.local_telegram.errors import ApiError, bad_request
from bot.local_telegram.faults import Fault, Faults
from bot.local_telegram.limits import DOWNLOAD_BYTES
from bot.local_telegram.methods import Upload

BOT_PATH = re.compile(r"/bot([^/]+)/(?:test/)?([^/]*)/?$")
FILE_PATH = re.compile(r"/file/bot([^/]+)/(.+)$")
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)
JSON_TYPE = {"Content-Type": "application/json"}


class Dropped(Exception):  # noqa: N818 - not an error: the connection ends without an answer
    """The client gets no answer."""


class BotApi:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(self, calls: Calls, faults: Faults, flush: Callable[[], None]) -> None:
        self._calls = calls
        self._state = calls.state
        self._faults = faults
        self._flush = flush

    async def answer(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        """One call of a method."""
        found = BOT_PATH.match(path)
        if found is None:
            return refusal(ApiError(404))
        latency = self._latency(self._calls.options.latency_ms)
        token, name = unquote(found[1]), found[2]
        try:
            given, uploads = await read_parameters(request)
        except ApiError as error:
            return refusal(error)
        faults = self._faults.pick(name.lower(), given.get("chat_id")) if self._faults.active else []
        latency += sum(self._latency(fault.latency_ms) for fault in faults if fault.kind == "slow")
        if latency:
            await asyncio.sleep(latency / 2)
        try:
            response = await self._call(token, name, given, uploads, faults)
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if latency:
            await asyncio.sleep(latency / 2)
        return response

    async def _call(
        self, token: str, name: str, given: Mapping[str, Any], uploads: dict[str, Upload], faults: list[Fault]
    ) -> web.Response:
        started = time.perf_counter()
        try:
            bot = self._calls.bot_of(token)
            known_method(name)
        except ApiError as error:
            return refusal(error)
        polling = name.lower() == "getupdates"
        record = self._calls.begin(bot, known_method(name).name, given, uploads)
        self._calls.running += not polling
        try:
            return await self._perform(bot, name, given, uploads, faults, record)
        except ApiError as error:
            record.status, record.description = error.status, error.description
            return refusal(error)
        finally:
            self._calls.running -= not polling
            self._calls.finish(record, started)
            self._flush()

    async def _perform(
        self,
        bot: BotAccount,
        name: str,
        given: Mapping[str, Any],
        uploads: dict[str, Upload],
        faults: list[Fault],
        record: CallRecord,
    ) -> web.Response:
        for fault in faults:
            record.fault = fault.kind
            early = await before(fault)
            if early is not None:
                record.status = early.status
                return early
        result = await self._calls.carry_out(bot, name, given, uploads, record)
        self._flush()
        for fault in faults:
            if fault.kind == "timeout_after":
                await asyncio.sleep(fault.hold_seconds)
            if fault.kind in ("reset_after", "timeout_after"):
                raise Dropped
        return web.Response(body=to_bytes({"ok": True, "result": result}), headers=JSON_TYPE)

    async def call_from_webhook(self, bot: BotAccount, name: str, given: Mapping[str, Any]) -> None:
        """Carry out a call that came in a webhook's answer."""
        await self._call(bot.token, name, given, {}, [])

    def _latency(self, milliseconds: tuple[float, float]) -> float:
        low, high = milliseconds
        if not high:
            return 0.0
        return (low if low == high else self._state.random.uniform(low, high)) / 1000

    async def file(self, path: str) -> web.StreamResponse:
        """The bytes of a file that getFile named."""
        found = FILE_PATH.match(path)
        try:
            if found is None:
                raise ApiError(404)
            self._calls.bot_of(unquote(found[1]))
            stored = self._state.files.by_path(unquote(found[2]))
            if stored is None or stored.size > DOWNLOAD_BYTES:
                raise ApiError(404)
            content = self._state.files.read(stored.unique_id)
        except (ApiError, KeyError) as error:
            return refusal(error if isinstance(error, ApiError) else ApiError(404))
        return web.Response(body=content, content_type="application/octet-stream")


async def before(fault: Fault) -> web.Response | None:
    """What a fault does before anything is carried out: an answer, an error, or nothing."""
    if fault.kind == "bad_gateway":
        return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
    if fault.kind == "timeout_before":
        await asyncio.sleep(fault.hold_seconds)
    if fault.kind in ("reset_before", "timeout_before"):
        raise Dropped
    if fault.kind == "server_error":
        raise ApiError(500)
    if fault.kind == "unauthorized":
        raise ApiError(401)
    if fault.kind == "too_many_requests":
        raise ApiError(429, f"retry after {fault.retry_after}", {"retry_after": fault.retry_after})
    if fault.kind == "refuse":
        error = ApiError(fault.status)
        error.description = fault.description or error.description
        raise error
    return None


def refusal(error: ApiError) -> web.Response:
    """An unsuccessful answer."""
    body: Json = {"ok": False, "error_code": error.status, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    headers = dict(JSON_TYPE)
    if "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(status=error.status, body=to_bytes(body), headers=headers)


async def read_parameters(request: web.BaseRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """(parameters, files) from the query and the body, whatever its form."""
    query = urlsplit(request.raw_path).query if "?" in request.raw_path else ""
    given: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if not request.can_read_body:
        return given, {}
    kind = request.content_type
    if kind == "application/json":
        given |= _json_object(await request.read())
    elif kind == "multipart/form-data":
        return await _multipart(request, given)
    else:
        given |= parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True)
    return given, {}


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body) if body else {}
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise bad_request("can't parse request body JSON object")
    return read


async def _multipart(request: web.BaseRequest, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            uploads[name] = Upload(value.filename or name, value.content_type, value.file.read())
        elif isinstance(value, bytes | bytearray):
            given[name] = bytes(value).decode("utf-8", "replace")
        else:
            given[name] = value
    return given, uploads
