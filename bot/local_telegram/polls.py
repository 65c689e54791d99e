"""Polls and who voted what."""

from dataclasses import dataclass, field
from typing import Any

from bot.local_telegram.accounts import Json


@dataclass(slots=True)
class PollRecord:
    """A poll. ``votes`` are lists of option indexes by person."""

    id: str
    bot: int
    question: Json
    options: list[Json]
    anonymous: bool = True
    kind: str = "regular"
    multiple: bool = False
    revoting: bool = True
    correct: list[int] = field(default_factory=list)
    explanation: Json = field(default_factory=dict)
    closed: bool = False
    close_at: float = 0.0
    open_period: int = 0
    chat_key: str = ""
    message_id: int = 0
    votes: dict[int, list[int]] = field(default_factory=dict)

    def described(self) -> Json:
        """The Poll object."""
        counts = [sum(index in chosen for chosen in self.votes.values()) for index in range(len(self.options))]
        poll: Json = {
            "id": self.id,
            **self.question,
            "options": [
                {"persistent_id": str(index), **option, "voter_count": count}
                for index, (option, count) in enumerate(zip(self.options, counts, strict=True))
            ],
            "total_voter_count": sum(bool(chosen) for chosen in self.votes.values()),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": self.kind,
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": False,
        }
        if self.kind == "quiz" and self.correct:
            poll["correct_option_ids"] = self.correct
        if self.open_period:
            poll["open_period"] = self.open_period
        if self.close_at:
            poll["close_date"] = int(self.close_at)
        return poll | self.explanation

    def dump(self) -> Json:
        kept: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__ if name != "votes"}
        kept["votes"] = list(self.votes.items())
        return kept

    @classmethod
    def load(cls, kept: Json) -> "PollRecord":
        return cls(**{**kept, "votes": dict(kept["votes"])})
