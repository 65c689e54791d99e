"""What the marks of an answer weigh together: coming, not coming, or neither."""

import re
from typing import NamedTuple

from locales.fr.replies.attitude import unexplained
from locales.fr.replies.model import Intent

_CLAUSE = re.compile(r" ?[.,] ?|\b(?:mais|par contre|cependant|en revanche|sinon)\b")
_LAST_WORD = re.compile(
    r"\b(?:finalement|en fait|au final|changement|rectification|ah non|ah si|oups|bonne nouvelle)\b(?!.*passe1)[^.]*"
)
_FOR = ("vient1", "vient2", "oui1", "ack1")
_AGAINST = ("absent1", "absent2", "non1")
_HOURS = ("retard0", "depart", "groupe0", "entier", "arrivee")


class Lean(NamedTuple):
    """An intent of the simple kind (coming, not_coming, later, thanks, unsure, other), how sure, what it leans to."""

    intent: Intent
    sure: bool = True
    likely: Intent | None = None


def lean(marks: str) -> Lean:
    """What an answer brought down to marks says."""
    has = {name for name in (*_FOR, *_AGAINST, *_HOURS, "doute1", "cond1", "plustard1") if name in marks}
    if "plustard1" in has and ("doute1" in has or not has & {"vient1", "absent1"}):
        return Lean("later")
    against, in_favour = has & set(_AGAINST), has & set(_FOR)
    if against and in_favour:
        return _both(marks, has)
    if against:
        return _against(marks, has)
    if in_favour:
        return _in_favour(marks, has)
    return _neither(marks, has)


def _both(marks: str, has: set[str]) -> Lean:
    last = _last_word(marks)
    if last:
        return last
    explicit = "absent1" in has
    if explicit and not has & {"vient1", "vient2"}:
        weighed = _against(marks, has)
        return weighed._replace(sure=weighed.sure and "oui1" not in has)
    return Lean("unsure", sure=False)


def _last_word(marks: str) -> Lean | None:
    """«Je ne pouvais pas, finalement je viens»: what follows such a word counts, if it says one thing only."""
    found = list(_LAST_WORD.finditer(marks))
    if not found:
        return None
    tail = marks[found[-1].start() :]
    for_it, against = (any(name in tail for name in names) for names in (_FOR, _AGAINST))
    if for_it == against or "doute1" in tail or "cond1" in tail or unexplained(tail):
        return None
    return Lean("coming" if for_it else "not_coming", sure=False)


def _against(marks: str, has: set[str]) -> Lean:
    doubted = any(("doute1" in clause) and any(name in clause for name in _AGAINST) for clause in _CLAUSE.split(marks))
    conditional = any("cond1" in part and any(name in part for name in _AGAINST) for part in marks.split(" . "))
    if doubted or conditional or ("doute1" in has and "absent1" not in has):
        return Lean("unsure", sure=False, likely="not_coming")
    return Lean("not_coming", sure=bool(has & {"absent1", "non1"}))


def _in_favour(marks: str, has: set[str]) -> Lean:
    if has & set(_FOR) == {"ack1"} and "merci1" in marks and "recu1" in marks:
        return Lean("thanks", sure=False)
    if _doubted(marks, has):
        return Lean("unsure", sure=False, likely="coming")
    if has & {"doute1", "cond1"}:
        return Lean("coming", sure=False)
    for clause in _CLAUSE.split(marks):
        if unexplained(clause) and ("vient1" not in has or any(name in clause for name in _FOR)):
            return Lean("unsure", sure=False, likely="coming")
    sure = bool(has & {"vient1", "oui1"}) and not unexplained(marks) and "dommage1" not in marks
    return Lean("coming", sure=sure or ("ack1" in has and "merci1" not in marks and not unexplained(marks)))


def _doubted(marks: str, has: set[str]) -> bool:
    """Whether a doubt or a condition is about coming, not only about the hour or about something else."""
    if any("cond1" in part and (part == marks or any(name in part for name in _FOR)) for part in marks.split(" . ")):
        return True
    doubtful = [clause for clause in _CLAUSE.split(marks) if "doute1" in clause]
    about_hours = all(any(hour in clause for hour in _HOURS) for clause in doubtful)
    return bool(doubtful) and (not about_hours or any(name in clause for clause in doubtful for name in _FOR))


def _neither(marks: str, has: set[str]) -> Lean:
    if has & {"retard0", "depart", "entier", "groupe0", "arrivee"}:
        if "cond1" in has or ("doute1" in has and not has & {"retard0", "depart"}) or unexplained(marks):
            return Lean("unsure", sure=False, likely="coming")
        return Lean("coming", sure="doute1" not in has)
    if has & {"doute1", "cond1"} or unexplained(marks):
        return Lean("unsure", sure=False)
    if "merci1" in marks:
        return Lean("thanks")
    if "recu1" in marks:
        return Lean("thanks", sure=False)
    if "dommage1" in marks or "passe1" in marks:
        return Lean("unsure", sure=False, likely="not_coming")
    return Lean("other", sure=False)
