"""What a person sees, as JSON: messages, chats, people, bots, groups (docs/local-telegram.md describes each)."""

from datetime import UTC, datetime
from typing import Any

from bot.local_telegram.accounts import Account, BotAccount, Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.entities.rendering import rendered
from bot.local_telegram.markup import button_kind, key_kind
from bot.local_telegram.media import carried
from bot.local_telegram.methods.commands import shown_commands
from bot.local_telegram.posting import kind_of, service_name
from bot.local_telegram.state import State

TYPING_SECONDS = 5


def iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def display_name(user: Json) -> str:
    """How Telegram's apps show a user or a chat."""
    return str(
        user.get("title") or f"{user.get('first_name', '')} {user.get('last_name', '')}".strip() or "Deleted account"
    )


def message_view(state: State, message: Message, payload: Json, viewer: int) -> Json:
    """A message as that person sees it; ``payload`` is the message now, or as it was."""
    kind = kind_of(payload)
    text, entities = shown_text(payload, kind)
    sender = payload.get("sender_chat") or payload["from"]
    edited = payload.get("edit_date")
    return {
        "id": message.id,
        "chat": message.chat.id_for(viewer),
        "date": iso(payload["date"]),
        "edited": iso(edited) if edited else None,
        "from": {"id": sender["id"], "name": display_name(sender), "is_bot": bool(sender.get("is_bot"))},
        "kind": kind,
        "service": service_name(payload) if kind == "service" else None,
        "text": text,
        "html": rendered(text, entities),
        "entities": entities,
        "reply_to": _reply(payload.get("reply_to_message")),
        "forwarded_from": _origin(payload.get("forward_origin")),
        "via_bot": payload["via_bot"]["username"] if "via_bot" in payload else None,
        "album": payload.get("media_group_id"),
        "silent": message.silent,
        "protected": bool(payload.get("has_protected_content")),
        "spoiler": bool(payload.get("has_media_spoiler")),
        "buttons": buttons_view(payload),
        "file": file_view(state, payload),
        "location": _location(payload),
        "contact": _contact(payload.get("contact")),
        "poll": _poll(state, payload.get("poll"), viewer),
        "reactions": reactions_view(message),
    }


def shown_text(payload: Json, kind: str) -> tuple[str, list[Json]]:
    """(text, entities): the text, the caption, or what a service message says."""
    if "text" in payload:
        return payload["text"], payload.get("entities", [])
    if "caption" in payload:
        return payload["caption"], payload.get("caption_entities", [])
    if kind == "dice":
        return f"{payload['dice']['emoji']} {payload['dice']['value']}", []
    return (_service_text(payload) if kind == "service" else ""), []


def _service_text(payload: Json) -> str:
    who = display_name(payload["from"])
    if "new_chat_members" in payload:
        return f"{who} added {', '.join(display_name(user) for user in payload['new_chat_members'])}"
    if "left_chat_member" in payload:
        return f"{display_name(payload['left_chat_member'])} left"
    if "new_chat_title" in payload:
        return f"{who} renamed the group to {payload['new_chat_title']}"
    if "pinned_message" in payload:
        return f"{who} pinned a message"
    if "migrate_to_chat_id" in payload:
        return "The group became a supergroup"
    if "migrate_from_chat_id" in payload:
        return "This supergroup was a basic group"
    return "The group was created"


def _reply(replied: Json | None) -> Json | None:
    if replied is None:
        return None
    text, _ = shown_text(replied, kind_of(replied))
    return {"id": replied["message_id"], "text": text, "name": display_name(replied["from"])}


def _origin(origin: Json | None) -> str | None:
    if origin is None:
        return None
    return display_name(
        origin.get("sender_user") or origin.get("sender_chat") or {"title": origin.get("sender_user_name")}
    )


def buttons_view(payload: Json) -> list[list[Json]]:
    """The inline keyboard, row by row."""
    rows = (payload.get("reply_markup") or {}).get("inline_keyboard", [])
    return [[_button(button, row, col) for col, button in enumerate(buttons)] for row, buttons in enumerate(rows)]


def _button(button: Json, row: int, col: int) -> Json:
    chosen = button.get("switch_inline_query_chosen_chat", {}).get("query")
    data = button.get("callback_data") or button.get("switch_inline_query", chosen)
    data = button.get("switch_inline_query_current_chat", data)
    data = button.get("copy_text", {}).get("text", data)
    url = button.get("url") or button.get("web_app", {}).get("url") or button.get("login_url", {}).get("url")
    return {"row": row, "col": col, "text": button["text"], "kind": button_kind(button), "data": data, "url": url}


def file_view(state: State, payload: Json) -> Json | None:
    """The file of a message, with the address of its bytes."""
    found = carried(payload)
    if found is None:
        return None
    _, described = found
    unique_id = described["file_unique_id"]
    stored = state.files.known.get(unique_id)
    return {
        "name": stored.name if stored else None,
        "mime_type": stored.mime_type if stored else None,
        "size": stored.size if stored else described.get("file_size"),
        "url": f"/control/files/{unique_id}",
        "width": described.get("width"),
        "height": described.get("height"),
        "duration": described.get("duration"),
    }


