"""Copying and forwarding what is already there."""

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.replying import send
from bot.local_telegram.posting import copied_content, kind_of, origin_of, post


@method("copyMessage")
def copy_message(call: Call) -> Json:
    source = call.message(call.chat("from_chat_id", "read"), "message to copy")
    content = copied_content(source.payload)
    if kind_of(content) == "service":
        raise bad_request("message can't be copied")
    if "caption" in call.params and "text" not in content:
        text, entities = call.text("caption", limits.CAPTION, entities="caption_entities")
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    if "reply_markup" not in call.params and "reply_markup" in source.payload:
        call.params["reply_markup"] = source.payload["reply_markup"]
    return {"message_id": send(call, call.chat(), content).id}


@method("forwardMessage")
def forward_message(call: Call) -> Json:
    source = call.message(call.chat("from_chat_id", "read"), "message to forward")
    chat = call.chat()
    call.pace(chat)
    return _forward(call, chat, source).payload


@method("copyMessages")
def copy_messages(call: Call) -> list[Json]:
    chat, sources = _several(call)
    return [
        {"message_id": post(call.state, chat, call.bot.id, copied_content(source.payload)).id}
        for source in sources
        if kind_of(source.payload) != "service"
    ]


@method("forwardMessages")
def forward_messages(call: Call) -> list[Json]:
    chat, sources = _several(call)
    return [{"message_id": _forward(call, chat, source).id} for source in sources]


def _several(call: Call) -> tuple[Chat, list[Message]]:
    asked = call.params["message_ids"]
    if not 1 <= len(asked) <= 100:
        raise bad_request(
            "too many message identifiers specified" if asked else "message identifiers are not specified"
        )
    where = call.chat("from_chat_id", "read")
    found = [where.messages[number] for number in asked if number in where.messages]
    sources = [message for message in found if not message.deleted]
    if not sources:
        raise bad_request("message to forward not found")
    chat = call.chat()
    call.pace(chat, len(sources))
    return chat, sources


def _forward(call: Call, chat: Chat, source: Message) -> Message:
    if source.payload.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    if kind_of(source.payload) == "service":
        raise bad_request("message can't be forwarded")
    content = {"forward_origin": origin_of(call.state, source), **copied_content(source.payload)}
    if call.get("protect_content"):
        content["has_protected_content"] = True
    silent = bool(call.get("disable_notification"))
    return post(call.state, chat, call.bot.id, content, silent=silent)
