"""What people are asked to bring: tools and protective equipment, as typed; neither food nor what is provided."""

import re
from collections.abc import Iterator

from locales.fr.announcements.passage import Heard, Span, overlaps

_TOOL = (
    r"(?:gants?|masques?|lunettes|casques?|chaussures?|bottes?(?! de paille)|baskets|bleus? de travail|vetements?"
    r"|habits?|tenues?|fringues"
    r"|combinaisons?|genouilleres?|bouchons d'oreilles?|protections?|harnais|gilets?|visseu\w+|deviss\w+"
    r"|perceuses?|perfo\w*"
    r"|marteaux?[- ]piqueurs?|marteaux?|massettes?|masses?|burins?|truelles?|taloches?|lisseuses?|platoirs?"
    r"|seaux?|auges?|pelles?|pioches?|beches?|fourches?"
    r"|brouettes?|scies?|metres?|niveaux?|pinceaux?|rouleaux|echelles?|escabeaux?|echafaudages?|remorques?"
    r"|betonnieres?|agrafeuses?|cutters?|tournevis|spatules?|couteaux?|tabliers?|malaxeurs?|disqueuses?|meuleuses?"
    r"|rateaux?|secateurs?|debroussailleuses?|tronconneuses?|balais?|chiffons?|eponges?|serpillieres?|aspirateurs?"
    r"|diables?|sangles?|cordes?|serre[- ]joints?|pinces?|cles?|caisse a outils|outils?|outillage|rabots?|ponceuses?"
    r"|decolleuses?|grattoirs?|brosses?|bonnets?|chapeaux?|casquettes?|creme solaire|k-?way|impermeables?"
    r"|regles? de macon"
    r"|barres? a mine|pieds?[- ]de[- ]biche|rallonges?|baches?|sacs? a gravats|utilitaires?|camions?|camionnettes?)"
)
_ARTICLE = (
    r"(?:(?:des|vos|votre|une?|les?|la|du|de|son|sa|ses|ton|tes|ta|quelques|si possible|eventuellement|surtout"
    r"|bien|aussi|au moins"
    r"|chacun|leurs?|ou|et|\d{1,2}|paires? de)\s+|[ld]')"
)
_ASKED = (
    r"(?:a (?:apporter|prevoir|amener|emporter|prendre)|(?:serai\w+ |sont |est )?(?:obligatoires?|conseillee?s?"
    r"|indispensables?|recommandee?s?"
    r"|requise?s?|necessaires?|demandee?s?|souhaitee?s?|exigee?s?|imperatif\w*|de rigueur|(?:les? "
    r"|la )?bienvenue?s?))"
)
_MARK = re.compile(rf"\s*\(?\b{_ASKED}\b")
_WITH_TOOLS = re.compile(
    r"\b(?:(?:venez|venir|viens|personnes?|pers|benevoles?|volontaires?|costauds?|bras|mains|monde)"
    r"\s+(?:equipee?s?\s+)?avec"
    r"|si (?:vous|tu|quelqu'un|certains) (?:avez|as|a|ont|possedez)"
    r"|(?:il (?:me |nous )?manque|manquent) [^.;,\n]{0,30}? et)"
    r"\s+(?P<rest>[^.;!?•\n(]*)"
)
_STRONG = re.compile(
    r"\b(?:apportez|apporter|amenez|amener|ramenez|ramener|apporte[sr]? (?=te?s |ton |ta |vos |votre )"
    r"|apportez[- ]vous"
    r"|munissez[- ]vous (?:de |d')|equipez[- ]vous (?:de |d')|munis? de)(?P<label>\s*[:=])?(?P<rest>[^.;!?•]*)"
)
_WEAK = re.compile(
    r"\b(?:prevoir|prevoyez|prenez|prendre|pense[zr]? aux?|venez avec|venir avec|viens avec|emportez|mettez"
    r"|portez"
    r"|n'oubliez pas|sans oublier|oubliez pas)(?P<label>\s*[:=])?(?P<rest>[^.;!?•]*)"
)
_LABELLED = re.compile(
    r"(?:^|[\n.;,•|–-])[^\w\n]{0,8}(?:materiel|outils?|outillage|equipements?|epi|protections?|tenue|a (?:apporter"
    r"|prevoir|amener)|affaires)"
    r"(?: (?:a|et|de|necessaires?|souhaite\w*|demande\w*|perso\w*|utiles?|conseille\w*|apporter|prevoir"
    r"|protection|securite|individuel\w*))*"
    r"\s*(?P<label>[:=])(?P<rest>[^.;!?•]*)",
    re.MULTILINE,
)
_NOT_ASKED = re.compile(r"(?:\b(?:rien|inutile|besoin|pas|sans|nous|on|je)\s+(?:a |d'|de |devez |avez )?)$")
_FOOD = re.compile(
    r"\b(?:repas|pique|manger|gateaux?|desserts?|boissons?|vin|biere|bouteilles?|eau|gourde|plats?|salades?"
    r"|dejeuner|panier|gamelle|apero|fromage"
    r"|pain|cafe|sandwich\w*|casse-croute|gouter|grignoter|partager|the|cake|fruits|tarte)\b"
)
_FLUFF = re.compile(
    r"\b(?:humeur|sourires?|motivation|energie|enthousiasme|bras|courage|huile|amie?s?|enfants?|famille|voisins?"
    r"|conjoint|joie|envie|temps|journee|personnes?"
    r"|covoit\w*|soleil|musique|attestation|adhesion|cheque|chien\w*|animaux|aide|renfort|coup|main|pierre"
    r"|precision\w*|question\w*|heure\w*)\b"
)
_NOT_AN_ITEM = re.compile(
    r"^(?:on|nous|je|il|elle|ca|c'|vous|tu|tout|le reste|rdv|rendez|merci|a |pour|puis|midi|ainsi|car|mais|si"
    r"|chez|samedi|dimanche"
    r"|avant|apres|de quoi|que|qui|dans|sur|\d+ ?(?:h|pers|bene|euros|€))\b"
)
_PROVIDED = re.compile(
    r"\b(?:fourni\w*|pret(?:e|ee)s?|sur place|disposition|compris\w*|offert\w*|serons?|ser(?:a|ont)|est|sont)\b"
)
_LEADING = re.compile(
    rf"^(?:{_ARTICLE}|(?:vous|moi|svp|egalement|chacun(?:e)?|votre|propres?|avec|de quoi vous|idealement"
    rf"|imperativement|au minimum|apporte[zr]|prevoir|prevoyez|prenez|amene[zr])\s+|[:\s'\"-])+"
)
_TRAILING = re.compile(
    r"\s+(?:si (?:possible|vous|tu|besoin|ca)|svp|s'il|merci|obligatoire|imperatif|chacun|pour|bien sur|suffi"
    r"|qu[ei]? vous|notamment|par|au cas"
    r"|le jour|a prevoir|conseille\w*|necessaires?|dans la mesure)\b.*$|[\s:)(.!-]+$"
)
_SEPARATOR = re.compile(r"\s*(?:,|/|\+|&|\n|\bet\b|\bou\b)\s*")
_SEPARATOR_KEPT = re.compile(rf"({_SEPARATOR.pattern})")
_KNOWN_TOOL = re.compile(rf"\b(?:(?:vieux|vieilles?|bons?|bonnes|gros(?:ses)?|petite?s?|grands?)\s+)?{_TOOL}\b")
_LONGEST_LIST = 120
_MOST_WORDS = 6


