"""Joining, leaving, being removed, blocking: places in chats and the updates about them."""

from bot.local_telegram.accounts import Json, Member, chat_member
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.posting import announce, post
from bot.local_telegram.state import State


def set_status(
    state: State, chat: Chat, who: int, status: str, *, by: int, rights: dict[str, bool] | None = None
) -> Message | None:
    """Give someone a place in a group, with the service message Telegram posts and the updates bots get."""
    old = chat.members.get(who, Member("left"))
    new = Member(status, old.anonymous if status in ("administrator", "creator") else False, rights or {})
    if old.status == new.status and old.rights == new.rights:
        return None
    arriving, going = new.present and not old.present, old.present and not new.present
    message = None
    if going:
        message = _service(state, chat, by, {"left_chat_member": state.user(who)})
    chat.members[who] = new
    if who in state.bots and who not in chat.bots_inside:
        chat.bots_inside.append(who)
    member_changed(state, chat, who, old, new, by=by)
    if arriving:
        message = _service(state, chat, by, {"new_chat_members": [state.user(who)]})
    state.save_chat(chat)
    state.tell("chat", chat)
    if going and who in state.people:
        state.tell_person("chat", who, chat)
    state.tell("group", data=chat)
    return message


def _service(state: State, chat: Chat, by: int, content: Json) -> Message:
    message = post(state, chat, by, content)
    announce(state, message)
    return message


def member_changed(state: State, chat: Chat, who: int, old: Member, new: Member, *, by: int) -> None:
    """Queue my_chat_member for a bot concerned, chat_member for the bots that administer the group."""
    user = state.user(who)
    update: Json = {
        "chat": state.chat_object(chat),
        "from": state.user(by),
        "date": int(state.clock.time()),
        "old_chat_member": chat_member(user, old),
        "new_chat_member": chat_member(user, new),
    }
    if who in state.bots:
        state.queues[who].put("my_chat_member", update, chat.id)
    for bot in chat.bots_inside:
        if bot != who and chat.members[bot].admin:
            state.queues[bot].put("chat_member", update, chat.id)


def set_blocked(state: State, chat: Chat, blocked: bool) -> None:
    """A person blocks the bot of a private chat, or unblocks it."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    user = state.user(chat.bot)
    states = [chat_member(user, Member("kicked")), {"user": user, "status": "member"}]
    old, new = states if not blocked else reversed(states)
    update: Json = {
        "chat": state.chat_object(chat),
        "from": state.user(chat.id),
        "date": int(state.clock.time()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    state.queues[chat.bot].put("my_chat_member", update, chat.id)
    state.save_chat(chat)
    state.tell("chat", chat)


def migrate(state: State, chat: Chat, by: int) -> Chat:
    """Turn a basic group into a supergroup with a new id; the two service messages go to the bots."""
    new = state.new_group("supergroup", chat.title)
    new.members = {who: member.copy() for who, member in chat.members.items() if member.present}
    new.bots_inside = [bot for bot in chat.bots_inside if bot in new.members]
    new.last_bot = chat.last_bot
    post_and_tell = post(state, chat, by, {"migrate_to_chat_id": new.id})
    announce(state, post_and_tell)
    chat.migrated_to, chat.deleted = new.id, True
    announce(state, post(state, new, by, {"migrate_from_chat_id": chat.id}))
    state.save_chat(chat)
    state.save_chat(new)
    state.tell("chat", new)
    state.tell("group", data=chat)
    state.tell("group", data=new)
    return new
