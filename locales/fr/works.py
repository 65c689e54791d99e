"""Kinds of work: how they are called, how people ask for them, and what care they need.

`risky` work (height, power tools, machines) lowers the ceiling of helpers per supervisor; `reserved` work is never
done with helpers. The identifiers are what other rooms store.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from locales.fr.spelling import composed, plain


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work; `words` is a pattern over plain text (lower case, no accents)."""

    identifier: str
    label: str
    words: str
    risky: bool = False
    reserved: bool = False


_WORKS = (
    Work(
        "insulation",
        "isolation",
        r"isol(?:er|ons|ez|ent|erons|ations?|ants?)|(?:on|nous|j'|qui) ?isole|reisoler|ouate(?: de cellulose)?"
        r"|laines? de (?:bois|verre|roche|mouton|chanvre)|souffler|soufflage|pare[- ]vapeur|frein[- ]vapeur"
        r"|etancheite a l'air|calfeutr\w+|membranes?|iti|ite|insufflation|insuffler|fibres? de bois",
    ),
    Work(
        "plaster",
        "enduit",
        r"(?<!toile )enduits?(?! a vitre)|enduire|enduisons|enduisage|gobetis|crepi\w*|platre\w{0,2}(?<!platres)"
        r"|platrerie|stuc|tadelakt|corps d'enduit",
    ),
    Work("lime", "chaux", r"chaux(?![- ]chanvre|/chanvre)"),
    Work(
        "hemp_lime",
        "chaux-chanvre",
        r"chaux[- /]+chanvre|chanvre[- /]+chaux|beton de chanvre|betons? de chenevotte|chenevotte",
    ),
    Work("earth_straw", "terre-paille", r"terre[- /]+(?:et )?paille|paille[- /]+terre|torchis|bauge|pise|adobes?|cob"),
    Work(
        "straw_bale",
        "bottes de paille",
        r"(?:bottes?|ballots?|remplissage|murs?|caissons?) (?:de |en |d')?paille"
        r"|(?<!terre )(?<!terre-)paille porteuse",
    ),
    Work(
        "timber_frame",
        "ossature bois",
        r"ossatures?|mob|lever? (?:les |des )?murs|levage(?! de (?:la )?(?:charpente|ferme))|montants? (?:en )?bois"
        r"|pans? de bois|colombages?",
        risky=True,
    ),
    Work(
        "roof_frame",
        "charpente",
        r"charpentes?|lever? (?:une|les|la|des) fermes?|chevrons?|fermettes?|sablieres?|arbaletriers?|poutres?",
        risky=True,
    ),
    Work(
        "roofing",
        "couverture",
        r"couvertures?(?! (?:chaude|polaire|de survie|de laine))|toitures?|(?:refaire|reparer|couvrir|decouvrir"
        r"|demousser|remanier|reprendre|refection|reparation|demoussage|travaux?|intervention|monter|aide"
        r"|travailler)(?: \w+){0,2} (?:le |du |les |des |sur le |au )toits?|tuiles?|ardoises?|zinguerie|zinc"
        r"|gouttieres?"
        r"|bacs? acier|litelage|liteaux?|liteaunage|voliges?|voligeage|faitage|faitieres?",
        risky=True,
    ),
    Work("facade", "façade", r"facades?|ravalement", risky=True),
    Work("cladding", "bardage", r"bardages?|barder|bardeaux?|clins?|clairevoie", risky=True),
    Work("scaffolding", "échafaudage", r"(?:re|de)?mont(?:er|age)(?:[ ']\w+){0,3}[ ']echafaudages?", risky=True),
    Work(
        "slab",
        "dalle",
        r"(?<!casse )(?<!casse-)dalles?|chapes?|beton(?! de ch)|betonner|coffr(?:er|age|ages|ons|eur)"
        r"|ferraill\w+|hourdis"
        r"|coul(?:er|age|ons)|(?:on|nous) coule|dallage|herisson",
    ),
    Work("foundations", "fondations", r"fondations?|soubassements?|longrines?|vide sanitaire"),
    Work(
        "masonry",
        "maçonnerie",
        r"maconnerie|maconner|maconnage|parpaings?|briques?|murets?|(?:monter|montage|remonter"
        r"|elever)(?: \w+){0,2} mur"
        r"|(?:re)?jointoie\w*|(?:re)?jointoyer|pierres? (?:seches?|apparentes?|a joint\w*)|moellons?|linteaux?"
        r"|joints? (?:de|des|a la|au|entre) (?:les |la )?(?:pierres?|mortier)|ouverture (?:de|d'une) (?:baie|mur"
        r"|porte)",
    ),
    Work(
        "partition",
        "cloison",
        r"cloisons?|cloisonn\w+|placo\w*|ba ?13|plaques? de (?:platre|fermacell|gypse)|fermacell|doublages?"
        r"|faux[- ]plafonds?|bandes? a (?:placo|joints?)|contre[- ]cloisons?",
    ),
    Work(
        "painting",
        "peinture",
        r"(?:re)?peint(?:ures?|urage|urer)?|(?:re)?peindre|(?:re)?peignons|lasur\w+|badigeon\w*|vernis|vernir"
        r"|papiers? peints?"
        r"|tapisser|detapiss\w+|ponc(?:er|age)(?! (?:du |le |les |des |de )?(?:parquet|plancher|sol))",
    ),
    Work(
        "tiling", "carrelage", r"carrelages?|carreler|faiences?|tomettes?|(?:poser|pose de|pose des) carreaux|mosaique"
    ),
    Work(
        "flooring",
        "sol et plancher",
        r"planchers?(?! chauffant)|parquets?|ragre\w+|revetements? de sol|lino(?:leum)?|solives?|solivage|lambourdes?"
        r"|sols?(?= (?:souple|stratifie|en terre|de la|du|des|en bois|en liege))",
    ),
    Work("windows", "fenêtres", r"fenetres?|velux|fenestron|vitrages?|baies? vitrees?|huisseries?|volets?|chassis"),
    Work(
        "joinery",
        "menuiserie",
        r"menuiseries?|escaliers?|placards?|etageres?|lambris\w*|agencement|plinthes?"
        r"|(?:pose|poser|monter|changer|raboter|fabriquer)(?: \w+){0,2} portes?"
        r"|(?:montage|monter|installer|poser|pose) (?:de |d')?(?:la |une |ma |notre )?cuisine",
    ),
    Work(
        "terrace",
        "terrasse",
        r"(?:pose|poser|construi\w+|construction|mont\w+|faire|fabriquer|realis\w+|creation|creer|finir|terminer"
        r"|chantier)"
        r"(?: \w+){0,2} terrasses?|terrasse (?:en )?bois",
    ),
    Work(
        "plumbing",
        "plomberie",
        r"plomberie|tuyauterie|tuyaux?|multicouche|robinetterie|evacuations? (?:d'eau|pvc|des eaux|wc)|sanitaires? a"
        r"|(?:pose|poser|installer|raccorder|installation|raccordement)(?: \w+){0,2}[ ']?(?:douche|lavabo|evier"
        r"|wc|baignoire)",
    ),
    Work(
        "heating",
        "chauffage",
        r"chauffage|radiateurs?|chaudiere|planchers? chauffants?|pompe a chaleur"
        r"|poeles? (?:de masse|a bois|bouilleur|a granules)|(?:pose|poser|installer|monter|construire) (?:d'un "
        r"|le |un )?poele",
    ),
    Work("ventilation", "ventilation", r"vmc|ventilation|puits (?:canadien|provencal)"),
    Work(
        "electricity",
        "électricité hors tension",
        r"electricite|electrique(?! sous tension)|saignees?|(?:passer|passage|tirer"
        r"|tirage)(?: \w+){0,2} (?:gaines?|cables?|fils)"
        r"|gaines? electriques?|cablage",
    ),
    Work(
        "live_electricity",
        "électricité sous tension",
        r"sous tension|tableau electrique|raccord\w+(?: \w+){0,3} (?:tableau|compteur|reseau electrique)|consuel",
        reserved=True,
    ),
    Work(
        "gas",
        "gaz",
        r"(?:raccord\w*|conduites?|tuyaux?|chaudieres?|installations?|arrivee|canalisations?|reseau|compteur)"
        r"(?: de| du| au| a)? gaz",
        reserved=True,
    ),
    Work(
        "load_bearing",
        "mur porteur",
        r"murs? porteurs?|porteur a (?:abattre|ouvrir)|ipn|(?:ouverture|ouvrir|percer)(?: \w+){0,3} porteur",
        reserved=True,
    ),
    Work(
        "asbestos", "amiante ou plomb", r"desamiantage|amiantee?s?|amiante|fibrociment|peinture au plomb", reserved=True
    ),
    Work(
        "demolition",
        "démolition",
        r"demoli\w*|cass(?:er|age|ons)|abatt(?:re|age|ons)(?! (?:d'|un |des |les |l')?arbre)|depos(?:e"
        r"|er)(?: (?:de|du|des|d'|la|le|les|l'|une?)\b)"
        r"|decrout\w+|decrep\w+|piqu(?:er|age)|arrach(?:er|age)|demont(?:er|age)(?! (?:l'|des |les |d')?echaf)"
        r"|curage|abattre",
        risky=True,
    ),
    Work(
        "earthworks",
        "terrassement",
        r"terrassements?|terrasser|tranchees?|creuser|creusement|decaissement|decaisser|drains?|drainage|drainer"
        r"|remblai\w*"
        r"|nivell?ement|fouilles?",
        risky=True,
    ),
    Work("sanitation", "assainissement", r"assainissement|phyto[- ]?epuration|fosse septique|toutes eaux"),
    Work(
        "handling",
        "manutention",
        r"manutention|a (?:rentrer|decharger|porter|transporter|deplacer)|decharg(?:er|ement|eons)"
        r"|transport(?:er)?(?= (?:de |des |du |d')?(?:materi\w+|bois|tuiles?"
        r"|pierres?|gravats|parpaings?|bottes?|sacs?))"
        r"|porter (?:des |les |une? |la |le |l')(?!gants|masque|casque|epi|chauss|equip|lunette|bleu)\w+"
        r"|rentrer (?:du |le |les |des "
        r"|\d+ )+\w+"
        r"|rentrer (?=\w*(?:palette|sac|bois|stere))",
    ),
    Work(
        "clearing",
        "rangement et nettoyage",
        r"rangements?|ranger|nettoyage|nettoyer|nettoyons|deblay\w+|deblai\w*|debarras\w*|gravats|evacu(?:er"
        r"|ation)(?! d'eau)"
        r"|vider (?:la|le|les|l'|une?)|grand menage|dechetterie|decheterie|tri(?:er)? (?:des |les |du |le )\w+"
        r"|balayer",
    ),
    Work(
        "garden",
        "jardin",
        r"jardinage|debroussaill(?:er|age|ons)|desherb\w+|tonte|tondre|haies?|plantations?|planter|potager"
        r"|elag\w+|clotures?"
        r"|abatt(?:re|age) (?:d'|un |des |les |l')?arbres?|taille des|amenag\w+ (?:du|le|de notre|notre) jardin"
        r"|(?:remise en etat|nettoyage|entretien) du jardin|portail|cabane|serre",
    ),
    Work("other", "autre", r"(?!)"),
)

