"""Numbers, amounts and yes or no, as people write them."""

import re

from locales.fr.spelling import composed, plain

_UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_ROUGH = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "centaine": 100,
}  # fmt: skip


def _spelled() -> dict[str, int]:
    words = dict(_UNITS)
    for unit in ("sept", "huit", "neuf"):
        words[f"dix {unit}"] = 10 + _UNITS[unit]
    for word, tens in _TENS.items():
        words[word] = tens
        words[f"{word} et un"] = words[f"{word} et une"] = tens + 1
        words |= {f"{word} {unit}": tens + value for unit, value in _UNITS.items() if 1 < value < 10}
    words |= {"soixante dix": 70, "quatre vingt": 80, "quatre vingts": 80, "quatre vingt dix": 90, "cent": 100}
    return words


_SPELLED = _spelled()
_WORDS = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in sorted(_SPELLED, key=len, reverse=True))
#: A number in figures or words, over plain text; no decimals, no part of a longer figure.
NUMBER = rf"(?:(?<![\d,.])\d{{1,4}}(?![\d]|[.,]\d)|\b(?:{_WORDS})\b|\b(?:demi[- ])?(?:{'|'.join(_ROUGH)})s?\b)"
#: Two numbers of which the larger counts: «5 ou 6», «6-8», «entre 4 et 6», «6 à 8».
RANGE = rf"(?:(?:entre|de)\s+)?(?P<low>{NUMBER})\s*(?:a|-|/|ou(?:\s+(?:meme\s+)?)?|et|voire)\s*(?P<high>{NUMBER})"
_RANGE = re.compile(RANGE)
_NUMBER = re.compile(NUMBER)
_VAGUE = re.compile(r"\b(?:quelques?|qq|qques?|qqs|plusieurs)\b(?!.*\d)")
_NOBODY = re.compile(r"^\W*(?:zero|aucune?|personne|0)\b")


def number_of(words: str) -> int | None:
    """The value of one number, in figures or words («six», «vingt-deux», «une dizaine»)."""
    said = plain(composed(words)).strip().replace("-", " ")
    if said.isdigit():
        return int(said)
    if said in _SPELLED:
        return _SPELLED[said]
    half = said.startswith("demi ")
    rough = _ROUGH.get(said.removeprefix("demi ").removesuffix("s"))
    return rough // 2 if rough and half else rough


def read_count(text: str) -> int | None:
    """How many, from an answer to «combien ?»: the larger number of a range; None when it tells no number or two."""
    said = plain(composed(text))
    if _NOBODY.match(said):
        return 0
    if _VAGUE.search(said):
        return None
    found = _RANGE.search(said)
    if found and _RANGE.search(said, found.end()) is None:
        low, high = number_of(found["low"]), number_of(found["high"])
        if low is not None and high is not None and low < high:
            return high
    values = [value for hit in _NUMBER.finditer(_without_articles(said)) if (value := number_of(hit[0])) is not None]
    return values[0] if len(values) == 1 else None


_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_DECADE = re.compile(r"\bann?e+s?[ -]*(?:19)?([0-9])0\b")


def read_year(text: str) -> int | None:
    """The year of «1962», «vers 1949», «années 50» (its middle); None when none or two are told."""
    said = plain(composed(text))
    decade = _DECADE.search(said)
    if decade:
        return 1905 + 10 * int(decade[1])
    years = {int(year) for year in _YEAR.findall(said)}
    return years.pop() if len(years) == 1 else None


def _without_articles(said: str) -> str:
    """The text without an «une» that only introduces: «une dizaine», and «un» beside another number."""
    shorter = re.sub(rf"\bune?\s+(?=(?:demi[- ])?(?:petite\s+)?(?:{'|'.join(_ROUGH)}))", "", said)
    others = [hit[0] for hit in _NUMBER.finditer(shorter) if hit[0] not in ("un", "une")]
    return re.sub(r"\bune?\b", "", shorter) if others else shorter


_YES_WORDS = (
    r"oui+|ouais|ouep|yes+|yep|si si|ok+|okay|okey|d'?ac+ord?|dac(?:cord)?|volontiers|bien sur|bien entendu"
    r"|evidemment"
    r"|carrement|certainement|absolument|tout a fait|exact(?:ement)?|parfait|entendu|ca marche|ca roule|ca me va"
    r"|c'?est (?:bon|ok|parfait|d'accord|note)|avec (?:grand )?plaisir|pas de (?:souci|probleme|pb)s?"
    r"|sans (?:souci|probleme)s?"
    r"|pourquoi pas|je (?:confirme|veux bien|valide|suis d'accord|prends)|on (?:confirme|est d'accord|valide)"
    r"|confirme|valide"
    r"|go|nickel|top|super|impec(?:cable)?|allez|c'est parti|affirmatif|bonne idee|vas-y|allons-y|correct|vrai"
    r"|yes|o|y"
)
_NO_WORDS = (
    r"non+|nan+|nope|no|nada|niet|pas du tout|surtout pas|jamais|pas (?:question|possible|d'accord|vraiment"
    r"|encore|cette fois"
    r"|pour moi|pour l'instant|ok)|hors de question|negatif|aucunement|sans facon|faux|je (?:ne )?(?:peux|veux"
    r"|confirme"
    r"|prefere|souhaite|suis) pas(?: d'accord)?|impossible|annule[rz]?|refuse|je refuse|n"
)
_DOUBT = re.compile(
    r"\b(?:peut[- ]etre|sais pas|pas sur|je verrai|on verra|a voir|ca depend|oui et non|ni oui ni non)\b"
)
_YES = re.compile(rf"\b(?:{_YES_WORDS})(?!\w)")
_NO = re.compile(rf"\b(?:{_NO_WORDS})(?!\w)")
_PROBLEM_FREE = re.compile(r"\b(?:(?:non |nan )?(?:pas de|aucun|sans) (?:souci|probleme|pb)s?|mais non pas de souci)\b")
_YES_SIGNS = ("👍", "👌", "✅", "✔", "🆗", "🙋", "💪", "🙌")
_NO_SIGNS = ("👎", "❌", "🚫", "🙅", "✖")


def asks_to_stop(text: str) -> bool:
    """Tell whether a text is the one word with which messages to many are refused: «STOP»."""
    return text.strip(" .!").lower() in ("stop", "arret", "arrêt")


def read_yes_no(text: str) -> bool | None:
    """Yes (True), no (False), or None when the text says neither or both."""
    written = composed(text)
    signs = {True: any(sign in written for sign in _YES_SIGNS), False: any(sign in written for sign in _NO_SIGNS)}
    said = plain(written)
    if _DOUBT.search(said):
        return None
    fine = _PROBLEM_FREE.search(said) is not None
    said = _PROBLEM_FREE.sub(" ", said)
    no = _NO.search(said)
    rest = _NO.sub(" ", said)
    yes = _YES.search(rest) is not None or fine or signs[True]
    refused = no is not None or signs[False]
    if yes == refused:
        return False if refused and _opens_with(said, _NO) and _only_courtesy(rest) else None
    return yes


def _opens_with(said: str, pattern: re.Pattern[str]) -> bool:
    return pattern.match(said.lstrip(" .,!?;:")) is not None


def _only_courtesy(rest: str) -> bool:
    """Whether the yes beside a no is a manner of speaking: «non c’est bon», «non merci, parfait»."""
    return re.search(r"\b(?:c'?est bon|parfait|super|ok|ca me va|bien sur|evidemment|merci|top)\b", rest) is not None
