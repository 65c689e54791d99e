"""What answers «Vous ne pouvez plus venir ?», and who asks what a session still lacks."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from locales.fr.numbers import read_yes_no
from locales.fr.reply import read_reply
from locales.fr.spelling import composed, plain

_ANSWERS = re.compile(r"^(?:(?:ah|oh|euh|mais|en fait|finalement|ben|bah|non|nan|si|oups|pardon)\b[\s,.!…-]*)+")
_STAYS = re.compile(r"\b(?:je reste|je garde|je maintiens|je me desiste pas|je ne me desiste pas|erreur)\b")
_COMES = re.compile(r"\b(?:vien|serai|arriv|particip|reste|garde|suis (?:la|present))")
_LACKS = re.compile(r"\b(?:manque(?:nt|ra)?|reste(?:[ -]t[ -]il)? a (?:faire|fournir|trouver|apporter))\b")
_ONESELF = re.compile(r"\b(?:je|j')")
_DONE = re.compile(r"\b(?:j'?ai|on a|nous avons) (?:deja |bien )?(?:fait|donne|passe|travaille|effectue|aide|cumule)")
_TO_ME = re.compile(r"\b(?:me|te|tu|vous) manque")


def read_stay(text: str, now: dt.datetime) -> Literal["stays", "leaves"] | None:
    """What someone who was asked whether they withdraw means: «ah non, je viens en fait» stays, «oui» leaves."""
    said = plain(composed(text)).strip()
    rest = _ANSWERS.sub("", said)
    if _STAYS.search(said):
        return "stays"
    meant = read_reply(rest, now).intent if rest else None
    if meant in ("coming", "late", "early_leave", "companion") and _COMES.search(rest):  # a mere «oui» agrees to leave
        return "stays"
    if meant == "not_coming":
        return "leaves"
    answer = read_yes_no(text)
    return None if answer is None else "leaves" if answer else "stays"


def speaks_of_oneself(text: str) -> bool:
    """«Finalement je peux pas» rather than «non, elle ne veut pas»."""
    return _ONESELF.search(plain(composed(text))) is not None


def speaks_of_the_past(text: str) -> bool:
    """«Combien d’heures j’ai fait ?»: nothing that a session to come answers."""
    return _DONE.search(plain(composed(text))) is not None


def asks_what_is_missing(text: str) -> bool:
    """«Qu’est-ce qui manque pour samedi ?»: what a session lacks before it can be confirmed."""
    said = plain(composed(text))
    return _LACKS.search(said) is not None and _TO_ME.search(said) is None
