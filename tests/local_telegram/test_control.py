"""Everything is drivable over HTTP from docs/local-telegram.md alone."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import asyncio
import base64
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.local_telegram import LocalTelegram, Person
from tests.local_telegram.conftest import Wire

GUIDE = Path(__file__).parents[2] / "docs" / "local-telegram.md"
KEYS = {"inline_keyboard": [[{"text": "Je participe", "callback_data": "s:42"}]]}


async def test_the_guides_first_exchange(wire: Wire, bot: Bot) -> None:
    made = (await wire.post("people", {"first_name": "Léa", "last_name": "Martin"})).body
    who = made["person"]["id"]
    started = (await wire.post(f"people/{who}/start")).body
    waiting = asyncio.create_task(wire.get(f"wait?as={who}&after={started['seq']}&timeout=5"))
    await bot.send_message(who, "La charte ?", reply_markup=None)
    shown = (await waiting).body
    assert [event["message"]["text"] for event in shown["events"]] == ["La charte ?"]
    assert (await wire.get(f"wait?as={who}&after={shown['seq']}&timeout=0")).body["events"] == []


async def test_a_press_its_toast_and_the_edit_are_waited_for(wire: Wire, lea: Person) -> None:
    await wire.call("sendMessage", chat_id=lea.id, text="?", reply_markup=KEYS)
    pressed = (await wire.post(f"people/{lea.id}/press", {"label": "Je participe"})).body
    assert pressed["kind"] == "callback"
    await wire.call("answerCallbackQuery", callback_query_id=pressed["query_id"], text="Noté")
    await wire.call("editMessageText", chat_id=lea.id, message_id=pressed["message"], text="Inscrite")
    events = (await wire.get(f"wait?as={lea.id}&after={pressed['seq']}")).body["events"]
    assert [event["kind"] for event in events] == ["toast", "edited"]
    assert (events[0]["toast"]["text"], events[1]["message"]["text"]) == ("Noté", "Inscrite")
    chat = (await wire.get(f"people/{lea.id}/chat")).body["chat"]
    assert [toast["text"] for toast in chat["toasts"]] == ["Noté"]


async def test_every_documented_act_can_be_done(wire: Wire, telegram: LocalTelegram, lea: Person, paul: Person) -> None:
    group = await telegram.group("Entraide", owner=paul)
    poll = (await wire.call("sendPoll", chat_id=lea.id, question="?", options=[{"text": "a"}, {"text": "b"}])).result
    keyboard = {"keyboard": [[{"text": "Où ?", "request_location": True}]]}
    await wire.call("sendMessage", chat_id=lea.id, text="où ?", reply_markup=keyboard)
    said = (await wire.post(f"people/{lea.id}/text", {"text": "bonjour"})).body["message"]["id"]
    acts: dict[str, dict[str, Any]] = {
        "start": {"payload": "abc"},
        "open_link": {"url": "https://t.me/coopter_bot?start=abc"},
        "text": {"text": "oui", "reply_to": said},
        "edit": {"message": said, "text": "bonsoir"},
        "press": {"data": "forgé"},
        "keyboard": {"label": "Où ?", "latitude": 48.6, "longitude": 2.3},
        "photo": {"caption": "mur"},
        "document": {"name": "a.txt", "base64": base64.b64encode(b"abc").decode()},
        "voice": {"duration": 4},
        "audio": {},
        "video": {},
        "video_note": {},
        "animation": {},
        "sticker": {"emoji": "👍"},
        "location": {"latitude": 48.6, "longitude": 2.3, "title": "Chantier", "address": "1 rue Haute"},
        "contact": {},
        "album": {"items": [{"kind": "photo", "caption": "a"}, {"kind": "photo"}]},
        "dice": {},
        "forward": {"message": said},
        "vote": {"message": poll["message_id"], "options": [0]},
        "react": {"message": said, "emoji": "👍"},
        "join": {"chat": group.id},
        "add_bot": {"chat": group.id, "bot": "@coopter_bot"},
        "title": {"chat": group.id, "title": "Autre"},
        "leave": {"chat": group.id},
        "pin": {"message": said},
        "typing": {},
        "read": {},
        "delete": {"message": said},
        "block": {},
        "unblock": {},
    }
    for act, body in acts.items():
        answer = await wire.post(f"people/{lea.id}/{act}", body)
        assert answer.status == 200, (act, answer.body)
        assert answer.body["seq"] >= 1
    documented = set(re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \| `\{", GUIDE.read_text("utf-8"), re.MULTILINE))
    named = {name for pair in documented for name in pair if name} - {"inline", "choose"}
    assert named <= acts.keys()


async def test_what_a_person_sees_has_the_documented_fields(wire: Wire, lea: Person) -> None:
    await wire.call("sendMessage", chat_id=lea.id, text="<b>x</b>", parse_mode="HTML", reply_markup=KEYS)
    chat = (await wire.get("people/@lea_martin/chat?chat=@coopter_bot")).body["chat"]
    examples = [json.loads(_whole(block)) for block in re.findall(r"```json\n(.*?)```", GUIDE.read_text("utf-8"), re.S)]
    message = next(example for example in examples if "buttons" in example)
    assert chat["messages"][-1].keys() >= message.keys()
    assert chat["messages"][-1]["buttons"][0][0].keys() == message["buttons"][0][0].keys()
    whole = next(example for example in examples if "chat" in example and "ok" in example)
    assert chat.keys() == whole["chat"].keys()
    state = next(example for example in examples if "people" in example and "groups" in example)
    found = (await wire.get("state")).body
    assert found.keys() == state.keys()
    assert found["people"][0].keys() == state["people"][0].keys()
    assert found["bots"][0].keys() >= state["bots"][0].keys()


async def test_events_stream_and_can_be_read_at_once(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    after = telegram.state.events.seq
    async with wire.session.get(f"{telegram.url}/control/events?after={after}&as={lea.id}") as stream:
        assert stream.content_type == "text/event-stream"
        await wire.call("sendMessage", chat_id=lea.id, text="en direct")
        lines = [await asyncio.wait_for(stream.content.readline(), 5) for _ in range(4)]
    event = json.loads(lines[3].removeprefix(b"data: "))
    assert lines[2] == f"id: {event['seq']}\n".encode()
    assert event["message"]["text"] == "en direct"
    once = (await wire.get(f"events?after={after}&once=1")).body
    assert [one["kind"] for one in once["events"]] == ["message", "call"]
    assert once["missed"] is False


async def test_the_clock_moves_and_jumps_to_what_is_next(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    assert (await wire.post("clock", {"to": "next"})).status == 404
    due = datetime.now(UTC) + timedelta(days=3)

    async def next_due() -> datetime:
        return due

    telegram.clock.next_due = next_due
    told: list[datetime] = []
    telegram.clock.listeners.append(lambda: told.append(telegram.clock.now()))
    moved = (await wire.post("clock", {"to": "next"})).body
    assert abs(datetime.fromisoformat(moved["now"]) - due) < timedelta(seconds=5)
    assert moved["clock"]["offset_seconds"] == moved["offset_seconds"]
    assert len(told) == 1
    frozen = (await wire.post("clock", {"frozen": True, "to": "2027-03-14T08:00:00+01:00"})).body
    assert frozen["now"] == "2027-03-14T07:00:00+00:00"
    sent = (await wire.call("sendMessage", chat_id=lea.id, text="x")).result
    assert sent["date"] == 1805007600
    assert (await wire.post("clock", {"to": "2027-03-14T08:00:00"})).status == 400


async def test_calls_are_logged_with_their_outcome(wire: Wire, lea: Person) -> None:
    await wire.call("sendMessage", chat_id=lea.id, text="x")
    await wire.call("sendMessage", chat_id=lea.id, text="")
    good, bad = (await wire.get("calls?method=sendMessage")).body["calls"]
    assert (good["ok"], good["params"]["text"]) == (True, "x")
    assert (bad["status"], bad["description"]) == (400, "Bad Request: message text is empty")


async def test_idle_waits_for_the_bot(wire: Wire, lea: Person) -> None:
    assert (await wire.get("idle?quiet_ms=20")).body["idle"] is True
    await lea.says("x")
    assert (await wire.get("idle?quiet_ms=20&timeout=0.1")).body["idle"] is False
    assert len((await wire.get("updates")).body["updates"]) == 1


async def test_mistakes_are_explained(wire: Wire, lea: Person) -> None:
    mistakes = [
        (404, await wire.post("people/9/text", {"text": "x"})),
        (400, await wire.post(f"people/{lea.id}/text", {})),
        (404, await wire.post(f"people/{lea.id}/dance", {})),
        (404, await wire.post(f"people/{lea.id}/press", {"label": "rien"})),
        (404, await wire.get("weather")),
        (400, await wire.post("people", {"first_name": "x", "id": lea.id})),
    ]
    for status, answer in mistakes:
        assert answer.status == status, answer.body
        assert answer.body["error"]


def _whole(block: str) -> str:
    """An example of the guide as JSON: its abbreviations stand for nothing."""
    return re.sub(r"\[message, …\]", "[]", block).replace("...", "")
