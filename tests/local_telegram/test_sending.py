"""Messages: what is accepted, what is refused, in Telegram's words."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.local_telegram import LocalTelegram, Person
from tests.local_telegram.conftest import Wire


async def test_the_real_library_sends_and_the_person_sees(bot: Bot, lea: Person) -> None:
    sent = await bot.send_message(lea.id, "<b>Bonjour</b> Léa", parse_mode="HTML")
    seen = await lea.sees("Bonjour Léa")
    assert (seen.id, seen.html) == (sent.message_id, "<b>Bonjour</b> Léa")
    assert sent.chat.first_name == "Léa"


async def test_nobody_is_written_to_before_they_press_start(bot: Bot, telegram: LocalTelegram) -> None:
    paul = await telegram.person("Paul")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(paul.id, "x")
    await paul.start()
    assert (await bot.send_message(paul.id, "x")).text == "x"


async def test_unknown_chats_are_not_found(bot: Bot) -> None:
    for chat_id in (424242, -100424242, "@nobody_here"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat_id, "x")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"text": "x"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 1}, "Bad Request: message text is empty"),
        ({"chat_id": 1, "text": " \n "}, "Bad Request: message text is empty"),
        ({"chat_id": "abc", "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": 1, "text": "x" * 4097}, "Bad Request: message is too long"),
        (
            {"chat_id": 1, "text": "x", "reply_markup": "{"},
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
        ({"chat_id": 1, "text": "x", "reply_markup": "[]"}, "Bad Request: object expected as reply markup"),
        ({"chat_id": 1, "text": "x", "disable_notification": "maybe"}, "must be of type Boolean"),
        ({"chat_id": 1, "text": {"a": 1}}, "must be of type String"),
    ],
)
async def test_wrong_parameters_are_refused(wire: Wire, params: dict[str, Any], reason: str) -> None:
    answer = await wire.call("sendMessage", **params)
    assert answer.status == 400
    assert reason in answer.reason


async def test_limits_count_what_is_shown_not_the_markup(wire: Wire, lea: Person) -> None:
    assert (
        await wire.call("sendMessage", chat_id=lea.id, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    ).status == 200
    assert (await wire.call("sendMessage", chat_id=lea.id, text="é" * 4096)).status == 200
    media = (await lea.sends_photo()).payload["photo"][-1]["file_id"]
    assert (await wire.call("sendPhoto", chat_id=lea.id, photo=media, caption="x" * 1024)).status == 200
    too_long = await wire.call("sendPhoto", chat_id=lea.id, photo=media, caption="x" * 1025)
    assert too_long.reason == "Bad Request: message caption is too long"


@pytest.mark.parametrize(("data", "fits"), [("x" * 64, True), ("é" * 32, True), ("x" * 65, False), ("é" * 33, False)])
async def test_callback_data_has_64_bytes(wire: Wire, lea: Person, data: str, fits: bool) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": data}]]}
    answer = await wire.call("sendMessage", chat_id=lea.id, text="x", reply_markup=markup)
    assert answer.status == (200 if fits else 400)
    assert fits or answer.reason == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(("rows", "columns", "fits"), [(100, 1, True), (101, 1, False), (12, 8, True), (1, 9, False)])
async def test_keyboards_have_at_most_100_buttons_and_8_a_row(
    wire: Wire, lea: Person, rows: int, columns: int, fits: bool
) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}] * columns] * rows}
    answer = await wire.call("sendMessage", chat_id=lea.id, text="x", reply_markup=markup)
    assert answer.status == (200 if fits else 400)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "a"}, "text buttons are unallowed in the inline keyboard"),
        ({"text": "a", "callback_data": ""}, "text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, 'Can\'t find field "text"'),
        ({"text": "a", "url": "pas une adresse"}, "Wrong HTTP URL"),
    ],
)
async def test_buttons_that_lead_nowhere_are_refused(
    wire: Wire, lea: Person, button: dict[str, str], reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await wire.call("sendMessage", chat_id=lea.id, text="x", reply_markup=markup)
    assert reason in answer.reason


async def test_methods_are_unknown_or_not_simulated_in_different_words(wire: Wire) -> None:
    unknown = await wire.call("sendPigeon")
    assert (unknown.status, unknown.reason) == (404, "Not Found: method not found")
    known = await wire.call("sendInvoice")
    assert known.status == 501
    assert "sendInvoice exists in the Bot API" in known.reason


async def test_unknown_parameters_are_refused_when_strict_and_logged_otherwise(
    wire: Wire, telegram: LocalTelegram, lea: Person
) -> None:
    strict = await wire.call("sendMessage", chat_id=lea.id, text="x", reply_to_message_id=1)
    assert "unknown parameter 'reply_to_message_id' of sendMessage" in strict.reason
    telegram.options.strict = False
    assert (await wire.call("sendMessage", chat_id=lea.id, text="x", reply_to_message_id=1)).status == 200
    assert telegram.calls.log[-1].ignored == ["reply_to_message_id"]


async def test_tokens_are_known_revoked_or_wrong(wire: Wire, telegram: LocalTelegram) -> None:
    wrong = await wire.call("getMe", token="123:abc")
    assert (wrong.status, wrong.reason) == (401, "Unauthorized")
    telegram.bot.revoked = True
    assert (await wire.call("getMe")).status == 401


async def test_any_well_formed_token_is_a_bot_where_that_is_allowed(wire: Wire, telegram: LocalTelegram) -> None:
    telegram.options.any_token = True
    assert (await wire.call("getMe", token="81:AAFfffffffffffffff")).result["id"] == 81
    assert (await wire.call("getMe", token="nonsense")).status == 401


async def test_requests_come_as_query_form_json_or_multipart(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    address = f"{telegram.base_url}{telegram.token}/sendMessage"
    given = {"chat_id": str(lea.id), "text": "é&=1"}
    async with wire.session.get(address, params=given) as answer:
        assert (await answer.json())["result"]["text"] == "é&=1"
    async with wire.session.post(address, data=given) as answer:
        assert (await answer.json())["result"]["text"] == "é&=1"
    import aiohttp

    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in given.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    async with wire.session.post(address, data=parts) as answer:
        assert (await answer.json())["result"]["text"] == "é&=1"


async def test_method_names_are_read_in_any_case(wire: Wire) -> None:
    assert (await wire.call("GETME")).result["username"] == "coopter_bot"


async def test_replies_quote_and_miss_as_told(wire: Wire, lea: Person) -> None:
    said = await lea.says("bonjour")
    answer = await wire.call("sendMessage", chat_id=lea.id, text="x", reply_parameters={"message_id": said.id})
    assert answer.result["reply_to_message"]["text"] == "bonjour"
    gone = {"message_id": 999}
    missed = await wire.call("sendMessage", chat_id=lea.id, text="x", reply_parameters=gone)
    assert missed.reason == "Bad Request: message to be replied not found"
    anyway = {**gone, "allow_sending_without_reply": True}
    assert (await wire.call("sendMessage", chat_id=lea.id, text="x", reply_parameters=anyway)).status == 200


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(bot: Bot, lea: Person) -> None:
    keys = ReplyKeyboardMarkup([[KeyboardButton("Mon numéro", request_contact=True)]], one_time_keyboard=True)
    sent = await bot.send_message(lea.id, "Votre numéro ?", reply_markup=keys)
    assert lea.chat.keys == ["Mon numéro"]
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", lea.id, sent.message_id)
    shared = await lea.taps("Mon numéro")
    assert shared.payload["contact"]["user_id"] == lea.id
    assert lea.chat.keys == []


async def test_places_contacts_dice_and_actions_arrive(bot: Bot, lea: Person) -> None:
    await bot.send_chat_action(lea.id, "typing")
    assert lea.chat.view["typing"] == "typing"
    await bot.send_venue(lea.id, 48.6, 2.3, "Chantier", "1 rue Haute")
    assert lea.chat.last.payload["venue"]["title"] == "Chantier"
    assert lea.chat.view["typing"] is None
    await bot.send_location(lea.id, 48.6, 2.3)
    await bot.send_contact(lea.id, "+33600000000", "Paul")
    assert 1 <= (await bot.send_dice(lea.id)).dice.value <= 6
    assert [message.kind for message in lea.chat.messages[-4:]] == ["venue", "location", "contact", "dice"]


async def test_copies_lose_their_origin_and_forwards_keep_it(bot: Bot, lea: Person, paul: Person) -> None:
    said = await lea.says("à transmettre")
    copied = await bot.copy_message(paul.id, lea.id, said.id)
    assert paul.chat.last.id == copied.message_id
    assert "forward_origin" not in paul.chat.last.payload
    forwarded = await bot.forward_message(paul.id, lea.id, said.id)
    assert forwarded.forward_origin.sender_user.id == lea.id
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(paul.id, lea.id, 999)


async def test_protected_messages_are_not_forwarded(bot: Bot, lea: Person, paul: Person) -> None:
    sent = await bot.send_message(lea.id, "06…", protect_content=True)
    assert sent.has_protected_content
    with pytest.raises(BadRequest, match="protected content"):
        await bot.forward_message(paul.id, lea.id, sent.message_id)


async def test_inline_keyboards_come_back_as_sent(bot: Bot, lea: Person) -> None:
    rows = [[InlineKeyboardButton("Oui", callback_data="o"), InlineKeyboardButton("Voir", url="https://a.fr")]]
    sent = await bot.send_message(lea.id, "?", reply_markup=InlineKeyboardMarkup(rows))
    assert sent.reply_markup == InlineKeyboardMarkup(rows)
    assert [(button.kind, button.url) for button in lea.chat.last.buttons] == [
        ("callback", None),
        ("url", "https://a.fr"),
    ]
