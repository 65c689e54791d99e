"""Asking about chats, and what a bot may do in them: pins, reactions, invite links."""

import json
import secrets
from importlib.resources import files

from bot.local_telegram.accounts import Json, chat_member
from bot.local_telegram.chats import Chat
from bot.local_telegram.errors import bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.methods.replying import service
from bot.local_telegram.posting import without_reply
from bot.local_telegram.reactions import react

NO_ADMINISTRATORS = "there are no administrators in the private chat"


@method("getChat")
def get_chat(call: Call) -> Json:
    chat = call.chat(access="read")
    full: Json = {**call.state.chat_object(chat), "accent_color_id": 1, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.pinned:
        pinned = chat.messages[chat.pinned[-1]]
        full["pinned_message"] = without_reply(pinned.payload)
    if not chat.private:
        full["permissions"] = dict.fromkeys(PERMISSIONS, True)
    return full


GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
)


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    chat, who = call.chat(access="read"), call.params["user_id"]
    if who not in call.state.people and who not in call.state.bots:
        raise bad_request("user not found")
    if chat.private:
        if who not in (chat.id, call.bot.id):
            raise bad_request("member not found")
        return {"user": call.state.user(who), "status": "member"}
    member = chat.members.get(who)
    return chat_member(call.state.user(who), member) if member else {"user": call.state.user(who), "status": "left"}


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    chat = call.chat(access="read")
    return 2 if chat.private else sum(member.present for member in chat.members.values())


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    chat = call.chat(access="read")
    if chat.private:
        raise bad_request(NO_ADMINISTRATORS)
    return [
        chat_member(call.state.user(who), member)
        for who, member in chat.members.items()
        if member.admin and (who not in call.state.bots or who == call.bot.id)
    ]


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    reaction = call.get("reaction", [])
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one["type"] != "emoji" or one.get("emoji") not in EMOJI for one in reaction):
        raise bad_request("REACTION_INVALID")
    message = call.message(call.chat(), "message to react")
    react(call.state, message, call.bot.id, reaction[0]["emoji"] if reaction else None)
    return True


EMOJI = frozenset(json.loads(files("bot.local_telegram").joinpath("reactions.json").read_text("utf-8"))["emoji"])


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    chat = call.chat()
    message = call.message(chat, "message to pin")
    _may_pin(call, chat)
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    service(call, chat, {"pinned_message": without_reply(message.payload)})
    call.state.save_chat(chat)
    call.state.tell("chat", chat)
    return True


@method("unpinChatMessage", "unpinAllChatMessages")
def unpin_chat_message(call: Call) -> bool:
    chat = call.chat()
    _may_pin(call, chat)
    named = call.get("message_id")
    if call.method == "unpinallchatmessages":
        chat.pinned.clear()
    elif named is None and chat.pinned:
        chat.pinned.pop()
    elif named in chat.pinned:
        chat.pinned.remove(named)
    else:
        raise bad_request("message to unpin not found")
    call.state.save_chat(chat)
    call.state.tell("chat", chat)
    return True


def _may_pin(call: Call, chat: Chat) -> None:
    if chat.private or chat.kind == "group":
        return
    member = chat.members[call.bot.id]
    if not member.admin or not member.rights.get("can_pin_messages", True):
        raise bad_request("not enough rights to manage pinned messages in the chat")


@method("exportChatInviteLink", "createChatInviteLink")
def create_chat_invite_link(call: Call) -> Json | str:
    chat = call.chat()
    if chat.private:
        raise bad_request("chat is a private chat: it has no invite links")
    if not chat.members[call.bot.id].admin:
        raise bad_request("not enough rights to manage chat invite link")
    chat.invite = chat.invite or secrets.token_urlsafe(12)
    call.state.save_chat(chat)
    link = f"https://t.me/+{chat.invite}"
    if call.method == "exportchatinvitelink":
        return link
    named: Json = {name: call.params[name] for name in ("name", "expire_date", "member_limit") if name in call.params}
    facts: Json = {"creates_join_request": False, "is_primary": False, "is_revoked": False}
    return {"invite_link": link, "creator": call.bot.user, **facts, **named}
