"""How many people to help otherwise than by building: to cook, to welcome, to mind the children."""

import re

from locales.fr.numbers import NUMBER, number_of
from locales.fr.spelling import composed, plain

_KINDS = {
    "cooking": r"cuisin\w*|repas|popote|manger|fourneaux|casse-?croute|cantine",
    "welcoming": r"accueil\w*|cafe",
    "child_minding": r"enfants?|gamins?|petits|baby-?sitting|garderie|bebes?|garde",
}
_BETWEEN = (
    r"\s*(?:(?:autres?|personnes?|benevoles?|places?|gens|aides?|ami(?:e?s)?|en|a|au|aux|a l'|l'|la|le|les|des|de|d'"
    r"|pour|preparer|faire|garder|s'occuper|surveiller|tenir|dans)\b['’]?\s*){0,6}"
)
_WISH = {kind: re.compile(rf"(?P<many>{NUMBER}){_BETWEEN}(?:{words})\b") for kind, words in _KINDS.items()}
# In an announcement «deux personnes pour la cuisine» may well paint it: only what is plainly a task counts there.
_SOME = rf"(?P<many>{NUMBER})\s*(?:autres?\s+)?(?:personnes?|benevoles?)?\s*"
_CHILDREN = r"(?:les |des )?(?:enfants|petits|gamins)"
_TASKS = {
    "cooking": r"(?:pour (?:faire la cuisine|cuisiner|faire a manger|(?:preparer|faire) les? repas|le repas|la popote)"
    r"|aux fourneaux|en cuisine)",
    "welcoming": r"(?:pour (?:l'accueil|accueillir)|a l'accueil)",
    "child_minding": rf"pour (?:garder|surveiller|s'occuper|la garde)\s?(?:d')?{_CHILDREN}",
}
_PLAINLY = {kind: re.compile(rf"{_SOME}{task}\b") for kind, task in _TASKS.items()}


def read_otherwise(text: str) -> dict[str, int]:
    """Read the answer to «how many, and for what?»: kinds of seats and their numbers, at least 1."""
    return _read(text, _WISH)


def announced_otherwise(text: str) -> tuple[dict[str, int], str]:
    """Read what an announcement plainly says of such seats; return it, and the text without those passages."""
    rest = composed(text)
    found = _read(text, _PLAINLY)
    for kind in found:
        hit = _PLAINLY[kind].search(plain(rest))
        rest = rest if hit is None else f"{rest[: hit.start()]}{' ' * len(hit[0])}{rest[hit.end() :]}"
    return found, rest


def _read(text: str, patterns: dict[str, re.Pattern[str]]) -> dict[str, int]:
    said = plain(composed(text))
    found = {}
    for kind, pattern in patterns.items():
        hit = pattern.search(said)
        many = number_of(hit["many"]) if hit else None
        if many:
            found[kind] = many
    return found
