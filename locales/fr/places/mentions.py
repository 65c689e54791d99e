"""Names of communes inside sentences, and whether the sentence means the place itself.

A name counts by what surrounds it: «rue de Paris» and «les Bailly» are no place, «près de Limours» is only near,
«avec plaisir» is no commune although Plaisir is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from locales.fr.places.closest import closest
from locales.fr.places.gazetteer import Places, gazetteer
from locales.fr.places.matching import WORD, Hint, match_of, names_of, spelled_out
from locales.fr.places.records import CommuneMatch, CommuneMention
from locales.fr.spelling import composed, plain

_LONGEST_NAME = 6
_SHORTEST_MISSPELT = 4
_FIRST_WORDS = frozenset({"st", "ste", "le", "la", "les", "bois", "vert", "gif", "ris", "au", "aux"})
_OF = r"(?:de\s+l[a']\s*|de\s+les\s+|de\s+|d'|du\s+|des\s+)"
_ROADS = (
    r"rue|avenue|av|bd|bld|boulevard|route|rte|rd|chemin|ch|impasse|allee|place|square|quai|sentier|sente|ruelle|"
    r"cours|passage|faubourg|porte|pont|rond[- ]point|residence|villa|voie"
)
_NOT_A_PLACE = re.compile(
    rf"(?:\b(?:{_ROADS})\.?\s+(?:{_OF}|la\s+|les\s+|le\s+)?"
    r"|\b(?:m|mr|mme|mlle|monsieur|madame|famille|chez les?|les|docteur|dr|notre ami|avec)\.?\s+"
    rf"|\b(?:platre|pierre|pays|canton|tuiles?|gres|meuliere|communaute|agglo\w*|plateau|plaine|foret|vallee) {_OF})$"
)
_NEAR = re.compile(
    rf"(?:\b(?:pres|proche|a cote|non loin|pas loin|autour|(?:aux )?environs|alentours|au depart|depart|"
    rf"(?:min|mn|minutes|km|kms|metros?)\.?|gare(?: rer)?|covoit\w*|rer|sortie|direction|venant|partant|viens) {_OF}"
    r"|\b(?:vers|depuis|direction|entre|proche|pres|cote|gare|covoit\w*|rer [a-e]|train|bus)\s+(?:de\s+)?"
    r"|\bentre [^,.;\n]{2,30} et\s+(?:a\s+)?)$"
)
_LABEL = re.compile(
    r"(?:\b(?:lieu|commune|ville|village|ou|adresse|localisation|localite|endroit|place|chantier)\s*[:=]\s*"
    r"|[📍🏠📌🏡]\ufe0f?\s*[:=]?\s*)(?:a\s+|au\s+)?$"
)
_AT = re.compile(
    r"(?:(?:^|[\s,;:(!.*/-])(?:a|au|aux|sur|dans|en|@)\s+(?:nouveau a\s+)?(?:la\s+|le\s+|l')?"
    rf"|\b(?:commune|ville|village|bourg|centre[- ]ville|centre|hameau|chantier(?: \w+)?|travaux|maison|local"
    rf"|salle|gymnase|ecole|college|lycee|pavillon|grange|ferme|"
    rf"terrain|longere|secteur|site|mairie) (?:{_OF}|a\s+))$"
)
_ONLY_OF = re.compile(rf"\b{_OF}$")
_CODE_BEFORE = re.compile(r"\b(\d{2})\s?(\d{3})[\s,:-]{1,3}$")
_CODE_AFTER = re.compile(
    r"[\s,]{0,2}\(?\s?(?:(\d{2})\s?(\d{3})|(9[1-5]|7[578]|28|45))\b(?!\s*(?:h|m2|m²|€|eur|pers|[:/]))"
)
_CONTRACTED = ("au", "aux", "du", "des")
_JOINED = re.compile(r"[\s'/-]{1,3}$|\.\s?$")


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


@dataclass(frozen=True)
class _Hit:
    places: Places
    start: int
    end: int
    key: str


def find_communes_in(text: str) -> tuple[CommuneMention, ...]:
    """Every commune named in a sentence, the surest first; positions are those of the composed (NFC) text."""
    written = composed(text)
    sentence = plain(written)
    tokens = [_Token(found[0], found.start(), found.end()) for found in WORD.finditer(sentence)]
    mentions = [mention for hit in _hits(sentence, tokens) if (mention := _weighed(written, sentence, hit)) is not None]
    return tuple(sorted(mentions, key=lambda mention: (mention.near, -mention.weight, mention.start)))


def find_commune_in(text: str) -> CommuneMention | None:
    """The commune a sentence means, with its place in it; several equally meant are candidates of one mention."""
    mentions = find_communes_in(text)
    if not mentions:
        return None
    first = mentions[0]
    equals = [other for other in mentions if (other.near, other.weight) == (first.near, first.weight)]
    communes = {
        commune.insee: commune
        for other in equals
        for commune in ((other.match.found,) if other.match.found else other.match.several)
    }
    if len(communes) == 1 or len(equals) == 1:
        return first
    return first.model_copy(update={"match": CommuneMatch(several=tuple(communes.values()))})


def _hits(sentence: str, tokens: list[_Token]) -> Iterator[_Hit]:
    at = 0
    while at < len(tokens):
        hit = _exact_at(sentence, tokens, at) or _slip_at(sentence, tokens, at)
        if hit is None:
            at += 1
            continue
        yield hit
        while at < len(tokens) and tokens[at].start < hit.end:
            at += 1


def _windows(sentence: str, tokens: list[_Token], at: int) -> Iterator[list[_Token]]:
    last = at + 1
    while last < min(len(tokens), at + _LONGEST_NAME):
        gap = sentence[tokens[last - 1].end : tokens[last].start]
        abbreviated = tokens[last - 1].word in ("st", "ste", "s")
        if "\n" in gap or not _JOINED.fullmatch(gap) or ("." in gap and not abbreviated):
            break
        last += 1
    for end in range(last, at, -1):
        yield tokens[at:end]


def _exact_at(sentence: str, tokens: list[_Token], at: int) -> _Hit | None:
    places = gazetteer()
    first = spelled_out([tokens[at].word])[0]
    if first not in places.first_words and first not in _CONTRACTED:
        return None
    for window in _windows(sentence, tokens, at):
        words = spelled_out([token.word for token in window])
        for key in names_of(words):
            found = places.named(key)
            if found and not _is_part(sentence, window[0].start, window[-1].end):
                return _Hit(found, _name_start(window), window[-1].end, key)
    return None


def _slip_at(sentence: str, tokens: list[_Token], at: int) -> _Hit | None:
    """A misspelt name is looked for only where the sentence announces a place."""
    if len(tokens[at].word) < _SHORTEST_MISSPELT and tokens[at].word not in _FIRST_WORDS:
        return None
    before = sentence[max(0, tokens[at].start - 40) : tokens[at].start]
    if not (_AT.search(before) or _LABEL.search(before) or _CODE_BEFORE.search(before)) or before.endswith(
        ("dans ", "en ")
    ):
        return None
    for window in _windows(sentence, tokens, at):
        words = spelled_out([token.word for token in window])
        if any(word.isdigit() for word in words):
            continue
        for key in names_of(words):
            found = closest(key, well_known=True)
            if found and not _is_part(sentence, window[0].start, window[-1].end):
                return _Hit(found, _name_start(window), window[-1].end, key)
    return None


def _name_start(window: list[_Token]) -> int:
    """Where the name begins: after «au» or «du», which also say how the place is meant."""
    return window[1].start if len(window) > 1 and window[0].word in _CONTRACTED else window[0].start


def _is_part(sentence: str, start: int, end: int) -> bool:
    """Whether the name is only a part of a longer hyphenated one («Paris-Saclay»)."""
    after = re.match(r"-([a-z]+)", sentence[end:])
    before = re.search(r"[a-z0-9]-$", sentence[:start])
    return before is not None or (after is not None and after[1] != "en")


def _weighed(written: str, sentence: str, hit: _Hit) -> CommuneMention | None:
    before = sentence[max(0, hit.start - 48) : hit.start].rsplit("\n", 1)[-1]
    code = _CODE_BEFORE.search(before) or _CODE_AFTER.match(sentence, hit.end)
    hint = _hint(code)
    places = hint.narrow(hit.places)
    if not places or _NOT_A_PLACE.search(before):
        return None
    near, weight = _weight(before, hint, hit)
    if not _is_meant(written, hit, before, weight):
        return None
    return CommuneMention(match=match_of(places), start=hit.start, end=hit.end, near=near, weight=weight)


def _hint(code: re.Match[str] | None) -> Hint:
    if code is None:
        return Hint()
    groups = code.groups()
    if groups[0]:
        return Hint(postcode=groups[0] + groups[1], department=groups[0])
    return Hint(department=groups[2])


def _weight(before: str, hint: Hint, hit: _Hit) -> tuple[bool, int]:
    if _NEAR.search(before):
        return True, 1
    if hint.department or _LABEL.search(before):
        return False, 4
    if _AT.search(before):
        return False, 3
    if _ONLY_OF.search(before):
        return True, 0
    return False, 2


def _is_meant(written: str, hit: _Hit, before: str, weight: int) -> bool:
    places = gazetteer()
    shouted = written.isupper()
    capital = written[hit.start].isupper() and not shouted
    if weight == 4:
        return True
    if places.is_ordinary(hit.key) or len(hit.key) < 4:
        at_home = any(map(places.is_home, hit.places)) and hit.key in places.full
        return weight == 3 and re.search(r"\b(?:a|au|aux)\s+$", before) is not None and (capital or at_home)
    if any(map(places.is_well_known, hit.places)):
        return True
    return weight == 3 and (capital or shouted)
