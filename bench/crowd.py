"""People who send a bot anything at all: every kind of update, with what is really on their screens among it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from bench.hostile import KINDS, Filler, Json
from bot.local_telegram import LocalTelegram
from bot.local_telegram.accounts import Account
from handlers.routes import Table

FORGED = ("", ".", "1", "1.", "1..", "2.menu", "x", "1.f", "1.menu.1.2.3.4.5.6", "1.f.-1.-1.-1.-1", "1." + "9" * 60)


class Crowd:
    """Makes updates of `accounts`, of strangers and of `groups` (chat ids), one after the other."""

    def __init__(
        self,
        chance: random.Random,
        telegram: LocalTelegram,
        table: Table,
        accounts: Sequence[Account],
        groups: list[int],
    ) -> None:
        self.chance = chance
        self.filler = Filler(chance, int(telegram.clock.time()))
        self.telegram = telegram
        self.table = table
        self.accounts = accounts
        self.groups = groups
        self.sent = 0

    def update(self) -> Json:
        """The next update."""
        self.sent += 1
        made = self.chance.choices(list(_WAYS), list(_WAYS.values()))[0](self)
        return {"update_id": 10**6 + self.sent, **made}

    def user(self) -> Json:
        """Who speaks: nearly always someone known; sometimes a stranger, a bot, Telegram itself."""
        dice = self.chance.random()
        if dice < 0.9:
            return dict(self.chance.choice(self.accounts).user)
        made: Json = self.filler.one("User")
        made["is_bot"] = dice > 0.98
        return made

    def message_id(self) -> int:
        """The id of a message: of this world, or of none."""
        return self.chance.randrange(1, 3000) if self.chance.random() < 0.9 else self.filler.number()

    def private(self, **fields: Any) -> Json:
        """A message in the private chat of whoever sends it."""
        user = self.user()
        return self._said(user, {**user, "type": "private"}, fields)

    def _said(self, user: Json, chat: Json, fields: Json) -> Json:
        chat = {key: value for key, value in chat.items() if key not in ("is_bot", "language_code")}
        head = {"message_id": self.message_id(), "date": self.filler.now, "from": user, "chat": chat}
        return {"message": head | fields}

    def words(self) -> Json:
        """A text, with entities that may not fit it."""
        fields: Json = {"text": self.filler.text()}
        if self.chance.random() < 0.1:
            fields["entities"] = self.filler.one("Array of MessageEntity")
        return fields

    def says(self) -> Json:
        """Someone writes something."""
        return self.private(**self.words())

    def commands(self) -> Json:
        """A command, with or without something behind it."""
        name = self.chance.choice(list(self.table.commands))
        rest = self.chance.choice(("", "", f" {self.filler.text()}", "@coopter_bot", "@other_bot x"))
        return self.private(text=f"/{name}{rest}")

    def links(self) -> Json:
        """A deep link: known prefixes, any rest."""
        prefix = self.chance.choice([*self.table.links, "", "x", "bonjour"])
        rest = self.chance.choice((str(self.filler.number()), str(self.chance.randrange(9)), self.filler.text()))
        return self.private(text=f"/start {prefix}-{rest}")

    def replies(self) -> Json:
        """A reply to a message of ours, or to one that nobody knows."""
        user = self.user()
        answered = {"message_id": self.message_id(), "date": 0, "chat": {"id": user["id"], "type": "private"}}
        return self._said(user, {**user, "type": "private"}, {**self.words(), "reply_to_message": answered})

    def media(self) -> Json:
        """A message of any content: pictures, files, places, contacts of oneself and of others, services."""
        made = self.filler.message(rest=0.04)
        for name in ("chat", "from", "sender_chat", "via_bot", "forward_origin", "date", "message_id"):
            made.pop(name, None)
        contact = made.get("contact")
        if contact is not None and self.chance.random() < 0.5:
            contact["user_id"] = self.chance.choice(self.accounts).id
        return self.private(**made)

    def someone_elses(self) -> Json:
        """Forwarded, by way of a bot, or in the name of a chat."""
        name, kind = self.chance.choice(
            (("forward_origin", "MessageOrigin"), ("via_bot", "User"), ("sender_chat", "Chat"))
        )
        return self.private(**self.words(), **{name: self.filler.one(kind)})

    def edits(self) -> Json:
        """A message that was edited."""
        return {"edited_message": self.private(**self.words())["message"]}

    def in_group(self) -> Json:
        """Something in a group or a channel; the group may become a supergroup."""
        known = self.chance.random() < 0.8
        chat_id = self.chance.choice(self.groups) if known else -abs(self.filler.number() or 1)
        kind = self.chance.choice(("group", "supergroup", "supergroup", "channel"))
        fields = (
            self.words()
            if self.chance.random() < 0.6
            else {"text": f"/{self.chance.choice(list(self.table.commands))}"}
        )
        if self.chance.random() < 0.02 and not known:
            fields = {"migrate_to_chat_id": -abs(self.filler.number() or 1)}
        return self._said(self.user(), {"id": chat_id, "type": kind, "title": self.filler.text()}, fields)

    def presses(self) -> Json:
        """A press on a button that is really there."""
        account = self.chance.choice(self.accounts)
        chat = self.telegram.state.private.get((account.id, self.telegram.bot.id))
        newest = list(chat.messages.values())[-30:] if chat else []
        buttons = [(m, b["callback_data"]) for m in newest for b in _buttons(m.payload) if "callback_data" in b]
        if not buttons:
            return self.forges()
        shown, data = self.chance.choice(buttons)
        return self._press(dict(account.user), data, shown.id)

    def forges(self) -> Json:
        """Callback data made up: every known route, with any arguments."""
        name = self.chance.choice(list(self.table.presses))
        numbers = [self._argument() for _ in range(self.chance.randrange(6))]
        data = ".".join(["1", name, *map(str, numbers)]) if self.chance.random() < 0.85 else self.chance.choice(FORGED)
        return self._press(self.user(), data[:64], self.message_id())

    def _argument(self) -> int:
        return self.chance.randrange(-1, 12) if self.chance.random() < 0.8 else self.filler.number()

    def _press(self, user: Json, data: str, message_id: int) -> Json:
        query: Json = {"id": f"q{self.sent}", "from": user, "chat_instance": "0", "data": data}
        chat = {"id": user["id"], "type": "private"}
        if self.chance.random() < 0.05:
            chat = {"id": self.chance.choice(self.groups), "type": "supergroup", "title": "x"}
        place = self.chance.random()
        if place < 0.9:
            query["message"] = {"message_id": message_id, "date": 0 if place < 0.05 else self.filler.now, "chat": chat}
        elif place < 0.95:
            query["inline_message_id"] = self.filler.text()
        return {"callback_query": query}

    def asks_inline(self) -> Json:
        """An inline query, or a result that was chosen."""
        if self.chance.random() < 0.3:
            return {"chosen_inline_result": {**self.filler.update("chosen_inline_result"), "from": self.user()}}
        query = self.chance.choice((self.filler.text(), f"d-{self._argument()}", ""))
        return {
            "inline_query": {"id": f"i{self.sent}", "from": self.user(), "query": query, "offset": self.filler.text()}
        }

    def membership(self) -> Json:
        """The bot or someone else comes and goes."""
        kind = self.chance.choice(("my_chat_member", "chat_member"))
        made = self.filler.update(kind)
        made["from"] = self.user()
        if self.chance.random() < 0.7:
            made["chat"] = {"id": self.chance.choice(self.groups), "type": "supergroup", "title": self.filler.text()}
        return {kind: made}

    def anything(self) -> Json:
        """An update of any kind at all, filled by chance."""
        kind = self.chance.choice(KINDS)
        made = self.filler.update(kind)
        if kind in ("inline_query", "callback_query"):
            made["id"] = f"a{self.sent}"  # Telegram's own, never empty
        return {kind: made}


def _buttons(payload: Json) -> list[Json]:
    keyboard = (payload.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button for row in keyboard for button in row]


_WAYS: dict[Callable[[Crowd], Json], float] = {
    Crowd.says: 20, Crowd.commands: 12, Crowd.links: 4, Crowd.replies: 6, Crowd.media: 8, Crowd.someone_elses: 3,
    Crowd.edits: 2, Crowd.in_group: 6, Crowd.presses: 34, Crowd.forges: 12, Crowd.asks_inline: 3, Crowd.membership: 2,
    Crowd.anything: 6,
}  # fmt: skip
"""How often each happens."""
