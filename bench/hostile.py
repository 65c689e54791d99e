"""Hostile values, and objects of the Bot API filled with them from the facts of its types."""

from __future__ import annotations

import random
from typing import Any

from bot.local_telegram.spec import facts

Json = dict[str, Any]

TEXTS = (
    "", " ", "x", "oui", "non", "ok pour samedi", "je ne peux plus venir", "j'aurai 20 min de retard", "STOP", "12",
    "-1", "0", "９９", "1" * 400, "samedi 14 mars de 9h à 17h", "31/02/2027", "le 30 février à 25 h", "hier",
    "demain 9h", "99999999999999999999-99-99", "10000000000h", "12/12/999999999 9h", "dans 999999999999 jours",
    "0000-00-00", "chantier enduit chaux samedi 9h-17h à Limours, 6 personnes, repas partagé", "Limours",
    "Sainte-Gene" * 60, "<b>gras", "<script>alert(1)</script>", "&amp;&lt;&#0;&nbsp;",
    '"><a href="tg://user?id=1">x</a>', "{{ 7*7 }}", "{% for x in y %}", "%s%n%d", "'; DROP TABLE people; --",
    '"* OR name:*', "NEAR(a b)", "\\", "\\u0000", "`*_[](", "\x00", "a\x00b", "\x01\x02\x1b[31m", "\u202eanihcam",
    "مرحبا بالعالم", "שלום", "👍", "👩‍👩‍👧‍👦" * 40, "🏳️‍🌈🇫🇷", "\ud83d", "\udc4d\ud83d", "\ufeff",
    "\u200b\u200d", "é" * 5000, "𝕏" * 4096, "\n" * 300, "\r\n\t", "a\u0301" * 900, "ﷺ" * 200, "A" * 60_000, "/",
    "//", "/@", "/start@", "/start@coopter_bot@coopter_bot", "/\ud83d", "/start \x00", "/annuler" * 50,
    "=HYPERLINK(1)", "+33 6 12 34 56 78", "0612345678", "١٢٣", "½", "²", "Ⅷ", "1e999", "NaN", "１/１/２０２７",
)  # fmt: skip
USUAL = (
    "Léa Martin", "Famille Durand", "1975", "2031", "0612345678", "91470", "Limours", "Étampes", "12 rue des Lilas",
    "demain 9h-12h", "samedi 9h-17h", "dimanche 14 mars de 14h à 17h", "le 20 mars à 14 h 30", "12/06/2009", "4", "dix",
    "enduit et isolation", "gants, masque", "on mange ensemble", "portail vert, se garer en face", "oui", "non", "ok",
    "je viens avec Paul", "je ne peux plus", "dans deux semaines", "le 28/03/2027 à 2h30", "une pause café", "merci !",
)  # fmt: skip
"""What people do write: it leads deeper into conversations."""
NUMBERS = (
    0, 1, -1, 2, 5, 10, 17, 2**31 - 1, 2**31, -(2**31), 2**52, 2**53, 2**63 - 1, -(2**63), 2**63, 2**64, 10**40,
    -(10**40), 777000, 1087968824, 136817688,
)  # fmt: skip
UNIONS: dict[str, tuple[str, ...]] = {
    "ChatMember": (
        "ChatMemberOwner", "ChatMemberAdministrator", "ChatMemberMember", "ChatMemberLeft", "ChatMemberBanned",
    ),
    "MaybeInaccessibleMessage": ("Message", "InaccessibleMessage"),
    "MessageOrigin": ("MessageOriginUser", "MessageOriginHiddenUser", "MessageOriginChat"),
}  # fmt: skip
TAGS = {
    "ChatMemberOwner": {"status": "creator"},
    "ChatMemberAdministrator": {"status": "administrator"},
    "ChatMemberMember": {"status": "member"},
    "ChatMemberLeft": {"status": "left"},
    "ChatMemberBanned": {"status": "kicked"},
    "MessageOriginUser": {"type": "user"},
    "MessageOriginHiddenUser": {"type": "hidden_user"},
    "MessageOriginChat": {"type": "chat"},
    "ReactionTypeEmoji": {"type": "emoji"},
    "ReactionTypeCustomEmoji": {"type": "custom_emoji"},
    "ReactionTypePaid": {"type": "paid"},
    "InaccessibleMessage": {"date": 0},
}
"""What tells the members of a union apart."""
DEEPEST = 3


class Filler:
    """Fills objects: what a type requires is always there, the rest by chance (`chance` is a seeded one)."""

    def __init__(self, chance: random.Random, now: int) -> None:
        self.chance = chance
        self.now = now

    def text(self) -> str:
        """A usual text, a hostile one, or two in one."""
        one = self.chance.choice(USUAL if self.chance.random() < 0.4 else TEXTS)
        return one if self.chance.random() < 0.85 else (one + " " + self.chance.choice(TEXTS))[:70_000]

    def number(self) -> int:
        """A whole number: small, at an edge, or larger than any database keeps."""
        return self.chance.choice(NUMBERS) if self.chance.random() < 0.6 else self.chance.randrange(2**48)

    def date(self) -> int:
        """Seconds since 1970: now, or anything."""
        return self.now - self.chance.randrange(10**6) if self.chance.random() < 0.8 else self.number()

    def one(self, kind: str, depth: int = 0) -> Any:
        """Something of a type, as the facts name it."""
        if kind.startswith("Array of "):
            return [self.one(kind.removeprefix("Array of "), depth + 1) for _ in range(self.chance.randrange(3))]
        if kind in _PLAIN:
            return _PLAIN[kind](self)
        known = facts()["types"].get(kind)
        members = UNIONS.get(kind) or (known or {}).get("one_of")
        if members:
            return self.one(self.chance.choice(members), depth)
        return self.filled(kind, known["fields"], depth) if known else {}

    def filled(self, kind: str, fields: Json, depth: int = 0, rest: float = 0.15) -> Json:
        """An object: its required fields, and each other one with the chance `rest`."""
        made: Json = {}
        for name, fact in fields.items():
            if fact.get("required") or (depth < DEEPEST and self.chance.random() < rest):
                made[name] = self._field(name, self.chance.choice(fact["types"]), depth)
        return made | TAGS.get(kind, {})

    def _field(self, name: str, kind: str, depth: int) -> Any:
        if kind == "Integer" and name.endswith("date"):
            return self.date()
        return self.one(kind, depth + 1)

    def message(self, rest: float = 0.02) -> Json:
        """A message with a few of all the fields that one can have."""
        return self.filled("Message", facts()["types"]["Message"]["fields"], 1, rest)

    def update(self, kind: str) -> Json:
        """What an update of a kind carries."""
        found: Json = self.one(facts()["types"]["Update"]["fields"][kind]["types"][0])
        return found


_PLAIN = {
    "Integer": Filler.number,
    "String": Filler.text,
    "Boolean": lambda filler: filler.chance.random() < 0.5,
    "True": lambda filler: True,
    "Float": lambda filler: filler.chance.choice((0.0, -1.5, 48.6, 1e300, float(2**53))),
}
KINDS = tuple(name for name in facts()["types"]["Update"]["fields"] if name != "update_id")
"""Every kind of update there is."""
