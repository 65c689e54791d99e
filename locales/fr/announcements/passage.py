"""A value and where it was read."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

Value = TypeVar("Value")
Span = tuple[int, int]


class Heard(BaseModel, Generic[Value]):
    """What was understood (`value`) and the passages that said it, as (start, end) in the composed text."""

    model_config = ConfigDict(frozen=True)

    value: Value
    spans: tuple[Span, ...] = ()


def overlaps(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether a passage shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def clause_before(text: str, at: int, reach: int = 40) -> str:
    """The last words of the sentence before a place, at most `reach` characters."""
    before = text[max(0, at - reach) : at]
    for stop in (". ", "\n", "!", "?", ";", "•"):
        before = before.rsplit(stop, 1)[-1]
    return before