WORKS: dict[str, Work] = {work.identifier: work for work in _WORKS}
# A label is an answer by itself, also where its word means no work inside a sentence («jardin», «terrasse»).
_BY_LABEL = {plain(work.label): work.identifier for work in _WORKS}


def label(identifier: str) -> str:
    """The French name of a kind of work; an identifier nobody knows is shown as it is."""
    work = WORKS.get(identifier)
    return work.label if work else identifier


def read_works(text: str) -> list[str]:
    """The kinds of work a text asks for, in the order it names them.

    What is denied or already done does not count, nor the thing that another work is done to: «isoler la toiture» is
    insulation only, «casser le vieux carrelage» demolition only.
    """
    sentence = plain(composed(text)).replace("œ", "oe")
    pattern = _pattern()
    found: dict[str, None] = {}
    covered = -1
    for piece in (sentence, *re.split(r"[,;\n]| et ", sentence)):
        if piece.strip(" .!-") in _BY_LABEL:
            found[_BY_LABEL[piece.strip(" .!-")]] = None
    for hit in pattern.finditer(sentence):
        identifier = str(hit.lastgroup)
        if WORKS[identifier].reserved:
            found[identifier] = None
            continue
        if hit.start() < covered or _is_denied(sentence, hit):
            continue
        found[identifier] = None
        if identifier in _DONE_TO_SOMETHING:
            treated = _OBJECT.match(sentence, hit.end())
            covered = treated.end() if treated else hit.end()
    return list(found)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    reserved_first = sorted(_WORKS, key=lambda work: (not work.reserved, work.identifier != "hemp_lime"))
    return re.compile(r"\b(?:" + "|".join(f"(?P<{work.identifier}>{work.words})" for work in reserved_first) + r")\b")


