"""Changing and deleting messages."""

from bot.local_telegram import limits
from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import bad_request
from bot.local_telegram.markup import inline_keyboard
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.sending import captioned, file_content
from bot.local_telegram.posting import change, kind_of, remove

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
CAPTIONED = frozenset(("photo", "document", "voice", "audio", "video", "animation"))
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
OPTIONAL = ("reply_markup", "entities", "link_preview_options", *CAPTION_FIELDS, "has_media_spoiler")


def target(call: Call) -> Message:
    """The message to edit: the bot's own, named by chat and number or as an inline message."""
    inline_id = call.get("inline_message_id")
    if inline_id is None:
        message = call.message(call.chat(access="edit"), "message to edit")
        if message.author != call.bot.id or message.keyboard or kind_of(message.payload) == "service":
            raise bad_request("message can't be edited")
        if "forward_origin" in message.payload:
            raise bad_request("message can't be edited")
        return message
    known = call.state.inline_messages.get(inline_id)
    if known is None or known.bot != call.bot.id:
        raise bad_request("MESSAGE_ID_INVALID")
    found = call.state.find(known.chat_key, known.message_id)
    if found is None or found.deleted:
        raise bad_request("MESSAGE_ID_INVALID")
    return found


def edit(call: Call, message: Message, content: Json, gone: tuple[str, ...]) -> Json | bool:
    """Put ``content`` and the call's keyboard into the message, unless nothing would change."""
    markup = call.get("reply_markup")
    keyboard = inline_keyboard(markup) if markup is not None else None
    old = message.payload
    wanted = dict(content)
    if keyboard is not None:
        wanted["reply_markup"] = keyboard
    gone = tuple(name for name in (*gone, "reply_markup") if name not in wanted)
    if all(old.get(name) == value for name, value in wanted.items()) and not any(name in old for name in gone):
        raise bad_request(NOT_MODIFIED)
    call.pace(message.chat, edit=True)
    change(call.state, message, wanted, gone=gone)
    return True if "inline_message_id" in call.params else message.payload


@method("editMessageText")
def edit_message_text(call: Call) -> Json | bool:
    text, entities = call.text("text", limits.TEXT)
    if not text:
        raise bad_request("message text is empty")
    message = target(call)
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in call.params:
        content["link_preview_options"] = call.params["link_preview_options"]
    return edit(call, message, content, ("entities",))


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Json | bool:
    content = captioned(call)
    message = target(call)
    if not message.payload.keys() & CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return edit(call, message, content, CAPTION_FIELDS)


@method("editMessageMedia")
def edit_message_media(call: Call) -> Json | bool:
    item = call.params["media"]
    content = captioned(call, item)
    message = target(call)
    kind = item["type"]
    if "media_group_id" in message.payload and kind not in message.payload:
        raise bad_request("message can't be edited")
    if kind_of(message.payload) in ("poll", "location", "venue", "contact", "dice", "sticker", "voice", "video_note"):
        raise bad_request("message can't be edited")
    content |= file_content(call, kind, item["media"])
    gone = (*(CAPTIONED - {kind}), "text", "entities", "link_preview_options", *CAPTION_FIELDS)
    return edit(call, message, content, gone)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Json | bool:
    return edit(call, target(call), {}, ())


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    chat = call.chat()
    message = call.message(chat, "message to delete")
    if not _deletable(call, chat, message):
        raise bad_request("message can't be deleted for everyone")
    remove(call.state, chat, [message])
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    asked = call.params["message_ids"]
    if not 1 <= len(asked) <= 100:
        raise bad_request(
            "too many message identifiers specified" if asked else "message identifiers are not specified"
        )
    chat = call.chat()
    found = [chat.messages[number] for number in asked if number in chat.messages]
    there = [message for message in found if not message.deleted and _deletable(call, chat, message)]
    if there:
        remove(call.state, chat, there)
    return True


def _deletable(call: Call, chat: Chat, message: Message) -> bool:
    """The bot's own and, in private, the person's: for 48 hours; in a group, an admin with the right deletes any."""
    if call.state.clock.time() - message.payload["date"] > limits.DELETABLE_SECONDS:
        return False
    if chat.private or message.author == call.bot.id:
        return True
    member = chat.members[call.bot.id]
    return member.admin and member.rights.get("can_delete_messages", True)
