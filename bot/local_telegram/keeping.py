"""The state read from its journal, and written anew at each start."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.local_telegram.accounts import Account, BotAccount
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.files import StoredFile
from bot.local_telegram.journal import Entry
from bot.local_telegram.polls import PollRecord
from bot.local_telegram.queries import InlineMessage
from bot.local_telegram.state import State
from bot.local_telegram.updates import Pending, UpdateQueue
from bot.local_telegram.webhooks import Webhook


def restore(state: State) -> None:
    """Fill an empty state with what the journal holds, then rewrite the journal without what is outdated."""
    entries = list(state.journal.read())
    for wanted in ORDER:
        for kind, key, value in entries:
            if kind == wanted:
                READERS[kind](state, key, value)
    for queue in state.queues.values():
        if queue.pending:
            queue.next_id = max(queue.next_id, queue.pending[-1].update_id + 1)
    state.journal.start(everything(state))


def everything(state: State) -> Iterator[Entry]:
    """Every entry of a journal that says what the state says."""
    for name, number in state.counters.items():
        yield "counter", name, number
    yield "clock", "offset", {"offset": state.clock.offset_seconds, "frozen": state.clock.frozen_at}
    for person in state.people.values():
        yield "person", str(person.id), person.dump()
    for bot in state.bots.values():
        yield "bot", str(bot.id), bot.dump()
        yield from _queue(state.queues[bot.id])
    for stored in state.files.known.values():
        yield "file", stored.unique_id, stored.dump()
    for poll in state.polls.values():
        yield "poll", poll.id, poll.dump()
    for inline_id, record in state.inline_messages.items():
        yield "inline", inline_id, record.dump()
    for bot_id, hook in state.webhooks.items():
        yield "webhook", str(bot_id), hook.dump()
    for chat in [*state.private.values(), *state.friends.values(), *state.groups.values()]:
        yield "chat", chat.key, chat.dump()
        for message in chat.messages.values():
            yield "message", f"{chat.key}#{message.id}", message.dump()


def _queue(queue: UpdateQueue) -> Iterator[Entry]:
    yield "queue", str(queue.bot), queue.dump()
    for pending in queue.pending:
        yield "update", f"{queue.bot}:{pending.update_id}", pending.dump()


def _counter(state: State, key: str, value: Any) -> None:
    state.counters[key] = value


def _clock(state: State, _key: str, value: Any) -> None:
    state.clock.restore(value["offset"], value["frozen"])


def _person(state: State, key: str, value: Any) -> None:
    state.people[int(key)] = Account(**value)


def _bot(state: State, _key: str, value: Any) -> None:
    state.add_bot(BotAccount.load(value))


def _queue_facts(state: State, key: str, value: Any) -> None:
    queue = state.queues[int(key)]
    queue.next_id = value["next_id"]
    queue.allowed = frozenset(value["allowed"]) if value["allowed"] is not None else None


def _update(state: State, key: str, value: Any) -> None:
    bot, _, update_id = key.partition(":")
    pending = Pending(int(update_id), value["kind"], value["body"], value["at"], value["chat"])
    state.queues[int(bot)].pending.append(pending)


def _file(state: State, key: str, value: Any) -> None:
    state.files.known[key] = StoredFile(**value)


def _poll(state: State, key: str, value: Any) -> None:
    state.polls[key] = PollRecord.load(value)


def _inline(state: State, key: str, value: Any) -> None:
    state.inline_messages[key] = InlineMessage(**value)


def _webhook(state: State, key: str, value: Any) -> None:
    state.webhooks[int(key)] = Webhook(**value)


def _chat(state: State, _key: str, value: Any) -> None:
    chat = Chat.load(value)
    if not chat.private:
        state.groups[chat.id] = chat
    elif chat.friend:
        state.friends[chat.id, chat.friend] = chat
    else:
        state.private[chat.id, chat.bot] = chat


def _message(state: State, key: str, value: Any) -> None:
    chat_key, _, number = key.rpartition("#")
    chat = state.chat_by_key(chat_key)
    if chat is not None:
        chat.messages[int(number)] = Message.load(chat, int(number), value)
        chat.next_id = max(chat.next_id, int(number) + 1)


READERS: dict[str, Callable[[State, str, Any], None]] = {
    "counter": _counter,
    "clock": _clock,
    "person": _person,
    "bot": _bot,
    "queue": _queue_facts,
    "update": _update,
    "file": _file,
    "poll": _poll,
    "inline": _inline,
    "webhook": _webhook,
    "chat": _chat,
    "message": _message,
}
ORDER = tuple(READERS)
