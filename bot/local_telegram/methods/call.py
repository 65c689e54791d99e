"""One call of a method: who calls, with which parameters and files, and the questions every method asks."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.local_telegram import limits
from bot.local_telegram.accounts import BotAccount, Json
from bot.local_telegram.chats import Chat, Message
from bot.local_telegram.entities import formatted
from bot.local_telegram.errors import ApiError, bad_request, forbidden
from bot.local_telegram.limits import FloodControl
from bot.local_telegram.options import Options
from bot.local_telegram.state import State

Access = Literal["read", "edit", "write"]


@dataclass(slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime_type: str
    content: bytes


@dataclass(slots=True)
class Call:
    """A call: ``params`` are checked and of their types already."""

    state: State
    options: Options
    bot: BotAccount
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)
    flood: FloodControl | None = None

    def chat(self, name: str = "chat_id", access: Access = "write") -> Chat:
        """The chat that a parameter names; refused as Telegram does when the bot may not."""
        reference = self.params.get(name)
        if reference is None:
            raise bad_request("chat_id is empty")
        if isinstance(reference, str):
            named = self.state.named(reference)
            if named is None:
                raise bad_request("chat not found")
            reference = named.id
        return self._private(reference, access) if reference > 0 else self._group(reference, access)

    def _private(self, person: int, access: Access) -> Chat:
        chat = self.state.private.get((person, self.bot.id))
        if chat is None or not chat.started:
            raise self._unknown(person)
        if access != "read":
            if self.state.people[person].deactivated:
                raise forbidden("user is deactivated")
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
        return chat

    def _unknown(self, person: int) -> ApiError:
        if person in self.state.bots:
            return forbidden("the bot can't send messages to the bot")
        if person not in self.state.people:
            return bad_request("chat not found")
        return forbidden("bot can't initiate conversation with a user")

    def _group(self, group_id: int, access: Access) -> Chat:
        chat = self.state.groups.get(group_id)
        member = chat.members.get(self.bot.id) if chat is not None else None
        if chat is None or member is None or (chat.deleted and chat.kind == "supergroup"):
            raise bad_request("chat not found")
        if chat.migrated_to and access != "read":
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.deleted and access == "write":
            raise forbidden("the group chat was deleted")
        kind = "supergroup" if chat.kind == "supergroup" else "group"
        if member.status == "kicked":
            raise forbidden(f"bot was kicked from the {kind} chat")
        if not member.present and (access != "read" or kind == "supergroup"):
            raise forbidden(f"bot is not a member of the {kind} chat")
        return chat

    def message(self, chat: Chat, what: str, name: str = "message_id") -> Message:
        """A message of that chat; ``what`` is how the refusal calls it."""
        number = self.params.get(name) or 0
        message = chat.messages.get(number)
        if message is None or message.deleted:
            raise bad_request(f"{what} not found")
        return message

    def text(
        self, name: str, ceiling: int, mode: str = "parse_mode", entities: str = "entities"
    ) -> tuple[str, list[Json]]:
        """A text parameter after its entities are parsed, within its ceiling (in characters)."""
        params = self.params
        raw = params.get(name, "")
        if len(raw) > 1 << 13 and len(raw.encode()) > 1 << 15:
            raise bad_request("text is too long")
        text, found = formatted(raw, params.get(mode, ""), params.get(entities))
        if len(text) > ceiling:
            raise bad_request("message is too long" if ceiling == limits.TEXT else "message caption is too long")
        return text, self.with_people(found)

    def with_people(self, entities: list[Json]) -> list[Json]:
        """Mentions by id carry the user; those of people nobody knows are plain text."""
        kept = []
        for entity in entities:
            if entity["type"] == "text_mention":
                person = self.state.people.get(entity["user"]["id"])
                if person is None:
                    continue
                entity = {**entity, "user": person.user}
            kept.append(entity)
        return kept

    def pace(self, chat: Chat, messages: int = 1, *, edit: bool = False) -> None:
        """Count what is about to be sent; 429 when it is too much."""
        flood = self.flood
        if flood is None or (edit and not flood.limits.count_edits):
            return
        wait = flood.take(chat.id, messages=messages, paid=bool(self.params.get("allow_paid_broadcast")))
        if wait:
            raise ApiError(429, f"retry after {wait}", {"retry_after": wait})

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)