def read_tools(written: str, sentence: str, taken: tuple[Span, ...]) -> Heard[tuple[str, ...]]:
    """Things to bring, in the order named; `taken` are passages already understood as something else."""
    found: dict[str, str] = {}
    spans: list[Span] = []
    for start, end, surely in sorted(_lists(sentence)):
        last = None
        for item_start, item_end in _items(sentence, start, end, surely=surely):
            if not overlaps((item_start, item_end), taken):
                found.setdefault(sentence[item_start:item_end], written[item_start:item_end])
                last = item_end
        if last is not None:
            spans.append((_trigger_start(sentence, start), last))
    return Heard(value=tuple(found.values()), spans=tuple(spans))


def _trigger_start(sentence: str, start: int) -> int:
    asked = re.search(r"(?:merci (?:de |d')?)?[\w'-]+(?: (?:a|avec|de|d'))?\s*[:=]?\s*$", sentence[:start])
    return asked.start() if asked else start


def _lists(sentence: str) -> Iterator[tuple[int, int, bool]]:
    """The lists of things, as (start, end, whether anything in it is a thing to bring)."""
    for pattern, surely in ((_LABELLED, True), (_STRONG, True), (_WEAK, False)):
        for hit in pattern.finditer(sentence):
            if not _NOT_ASKED.search(sentence[max(0, hit.start() - 20) : hit.start()]):
                yield hit.start("rest"), hit.start("rest") + len(_one_list(hit["rest"], hit["label"])), surely
    for hit in _WITH_TOOLS.finditer(sentence):
        yield *hit.span("rest"), False
    for hit in _MARK.finditer(sentence):
        start = _list_before(sentence, hit.start())
        if start < hit.start():
            yield start, hit.start(), False


