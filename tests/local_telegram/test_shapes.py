"""What the server answers and delivers has the fields and types the Bot API describes."""

from __future__ import annotations

from typing import Any

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.acts.writing import made_up
from bot.local_telegram.methods import Upload
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import HANDLERS
from bot.local_telegram.spec import facts, method_names
from tests.local_telegram.conftest import Wire

PLAIN: dict[str, Any] = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": (int, float)}


def faults(value: Any, type_name: str, where: str) -> list[str]:
    """What in ``value`` is not as the type says; types we do not describe are taken as they are."""
    if type_name.startswith("Array of "):
        inner = type_name.removeprefix("Array of ")
        return [fault for one in value for fault in faults(one, inner, f"{where}[]")]
    if type_name in PLAIN:
        ok = isinstance(value, PLAIN[type_name]) and (type_name == "Boolean" or not isinstance(value, bool))
        return [] if ok or type_name == "True" else [f"{where}: {value!r} is no {type_name}"]
    described = facts()["types"].get(type_name, {})
    if "fields" not in described:
        return []
    fields = described["fields"]
    wrong = [f"{where}.{name} is unknown" for name in value if name not in fields]
    wrong += [
        f"{where}.{name} is missing" for name, fact in fields.items() if fact.get("required") and name not in value
    ]
    for name, inside in value.items():
        if name in fields and len(fields[name]["types"]) == 1:
            wrong += faults(inside, fields[name]["types"][0], f"{where}.{name}")
    return wrong


async def test_every_update_is_well_formed(telegram: LocalTelegram, lea: Person, paul: Person, wire: Wire) -> None:
    queue = telegram.state.queues[telegram.bot.id]
    queue.allowed = frozenset(facts()["types"]["Update"]["fields"])
    await lea.says("/agenda https://a.fr")
    for kind in ("photo", "document", "voice", "audio", "video", "video_note", "animation", "sticker"):
        await lea.sends(kind, caption="x" if kind in ("photo", "document") else "")
    await lea.sends_contact()
    await lea.sends_location()
    await lea.forwards(lea.chat.last)
    await lea.edits(lea.chat.messages[1], "autre")
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    await wire.call("sendMessage", chat_id=lea.id, text="x", reply_markup=markup)
    await lea.presses("a")
    await lea.presses("a", inaccessible=True)
    await lea.reacts(lea.chat.last)
    poll: dict[str, Any] = {"question": "?", "options": [{"text": "a"}, {"text": "b"}], "is_anonymous": False}
    await wire.call("sendPoll", chat_id=lea.id, **poll)
    await lea.votes(lea.chat.last, 0)
    group = await telegram.group("Entraide", owner=lea, members=[paul], kind="group")
    await group.promote(telegram.bot.id)
    await group.promote(lea, anonymous=True)
    await lea.says("x", chat=group)
    await group.kick(paul)
    await group.migrate()
    await lea.blocks()
    kinds = {pending.kind for pending in queue.pending}
    assert kinds >= {"message", "edited_message", "callback_query", "message_reaction", "poll", "poll_answer"}
    assert kinds >= {"my_chat_member", "chat_member"}
    assert [fault for pending in queue.pending for fault in faults(pending.update(), "Update", "Update")] == []


async def test_answers_are_well_formed(telegram: LocalTelegram, lea: Person) -> None:
    group = await telegram.group("Entraide", owner=lea)
    here: dict[str, Any] = {"chat_id": lea.id}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("getMe", {}),
        ("sendMessage", {**here, "text": "x"}),
        ("sendVenue", {**here, "latitude": 1.0, "longitude": 1.0, "title": "a", "address": "b"}),
        ("sendContact", {**here, "phone_number": "1", "first_name": "a"}),
        ("sendDice", here),
        ("sendPhoto", {**here, "photo": "attach://p"}),
        ("getChat", here),
        ("getChat", {"chat_id": group.id}),
        ("getWebhookInfo", {}),
        ("getMyName", {}),
        ("getMyDescription", {}),
        ("getMyShortDescription", {}),
        ("getUserProfilePhotos", {"user_id": lea.id}),
    ]
    picture = Upload("p.png", "image/png", made_up(telegram.state, "photo"))
    for name, params in calls:
        call = Call(telegram.state, telegram.options, telegram.bot, name.lower(), params, {"p": picture})
        (returned,) = facts()["methods"][name]["returns"]
        assert faults(HANDLERS[name.lower()](call), returned, name) == []


def test_every_simulated_method_is_in_the_facts() -> None:
    assert HANDLERS.keys() <= method_names().keys()
    simulated = {name.lower() for name, described in facts()["methods"].items() if described is not None}
    assert simulated == HANDLERS.keys()


def test_the_facts_name_their_source() -> None:
    assert "core.telegram.org/bots/api" in facts()["source"]
    assert facts()["version"].startswith("Bot API ")
