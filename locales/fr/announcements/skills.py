"""Skills wished for, or none needed, in the household's own words."""

import re

from locales.fr.announcements.passage import Heard, Span, overlaps

_TRADE = (
    r"(?:macon|charpentier|menuisier|couvreur|platrier|plaquiste|peintre|electricien|plombier|chauffagiste"
    r"|carreleur|terrassier"
    r"|soudeur|architecte|bricoleur|cuisinier|jardinier|elagueur|zingueur|facadier|ebeniste|paysagiste|cordiste"
    r"|encadrant|pro)"
    r"(?:\(?n?e\)?s?|euse|iere|s)?"
)
_WISHED = (
    r"(?:serai\w* (?:(?:le|la|les|un|tres|vraiment|aussi) )*(?:bienvenu\w*|top|apprecie\w*|super|utiles?"
    r"|parfaits?|plus|ideal\w*|genial\w*)"
    r"|(?:est|sont) (?:le |la |les )?bienvenu\w*|bienvenu\w*|apprecie\w*|souhait\w*|de preference|ideal\w*|un plus)"
)
_ENDS = (
    r"(?=\s*(?:$|[,.;:!?\n()]|\b(?:et|pour|repas|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|le|on|nous"
    r"|seulement|uniquement|bienvenu\w*|de preference|si possible|serai\w+|est|sont|svp|a)\b))"
)
_SOME_WORDS = r"(?:[\w'-]+ ?)"
_SKILLS = (
    rf"\b(?:un |une |des |1 )?{_TRADE}\s+(?:(?!ou\b|et\b|pour\b)\w+\s+){{0,2}}?{_WISHED}",
    rf"\bdont (?:au moins |idealement )?(?P<said>(?:une?|deux|1|2) {_TRADE})\b",
    rf"\ba l'aise (?:en|avec|sur|dans|pour|a) {_SOME_WORDS}{{1,4}}?{_ENDS}",
    r"\b(?:n'ayant |n'avoir |ne pas avoir |n'ont |sans |sans avoir |pas (?:avoir |de |le |sujet(?:te)?s? au )"
    r"|non sujet(?:te)?s? au |ne craignant pas (?:le )?)(?:pas )?(?:le |de )?(?:vertige|la hauteur)",
    r"\bdebutant\(?e?\)?s? (?:\w+ )?(?:bienvenu\w*|accept\w*|ok|admis)",
    r"\b(?:ouvert|accessible)e?s? (?:aussi )?(?:aux|a tous? les?|a tou\w+) (?:debutant\w*|niveaux?)",
    r"\b(?:aucune|pas d'|sans|(?:pas|nul) besoin (?:d'|de)) ?(?:experience|competence|connaissance|qualification)s?"
    r"(?: \w+)?? (?:(?:n'est |est )?(?:necessaire|requise?|particuliere|exigee|demandee|prealable))s?",
    r"\bpas besoin d'experience|\bmeme sans experience|\btous niveaux",
    r"\bpas besoin d'etre (?:\w+ ){0,2}?(?:bricoleur\w*|experimente\w*|pro\w*|expert\w*|costaud\w*)",
    r"\b(?:experience|connaissances?|notions?|competences?|bases) (?:en|de|d'|du|dans) ?"
    rf"(?:la |le |les |l')?{_SOME_WORDS}{{1,3}}?{_ENDS}",
    r"\bbonne (?:condition|forme) physique|\bpermis (?:be?|c1?|remorque)\b",
    r"\b(?:sachant|savoir|sachez) (?:se servir|mani\w+|utilis\w+|\w+er|lire|conduire) ?"
    rf"(?:(?:d'|l')?{_SOME_WORDS}){{0,3}}?{_ENDS}",
    rf"\bhabitue\(?e?\)?s? (?:a|au|aux) {_SOME_WORDS}{{1,3}}?{_ENDS}",
)
_SKILL = re.compile("|".join(_SKILLS))
_LABELLED = re.compile(r"\b(?:competences?|profils?|savoir[- ]faire|niveau)(?: \w+)?\s*[:=]\s*(?P<said>[^\n.;!]+)")
_ALREADY_HERE = re.compile(r"\b(?:on|nous) (?:est|sera|sommes|serons) (?:deja )?\w+ $")
_NOTHING = re.compile(r"^(?:aucune?|non|rien|sans|pas)\b")


def read_skills(written: str, sentence: str) -> Heard[tuple[str, ...]]:
    """What people should be able or need not be able to do, as typed, in the order said."""
    spans: list[Span] = []
    for hit in _LABELLED.finditer(sentence):
        at = hit.start("said")
        for piece in re.split(r",|/", hit["said"]):
            if piece.strip() and not _NOTHING.match(piece.strip()):
                lead = len(piece) - len(piece.lstrip())
                spans.append((at + lead, at + lead + len(piece.strip())))
            at += len(piece) + 1
    for hit in _SKILL.finditer(sentence):
        if hit["said"] and _ALREADY_HERE.search(sentence[max(0, hit.start() - 30) : hit.start()]):
            continue
        span = hit.span("said") if hit["said"] else hit.span()
        if not overlaps(span, tuple(spans)):
            spans.append((span[0], span[0] + len(sentence[span[0] : span[1]].rstrip())))
    spans.sort()
    return Heard(value=tuple(written[start:end] for start, end in spans), spans=tuple(spans))
