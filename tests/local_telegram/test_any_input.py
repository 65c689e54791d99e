"""Whatever is called, the server answers as an API does, never with an error of its own."""

from __future__ import annotations

import json
import random
from typing import Any

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.spec import facts
from tests.local_telegram.conftest import Wire

KNOWN = {200, 400, 401, 403, 404, 409, 429, 501}
ACTS = (
    *("start", "open_link", "text", "edit", "press", "keyboard", "photo", "document", "location", "contact", "album"),
    *("forward", "choose", "vote", "react", "delete", "block", "unblock", "join", "leave", "add_bot", "pin", "title"),
)
FIELDS = ("chat", "message", "text", "label", "data", "row", "col", "items", "options", "emoji", "url", "base64", "who")


def anything(chance: random.Random, somebody: int, depth: int = 0) -> Any:
    plain: list[Any] = [
        *(None, True, 0, 1, -1, 2**70, 1.5, float(somebody), "", "x", "é" * 5000, "<b>", "@lea_martin", "-100", "[]"),
        *(
            "{",
            '{"inline_keyboard": 3}',
            '[{"type": "photo"}]',
            "attach://x",
            "\x00",
            "😀",
            "\ud83d",
            somebody,
            str(somebody),
        ),
    ]
    if depth > 2 or chance.random() < 0.7:
        return chance.choice(plain)
    inner = [anything(chance, somebody, depth + 1) for _ in range(chance.randint(0, 3))]
    keys = ("type", "text", "inline_keyboard", "keyboard", "message_id", "chat_id", "offset", "length", "callback_data")
    return inner if chance.random() < 0.5 else dict(zip(chance.sample(keys, len(inner)), inner, strict=True))


async def everything_can_still_be_seen(wire: Wire, person: Person) -> None:
    for path in ("state", f"people/{person.id}/chats", f"people/{person.id}/chat", "events?after=0&once=1", "calls"):
        answer = await wire.get(path)
        assert answer.status == 200, answer
    assert (await wire.call("getUpdates", timeout=0)).status in (200, 401, 409)


async def test_any_call_gets_an_answer(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    methods = {name: list(d["params"]) for name, d in facts()["methods"].items() if d and name != "getUpdates"}
    for _ in range(1500):
        name = chance.choice(list(methods))
        params = {one: anything(chance, lea.id) for one in methods[name] if chance.random() < 0.6}
        if chance.random() < 0.5 and "chat_id" in methods[name]:
            params["chat_id"] = lea.id
        params.pop("timeout", None)
        answer = await wire.call(name, **{key: value for key, value in params.items() if key != "token"})
        assert answer.status in KNOWN, (name, json.dumps(params)[:500], answer)
    await everything_can_still_be_seen(wire, lea)


async def test_any_act_gets_an_answer(wire: Wire, lea: Person) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for _ in range(600):
        act = chance.choice(ACTS)
        body = {one: anything(chance, lea.id) for one in FIELDS if chance.random() < 0.5}
        answer = await wire.post(f"people/{lea.id}/{act}", body)
        assert answer.status in KNOWN, (act, json.dumps(body)[:500], answer)
    await everything_can_still_be_seen(wire, lea)


async def test_any_setting_gets_an_answer(wire: Wire, lea: Person) -> None:
    chance = random.Random(5)
    fields = ("advance_seconds", "to", "latency_ms", "flood", "updates", "kind", "methods", "first_name", "id", "title")
    for _ in range(300):
        path = chance.choice(("clock", "settings", "faults", "people", "groups", "bots", f"people/{lea.id}"))
        body = {one: anything(chance, lea.id) for one in fields if chance.random() < 0.5}
        body.pop("latency_ms", None)
        answer = await wire.post(path, body)
        assert answer.status in KNOWN, (path, body, answer)
    await everything_can_still_be_seen(wire, lea)
