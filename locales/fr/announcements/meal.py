"""Is there a meal? True: given by the household; False: everyone brings theirs or something to share; None: not said.

A shared meal («repas partagé», «auberge espagnole») is False: whoever takes it for an offer comes with empty hands.
"""

import re

from locales.fr.announcements.passage import Heard, Span

_DISHES = (
    r"(?:barbecue|bbq|grillades?|mechoui|couscous|paella|raclette|lasagnes?|pizzas?|crepes|buffet|tartiflette|chili"
    r"|merguez|plancha|galettes|sandwiche?s?|casse[- ]croutes?|cassecroute|casse[- ]dalle)"
)
_MEAL = (
    rf"(?:repas|dejeuners?|dej|diner|pique[- ]?niques?|plats?|soupe|cantine|restauration|nourriture|bouffe|{_DISHES})"
)
_GIVEN = (
    r"(?:offerte?s?|fournie?s?|prevue?s?(?! par (?:chacun|vos))|comprise?s?|incluse?s?|assuree?s?|ok\b"
    r"|preparee?s?|prise?s? en charge|sur place|pour tou(?:s|t le monde)|maison|gratuite?s?|par nos soins"
    r"|servie?s?|organisee?s?)"
)
_WORDS_BETWEEN = r"(?:(?!\bnon\b|\bpas\b|\bni\b|\bsera pas\b)[\s\w'éè&+-]){0,45}?"
_TRUE = re.compile(
    rf"\b{_MEAL}\b{_WORDS_BETWEEN}\b{_GIVEN}"
    rf"|\b(?:on|nous|j'|je|qui)\s?(?:vous )?(?:offr\w+|fourni\w*|prepar\w+|assur\w+|gerons|gere|prevoi\w*"
    rf"|prevoyons|prevu"
    rf"|nous occupons|m'occupe|s'occupe|nous chargeons|se charge|fai\w+"
    rf"|avons prevu)\s+[\w\s',]{{0,40}}?\b(?:{_MEAL}|resto|restau\w*|a manger)"
    r"|\b(?:repas|dejeuner|midi|manger)\s*[:=]\s*(?:oui|ok|offert|fourni|prevu|compris|✅|👍)"
    r"|\b(?:on cuisine|nous cuisinons|je cuisine) pour (?:tou|vous)\w*|\bon vous (?:nourrit|invite a (?:manger"
    r"|dejeuner)|regale)|\b(?:vous serez |benevoles )?nourris\b"
    r"|\b(?:j'|on )offre(?:rai)? (?:le |un )?(?:resto|restaurant)|\b(?:a|de quoi) manger (?:sur place|fourni"
    r"|offert|prevu)"
    rf"|\b{_DISHES}\b|[🍕🍖🍗🍔🥘🌭]"
)
_EACH_BRINGS = (
    r"(?:apporte[zrs]|amene[zr]|ramene[zr]|prevoyez|prevoir|prevois|prendre|prenez|prends|emporte[zr]|venez avec"
    r"|venir avec|pense[zr] a|avec)"
    r"\s+(?:(?:juste|aussi|bien|donc|chacune?)\s+)?"
)
_OWN = r"(?:votre|vos|son|leur|un|une|le|ton|ta|de quoi|du|des|chacun son|chacun votre)"
_FALSE = re.compile(
    rf"\b{_EACH_BRINGS}(?:[\w\s',-]{{0,40}}?\b)?{_OWN}\s+(?:{_MEAL}|panier|gamelle|manger|lunch)\b(?!\s+offert)"
    rf"|\b(?:{_MEAL}|panier(?: repas)?|gamelle)\s+(?:a prevoir|a apporter|a emporter|a amener|(?:tire|sorti)s? du sac"
    r"|a (?:la |votre )charge|partagee?s?|a partager|non|pas)\b[^,.;\n]{0,25}"
    r"|\b(?:repas|dejeuner|midi)\s*[:=]?\s*(?:tire du sac|sorti du sac|partage|a partager|auberge|chacun)"
    r"|\b(?:repas|dejeuner|manger)\s*[:=]\s*(?:non|pas|❌|pique)"
    r"|\bchacun (?:apporte|amene|ramene|prend|vient avec|son)[^.;\n]{0,25}"
    rf"|\b(?:repas|pique[- ]?nique)\b{_WORDS_BETWEEN}\b(?:pas (?:fourni|prevu|compris|offert|inclus)"
    rf"|non (?:fourni|compris|offert|inclus|prevu))"
    rf"|\b(?:pas de|sans|aucun|ni) (?:{_MEAL})\b(?:\s+prevus?)?|\bauberge[- ]espagnole|\btire du sac"
    rf"|\bpanier repas\b(?! (?:offert|fourni))"
    r"|\bpique[- ]?nique (?:partage|collectif|commun|tire|sorti)\w*"
)
_NOT_A_MEAL = re.compile(r"\bcasse[- ]croutes? (?:a|chacun)|\bfour a pizzas?\b|\bpizza cardboard\b")

_ANY_MEAL = re.compile(
    rf"\b(?:{_MEAL}|gouter|apero|cafe|auberge[- ]espagnole|manger|mange|dejeune\w*|on vous nourrit)\b"
)
_HOUR_OF_MEAL = re.compile(
    r"(?<!lundi )(?<!mardi )(?<!mercredi )(?<!jeudi )(?<!vendredi )(?<!samedi )(?<!dimanche )"
    r"\b(?:(?:le|du|ce|au|pour le) )?(?:midi|soir)(?: (?:et|ou) (?:(?:le|du|au) )?(?:midi|soir))?\b"
)


def meal_hours(sentence: str) -> tuple[Span, ...]:
    """The «midi» and «soir» that say when one eats, not when one works: «repas du midi», «le midi : grillades»."""
    spans: list[Span] = []
    for clause in re.finditer(r"[^.;,!?\n(]+", sentence):
        if _ANY_MEAL.search(clause[0]):
            found = _HOUR_OF_MEAL.finditer(sentence, clause.start(), clause.end())
            spans.extend(hit.span() for hit in found)
    return tuple(spans)


def read_meal(sentence: str) -> Heard[bool | None]:
    """Whether the household gives a meal, from plain text; None when it is not said or said both ways."""
    denied = tuple(hit.span() for hit in _FALSE.finditer(sentence))
    given: tuple[Span, ...] = ()
    for hit in _TRUE.finditer(sentence):
        inside = any(hit.start() < end and start < hit.end() for start, end in denied)
        if not inside and not _NOT_A_MEAL.search(sentence[max(0, hit.start() - 8) : hit.end() + 8]):
            given = (*given, hit.span())
    if bool(denied) == bool(given):
        return Heard(value=None)
    return Heard(value=bool(given), spans=given or denied)


_SHARED = re.compile(r"\bpartag\w*|\bauberge[- ]espagnole")


def is_shared(sentence: str) -> bool:
    """Whether a meal that the household does not give is shared («repas partagé»), from plain text."""
    return _SHARED.search(sentence) is not None
