"""What a handler gets: who speaks, where, what they said, the unit of work, and the ways to answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from telegram import CallbackQuery, Update, User
from telegram import Message as TelegramMessage

from locales import texts
from storage import notices, outbox
from storage.choices import Choices
from storage.ids import PersonId, Subject
from storage.messages import Sent
from storage.outbox import Button, Message, Priority
from storage.people import Person
from storage.store import Unit

if TYPE_CHECKING:
    from handlers.routes import Table

Keyboard = tuple[tuple[Button, ...], ...] | list[list[Button]]


@dataclass(frozen=True)
class Bot:
    """What handlers may know of the bot itself, and of the settings of its machine."""

    id: int
    username: str
    coordinators: frozenset[int] = frozenset()  # Telegram ids
    public_url: str | None = None  # where our web pages are reached, without a slash at its end


@dataclass
class Context:
    """One update on its way through its handler. Nothing here waits for the network."""

    unit: Unit
    choices: Choices
    table: Table
    bot: Bot
    update: Update
    account: User
    chat_id: int
    private: bool
    person: Person | None = None
    message: TelegramMessage | None = None
    query: CallbackQuery | None = None
    raw: dict[str, Any] = field(default_factory=dict)  # the update as it came
    text: str = ""
    arguments: str = ""
    asked: Sent | None = field(default=None, init=False)  # the message of ours that a text answers, or may answer
    pointed: bool = field(default=False, init=False)  # they chose it themselves, with Telegram's «Reply»
    answered: bool = field(default=False, init=False)
    below: bool = field(default=False, init=False)  # screens no longer take the place of the one pressed
    then: dict[str, Any] | None = field(default=None, init=False)  # an update that waited for this one

    @property
    def now(self) -> datetime:
        """The moment of this unit of work, aware, UTC."""
        return self.unit.now

    @property
    def me(self) -> Person:
        """The person who speaks; the dispatcher made sure there is one."""
        assert self.person is not None
        return self.person

    @property
    def language(self) -> str:
        """The language the person who speaks reads, also before we hold anything of them."""
        return language_of(self.person, self.account)

    @property
    def pressed_message(self) -> int | None:
        """The id of the message whose button was pressed, when it is a message of a chat."""
        return self.query.message.message_id if self.query and self.query.message else None

    async def say(
        self, name: str, keyboard: Keyboard = (), *, subject: Subject | None = None, asks: bool = False, **context: Any
    ) -> None:
        """Send a new message to this chat."""
        await self.send(message(name, keyboard, **context), subject=subject, asks=asks)

    async def send(
        self, what: Message, *, subject: Subject | None = None, asks: bool = False, is_card: bool = False
    ) -> None:
        """Send a prepared message to this chat."""
        person = self.person.id if self.person and self.private else None
        await outbox.put(
            self.unit, self._for_reader(what), chat=self.chat_id, person=person, subject=subject, asks=asks,
            is_card=is_card,
        )  # fmt: skip

    async def show(
        self, name: str, keyboard: Keyboard = (), *, subject: Subject | None = None, asks: bool = False, **context: Any
    ) -> None:
        """Show a screen: in place of the one whose button was pressed, else as a new message."""
        await self.display(message(name, keyboard, **context), subject=subject, asks=asks)

    async def display(
        self, what: Message, *, subject: Subject | None = None, asks: bool = False, is_card: bool = False
    ) -> None:
        """As `show`, with a prepared message; `is_card`: keep it up to date as long as it shows this matter."""
        pressed = self.pressed_message
        if pressed is None or self.below:
            await self.send(what, subject=subject, asks=asks, is_card=is_card)
            return
        person = self.person.id if self.person and self.private else None
        await outbox.put(
            self.unit, self._for_reader(what), kind="edit", chat=self.chat_id, person=person, target=pressed,
            subject=subject, asks=asks, is_card=is_card,
        )  # fmt: skip

    def _for_reader(self, what: Message) -> Message:
        """A person's language is looked up when the message leaves; a stranger's is known only now."""
        return what.model_copy(update={"language": self.language}) if self.person is None and self.private else what

    async def toast(self, name: str, *, alert: bool = False, **context: Any) -> None:
        """Answer a press with a line that passes (`alert`: one to be closed); without a press, say it."""
        if self.query is None:
            await self.say(name, **context)
            return
        if not self.answered:
            self.answered = True
            await _answer_query(self, Message(name=name, context={**context, "_alert": alert}))

    async def open_link(self, payload: str) -> None:
        """Answer a press by opening our private chat with a payload."""
        if self.query is not None and not self.answered:
            self.answered = True
            await _answer_query(self, Message(name="", context={"_link": payload}))

    async def acknowledge(self) -> None:
        """Answer a press that nothing else answered."""
        if self.query is not None and not self.answered:
            self.answered = True
            await _answer_query(self, Message(name=""))

    async def notify(self, person: Person | PersonId, name: str, keyboard: Keyboard = (), **options: Any) -> int | None:
        """Send a notice to another person, see `notify`."""
        return await notify(self.unit, person, message(name, keyboard, **options.pop("context", {})), **options)


async def _answer_query(ctx: Context, what: Message) -> None:
    assert ctx.query is not None
    if ctx.person is None:
        what = what.model_copy(update={"language": ctx.language})
    await outbox.put(
        ctx.unit, what, kind="toast", chat=ctx.chat_id, person=ctx.person.id if ctx.person else None,
        target=ctx.query.id, expires_at=ctx.now + outbox.ANSWER_EXPIRES,
    )  # fmt: skip


def language_of(person: Person | None, account: User | None) -> str:
    """The language someone chose; of a stranger the one set in Telegram, when we have it."""
    if person is not None:
        return person.language
    code = (account.language_code or "").partition("-")[0] if account else ""
    return code if code in texts.languages() else texts.FALLBACK


def message(name: str, keyboard: Keyboard = (), **context: Any) -> Message:
    """Build a message from a view or template name, its buttons and its context."""
    return Message(name=name, context=context, keyboard=tuple(tuple(line) for line in keyboard if line))


async def notify(
    unit: Unit,
    person: Person | PersonId,
    what: Message,
    *,
    subject: Subject | None = None,
    asks: bool = False,
    key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    priority: Priority = Priority.NOTICE,
    is_card: bool = False,
) -> int | None:
    """Queue a notice for a person in their private chat, or, without Telegram, for who passes it on to them.

    None when it can reach nobody, or was queued before.
    """
    return await notices.put(
        unit, person.id if isinstance(person, Person) else person, what, subject=subject, asks=asks, key=key,
        not_before=not_before, expires_at=expires_at, priority=priority, is_card=is_card,
    )  # fmt: skip
