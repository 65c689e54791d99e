"""Finding the chat and the message that an act means, and whether the person may act there."""

from bot.local_telegram.accounts import Account, BotAccount
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.errors import ActError
from bot.local_telegram.state import State

Reference = int | str | None


def person_named(state: State, reference: Reference) -> Account:
    """A person by id or @username."""
    found = _account(state, reference)
    if not isinstance(found, Account):
        raise ActError(f"there is no person {reference}", 404)
    return found


def bot_named(state: State, reference: Reference) -> BotAccount:
    """A bot by id or @username; None means the one registered first."""
    if reference is None:
        if not state.bots:
            raise ActError("no bot is registered yet", 404)
        return next(iter(state.bots.values()))
    found = _account(state, reference)
    if not isinstance(found, BotAccount):
        raise ActError(f"there is no bot {reference}", 404)
    return found


def _account(state: State, reference: Reference) -> Account | BotAccount | None:
    if isinstance(reference, str) and not reference.lstrip("-").isdigit():
        return state.named(reference)
    number = int(reference or 0)
    return state.people.get(number) or state.bots.get(number)


def group_named(state: State, reference: Reference) -> Chat:
    """A group by id; one that became a supergroup is found under both ids."""
    try:
        group = state.groups.get(int(reference or 0))
    except ValueError:
        group = None
    if group is None:
        raise ActError(f"there is no group {reference}", 404)
    return group


def chat_named(state: State, person: Account, reference: Reference) -> Chat:
    """The chat a person means: a bot's id or @username, a group's id, another person's id, None for the only bot."""
    is_group = isinstance(reference, int) and reference < 0
    if is_group or (isinstance(reference, str) and reference.startswith("-")):
        group = group_named(state, reference)
        return state.groups.get(group.migrated_to, group)
    if reference is not None and isinstance(_account(state, reference), Account):
        return state.friend_chat(person.id, person_named(state, reference).id)
    return state.private_chat(person.id, bot_named(state, reference).id)


def must_write(state: State, person: Account, chat: Chat) -> None:
    """Raise ActError where Telegram's app would show no text field."""
    if person.deactivated:
        raise ActError(f"{person.name} deleted the account", 403)
    if chat.private:
        if chat.bot and not chat.started:
            raise ActError("press Start first: this private chat does not exist yet", 403)
        if chat.blocked:
            raise ActError("the bot is blocked: unblock it or press Start", 403)
    elif not is_member(chat, person.id):
        raise ActError(f"{person.name} is not in this group", 403)


def is_member(chat: Chat, who: int) -> bool:
    member = chat.members.get(who)
    return member is not None and member.present and not chat.deleted


def message_named(chat: Chat, number: object, *, gone: bool = False) -> Message:
    """A message of that chat; ``gone``: also one that is no longer shown."""
    message = chat.messages.get(number) if isinstance(number, int) else None
    if message is None or (message.deleted and not gone):
        raise ActError(f"there is no message {number} in this chat", 404)
    return message
