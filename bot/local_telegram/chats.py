"""Chats and the messages in them."""

from dataclasses import dataclass, field
from typing import Any

from bot.local_telegram.accounts import Json, Member


class Message:
    """A message as every bot that sees it would receive it, and what only the server knows about it.

    ``payload`` is the Bot API's Message; a change puts a new one in its place, so that a snapshot stays what it was.
    ``author`` is the id of the person or bot that wrote it, even when it speaks for a group.
    """

    __slots__ = (
        "author",
        "chat",
        "deleted",
        "id",
        "inline_id",
        "keyboard",
        "payload",
        "reactions",
        "silent",
        "via_bot",
    )

    def __init__(self, chat: "Chat", message_id: int, author: int, payload: Json) -> None:
        self.chat = chat
        self.id = message_id
        self.author = author
        self.payload = payload
        self.deleted = False
        self.silent = False
        self.keyboard = False
        self.inline_id: str | None = None
        self.via_bot = 0
        self.reactions: dict[int, str] = {}

    def dump(self) -> Json:
        kept: Json = {"author": self.author, "payload": self.payload}
        for name in ("deleted", "silent", "keyboard", "inline_id", "via_bot"):
            if getattr(self, name):
                kept[name] = getattr(self, name)
        if self.reactions:
            kept["reactions"] = list(self.reactions.items())
        return kept

    @classmethod
    def load(cls, chat: "Chat", message_id: int, kept: Json) -> "Message":
        message = cls(chat, message_id, kept.pop("author"), kept.pop("payload"))
        message.reactions = dict(kept.pop("reactions", ()))
        for name, value in kept.items():
            setattr(message, name, value)
        return message


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation: private with a bot, private between two people (no bot sees it), a group or a supergroup.

    ``id`` is what a bot calls it; in private chats that is the person's id, and the person calls it by the bot's.
    """

    kind: str
    id: int
    title: str = ""
    bot: int = 0
    friend: int = 0
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    next_id: int = 1
    started: bool = False
    blocked: bool = False
    deleted: bool = False
    migrated_to: int = 0
    last_bot: int = 0
    invite: str = ""
    pinned: list[int] = field(default_factory=list)
    read: dict[int, int] = field(default_factory=dict)
    keyboard: Json | None = None
    force_reply: Json | None = None
    typing: tuple[str, float] | None = None
    toasts: list[Json] = field(default_factory=list)
    bots_inside: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.id}/{self.bot or self.friend}" if self.private else str(self.id)

    @property
    def private(self) -> bool:
        return self.kind == "private"

    def people(self) -> tuple[int, ...]:
        """The ids of the people who see what happens here."""
        if self.private:
            return (self.id, self.friend) if self.friend else (self.id,)
        bots = self.bots_inside
        return tuple(who for who, member in self.members.items() if member.present and who not in bots)

    def id_for(self, person: int) -> int:
        """What that person calls this chat."""
        if not self.private:
            return self.id
        if self.friend:
            return self.friend if person == self.id else self.id
        return self.bot

    def shown(self) -> list[Message]:
        return [message for message in self.messages.values() if not message.deleted]

    def described(self) -> Json:
        """The Chat object of a group."""
        return {"id": self.id, "title": self.title, "type": self.kind}

    def dump(self) -> Json:
        """What the journal keeps; messages have entries of their own."""
        names = ("kind", "id", "title", "bot", "friend", "next_id", "started", "blocked", "deleted", "migrated_to")
        more = ("last_bot", "invite", "pinned", "keyboard", "force_reply", "toasts", "bots_inside")
        kept: dict[str, Any] = {name: getattr(self, name) for name in names + more}
        kept["members"] = [[who, m.status, m.anonymous, m.rights] for who, m in self.members.items()]
        kept["read"] = list(self.read.items())
        return kept

    @classmethod
    def load(cls, kept: Json) -> "Chat":
        members = {who: Member(status, anonymous, rights) for who, status, anonymous, rights in kept.pop("members")}
        return cls(**{**kept, "read": dict(kept["read"]), "members": members})
