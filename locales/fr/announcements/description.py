"""What remains of an announcement once its understood parts are taken out: nothing not understood is lost."""

import re

from locales.fr.announcements.passage import Span

# Words that say nothing more beside an understood passage.
_FILLER = re.compile(
    r"(?:a|au|aux|le|la|les|l|d|de|du|des|en|et|ou|pour|avec|chez|un|une|ce|cet|cette|nous|on|je|j|il|y|est|sont"
    r"|sera|serait|serons"
    r"|avons|ai|avez|vous|n|ne|que|qu|c|s|qui|se|faut|faudrait|manqu\w+|besoin|cherch\w+|recherch\w+|voudrais"
    r"|souhait\w+|rdv|une?|petite"
    r"|rendez|places?|bonjour|salut|coucou|hello|bonsoir|merci|tous|toutes|tout|le monde|monde|svp|stp|sur|dans"
    r"|chers?|amis?|bientot|date"
    r"|jour|heure|lieu|horaires?|quand|combien|ou|repas|outils?|materiel|adresse|commune|personnes?|benevoles?"
    r"|volontaires?|suffi\w+"
    r"|max\w*|min|minimum|par|rest\w+|disp\w+|possibles?|prevoir|prevoyez|apport\w+|midi|plus|encore|environ"
    r"|matin|\d{5}|91|avance|nombre|ville|si|bien|sur|chacun|obligatoires?|conseille\w*|humeur|bonne|svp)"
)
_LEAD_IN = re.compile(
    r"(?:\b(?:on|nous|je|il nous|il me|il)\s+)?(?:(?:\b(?:a|au|aux|le|la|les|ce|cet|du|des|de|sur|dans|pour|en"
    r"|a partir|partir|entre|rdv|c'est|est"
    r"|est prevu|on a|nous avons|j'ai|il y a|il nous|il"
    r"|besoin|(?:re)?cherch(?:e|ons)|faut|faudrait|manque(?:nt)?|aurions|aurait|aurais|encore|environ|au moins"
    r"|il reste|nombre)"
    r"|\b[ldj]'|nous(?= (?:re)?cherchons|$))[\s:]*)+$"
)
_FOLLOWING = re.compile(
    r"\s*\(?(?:\d{5}|91|essonne)\b\)?|(?:\s+(?:de plus|max(?:imum|i)?\b|min(?:imum|i)?\b|(?:par|chaque) jour"
    r"|restantes?|disponibles?|dispos?"
    r"|motivees?|environ|sur \d{1,2}|suffi\w+))+"
)
_CLAUSE = re.compile(r"((?:(?![ ][-–—/|•][ ])[^,.;!?\n]|(?<=\d)[,.](?=\d))+)( [-–—/|•] |[,.;!?…]*[ \t]*\n*|\n+)")
_DASHES = ("-", "–", "—", "/", "|", "•")
_WORD = re.compile(r"[^\W\d_]{2,}|\d+|[a-z](?=')")
_HEAD = re.compile(r"^(?:[\s,;:)–•|-]+|(?:et|puis)\s+)+", re.IGNORECASE)
_HEAD_CUT = re.compile(r"^(?:[\s,;:)–•|-]+|(?:et|pour|à|a|au|aux|de|le|en|il|avec|sur|qui)\s+|d['’])+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s,;:(–•|'’@-]+|\b(?:et|à|a|au|aux|pour|le|la|les|de|d|du|des|en|ou|avec|chez|sur|dans|dont)\b)+$"
)


def description(written: str, sentence: str, cut: tuple[Span, ...], understood: tuple[Span, ...]) -> str:
    """The clauses that say something beyond the understood passages, in the original spelling.

    Passages to `cut` (date, seats, place, address, contacts) never stay; what else is `understood` goes only with a
    clause that says nothing more.
    """
    gone = _covered(len(written), tuple(_widened(sentence, span) for span in cut))
    known = _covered(len(written), understood)
    said: list[str] = []
    for clause in _CLAUSE.finditer(written):
        places = range(clause.start(1), clause.end(1))
        left = "".join(" " if gone[at] or known[at] else sentence[at] for at in places)
        if not any(not _FILLER.fullmatch(word) for word in _WORD.findall(left)):
            continue
        shown = "".join(" " if gone[at] else written[at] for at in places)
        said.append(_tidy(shown, was_cut=any(gone[at] for at in places)) + _mark(clause[2]))
    return "".join(said).strip(" ,;:\n\u202f")


def _covered(length: int, spans: tuple[Span, ...]) -> list[bool]:
    covered = [False] * length
    for start, end in spans:
        covered[start:end] = [True] * (end - start)
    return covered


def _widened(sentence: str, span: Span) -> Span:
    """The passage with the small words that lead to it: «à Limours (91)», «il nous faut 6 personnes»."""
    start, end = span
    leading = _LEAD_IN.search(sentence[max(0, start - 40) : start])
    following = _FOLLOWING.match(sentence, end)
    return start - (len(leading[0]) if leading else 0), following.end() if following else end


def _tidy(clause: str, *, was_cut: bool) -> str:
    text = " ".join(clause.split())
    if was_cut:
        text = _TAIL.sub("", _HEAD_CUT.sub("", text))
    text = _HEAD.sub("", text)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text.strip()


def _mark(punctuation: str) -> str:
    mark = punctuation.strip()
    if mark in _DASHES:
        return ", "
    if "\n" in punctuation:
        return f"{mark.rstrip(',')}\n"
    if mark[:1] in ("!", "?", ";"):
        return f"\u202f{mark} "
    return f"{mark} " if mark else ""