# Works named by a verb or noun whose object would read as another kind of work.
_DONE_TO_SOMETHING = frozenset(
    {"insulation", "plaster", "painting", "demolition", "handling", "clearing", "scaffolding"}
)
_OBJECT = re.compile(r"(?:(?! et | puis | ou | pour | avant | apres |[,.;:!?+/\n•]| - ).){0,40}")
_CARRIED = re.compile(r"(?: \w+)? a (?:rentrer|decharger|porter|transporter|deplacer|stocker|evacuer)\b")
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:pas|sans|ni|hors|sauf|jamais|aucune?|apres|une fois|depuis)\s+(?:de\s+|d'|du\s+|la\s+|l'|le\s+|les\s+)?"
    r"|\b(?:deja (?:fait|termine|fini)\w*)\s+(?:la|le|les|l')\s*)$"
)
_DONE_AFTER = re.compile(
    r"[^,.;!?\n]{0,25}?\s(?:est|sont|etait|a ete|ont ete)\s+(?:deja |bien |enfin |presque )?"
    r"(?:fini|termin|faite?s?\b|pose[es]*\b|coule[es]*\b|seche|en place|pret|la\b)|\s+deja (?:fini|termin|fait"
    r"|pos|coul)"
)


def _is_denied(sentence: str, hit: re.Match[str]) -> bool:
    before = sentence[max(0, hit.start() - 30) : hit.start()]
    return bool(
        _DENIED_BEFORE.search(before) or _DONE_AFTER.match(sentence, hit.end()) or _CARRIED.match(sentence, hit.end())
    )
