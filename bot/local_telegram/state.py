"""Everything the server knows, in memory, with a journal behind it."""

import random
import secrets
from collections.abc import Callable
from pathlib import Path

from bot.local_telegram.accounts import Account, BotAccount, Json, taken
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.clock import ServerClock
from bot.local_telegram.events import Event, EventLog
from bot.local_telegram.files import FileStore, StoredFile
from bot.local_telegram.journal import Durability, Journal
from bot.local_telegram.polls import PollRecord
from bot.local_telegram.queries import CachedAnswer, CacheKey, CallbackQuery, InlineMessage, InlineQuery
from bot.local_telegram.updates import UpdateQueue
from bot.local_telegram.webhooks import Webhook

FIRST_PERSON = 1001
FIRST_GROUP = -5001
FIRST_SUPERGROUP = -1002000000001


class State:
    """People, bots, chats, messages, files and what is under way.

    ``groups`` are by id, ``private`` by (person, bot), ``friends`` by the two people's ids in order.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        fresh: bool = False,
        durability: Durability = "each",
        seed: int | None = None,
    ) -> None:
        self.clock = ServerClock()
        self.events = EventLog()
        self.journal = Journal(folder, fresh=fresh, durability=durability)
        self.files = FileStore(folder)
        self.random = random.Random(seed)  # noqa: S311 - plays chance, guards nothing
        self.people: dict[int, Account] = {}
        self.bots: dict[int, BotAccount] = {}
        self.queues: dict[int, UpdateQueue] = {}
        self.by_token: dict[str, BotAccount] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.friends: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_messages: dict[str, InlineMessage] = {}
        self.inline_cache: dict[CacheKey, CachedAnswer] = {}
        self.polls: dict[str, PollRecord] = {}
        self.webhooks: dict[int, Webhook] = {}
        self.webhook_changed: Callable[[int], None] = lambda _bot: None
        self.counters: dict[str, int] = {}

    # what is found

    def named(self, username: str) -> Account | BotAccount | None:
        """Who has that username, with or without @, letter case aside."""
        wanted = username.removeprefix("@").lower()
        everyone: list[Account | BotAccount] = [*self.bots.values(), *self.people.values()]
        for account in everyone:
            if account.username and account.username.lower() == wanted:
                return account
        return None

    def user(self, who: int) -> Json:
        """The User object of a person or bot."""
        account = self.bots.get(who) or self.people[who]
        return account.user

    def chat_object(self, chat: Chat) -> Json:
        """The Chat object as bots see it."""
        return self.people[chat.id].private_chat if chat.private else chat.described()

    def chats_of(self, person: int) -> list[Chat]:
        """Every chat that person sees, whatever its state; groups they are in."""
        private = [chat for (who, _), chat in self.private.items() if who == person]
        friends = [chat for pair, chat in self.friends.items() if person in pair]
        inside = [
            c for c in self.groups.values() if person in c.members and c.members[person].present and not c.deleted
        ]
        return private + friends + inside

    def chat_by_key(self, key: str) -> Chat | None:
        """The chat with that ``Chat.key``."""
        one, _, other = key.partition("/")
        if not other:
            return self.groups.get(int(one)) if one else None
        pair = (int(one), int(other))
        return self.private.get(pair) or self.friends.get(pair)

    def find(self, chat_key: str, message_id: int) -> Message | None:
        chat = self.chat_by_key(chat_key)
        return chat.messages.get(message_id) if chat is not None else None

    # what is new

    def next(self, counter: str, first: int = 1) -> int:
        """The next number of a named counter."""
        number = self.counters.get(counter, first - 1) + 1
        self.counters[counter] = number
        self.journal.mark("counter", counter, lambda: number)
        return number

    def add_person(self, account: Account) -> Account:
        """Raises ValueError when the id or the username is taken."""
        if account.id in self.people or account.id in self.bots:
            raise ValueError(f"the id {account.id} is taken")
        if account.username and taken(account.username, [*self.people.values(), *self.bots.values()]):
            raise ValueError(f"the username {account.username} is taken")
        self.people[account.id] = account
        self.save_person(account)
        return account

    def new_person_id(self) -> int:
        number = self.next("person", FIRST_PERSON)
        while number in self.people or number in self.bots:
            number = self.next("person", FIRST_PERSON)
        return number

    def add_bot(self, bot: BotAccount) -> BotAccount:
        """Raises ValueError when the id or the username is taken."""
        if bot.id in self.bots or bot.id in self.people:
            raise ValueError(f"the id {bot.id} is taken")
        if taken(bot.username, [*self.people.values(), *self.bots.values()]):
            raise ValueError(f"the username {bot.username} is taken")
        self.bots[bot.id] = bot
        self.by_token[bot.token] = bot
        self.queues[bot.id] = UpdateQueue(bot.id, self.clock, self.journal, self.random.randrange(10**8, 9 * 10**8))
        self.save_bot(bot)
        return bot

    def private_chat(self, person: int, bot: int) -> Chat:
        """The private chat of a person with a bot, made when there is none; it is not thereby started."""
        chat = self.private.get((person, bot))
        if chat is None:
            chat = self.private[person, bot] = Chat("private", person, bot=bot)
            self.save_chat(chat)
        return chat

    def friend_chat(self, person: int, other: int) -> Chat:
        """The private chat of two people."""
        low, high = sorted((person, other))
        chat = self.friends.get((low, high))
        if chat is None:
            chat = self.friends[low, high] = Chat("private", low, friend=high, started=True)
            self.save_chat(chat)
        return chat

    def new_group(self, kind: str, title: str) -> Chat:
        step = -self.next(kind)
        group = Chat(kind, (FIRST_SUPERGROUP if kind == "supergroup" else FIRST_GROUP) + step + 1, title=title)
        group.invite = secrets.token_urlsafe(12)
        self.groups[group.id] = group
        self.save_chat(group)
        return group

    def set_webhook(self, bot: int, hook: Webhook | None) -> None:
        """Deliver that bot's updates there from now on, or nowhere."""
        if hook is None:
            self.webhooks.pop(bot, None)
        else:
            self.webhooks[bot] = hook
        self.journal.mark("webhook", bot, hook.dump if hook else None)
        self.webhook_changed(bot)

    # what is kept and told

    def save_person(self, account: Account) -> None:
        account.refresh()
        self.journal.mark("person", account.id, account.dump)

    def save_bot(self, bot: BotAccount) -> None:
        bot.refresh()
        self.journal.mark("bot", bot.id, bot.dump)

    def save_chat(self, chat: Chat) -> None:
        self.journal.mark("chat", chat.key, chat.dump)

    def save_message(self, message: Message) -> None:
        journal = self.journal
        if journal.on:
            journal.mark("message", f"{message.chat.key}#{message.id}", message.dump)
            journal.mark("chat", message.chat.key, message.chat.dump)

    def save_file(self, stored: StoredFile) -> None:
        self.journal.mark("file", stored.unique_id, stored.dump)

    def tell(self, kind: str, chat: Chat | None = None, message: Message | None = None, data: object = None) -> Event:
        """Note that something happened in a chat, for the people who see it."""
        people = chat.people() if chat is not None else ()
        return self.events.add(kind, self.clock.time(), people, chat, message, data)

    def tell_person(self, kind: str, person: int, chat: Chat | None, data: object = None) -> Event:
        """Note that something happened that one person sees."""
        return self.events.add(kind, self.clock.time(), (person,), chat, None, data)
