"""Drivers of chats: a person's private one, and groups."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.local_telegram.accounts import Json
from bot.local_telegram.chats import Chat
from bot.local_telegram.errors import ActError
from bot.local_telegram.membership import migrate, set_status
from bot.local_telegram.seen import SeenMessage
from bot.local_telegram.state import State
from bot.local_telegram.views import chat_view
from bot.local_telegram.watching import Watcher

if TYPE_CHECKING:
    from bot.local_telegram.people import Person


class PersonChat:
    """A chat as one person sees it now."""

    def __init__(self, state: State, chat: Chat, viewer: int) -> None:
        self.state = state
        self.chat = chat
        self.viewer = viewer

    @property
    def messages(self) -> list[SeenMessage]:
        """What is on the screen, oldest first; deleted ones are gone."""
        return [SeenMessage(self.state, message, message.payload) for message in self.chat.shown()]

    @property
    def last(self) -> SeenMessage:
        """The newest message. AssertionError when there is none."""
        shown = self.messages
        if not shown:
            raise AssertionError("this chat is empty")
        return shown[-1]

    @property
    def from_bot(self) -> list[SeenMessage]:
        """The bot's messages on the screen, oldest first."""
        return [message for message in self.messages if message.message.author in self.state.bots]

    @property
    def commands(self) -> list[str]:
        """The names of the commands shown to this person here."""
        return [command["command"] for command in self.view["commands"]]

    @property
    def keys(self) -> list[str]:
        """The labels of the reply keyboard."""
        keyboard = self.view["keyboard"]
        return [key["text"] for row in keyboard["rows"] for key in row] if keyboard else []

    @property
    def view(self) -> Json:
        """Everything else, as the control interface tells it."""
        return chat_view(self.state, self.chat, self.viewer)


class Group:
    """A group or supergroup; after ``migrate`` it stands for the new one."""

    def __init__(self, state: State, chat: Chat, flush: Callable[[], None]) -> None:
        self.state = state
        self.chat = chat
        self._flush = flush
        self._watcher = Watcher(state, self.owner, chat.title)

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def title(self) -> str:
        return self.chat.title

    @property
    def owner(self) -> int:
        return next(who for who, member in self.chat.members.items() if member.status == "creator")

    @property
    def messages(self) -> list[SeenMessage]:
        """What is on the screen, oldest first."""
        return [SeenMessage(self.state, message, message.payload) for message in self.chat.shown()]

    @property
    def last(self) -> SeenMessage:
        return self.messages[-1]

    async def sees(self, pattern: str, *, timeout: float = 30) -> SeenMessage:  # noqa: ASYNC109
        """Wait until the group shows a bot's message or edit whose text matches, or take one already there.

        Each is returned once. Raises AssertionError with what was seen instead.
        """
        return await self._watcher.sees(pattern, timeout, self.chat, ever=True, by_bots=True)

    async def add(self, person: "Person") -> None:
        """The owner adds someone."""
        self._set(person.id, "member")

    async def add_bot(self, bot: int | None = None) -> None:
        """The owner adds the bot."""
        self._set(bot or next(iter(self.state.bots)), "member")

    async def kick(self, who: "Person | int") -> None:
        """The owner removes a person, or a bot by id."""
        self._set(who if isinstance(who, int) else who.id, "kicked")

    async def kick_bot(self) -> None:
        await self.kick(next(iter(self.chat.bots_inside)))

    async def promote(self, who: "Person | int", *, anonymous: bool = False, **rights: bool) -> None:
        """Make an administrator; an anonymous one speaks as the group. The owner can become anonymous, too."""
        number = who if isinstance(who, int) else who.id
        if number not in self.chat.members:
            raise ActError("only members are promoted", 404)
        if self.chat.members[number].status != "creator":
            self._set(number, "administrator", rights)
        self.chat.members[number].anonymous = anonymous
        self.state.save_chat(self.chat)
        self._flush()

    async def demote(self, who: "Person | int") -> None:
        self._set(who if isinstance(who, int) else who.id, "member")

    async def migrate(self) -> tuple[int, int]:
        """Turn a basic group into a supergroup: (old id, new id)."""
        old = self.chat.id
        self.chat = migrate(self.state, self.chat, self.owner)
        self._flush()
        return old, self.chat.id

    def _set(self, who: int, status: str, rights: dict[str, bool] | None = None) -> Any:
        set_status(self.state, self.chat, who, status, by=self.owner, rights=rights)
        self._flush()
