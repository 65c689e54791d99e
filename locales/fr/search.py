"""What someone who wants to help is looking for: «je suis dispo samedi après-midi vers Limours, plutôt de l'enduit».

A text is a search when its author offers themselves or asks what there is; one that asks for people, or that declines,
is none. Dates may be broad («en mai», «un samedi»): all the days they may mean are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from locales.fr.dates.model import Doubt
from locales.fr.dates.stretch import days_meant, merged
from locales.fr.places.mentions import find_communes_in
from locales.fr.places.records import Commune
from locales.fr.say import say_date, say_day, say_hours, say_slots
from locales.fr.spelling import composed, plain
from locales.fr.when import Slot, read_when
from locales.fr.works import read_works

__all__ = ["Search", "read_search", "say_days"]

_PARIS = ZoneInfo("Europe/Paris")
_LONGEST = 300  # characters: a longer text tells something else
_WEEKDAYS = ("lundis", "mardis", "mercredis", "jeudis", "vendredis", "samedis", "dimanches")
_FEW = 4
"""How many days are named one by one."""

_FREE = r"(?:dispo\w*|libres?|partante?s?|motivee?s?|chaude?s?)"
_WORK = r"(?:chantiers?|seances?|journees?|coups? de main|trucs?|choses?)"
_OFFERS = re.compile(
    rf"\b(?:(?:je|j|on|nous|moi je) )?(?:suis|serai|serais|sera|serait|est|sommes|serons|reste|jsuis|chuis)"
    rf" (?:\w+ ){{0,2}}{_FREE}\b"
    rf"|^(?:(?:bonjour|bonsoir|salut|coucou|hello)\W+)?(?:dispo\w*|libres?)\b"
    r"|\b(?:je|j|on|nous) ?(?:peux|peut|pourrais|pourrait|pourrions|veux|voudrais|voudrait|aimerais|aimerait"
    r"|souhaite|souhaiterais|pourrai|pouvons|viendrais|veut) (?:\w+ ){0,2}"
    r"(?:aider|venir|participer|donner un coup de main|filer un coup de main|faire|apprendre)\b"
    r"|\bj ?ai (?:\w+ )?(?:du temps|un peu de temps|envie|un creneau|mon (?:samedi|dimanche|week-?end))"
    r"|\b(?:envie (?:de |d ?)(?:aider|faire|participer|apprendre))\b"
    rf"|\b(?:cherch\w+|recherch\w+|trouver|voir|proposez|proposer|aurait|auriez|avez)[ -](?:vous |t-il |moi )?"
    rf"(?:un|une|des|les|quel\w*|de l)? ?{_WORK}\b"
    rf"|\b(?:quels?|quelles?)(?: sont les)? (?:prochain\w* )?{_WORK}\b"
    rf"|\b(?:il y a|y a|ya|y aura|y aurait)(?:[ -]t[ -]il)?(?: \w+)? (?:quoi|{_WORK}|quelque chose)\b"
    r"|\by a[ -]t[ -]il\b"
    r"|\bqu ?est[ -]ce qu ?il y a\b|\bquoi (?:de prevu|comme)\b"
    r"|\b(?:ou|comment|qui) (?:je )?(?:peux?|puis|pourrais) ?-?(?:je )?aider\b"
    rf"|\bqui a besoin\b|\bbesoin d ?aide quelque part\b|^(?:les |un |des )?{_WORK}\b[^.!]*\?$"
)
_ASKS_FOR_PEOPLE = re.compile(
    r"\b(?:besoin (?:de|d ?(?!aide quelque part))(?! ?moi)"
    r"|(?:re)?cherch\w+ (?:encore )?(?:\d+|des? |un peu de |du )?\s*"
    r"(?:benevoles?|volontaires?|bras|personnes?|gens|monde|renforts?|mains|aide|quelqu|copains|voisins|\d+)"
    r"|venez|rejoignez|(?:il|me|nous) (?:faut|faudrait|manque)|faudrait|chez (?:moi|nous)|m ?aider|nous aider"
    r"|je propose|nous proposons|on propose|j ?organise|on organise|nous organisons|(?:mon|notre|ma|nos) \w+"
    r"|places? (?:dispo\w*|restantes?|a prendre)|\d+ places?|vous (?:etes|seriez|serez)|(?:etes|seriez|serez)[ -]vous"
    r"|tu (?:es|serais|seras)|es[ -]tu|qui (?:est|serait|sera|peut|pourrait|vient|veut)|quelqu|qqn|qq1)\b"
)
_DECLINES = re.compile(
    rf"\b(?:pas|plus|jamais|ni|aucun\w*|in)(?: \w+)? ?{_FREE}\b|\bindispo\w*"
    r"|\b(?:peux|peut|pourrai|pourrais|veux|suis|serai|sera|viens|vient|pouvons)(?: plus| pas)\b"
)
_OWN = re.compile(
    r"\b(?:mon|ma|notre|nos) "
    r"(?:samedi|dimanche|week-?end|journee|apres-?midi|matinee|temps|mari|femme|ami\w*|fils|fille)\b"
    r"|\bqui a besoin d ?'?"
)


class Search(BaseModel):
    """What is looked for; nothing said of a thing is no limit.

    `slots`: the days meant; `stretches`: the same in naive Paris time, joined;
    `communes`: the place meant, or those of that name; `works`: identifiers. `doubt`: what is wrong with the date said.
    """

    model_config = ConfigDict(frozen=True)

    stretches: tuple[tuple[datetime, datetime], ...] = ()
    slots: tuple[Slot, ...] = ()
    communes: tuple[Commune, ...] = ()
    works: tuple[str, ...] = ()
    doubt: Doubt | None = None


def read_search(text: str, now: datetime) -> Search | None:
    """Read what is looked for in a text typed at `now` (aware, or naive Paris time); None when it is no search."""
    if len(text) > _LONGEST:
        return None
    said = re.sub(r"[’']", " ", plain(composed(text)))
    if _DECLINES.search(said) or _ASKS_FOR_PEOPLE.search(_OWN.sub(" ", said)):
        return None
    offers = _OFFERS.search(said) is not None
    mentions = [mention for mention in find_communes_in(text) if mention.weight or mention.near]
    if not offers and not any(mention.near for mention in mentions):
        return None
    here = now.astimezone(_PARIS).replace(tzinfo=None) if now.tzinfo else now
    when = read_when(text, here)
    if not offers and when.kind == "none":
        return None
    slots = tuple(sorted(days_meant(text, when, here.date()), key=lambda slot: (slot.date, slot.start or time.min)))
    places = {
        commune.insee: commune
        for mention in mentions
        for commune in ((mention.match.found,) if mention.match.found else mention.match.several)
    }
    return Search(
        stretches=tuple(merged(slots)),
        slots=slots,
        communes=tuple(places.values()),
        works=tuple(read_works(text)),
        doubt=None if slots and when.reason == "ambiguous" else when.doubt,
    )


def say_days(slots: Sequence[Slot], now: date) -> str:
    """«samedi 14 mars, de 14 h à 17 h»; of many days the first and the last."""
    days = sorted({slot.date for slot in slots})
    if len(days) <= _FEW:
        return say_slots(slots, now)
    hours = {say_hours(slot.start, slot.end) for slot in slots}
    weekdays = {day.weekday() for day in days}
    span = f"du {say_date(days[0], now)} au {say_date(days[-1], now)}"
    if len(weekdays) < 7 and (days[-1] - days[0]).days >= 7:
        names = [_WEEKDAYS[number] for number in sorted(weekdays)]
        if len(names) <= 2:
            span = f"les {' et '.join(names)} du {say_day(days[0])} au {say_day(days[-1])}"
    shared = hours.pop() if len(hours) == 1 else ""
    return f"{span}, {shared}" if shared else span
