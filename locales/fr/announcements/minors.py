"""May minors take part? Only where the announcement says so."""

import re

from locales.fr.announcements.passage import Heard

_YOUNG = (
    r"(?:ados?|adolescente?s?|mineure?s?|jeunes?|enfants?|lyceens?|gamins?|familles?|(?:les )?(?:16[- /]17"
    r"|16) ans(?: et (?:plus|\+))?"
    r"|16\+)"
)
_NOT = r"(?:non|pas|interdite?s?|refusee?s?|exclus?)"
_WELCOME = (
    r"(?:accept(?:e|ee)s?|bienvenue?s?|admise?s?|autoris(?:e|ee)s?|ok|possibles?|peuvent (?:venir|participer|aider))"
)
_SOME = r"(?:(?!\b(?:pas|non|ne)\b)[\w\s'()+-]){0,45}?"
_FALSE = re.compile(
    rf"\b(?:adultes?|majeure?s?|\+ ?de 18 ans)\s+(?:uniquement|seulement|only|exclusivement|obligatoire(?:ment)?)\b"
    r"|\b(?:uniquement|seulement|reserve(?:e|s|es)?|que|exclusivement)\s+(?:(?:aux?|pour|entre|des"
    r"|les)\s+)*(?:adultes?|majeure?s?)\b"
    r"|\b(?:entre adultes|personnes? (?:majeur|adult)e?s?)\b|\bbenevoles? (?:majeur|adulte)s?\b"
    r"|(?<=, )majeur(?:e?s)\b"
    r"|(?<!moins de )\b18 ans (?:minimum|mini|min|revolus|et plus|et \+|obligatoire)|\b(?:a partir de|des|minimum"
    r"|age minimum\s*:?|plus de|\+ de|\+) ?18 ans"
    r"|\b18\+|\bpas (?:de |d')(?:mineurs?|enfants?|ados?)|\bsans (?:les |vos )?(?:enfants?|mineurs?)"
    r"|\b(?:interdit|deconseille|ferme)e?s?(?: \w+){0,3}? (?:aux|au) (?:mineurs?|enfants?|ados?|moins de 18)"
    rf"|\b(?:mineure?s?|enfants?|ados?|moins de 18"
    rf" ans)\b[\w\s'()+-]{{0,40}}?\b{_NOT}\b(?:[\s\w']{{0,20}}?\b{_WELCOME})?"
    r"|\b(?:mineure?s?|enfants?|ados?)\s*[:=]\s*non|\bni (?:enfants?|mineurs?)\b|\binterdit aux moins de (?:16"
    r"|18)(?: ans)?"
)
_TRUE = re.compile(
    rf"\b{_YOUNG}\b{_SOME}\b{_WELCOME}"
    r"|\b(?:a partir de|des|age minimum\s*:?|minimum|plus de|\+ de) ?16 ans|\b16 ans (?:minimum|mini|min|revolus"
    r"|et plus|et \+)"
    r"|\b(?:mineure?s?|ados?|enfants?)\s*[:=]\s*(?:oui|ok|accept\w+|des 16)|\b(?:ouvert|accessible)s? aux (?:ados"
    r"|mineurs|jeunes|enfants)"
    r"|\baccept\w+ (?:les )?(?:ados?|mineurs?)|\bvenez en famille\b"
)


def read_minors(sentence: str) -> Heard[bool | None]:
    """Whether minors may come, from plain text; None when it is not said or said both ways."""
    denied = tuple(hit.span() for hit in _FALSE.finditer(sentence))
    welcome = tuple(
        hit.span()
        for hit in _TRUE.finditer(sentence)
        if not any(hit.start() < end and start < hit.end() for start, end in denied)
    )
    if bool(denied) == bool(welcome):
        return Heard(value=None)
    return Heard(value=bool(welcome), spans=welcome or denied)
