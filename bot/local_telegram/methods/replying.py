"""What every sent message has besides its content: the answer to which message, the keyboard, how it arrives."""

from typing import Any

from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import bad_request
from bot.local_telegram.markup import inline_keyboard, reply_keyboard
from bot.local_telegram.methods.call import Call
from bot.local_telegram.posting import announce, post


def send(call: Call, chat: Chat, content: Json, *, extra: Json | None = None) -> Message:
    """Post ``content`` with the keyboard, reply and flags that the call asks for."""
    markup = call.params.get("reply_markup")
    inline = checked_markup(chat, markup) if markup is not None else None
    replied = replied_message(call, chat)
    call.pace(chat)
    if call.params.get("protect_content"):
        content["has_protected_content"] = True
    if extra:
        content |= extra
    if inline is not None:
        content["reply_markup"] = inline
    silent = bool(call.params.get("disable_notification"))
    admin = chat.members.get(call.bot.id) if not chat.private else None
    speaks = bool(admin and admin.admin and admin.anonymous)
    message = post(call.state, chat, call.bot.id, content, reply_to=replied, silent=silent, speaks_for_chat=speaks)
    if markup is not None and "inline_keyboard" not in markup:
        show_keyboard(call, message, markup)
    return message


def checked_markup(chat: Chat, markup: Json) -> Json | None:
    """The inline keyboard to put under a message, or None; other keyboards are only checked."""
    if "inline_keyboard" in markup:
        return inline_keyboard(markup)
    if "keyboard" in markup:
        reply_keyboard(markup)
        wants = [button for row in markup["keyboard"] for button in row]
        if not chat.private and any(b.get("request_contact") or b.get("request_location") for b in wants):
            raise bad_request("can't request contact or location in group chats: use private chats")
    return None


def show_keyboard(call: Call, message: Message, markup: Json) -> None:
    """Show, take away or ask: what a markup does that is not inline. Such a message cannot be edited afterwards."""
    chat = message.chat
    message.keyboard = True
    if "keyboard" in markup:
        chat.keyboard, chat.force_reply = reply_keyboard(markup), None
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
        message.keyboard = False
    elif "force_reply" in markup:
        chat.force_reply = {"message": message.id, "placeholder": markup.get("input_field_placeholder")}
    call.state.save_message(message)
    call.state.tell("chat", chat)


def replied_message(call: Call, chat: Chat) -> Message | None:
    """The message that the call answers to, when it names one."""
    asked: Any = call.params.get("reply_parameters")
    if asked is None:
        return None
    other = asked.get("chat_id")
    where = chat
    if other is not None and other not in (chat.id, str(chat.id)):
        where = Call(call.state, call.options, call.bot, call.method, {"chat_id": other}).chat(access="read")
    message = where.messages.get(asked["message_id"])
    if message is not None and not message.deleted:
        return message
    if asked.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def service(call: Call, chat: Chat, content: Json) -> Message:
    """Post a service message caused by the bot and tell the bots of it."""
    message = post(call.state, chat, call.bot.id, content)
    announce(call.state, message)
    return message
