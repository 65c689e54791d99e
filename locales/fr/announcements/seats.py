"""How many people a household wishes: the larger number of a range, never those who are already there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from locales.fr.announcements.passage import Heard, Span, clause_before, overlaps
from locales.fr.numbers import NUMBER, number_of

_PEOPLE = (
    r"(?:pers?s?o?n+es?|pers|benevoles?|volontaires?|participant(?:e?s|\(e\)s)?|aidante?s?|entraidante?s?|gens"
    r"|copains?|copines?|amie?s?|potes?|bricoleu\w+|costauds?|gaillards?|renforts?|equipiers?|helpers?|adultes?"
    r"|places?|inscrite?s?|bonnes volontes|(?:paires?|couples?) de (?:bras|mains)|gros bras|motives?|voisins?"
    r"|autoconstructeurs?|auto-?renovat\w+|coequipiers?|personnes?|perso|aides?(?! financ)|stagiaires?|hommes?"
    r"|novices?|debutants?)"
)
_TRADES = (
    r"(?:macons?|charpentiers?|menuisiers?|couvreurs?|platriers?|plaquistes?|peintres?|electriciens?|plombiers?"
    r"|carreleurs?|terrassiers?)"
)
_LOOSE = (
    r"(?:autres?|bon(?:ne)?s?|seule?s?|petite?s?|gentil\w*|nouve\w+|vaillante?s?|joyeu\w+|solides?|courageu\w+|super"
    r"|supplementaires?|max(?:i|imum)?|min(?:i|imum)?|environ|ou plus|de|d'|a|ou)"
)
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})\s*(?:a|-|/|ou(?:\s+meme)?|et|voire)\s*(?P<high>{NUMBER})\s*(?:(?:{_LOOSE})\s+|d')*"
    rf"(?:{_PEOPLE}|max(?:i|imum)?)\b"
)
_NAMED = re.compile(rf"(?P<high>{NUMBER})\s*(?:(?:{_LOOSE})\s+|d')*(?P<noun>{_PEOPLE})\b")
_TEAMS = re.compile(
    rf"(?P<teams>{NUMBER})\s+(?:equipes|groupes|binomes)\s+(?:de|d')\s*(?P<each>{NUMBER})(?:\s+{_PEOPLE})?"
)
_TEAM = re.compile(rf"\b(?:equipe|groupe)\s+(?:de|d')\s*(?P<high>{NUMBER})\b")
_MEASURES = r"(?:h\b|m\b|m2|m3|m²|m³|cm|mm|km|kg|l\b|€|eur|ans|an\b|jours?|heures?|min|semaines?|mois|%|e\b|eme)"
_LABEL = re.compile(
    r"(?:^|[\n.;,•|(–-])[^\w\n]{0,8}(?:places?(?: dispo\w*)?|personnes?|benevoles?|participants?|volontaires?"
    r"|effectif|combien"
    r"|jauge|capacite|besoins?|equipe|recherche|nb\.?(?: de)? \w+|nombre(?: de| d')? ?\w*(?: \w+){0,2})\s*[:=]\s*"
    rf"(?:(?:de|entre|environ|max(?:i|imum)?|jusqu'a)\s+)?(?:(?P<low>{NUMBER})\s*(?:a|-|/|ou"
    rf"|et)\s*)?(?P<high>{NUMBER})"
    rf"(?!\s*{_MEASURES})(?:\s*(?:{_PEOPLE}))?",
    re.MULTILINE,
)
_ICON = re.compile(
    rf"[👥👤🙋]\ufe0f?\s*[:=]?\s*(?:(?P<low>{NUMBER})\s*(?:a|-|/|ou)\s*)?(?P<high>{NUMBER})\b(?!\s*{_MEASURES})"
)
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)\n(]|\b(?:pour|le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|au|chez|dont|qui"
    r"|max\w*"
    r"|min\w*|environ|de plus|ce|cet|cette|svp|stp|encore|minimum|a\s+[a-z]{3}|et|demain|merci)\b))"
)
_SOUGHT = re.compile(
    r"\b(?:manque(?:nt|ra|rait)?|besoin de|besoin d'|cherch(?:e|ons)|recherch(?:e|ons)|faut|faudrait|limitee?s? a"
    r"|jusqu'a)"
    r"\s+(?:(?:encore|environ|au moins|juste|plus que|idealement|a peu pres|etre)\s+)*"
    rf"(?:(?P<low>{NUMBER})\s*(?:a|-|/|ou|et)\s*)?(?P<high>{NUMBER}){_ENDS}"
)
_AT_MOST = re.compile(rf"(?:^|[.,;\n(:]|\bou\b)\s*(?P<high>{NUMBER})\s*(?:max(?:i|imum)?|au (?:max\w*|plus)){_ENDS}")
_SOUGHT_TRADE = re.compile(rf"(?P<high>(?<!\d)\d{{1,2}}|\b(?:deux|trois|quatre)\b)\s+{_TRADES}\b")
_SEEKING = re.compile(
    r"\b(?:manqu\w+|besoin|cherch\w+|recherch\w+|faut|faudrait|voudrai\w*|souhait\w+|reste\w*|accueill\w+|encore"
    r"|aide de|aide d'|dispo|quelqu'un|appel|prend\w*|attend\w*|aimer\w+|recrut\w+)\b"
)
_ALREADY_THERE = re.compile(
    r"\b(?:on|nous|je|j'|vous|y)\s*(?:est|sera|serai[st]?|seront|serons|serions|sommes|etes|etait|aura|aurons"
    r"|avons|a|ai)\s+"
    r"(?:tous |toutes |au moins |en tout )?(?:deja )?(?:a )?$|\b(?:deja|dont|nos|mes|leurs)\s+(?:a )?$"
    r"|\b(?:avec|merci aux?|bravo aux?|grace aux?)\s+(?:mes |nos |l'aide de )?$"
)
_FOR_OTHER_THINGS = re.compile(
    r"\b(?:(?:repas|dejeuner|menu)(?=[^,]* pour $)|logement|loger|couch\w+|heberg\w+|dormir|voiture|camion\w*"
    r"|covoit\w*|parking|garer|stationn\w+|chambres?|lits?|minibus|gites?|famille|foyer|menage de|habitation"
    r"|table|remorque"
    r"|utilitaire)\b[^,]*$"
)
_OTHER_PLACES = re.compile(
    r"\s*(?:de |en |pour |dans |a )?(?:l[ae]s? |ma |mon |notre |nos |l')?(?:parking|stationnement|voitures?"
    r"|camion\w*|covoit\w*"
    r"|assises?|minibus|vehicules?|couchages?|dormir|coucher|garer|se garer|deja|(?:ont|sont|seront) (?:deja"
    r"|inscrit|repondu"
    r"|confirm|la\b|present)|par encadrant|par voiture|inscrit|confirm|present|venus?\b|qui (?:sont|ont|etaient"
    r"|etions)|(?:,|et|\+) (?:une?|\d+) (?:bebe|enfant))"
)
_PER_HALF_DAY = re.compile(
    rf"{NUMBER}\s*{_PEOPLE}\s+(?:le |au )?matin\w*[^.\n]{{0,12}}?{NUMBER}\s*(?:{_PEOPLE}\s+)?(?:l'|pour l'"
    rf"|en )?(?:apres|aprem)"
)
_ONE = ("un", "une", "1")


@dataclass(frozen=True)
class _Wish:
    value: int
    span: Span
    rank: int
    least: bool
    most: bool


def read_seats(sentence: str, dates: tuple[Span, ...]) -> Heard[int | None]:
    """People wanted, from plain text; `dates` are passages that are dates. None when not said, or said twice over."""
    if _PER_HALF_DAY.search(sentence):
        return Heard(value=None)
    wishes: list[_Wish] = []
    for wish in _wishes(sentence):
        if not overlaps(wish.span, dates) and not any(overlaps(wish.span, (other.span,)) for other in wishes):
            wishes.append(wish)
    if not wishes:
        return Heard(value=None)
    best = max(wish.rank for wish in wishes)
    told = [wish for wish in wishes if wish.rank == best or wish.most]
    spans = tuple(wish.span for wish in told)
    most = {wish.value for wish in told if wish.most}
    values = most or {wish.value for wish in told if not wish.least} or {wish.value for wish in told}
    return Heard(value=values.pop(), spans=spans) if len(values) == 1 else Heard(value=None)


def _wishes(sentence: str) -> Iterator[_Wish]:
    for hit in _TEAMS.finditer(sentence):
        teams, each = number_of(hit["teams"]), number_of(hit["each"])
        if teams and each:
            yield _Wish(teams * each, hit.span(), 2, least=False, most=False)
    for pattern, rank in (
        (_LABEL, 3),
        (_ICON, 3),
        (_RANGE, 1),
        (_NAMED, 1),
        (_TEAM, 1),
        (_SOUGHT, 2),
        (_AT_MOST, 1),
        (_SOUGHT_TRADE, 0),
    ):
        for hit in pattern.finditer(sentence):
            wish = _wish(sentence, hit, rank)
            if wish is not None:
                yield wish


def _wish(sentence: str, hit: re.Match[str], rank: int) -> _Wish | None:
    groups = hit.groupdict()
    number = groups["high"]
    start = hit.start("low") if groups.get("low") else hit.start("high")
    low, value = number_of(groups.get("low") or "0"), number_of(number)
    if value is None or low is None or low >= value or not 0 < value <= 500:
        return None
    before = clause_before(sentence, start)
    sought = _SEEKING.search(clause_before(sentence, start, 70)) is not None
    if rank < 3 and (_ALREADY_THERE.search(before) and not (groups.get("noun") or "").startswith("place")):
        return None
    if rank < 3 and (_FOR_OTHER_THINGS.search(before) or _OTHER_PLACES.match(sentence, hit.end())):
        return None
    enough = re.match(
        r"[^.\n]{0,25}\b(?:suffi\w+|(?:serai\w+|est|sont) (?:les? )?(?:bienvenu|necessaire|suffisant))",
        sentence[hit.end() :],
    )
    alone = number in _ONE and not groups.get("low")
    if (alone or rank == 0) and not (sought or enough):
        return None
    near = (
        re.split(r"[,(]", sentence[max(0, start - 18) : start])[-1]
        + re.split(r"[,)]", sentence[start : hit.end() + 18])[0]
    )
    return _Wish(
        value,
        (start, hit.end()),
        max(rank, 2 if sought else 1) if rank else 1,
        least=re.search(r"\b(?:min(?:i|imum)?|au moins)\b", near) is not None,
        most=re.search(r"\b(?:max(?:i|imum)?|au (?:plus|max\w*)|jusqu'a|idealement|l'ideal)\b", near) is not None,
    )