def _location(payload: Json) -> Json | None:
    point = payload.get("location")
    if point is None:
        return None
    venue = payload.get("venue") or {}
    where = {"latitude": point["latitude"], "longitude": point["longitude"]}
    return {**where, "title": venue.get("title"), "address": venue.get("address")}


def _contact(contact: Json | None) -> Json | None:
    if contact is None:
        return None
    return {"phone_number": contact["phone_number"], "name": display_name(contact), "user_id": contact.get("user_id")}


def _poll(state: State, poll: Json | None, viewer: int) -> Json | None:
    record = state.polls.get(poll["id"]) if poll else None
    if poll is None:
        return None
    mine = record.votes.get(viewer, []) if record else []
    options = [
        {"text": option["text"], "voters": option["voter_count"], "mine": index in mine}
        for index, option in enumerate(poll["options"])
    ]
    facts = {
        "closed": poll["is_closed"],
        "anonymous": poll["is_anonymous"],
        "multiple": poll["allows_multiple_answers"],
    }
    return {"id": poll["id"], "question": poll["question"], "options": options, **facts}


def reactions_view(message: Message) -> list[Json]:
    by: dict[str, list[int]] = {}
    for who, emoji in message.reactions.items():
        by.setdefault(emoji, []).append(who)
    return [{"emoji": emoji, "count": len(who), "by": who} for emoji, who in by.items()]


def person_view(state: State, person: Account) -> Json:
    names = (
        "id",
        "first_name",
        "last_name",
        "username",
        "name",
        "language_code",
        "phone_number",
        "deactivated",
        "about",
    )
    chats = [
        {
            "id": chat.id_for(person.id),
            "kind": chat.kind,
            "title": title(state, chat, person.id),
            "unread": unread(chat, person.id),
        }
        for chat in state.chats_of(person.id)
    ]
    return {**{name: getattr(person, name) for name in names}, "chats": chats}


def bot_view(state: State, bot: BotAccount) -> Json:
    hook = state.webhooks.get(bot.id)
    return {
        "id": bot.id,
        "username": bot.username,
        "name": bot.name,
        "description": bot.descriptions.get("", ""),
        "short_description": bot.short_descriptions.get("", ""),
        "privacy_mode": bot.privacy_mode,
        "inline": bot.inline,
        "inline_feedback": bot.inline_feedback,
        "can_join_groups": bot.can_join_groups,
        "webhook": hook.url if hook else None,
        "pending_updates": len(state.queues[bot.id].pending),
        "revoked": bot.revoked,
    }


def group_view(chat: Chat) -> Json:
    members = [
        {"id": who, "status": member.status, "anonymous": member.anonymous} for who, member in chat.members.items()
    ]
    facts = {
        "migrated_to": chat.migrated_to or None,
        "deleted": chat.deleted,
        "invite_link": f"https://t.me/+{chat.invite}",
    }
    return {"id": chat.id, "kind": chat.kind, "title": chat.title, "members": members, **facts}


def title(state: State, chat: Chat, viewer: int) -> str:
    if not chat.private:
        return chat.title
    other = chat.id_for(viewer)
    return state.bots[other].name if other in state.bots else state.people[other].name


def unread(chat: Chat, viewer: int) -> int:
    """How many messages by others that person has not read; counted from the newest."""
    last, count = chat.read.get(viewer, 0), 0
    for message in reversed(chat.messages.values()):
        if message.id <= last:
            break
        count += not message.deleted and message.author != viewer
    return count


def chat_view(state: State, chat: Chat, viewer: int) -> Json:
    """A chat as that person sees it, without its messages."""
    bot = state.bots.get(chat.bot)
    commands = [c for b in ([bot] if bot else _bots(state, chat)) for c in shown_commands(state, b, chat, viewer)]
    member = chat.members.get(viewer)
    typing = chat.typing
    return {
        "id": chat.id_for(viewer),
        "kind": chat.kind,
        "title": title(state, chat, viewer),
        "username": bot.username if bot else None,
        "started": chat.started if chat.private else None,
        "blocked": chat.blocked,
        "member": chat.private or bool(member and member.present and not chat.deleted),
        "unread": unread(chat, viewer),
        "pinned": list(chat.pinned),
        "typing": typing[0] if typing and state.clock.time() - typing[1] <= TYPING_SECONDS else None,
        "commands": commands,
        "menu_button": bot.menu_buttons.get(chat.id, bot.menu_buttons.get(0, {"type": "commands"})) if bot else None,
        "keyboard": _keyboard(chat.keyboard),
        "force_reply": chat.force_reply,
        "toasts": [toast for toast in chat.toasts if toast.get("person") == viewer],
    }


def _bots(state: State, chat: Chat) -> list[BotAccount]:
    return [state.bots[bot] for bot in chat.bots_inside if chat.members[bot].present]


def _keyboard(markup: Json | None) -> Json | None:
    if markup is None:
        return None
    rows: list[Any] = [[{"text": key["text"], "kind": key_kind(key)} for key in row] for row in markup["keyboard"]]
    return {
        "rows": rows,
        "placeholder": markup.get("input_field_placeholder"),
        "one_time": bool(markup.get("one_time_keyboard")),
        "persistent": bool(markup.get("is_persistent")),
    }
