"""The exact address, as typed: street and number, or hamlet; never the commune nor the postcode."""

import re

from locales.fr.announcements.passage import Heard, Span

_STREET = (
    r"(?:rue|avenue|av\.?|bd|bld|boulevard|route|rte|chemin|che?m\.|impasse|imp\.|allee|all\.|place|pl\.|square|quai"
    r"|sentier|sente|ruelle|cours|passage|faubourg|cite|residence|villa|voie|clos|mail|venelle|cour|hameau"
    r"|lotissement)"
)
_NUMBERED = re.compile(rf"(?<![\d/.,])\d{{1,4}}\s?(?:bis|ter|quater|[a-d])?\b,?\s+{_STREET}(?=[\s'])")
_UNNUMBERED = re.compile(
    r"\b(?:rue|avenue|boulevard|chemin|impasse|allee|ruelle|sente|sentier|place)\s+(?=(?:de\s+la|de\s+l'|des|du"
    r"|de|d')\s*\w|[A-Z])"
)
_HAMLET = re.compile(
    r"\b(?:hameau|lieu[- ]?dit|lotissement|residence|domaine|ferme|moulin)\s+(?:(?:de|du|des|la|le|les)\s+|d'"
    r"|l'|\")?(?=\w)"
)
_PARTICLE = re.compile(
    r"(?:de|du|des|d|l|la|le|les|et|en|sous|sur|aux|au|saint|sainte|st|ste|dr|docteur|general|gal|marechal)$"
)
_WORD = re.compile(r"\s*[-'\"]?\s*(?:[\w]+\.?)")
_STOP = re.compile(
    r"(?:a|au|aux|pour|repas|avec|chez|on|nous|je|il|merci|rdv|dans|le|ce|cette|cet|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi"
    r"|dimanche|sam|dim|demain|besoin|cherche|et|en|sur|vers|pres|isolation|enduit|chantier|personnes?|venez"
    r"|apport\w*|qui"
    r"|lun|mar|mer|jeu|ven|est|sera|afin|travaux|ou)$"
)
_GREAT_STREET = re.compile(
    r"(?<![\d/.,])\d{1,4}\s?(?:bis|ter|quater|[a-d])?\b,?\s+(?:la )?(?:grande?|petite|vieille)[ '-]rue\b"
)
_MOST_WORDS = 7
_NEARBY = re.compile(
    r"\b(?:a cote|pres|proche|face|derriere|au bout|a l'angle|garer|parking|par|prendre|prenez) (?:de |a |la "
    r"|l'|dans |sur )*$"
)


def read_address(written: str, sentence: str, communes: tuple[Span, ...], dates: tuple[Span, ...]) -> Heard[str | None]:
    """The first street address of the text; `communes` and `dates` end it."""
    barriers = sorted(start for start, _ in (*communes, *dates))
    for pattern in (_NUMBERED, _UNNUMBERED, _HAMLET):
        for hit in pattern.finditer(sentence):
            if pattern is not _NUMBERED and not _may_stand_alone(written, sentence, hit):
                continue
            end = _end(written, sentence, hit.end(), [at for at in barriers if at >= hit.end()])
            if end > hit.end() and re.search(r"\w", sentence[hit.end() : end]):
                return Heard(value=" ".join(written[hit.start() : end].split()), spans=((hit.start(), end),))
    great = _GREAT_STREET.search(sentence)
    if great:
        return Heard(value=" ".join(written[great.start() : great.end()].split()), spans=(great.span(),))
    return Heard(value=None)


def _may_stand_alone(written: str, sentence: str, hit: re.Match[str]) -> bool:
    """Whether a street without a number is the place itself: written with a name, not «à côté de la rue …»."""
    if _NEARBY.search(sentence[max(0, hit.start() - 30) : hit.start()]):
        return False
    named = re.match(
        r"(?:(?:de la|de l['’]|des|du|de|d['’]|la|le|les|l['’])\s*)*[\"«\s]*[A-ZÉÈÀÂÊÎÔÛÇ0-9]", written[hit.end() :]
    )
    return named is not None


def _end(written: str, sentence: str, at: int, barriers: list[int]) -> int:
    """Where the street's name ends: at punctuation, a stop word, a commune, a date or a postcode."""
    barrier = barriers[0] if barriers else len(sentence)
    end = at
    for count in range(_MOST_WORDS):
        word = _WORD.match(sentence, at)
        if word is None or word.end() > barrier or "\n" in word[0]:
            break
        bare = re.sub(r"[^\w]", "", word[0])
        is_stop = _STOP.match(bare) and not _continues(written, word) and not (count == 0 and _PARTICLE.match(bare))
        if is_stop or (bare.isdigit() and count > 0 and not _is_date_name(sentence, word)):
            break
        at = word.end()
        if not _PARTICLE.match(bare):
            end = at - 1 if word[0].endswith(".") and len(bare) > 3 else at
        if word[0].endswith(".") and len(bare) > 3:
            break
    return end


def _continues(written: str, word: re.Match[str]) -> bool:
    """Whether a stop word goes on with a name: «Croix et Marie», «rue de l'Abbé en Chef»; only before a capital."""
    following = written[word.end() : word.end() + 2]
    little = word[0].strip().lower() in {"et", "en", "le"}
    return little and not written.isupper() and following[:1] == " " and following[1:2].isupper()


def _is_date_name(sentence: str, word: re.Match[str]) -> bool:
    """Whether a figure belongs to the name: «rue du 8 mai 1945»."""
    months = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    around = sentence[max(0, word.start() - 12) : word.end() + 12]
    return re.search(rf"\d{{1,2}} (?:{months})", around) is not None
