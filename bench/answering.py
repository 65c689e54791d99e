"""A Bot API server that only answers: the same short work for every bot that is measured, and little of it.

    python bench/answering.py

It prints its address, hands out presses of a button when told to, and counts the calls that answer them. Every
answer has the shape of Telegram's own (an edited message comes back whole). The local Telegram, which checks and
remembers everything, needs about as much of a processor as the bots that are measured, and would hide them.

`/go?presses=N&chats=private|group` releases N presses and answers when every one has its toast and its edited card
(with `&sends=1` also its message); `/cost` says what the server has used of the processor so far.
"""

from __future__ import annotations

import asyncio
import json
import resource
import time
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

TOKEN = "7000000001:Answering-Token-For-Benchmarks-Only1"
BOT = {"id": 7000000001, "is_bot": True, "first_name": "Coop’Ter", "username": "coopter_bot"}
ME = {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
FIRST_PERSON, FIRST_GROUP, CARD = 1_000_001, -1_002_000_000_001, 7
TEXT = "<b>Remplissage des murs en terre-paille</b>\n\nsamedi 14 mars 2027, de 9 h à 17 h · 6 places"
KEYBOARD = {"inline_keyboard": [[{"text": "Je participe", "callback_data": "1.sojoin.1"}]]}
BATCH = 100  # updates a call, as Telegram hands out


class Presses:
    """The presses to hand out, and what has come back."""

    def __init__(self) -> None:
        self.made = 0
        self.waiting: list[dict[str, Any]] = []
        self.handed: dict[int, dict[str, Any]] = {}
        self.calls: dict[str, int] = {}
        self.wanted: dict[str, int] = {}
        self.poller: asyncio.Future[None] | None = None
        self.polled = asyncio.Event()
        self.done = asyncio.Event()
        self.first_poll_at: float | None = None

    def release(self, count: int, *, private: bool, sends: bool) -> None:
        """Let `count` people press, each the card of a session of its own."""
        self.waiting += [press(self.made + number, private=private) for number in range(count)]
        self.made += count
        self.calls = {}
        self.wanted = {
            "answercallbackquery": count,
            "editmessagetext": count,
            **({"senddocument": count} if sends else {}),
        }
        self.done.clear()
        if self.poller is not None and not self.poller.done():
            self.poller.set_result(None)

    def count(self, method: str) -> None:
        """A call came."""
        self.calls[method] = self.calls.get(method, 0) + 1
        if self.wanted and all(self.calls.get(name, 0) >= count for name, count in self.wanted.items()):
            self.done.set()

    async def updates(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        """What waits, from `offset` on; when nothing does, what comes within `seconds`."""
        if self.first_poll_at is None:
            self.first_poll_at = time.time()
        self.polled.set()
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        if not self.waiting and seconds:
            self.poller = asyncio.get_running_loop().create_future()
            await asyncio.wait([self.poller], timeout=seconds)
        return self.waiting[:BATCH]


def press(number: int, *, private: bool) -> dict[str, Any]:
    """One person's press on the card of one session."""
    who = {
        "id": FIRST_PERSON + number,
        "is_bot": False,
        "first_name": "Léa",
        "last_name": "Martin",
        "language_code": "fr",
    }
    person = {"id": who["id"], "type": "private", "first_name": "Léa", "last_name": "Martin"}
    group = {"id": FIRST_GROUP - number, "type": "supergroup", "title": "Entraide Essonne"}
    button = {"text": "Je participe", "callback_data": f"1.sojoin.{number + 1}"}
    message = {
        "message_id": CARD, "from": BOT, "chat": person if private else group, "date": 1_800_000_000, "text": TEXT,
        "entities": [{"type": "bold", "offset": 0, "length": 37}], "reply_markup": {"inline_keyboard": [[button]]},
    }  # fmt: skip
    query = {
        "id": str(number + 1),
        "from": who,
        "message": message,
        "chat_instance": "1",
        "data": button["callback_data"],
    }
    return {"update_id": number + 1, "callback_query": query}


class Connection(asyncio.Protocol):
    """One kept-alive connection of HTTP/1.1."""

    def __init__(self, presses: Presses) -> None:
        self.presses = presses
        self.buffer = bytearray()
        self.busy: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.buffer[:end]).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].split("\r\n")[0] or 0)
        chunked = "transfer-encoding: chunked" in head
        if (chunked and not self.buffer.endswith(b"0\r\n\r\n")) or len(self.buffer) < end + 4 + length:
            return
        target = bytes(self.buffer[:end]).split(b" ", 2)[1].decode()
        body = bytes(self.buffer[end + 4 :])
        self.buffer.clear()
        self.answer(target, body, "multipart/" in head)

    def answer(self, target: str, body: bytes, multipart: bool) -> None:
        path = urlsplit(target)
        method = path.path.rpartition("/")[2].lower()
        if method in ("getupdates", "go", "ready"):
            given = dict(parse_qsl(path.query or body.decode()))
            self.busy = asyncio.create_task(self.later(method, given))
            return
        if method == "cost":
            self.write(cost(self.presses))
            return
        self.write({"ok": True, "result": result(method, {} if multipart else parameters(body))})
        self.presses.count(method)

    async def later(self, method: str, given: dict[str, str]) -> None:
        if method == "getupdates":
            found = await self.presses.updates(int(given.get("offset", 0)), float(given.get("timeout", 0)))
            self.write({"ok": True, "result": found})
        elif method == "ready":
            await self.presses.polled.wait()
            self.write({"ok": True, "first_poll_at": self.presses.first_poll_at})
        else:
            began = time.perf_counter()
            self.presses.release(int(given["presses"]), private=given["chats"] == "private", sends="sends" in given)
            await self.presses.done.wait()
            self.write({"ok": True, "seconds": time.perf_counter() - began})

    def write(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        )


def parameters(body: bytes) -> dict[str, str]:
    """The fields of a body, urlencoded or JSON."""
    if body.startswith(b"{"):
        return {name: str(value) for name, value in json.loads(body).items()}
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def result(method: str, given: dict[str, str]) -> Any:
    """What Telegram would answer."""
    if method == "getme":
        return ME
    if method in ("editmessagetext", "sendmessage", "senddocument"):
        chat = int(given.get("chat_id", FIRST_PERSON))
        kind = {"type": "private", "first_name": "Léa"} if chat > 0 else {"type": "supergroup", "title": "Entraide"}
        shown = {
            "message_id": int(given.get("message_id", CARD + 1)), "from": BOT, "chat": {"id": chat, **kind},
            "date": 1_800_000_000, "text": given.get("text", ""), "reply_markup": KEYBOARD,
        }  # fmt: skip
        if method == "editmessagetext":
            shown["edit_date"] = 1_800_000_001
        return shown
    return True


def cost(presses: Presses) -> dict[str, Any]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"ok": True, "cpu_s": used.ru_utime + used.ru_stime, "calls": presses.calls}


async def main() -> None:
    """Serve until ended."""
    presses = Presses()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(presses), "127.0.0.1", 0, backlog=1024)
    print(json.dumps({"url": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
