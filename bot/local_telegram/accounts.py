"""Who is there: people and bots, and how the Bot API describes each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


def to_bytes(value: object) -> bytes:
    """A value as JSON in UTF-8; half a surrogate pair, which a bot may send, becomes an escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


@dataclass(slots=True)
class Account:
    """A person. ``last_name`` and ``username`` may be empty, as on Telegram.

    ``about`` is a word for whoever plays them («ménage, Limours»); bots never see it.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "fr"
    phone_number: str = ""
    deactivated: bool = False
    about: str = ""
    user: Json = field(default_factory=dict)
    private_chat: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Build the User and Chat objects anew, after a change of name."""
        names = {"first_name": self.first_name if not self.deactivated else ""}
        if self.last_name:
            names["last_name"] = self.last_name
        if self.username:
            names["username"] = self.username
        self.user = {"id": self.id, "is_bot": False, **names}
        if self.language_code:
            self.user["language_code"] = self.language_code
        self.private_chat = {"id": self.id, **names, "type": "private"}

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def dump(self) -> Json:
        """What the journal keeps."""
        fields = ("id", "first_name", "last_name", "username", "language_code", "phone_number", "deactivated", "about")
        return {name: getattr(self, name) for name in fields}


@dataclass(slots=True)
class BotAccount:
    """A bot: what BotFather and the bot itself have set.

    ``commands`` are by (scope, language), a scope being a tuple such as ("chat", 1001); ``menu_buttons`` by chat id, 0
    being the default; ``names``, ``descriptions`` and ``short_descriptions`` by language, "" being the default.
    """

    id: int
    token: str
    first_name: str
    username: str
    privacy_mode: bool = True
    inline: bool = True
    inline_feedback: bool = True
    can_join_groups: bool = True
    revoked: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[tuple[str | int, ...], str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)
    user: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Build the User object anew, after a change of name."""
        self.user = {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    @property
    def name(self) -> str:
        return self.names.get("", self.first_name)

    def me(self) -> Json:
        """The answer to getMe."""
        return {
            **self.user,
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": not self.privacy_mode,
            "supports_inline_queries": self.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def dump(self) -> Json:
        """What the journal keeps."""
        plain = ("id", "token", "first_name", "username", "privacy_mode", "inline", "inline_feedback")
        more = ("can_join_groups", "revoked", "names", "descriptions", "short_descriptions")
        kept: Json = {name: getattr(self, name) for name in plain + more}
        kept["commands"] = [[list(scope), language, listed] for (scope, language), listed in self.commands.items()]
        kept["menu_buttons"] = list(self.menu_buttons.items())
        return kept

    @classmethod
    def load(cls, kept: Json) -> "BotAccount":
        commands = {(tuple(scope), language): listed for scope, language, listed in kept.pop("commands")}
        menu_buttons = dict(kept.pop("menu_buttons"))
        return cls(**kept, commands=commands, menu_buttons=menu_buttons)


@dataclass(slots=True)
class Member:
    """Someone's place in a group: creator, administrator, member, left or kicked."""

    status: str = "member"
    anonymous: bool = False
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        return self.status in ("creator", "administrator", "member", "restricted")

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def copy(self) -> "Member":
        return Member(self.status, self.anonymous, dict(self.rights))


ADMIN_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
USUAL_RIGHTS: frozenset[str] = frozenset(
    ("can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users", "can_pin_messages")
)


def chat_member(user: Json, member: Member) -> Json:
    """The ChatMember object of ``user``."""
    described: Json = {"user": user, "status": member.status}
    if member.status == "creator":
        described["is_anonymous"] = member.anonymous
    elif member.status == "administrator":
        described["is_anonymous"] = member.anonymous
        described |= {right: member.rights.get(right, right in USUAL_RIGHTS) for right in ADMIN_RIGHTS}
    elif member.status == "kicked":
        described["until_date"] = 0
    return described


def taken(username: str, accounts: Iterable[Account | BotAccount]) -> bool:
    """Whether someone has that username, letter case aside."""
    wanted = username.lower()
    return any(account.username.lower() == wanted for account in accounts)