def _list_before(sentence: str, end: int) -> int:
    """Where the list of tools that ends here begins: «gants et masque» of «4 personnes, gants et masque»."""
    clause = re.split(r"[.;:!?\n(•]", sentence[max(0, end - _LONGEST_LIST) : end])[-1]
    start = end
    for piece in reversed(_SEPARATOR_KEPT.split(clause)):
        tool = None if _SEPARATOR.fullmatch(piece) else _KNOWN_TOOL.search(piece)
        if tool is None and not _SEPARATOR.fullmatch(piece):
            break
        if tool is not None:
            start = end - len(piece) + tool.start()
            if piece[: tool.start()].strip() and not _LEADING.fullmatch(piece[: tool.start()]):
                break
        end -= len(piece)
    return start


def _one_list(rest: str, label: str | None) -> str:
    """The rest of the line, or the bulleted lines under a label that ends its line."""
    if label and not rest.split("\n", 1)[0].strip():
        bulleted = re.match(r"\s*(?:\n[ \t]*[-*·✓▪>–🔹][^\n]*)+", rest)
        return bulleted[0] if bulleted else ""
    return re.split(r"\n|\s[-|/]\s", rest, maxsplit=1)[0]


def _items(sentence: str, start: int, end: int, *, surely: bool) -> Iterator[Span]:
    at = start
    for piece in _SEPARATOR.split(sentence[start:end]):
        at = sentence.index(piece, at) if piece else at
        if len(piece) > _LONGEST_LIST:
            return
        span = _trimmed(sentence, at, at + len(piece))
        at += len(piece)
        said = sentence[span[0] : span[1]]
        if not said or _FOOD.search(piece) or _FLUFF.search(said):
            continue
        if _PROVIDED.search(piece) or _NOT_AN_ITEM.match(piece.strip(" -*·")):
            return
        known = _KNOWN_TOOL.search(said) is not None
        if (known and len(said.split()) <= _MOST_WORDS) or (surely and len(said.split()) <= 3):
            yield span
        else:
            return


def _trimmed(sentence: str, start: int, end: int) -> Span:
    piece = sentence[start:end]
    lead = re.match(r"[\s*·✓▪>–🔹:-]*", piece)
    start += lead.end() if lead else 0
    leading = _LEADING.match(sentence[start:end])
    start += leading.end() if leading else 0
    trailing = _TRAILING.search(sentence[start:end])
    while trailing:
        end = start + trailing.start()
        trailing = _TRAILING.search(sentence[start:end])
    return start, end
