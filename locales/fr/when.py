"""Reads the dates and hours that people type in French: «samedi 14 mars de 9h à 17h», «mardi en huit», «le 3 et 4 mai».

A definite answer is given only when the words leave one reading; anything else is asked back with the reason. The
conventions: the nearest reading after today; «prochain» and «ce» are the first after today; «en huit» seven days
after; morning 9–12, afternoon 14–17, evening 18–21, day 9–17.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from locales.fr.dates.fold import Folded, fold
from locales.fr.dates.foreign import with_figures
from locales.fr.dates.group_meaning import readings
from locales.fr.dates.items import Dates, Gap, Item
from locales.fr.dates.lexer import Token, lex
from locales.fr.dates.meaning import likely_hours, slots_of
from locales.fr.dates.model import Code, Doubt, Slot, When
from locales.fr.dates.noise import mask
from locales.fr.dates.reader import read_items
from locales.fr.dates.shape import shape
from locales.fr.dates.unclear import Unclear

__all__ = ["Code", "Doubt", "Slot", "When", "read_when"]

_PARIS = ZoneInfo("Europe/Paris")
_LONGEST = 4096  # a Telegram message
_MOST_SLOTS = 100


def read_when(text: str, now: datetime) -> When:
    """Read a text seen at `now` (aware, or naive Paris time): slots, or what to ask back, or nothing. Never raises."""
    here = now.astimezone(_PARIS).replace(tzinfo=None) if now.tzinfo else now
    when = _read(text[:_LONGEST], here)
    if when.kind == "none" or (when.doubt is not None and when.doubt.code == "no_day"):
        english = with_figures(text[:_LONGEST], here)
        if english is not None:
            return _read(english, here)
    return when


def _read(text: str, now: datetime) -> When:
    folded = fold(text)
    tokens = shape(lex(folded.text))
    mask(tokens)
    items = read_items(tokens)
    spans = _spans(items, tokens, folded)
    try:
        slots = slots_of(items, now)
    except Unclear as unclear:
        return _ask(unclear, items, spans, text, now.date())
    if not slots:
        return When(kind="none")
    return When(kind="when", slots=slots, spans=spans)


def _spans(items: list[Item], tokens: list[Token], folded: Folded) -> tuple[tuple[int, int], ...]:
    """Give the passages understood, in the original text; those with only small words between are one."""
    spans: list[tuple[int, int]] = []
    open_until = -1
    for item in items:
        if isinstance(item, Gap):
            if item.sort in ("word", "stop"):
                open_until = -1
            continue
        start = folded.origin[tokens[item.i].start]
        end = folded.origin[tokens[item.j - 1].end - 1] + 1
        if spans and open_until == len(spans) - 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        open_until = len(spans) - 1
    return tuple(spans)


def _ask(unclear: Unclear, items: list[Item], spans: tuple[tuple[int, int], ...], text: str, today: date) -> When:
    start, end = likely_hours(items) or (None, None)
    likely = tuple(
        tuple(Slot(date=day, start=start, end=end) for day in days)
        for days in dict.fromkeys(unclear.likely or _offered(unclear, items, today))
        if 0 < len(days) <= _MOST_SLOTS
    )
    said = text[spans[0][0] : spans[-1][1]] if spans else ""
    doubt = unclear.doubt.model_copy(update={"text": said})
    return When(kind="ask", reason=unclear.reason, doubt=doubt, likely=likely, spans=spans)


def _offered(unclear: Unclear, items: list[Item], today: date) -> list[tuple[date, ...]]:
    """Give the days to offer when the doubt names none: each date said, or all of them where only hours are unclear."""
    if unclear.reason != "ambiguous" or unclear.doubt.code == "excluded":
        return []
    found = readings([item for item in items if isinstance(item, Dates)], today)
    if unclear.doubt.code in ("hours_unclear", "hours_of_which", "end_before_start", "no_start") and found:
        return [tuple(sorted({day for days in found for day in days}))]
    return found
