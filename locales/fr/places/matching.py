"""From words that should be a commune's name to the commune, or to the ones to ask about."""

import re
from dataclasses import dataclass

from locales.fr.places.closest import closest, resembling
from locales.fr.places.gazetteer import Places, gazetteer
from locales.fr.places.records import CommuneMatch
from locales.fr.spelling import composed, plain

WORD = re.compile(r"[a-z0-9œ]+")
DEPARTMENTS = {
    "essonne": "91",
    "paris": "75",
    "yvelines": "78",
    "loiret": "45",
    "eure-et-loir": "28",
    "hauts-de-seine": "92",
    "val-de-marne": "94",
    "seine-et-marne": "77",
    "val-d'oise": "95",
}
_POSTCODE = re.compile(r"\b(\d{2})\s?(\d{3})\b")
_DEPARTMENT = re.compile(
    r"[\s,(/-]+(?:dans |en |dep\w*\.? |le |l'|la )*\(?(\d{2}|" + "|".join(DEPARTMENTS) + r")\)?\s*$"
)
_AROUND = re.compile(
    r"^(?:(?:c'est|on est|nous sommes|j'habite|je suis|moi|habite|ici|donc|alors|ben|euh|commune|ville|village"
    r"|lieu)\b"
    r"[\s:,]*)*(?:(?:la |le )?(?:commune|ville|village|secteur|cote) (?:de |d'|du )|(?:a|sur|vers|en|dans|de)\s+|d')?"
)
_DISTRICT = re.compile(r"\b(paris)\s+\d{1,2}\s?(?:e|eme|er|ieme)?\b(?:\s*arr\w*)?")
_FRANCE = re.compile(r"[\s,]+(?:france|idf|ile[- ]de[- ]france)\s*$")
_AT_THE_ENDS = " .!?,;:'\"()"
_CONTRACTED = {"au": ("le",), "aux": ("les",), "du": ("le",), "des": ("les",)}
_ABBREVIATED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "chat": "chatel"}


@dataclass(frozen=True)
class Hint:
    """What a postcode or a département beside the name says of it."""

    postcode: str = ""
    department: str = ""

    def narrow(self, places: Places) -> Places:
        """The places this hint allows; the name decides where they only differ in the last digits."""
        if not self.department:
            return places
        records = gazetteer().record
        same = tuple(at for at in places if records(at).department == self.department or self._fits(at))
        exact = tuple(at for at in same if self._fits(at))
        return exact or same

    def _fits(self, at: int) -> bool:
        return self.postcode in gazetteer().record(at).postcodes


def spelled_out(words: list[str]) -> list[str]:
    """Abbreviations as full words: «st» → «saint», «s» between two words → «sur»."""
    last = len(words) - 1
    return [
        "sur" if word == "s" and 0 < at < last else _ABBREVIATED.get(word, word.replace("œ", "oe"))
        for at, word in enumerate(words)
    ]


def names_of(words: list[str]) -> list[str]:
    """The plain names these words may spell, the contraction undone: «au coudray» → «le coudray»."""
    names = [" ".join(words)]
    if len(words) > 1 and words[0] in _CONTRACTED:
        names = [" ".join((article, *words[1:])) for article in _CONTRACTED[words[0]]]
    if len(words) > 1 and words[-2:] == ["s", words[-1]]:
        names.append(" ".join((*words[:-2], "sur", words[-1])))
    return names


def match_of(places: Places, *, doubtful: bool = False) -> CommuneMatch:
    """One place is found, unless doubtful; several are asked about."""
    records = tuple(gazetteer().record(at) for at in places)
    if len(records) == 1 and not doubtful:
        return CommuneMatch(found=records[0])
    return CommuneMatch(several=records)


def find_commune(text: str) -> CommuneMatch:
    """The commune named by a text that should be nothing else.

    Accents, case, hyphens, «St», a slip of the finger and short names («Ballancourt») are forgiven; a postcode or
    département beside the name decides between communes of the same name, but never stands for one.
    """
    whole = plain(composed(text)).strip(_AT_THE_ENDS)
    name, hint = _without_hint(whole)
    name = name.strip(_AT_THE_ENDS)
    for candidate in dict.fromkeys((whole, name, _AROUND.sub("", name))):
        words = spelled_out(WORD.findall(candidate))
        for key in names_of(words) if words else ():
            places = gazetteer().named(key)
            if places:
                return match_of(hint.narrow(places))
    words = spelled_out(WORD.findall(_AROUND.sub("", name)))
    return _forgiven(words, hint) if words else CommuneMatch()


def _forgiven(words: list[str], hint: Hint) -> CommuneMatch:
    for key in names_of(words):
        places = hint.narrow(closest(key))
        if places:
            return match_of(places)
    maybe = hint.narrow(tuple(at for key in names_of(words) for at in resembling(key)))
    return match_of(tuple(dict.fromkeys(maybe)), doubtful=True)


def _without_hint(name: str) -> tuple[str, Hint]:
    name = _FRANCE.sub("", _DISTRICT.sub(r"\1", name))
    code = _POSTCODE.search(name)
    if code:
        rest = " ".join((name[: code.start()] + " " + name[code.end() :]).split())
        return _DEPARTMENT.sub("", rest), Hint(postcode=code[1] + code[2], department=code[1])
    department = _DEPARTMENT.search(name)
    if department and department.start() > 0:
        said = department[1]
        return name[: department.start()], Hint(department=DEPARTMENTS.get(said, said))
    return name, Hint()
