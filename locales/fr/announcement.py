"""A work day read from one French sentence, or from a pasted announcement of many lines.

A field is filled only where the text says it; what is not understood stays in `description`.
"""

import re
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from locales.fr.announcements.address import read_address
from locales.fr.announcements.belongings import read_tools
from locales.fr.announcements.contact import read_contacts
from locales.fr.announcements.description import description
from locales.fr.announcements.durations import durations
from locales.fr.announcements.meal import meal_hours, read_meal
from locales.fr.announcements.minors import read_minors
from locales.fr.announcements.passage import Span
from locales.fr.announcements.seats import read_seats
from locales.fr.announcements.skills import read_skills
from locales.fr.places.mentions import find_communes_in
from locales.fr.places.records import Commune, CommuneMention
from locales.fr.spelling import composed, plain
from locales.fr.when import When, read_when
from locales.fr.works import read_works

# Between two fields of one line; «9 h / 17 h» is left to the reader of dates.
_LIST_MARK = re.compile(r"(?<=\s)[/|•](?=\s+\D)")
_RUN_OF_BLANKS = re.compile(r"\n{3,}|[ \t\u00a0]{2,}")


class Announcement(BaseModel):
    """What an announcement says of a work day.

    `seats`: people wanted (of a range the larger). `commune`, `insee`: the one place meant; else `communes` holds the
    candidates to ask about (one alone: only said to be near, or doubtful). `address`: as typed, without commune.
    `works`: identifiers of `locales.fr.works`. `meal`: True given, False to be brought or shared, None not said.
    `tools`, `skills`: as typed. `contacts`: phone and mail, kept out of `description`, as the address is.
    """

    model_config = ConfigDict(frozen=True)

    when: When
    seats: int | None = None
    commune: str | None = None
    insee: str | None = None
    communes: tuple[Commune, ...] = ()
    address: str | None = None
    works: list[str] = []
    meal: bool | None = None
    tools: list[str] = []
    skills: list[str] = []
    minors: bool | None = None
    contacts: tuple[str, ...] = ()
    description: str = ""


def read_announcement(text: str, now: datetime) -> Announcement:
    """Read a work day's announcement typed or pasted at `now` (Paris time, aware or naive local)."""
    written = _RUN_OF_BLANKS.sub(lambda run: run[0][0] * (2 if run[0][0] == "\n" else 1), composed(text))
    sentence = plain(written)
    contacts = read_contacts(written)
    aside = (*contacts.spans, *meal_hours(sentence), *durations(sentence))
    dated = _LIST_MARK.sub(",", written)
    when = read_when(_masked(dated, aside), now)
    mentions = find_communes_in(written)
    places = tuple((mention.start, mention.end) for mention in mentions)
    address = read_address(written, sentence, places, when.spans)
    outside = tuple(mention for mention in mentions if mention.weight and not _within(mention, address.spans))
    seats = read_seats(_masked(sentence, (*address.spans, *contacts.spans)), when.spans)
    if seats.spans or address.spans or places:
        said_elsewhere = (_with_its_comma(sentence, span) for span in (*seats.spans, *address.spans, *places))
        when = read_when(_masked(dated, (*aside, *said_elsewhere)), now)
    meal, minors, skills = read_meal(sentence), read_minors(sentence), read_skills(written, sentence)
    tools = read_tools(written, sentence, (*skills.spans, *address.spans))
    apart = (*address.spans, *contacts.spans, *skills.spans, *tools.spans, *minors.spans)
    understood = (*meal.spans, *minors.spans, *skills.spans, *tools.spans)
    one, several = _place(outside)
    named = tuple((mention.start, mention.end) for mention in outside if not mention.near) if one else ()
    return Announcement(
        when=when,
        seats=seats.value,
        commune=one.name if one else None,
        insee=one.insee if one else None,
        communes=several,
        address=address.value,
        works=read_works(_masked(sentence, (*apart, *places))),
        meal=meal.value,
        tools=list(tools.value),
        skills=list(skills.value),
        minors=minors.value,
        contacts=contacts.value,
        description=description(
            written, sentence, (*address.spans, *contacts.spans, *when.spans, *seats.spans, *named), understood
        ),
    )


def _place(mentions: tuple[CommuneMention, ...]) -> tuple[Commune | None, tuple[Commune, ...]]:
    """The commune meant, or those to ask about: the surest mentions decide, a full name settles a short one."""
    meant = [mention for mention in mentions if not mention.near] or list(mentions)
    if not meant:
        return None, ()
    surest = [mention for mention in meant if mention.weight == meant[0].weight]
    candidates = {commune.insee: commune for mention in surest for commune in _communes(mention)}
    settled = {mention.match.found.insee for mention in meant if mention.match.found} & set(candidates)
    if len(settled) == 1 and not meant[0].near and all(len(_communes(m)) > 1 or m.match.found for m in surest):
        only = candidates[settled.pop()]
        if all(only in _communes(mention) for mention in surest):
            return only, ()
    return None, tuple(candidates.values())


def _communes(mention: CommuneMention) -> tuple[Commune, ...]:
    return (mention.match.found,) if mention.match.found else mention.match.several


def _within(mention: CommuneMention, spans: tuple[Span, ...]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)


def _with_its_comma(sentence: str, span: Span) -> Span:
    """A passage with the preposition before it and, between two commas, the one after it: what it hid stays joined."""
    before = re.search(r"\b(?:(?:a|au|aux|chez|en|de|pour|sur)\s+|d')$", sentence[max(0, span[0] - 8) : span[0]])
    start = span[0] - (len(before[0]) if before else 0)
    after = re.match(r"\s*,", sentence[span[1] :])
    between = re.search(r"(?:^|,)\s*$", sentence[:start])
    return start, span[1] + (after.end() if after and between else 0)


def _masked(sentence: str, spans: tuple[Span, ...]) -> str:
    """The text with these passages blanked, positions kept."""
    for start, end in spans:
        sentence = f"{sentence[:start]}{' ' * (end - start)}{sentence[end:]}"
    return sentence
