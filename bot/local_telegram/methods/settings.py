"""How a bot presents itself: name, descriptions, menu button, the rights it asks for."""

from bot.local_telegram.accounts import ADMIN_RIGHTS, Json
from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method

LONGEST = {"name": 64, "description": 512, "short_description": 120}
KEPT_IN = {"name": "names", "description": "descriptions", "short_description": "short_descriptions"}


def _set(call: Call, what: str) -> bool:
    text, language = call.get(what, ""), call.get("language_code", "")
    if len(text) > LONGEST[what]:
        raise bad_request(f"bot {what.replace('_', ' ')} is too long")
    kept: dict[str, str] = getattr(call.bot, KEPT_IN[what])
    if text:
        kept[language] = text
    else:
        kept.pop(language, None)
    call.state.save_bot(call.bot)
    call.state.tell("bot", data=call.bot)
    return True


def _get(call: Call, what: str) -> Json:
    kept: dict[str, str] = getattr(call.bot, KEPT_IN[what])
    usual = call.bot.first_name if what == "name" else ""
    return {what: kept.get(call.get("language_code", ""), kept.get("", usual))}


@method("setMyName")
def set_my_name(call: Call) -> bool:
    return _set(call, "name")


@method("getMyName")
def get_my_name(call: Call) -> Json:
    return _get(call, "name")


@method("setMyDescription")
def set_my_description(call: Call) -> bool:
    return _set(call, "description")


@method("getMyDescription")
def get_my_description(call: Call) -> Json:
    return _get(call, "description")


@method("setMyShortDescription")
def set_my_short_description(call: Call) -> bool:
    return _set(call, "short_description")


@method("getMyShortDescription")
def get_my_short_description(call: Call) -> Json:
    return _get(call, "short_description")


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    button = call.get("menu_button", {"type": "default"})
    chat_id = call.chat(access="read").id if "chat_id" in call.params else 0
    if chat_id < 0:
        raise bad_request("chat not found")
    if button["type"] == "default":
        call.bot.menu_buttons.pop(chat_id, None)
    else:
        call.bot.menu_buttons[chat_id] = button
    call.state.save_bot(call.bot)
    call.state.tell("bot", data=call.bot)
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> Json:
    buttons = call.bot.menu_buttons
    return buttons.get(call.get("chat_id", 0), buttons.get(0, {"type": "commands"}))


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(call: Call) -> bool:
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(call: Call) -> Json:
    return {"is_anonymous": False, **{right: False for right in ADMIN_RIGHTS if right != "can_be_edited"}}
