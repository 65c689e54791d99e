"""Drivers of people for tests and the demo: they act in process and wait for what comes, without polling."""

from collections.abc import Callable
from typing import Any

from bot.local_telegram.accounts import Account
from bot.local_telegram.acts import buttons, inline, places, writing
from bot.local_telegram.acts.whereabouts import bot_named, chat_named
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.groups import Group, PersonChat
from bot.local_telegram.queries import InlineQuery
from bot.local_telegram.seen import Press, SeenMessage, Toast
from bot.local_telegram.state import State
from bot.local_telegram.watching import Watcher

Place = Group | PersonChat | int | str | None
PATIENCE = 30.0  # seconds: how long a person waits for a bot on a busy machine before the play has failed


class Person:
    """Someone who uses Telegram. Acts take effect at once; ``sees`` and ``toast`` wait for the bot.

    ``chat`` arguments: a Group, a group's or bot's id, a PersonChat; None is the private chat with the bot.
    """

    def __init__(self, state: State, account: Account, flush: Callable[[], None]) -> None:
        self.state = state
        self.account = account
        self._flush = flush
        self._watcher = Watcher(state, account.id, account.name)

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def chat(self) -> PersonChat:
        """The private chat with the bot."""
        return PersonChat(self.state, chat_named(self.state, self.account, None), self.id)

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.name}>"

    # acting

    async def start(self, payload: str = "", *, bot: int | str | None = None) -> SeenMessage:
        """Press Start; with a payload, as a link does."""
        return self._acted(places.start(self.state, self.account, bot_named(self.state, bot), payload))

    async def opens(self, url: str, group: Group | None = None) -> SeenMessage | None:
        """Follow a t.me link; the message this sends, if any."""
        opened = places.open_link(self.state, self.account, url, group.id if group else None)
        return self._acted(opened) if isinstance(opened, Message) else None

    async def says(self, text: str, *, chat: Place = None, reply_to: SeenMessage | int | None = None) -> SeenMessage:
        """Write a text, or reply with it; a reply goes where the message is."""
        place = self._place(chat, reply_to)
        return self._acted(writing.write(self.state, self.account, place, text, _number(reply_to)))

    async def edits(self, message: SeenMessage, text: str) -> SeenMessage:
        """Edit one's own text or caption."""
        return self._acted(writing.rewrite(self.state, self.account, message.chat, message.id, text))

    async def presses(
        self,
        label: str | None = None,
        *,
        on: SeenMessage | None = None,
        data: str | None = None,
        row: int | None = None,
        col: int | None = None,
        chat: Place = None,
        inaccessible: bool = False,
    ) -> Press:
        """Press an inline button: by label (on the newest message that has it, or ``on``), by place, or forged."""
        place = self._place(chat, on)
        self._watcher.mark()
        pressed = buttons.press(
            self.state,
            self.account,
            place,
            message=on.id if on else None,
            label=label,
            data=data,
            row=row,
            col=col,
            inaccessible=inaccessible,
        )
        self._flush()
        return Press(pressed.kind, pressed.query_id, pressed.url, pressed.query)

    async def taps(self, label: str, *, chat: Place = None, **given: Any) -> SeenMessage:
        """Press a key of the reply keyboard (``latitude``, ``longitude`` for a location)."""
        return self._acted(buttons.press_key(self.state, self.account, self._place(chat), label, given))

    async def sends(
        self,
        kind: str,
        content: bytes | None = None,
        *,
        caption: str = "",
        name: str = "",
        mime_type: str = "",
        chat: Place = None,
        reply_to: SeenMessage | int | None = None,
        **facts: Any,
    ) -> SeenMessage:
        """Send a photo, document, voice, audio, video, video_note, animation or sticker; made up without bytes."""
        place = self._place(chat, reply_to)
        facts |= {"caption": caption, "name": name, "mime_type": mime_type}
        made = writing.file_content(self.state, place, kind, content, **facts)
        return self._acted(writing.speak(self.state, self.account, place, made, _number(reply_to)))

    async def sends_photo(self, content: bytes | None = None, **facts: Any) -> SeenMessage:
        return await self.sends("photo", content, **facts)

    async def sends_document(self, content: bytes | None = None, **facts: Any) -> SeenMessage:
        return await self.sends("document", content, **facts)

    async def sends_voice(self, content: bytes | None = None, **facts: Any) -> SeenMessage:
        return await self.sends("voice", content, **facts)

    async def sends_sticker(self, emoji: str = "👍", **facts: Any) -> SeenMessage:
        return await self.sends("sticker", emoji=emoji, **facts)

    async def sends_location(
        self, latitude: float = 48.63, longitude: float = 2.44, *, chat: Place = None
    ) -> SeenMessage:
        content = writing.place_content(latitude, longitude)
        return self._acted(writing.speak(self.state, self.account, self._place(chat), content))

    async def sends_contact(self, phone_number: str = "", *, chat: Place = None, **given: Any) -> SeenMessage:
        """One's own contact, or another's (phone_number, first_name, user_id)."""
        content = writing.contact_content(self.account, {"phone_number": phone_number, **given})
        return self._acted(writing.speak(self.state, self.account, self._place(chat), content))

    async def sends_album(
        self, count: int = 2, kind: str = "photo", caption: str = "", *, chat: Place = None
    ) -> list[SeenMessage]:
        """Several pictures or documents at once; the caption is on the first."""
        place = self._place(chat)
        captions = [caption] + [""] * (count - 1)
        contents = [writing.file_content(self.state, place, kind, caption=one) for one in captions]
        return [self._acted(sent) for sent in writing.send_album(self.state, self.account, place, contents)]

    async def forwards(self, message: SeenMessage, *, to: Place = None) -> SeenMessage:
        """Forward a message into a chat; by default to the bot."""
        return self._acted(writing.forward(self.state, self.account, message.message, self._place(to)))

    async def deletes(self, message: SeenMessage) -> None:
        writing.delete(self.state, self.account, message.chat, message.id)
        self._flush()

    async def asks_inline(
        self, query: str = "", *, chat: Place = None, offset: str = "", seconds: float = 10
    ) -> InlineQuery:
        """Type @bot and the query; the answer's ``results`` are lists of {"shown": {id, type, title, …}, …}."""
        bot = bot_named(self.state, None)
        return await inline.ask(self.state, self.account, bot, query, self._place(chat), offset, seconds)

    async def chooses(self, asked: InlineQuery, result: int | str = 0, *, chat: Any = None) -> SeenMessage:
        """Post a result (by place or id) into a chat: also another Person, whose chat no bot sees."""
        result_id = asked.results[result]["shown"]["id"] if isinstance(result, int) else result
        place = self.state.friend_chat(self.id, chat.id) if isinstance(chat, Person) else self._place(chat)
        return self._acted(inline.choose(self.state, self.account, asked.id, result_id, place))

    async def votes(self, message: SeenMessage, *options: int) -> None:
        places.vote(self.state, self.account, message.chat, message.id, list(options))
        self._flush()

    async def reacts(self, message: SeenMessage, emoji: str | None = "👍") -> None:
        places.react(self.state, self.account, message.chat, message.id, emoji)
        self._flush()

    async def blocks(self) -> None:
        places.block(self.state, self.chat.chat)
        self._flush()

    async def unblocks(self) -> None:
        places.block(self.state, self.chat.chat, False)
        self._flush()

    async def joins(self, group: Group) -> None:
        places.join(self.state, self.account, group.chat)
        self._flush()

    async def leaves(self, group: Group) -> None:
        places.leave(self.state, self.account, group.chat)
        self._flush()

    async def closes_account(self) -> None:
        """Delete the account: the bot gets 403 «user is deactivated»."""
        self.account.deactivated = True
        self.state.save_person(self.account)
        self._flush()

    # seeing

    async def sees(
        self,
        pattern: str,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - the failure tells what was seen
        chat: Place = None,
        ever: bool = False,
    ) -> SeenMessage:
        """Wait for a message or an edit whose text matches (re.search), by others, since one's last act.

        Each is returned once. Plain spaces match no-break ones. ``ever``: also from before one's last act. With
        ``chat``: only there. Raises AssertionError with what was seen instead.
        """
        place = self._place(chat) if chat is not None else None
        return await self._watcher.sees(pattern, timeout, place, ever=ever)

    async def toast(self, timeout: float = PATIENCE) -> Toast:  # noqa: ASYNC109
        """Wait for the answer to one's last press. Raises AssertionError."""
        return await self._watcher.toast(timeout)

    def transcript(self, last: int = 20) -> str:
        """The newest things this person saw or did, one a line."""
        return self._watcher.transcript(last)

    def _acted(self, message: Message) -> SeenMessage:
        self._watcher.mark(message)
        self._flush()
        return SeenMessage(self.state, message, message.payload)

    def _place(self, chat: Place, on: SeenMessage | int | None = None) -> Chat:
        if chat is None and isinstance(on, SeenMessage):
            return on.chat
        if isinstance(chat, Group | PersonChat):
            return chat.chat
        return chat_named(self.state, self.account, chat)


def _number(message: SeenMessage | int | None) -> int | None:
    return message.id if isinstance(message, SeenMessage) else message


__all__ = ["Group", "Person", "PersonChat", "Press", "SeenMessage", "Toast"]
