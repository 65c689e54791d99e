"""A second reading of an answer, independent of the first: a yes or a no stands only where both readings agree.

The first reading (`attitude`, `leaning`) looks for what is said; this one looks for what the opposite could be said
with, for others' words and others' coming, and for more than a yes or a no leaves room for. It errs towards doubt:
what it objects to is asked back with two buttons.
"""

import re

from locales.fr.replies.lexicon import Lexicon

_LEXICON = Lexicon("agreement")
_QUOTED = re.compile(r"[«“][^»”]+[»”]|\"[^\"]+\"")
_YES = re.compile(r"\bvient1\b")
_NO = re.compile(r"\b(?:absent1|absent2|non1)\b")
_CLAUSE = re.compile(r" ?[.,] ?")
_SAYS = re.compile(r"\b(?!jour)[a-z]+\d\b|depart|arrivee|entier")
_HOURS = re.compile(r"depart|arrivee|entier|retard0|groupe0")
_EXPLICIT = ("vient1", "retard0", "depart", "groupe0")
_WORDS_UNREAD = 3
"""How long a clause may be that nothing is understood of, beside a bare «ok»; twice that beside «je viens»."""


def stands(original: str, said: str, marks: str, *, comes: bool, accompanied: bool) -> bool:
    """Whether a yes (`comes`) or a no read in `original` is free of anything that could mean the opposite.

    `marks` is what the first reading made of it. Where the writer comes `accompanied`, others may be spoken of.
    """
    if _QUOTED.search(original) or _LEXICON.pattern("others").search(said):
        return False
    if not accompanied and _tells_of_others(said):
        return False
    said = _LEXICON.pattern("harmless_yes" if comes else "harmless_no").sub(" , ", said)
    if _LEXICON.pattern("against_yes" if comes else "against_no").search(said):
        return False
    return _is_plainly_yes(marks) if comes else _is_plainly_no(marks)


def _tells_of_others(said: str) -> bool:
    return bool(_LEXICON.pattern("third_person").search(said)) and not _LEXICON.pattern("first_person").search(said)


def _is_plainly_yes(marks: str) -> bool:
    """Whether each yes is a sentence's whole matter, and no clause beside it is left unread that could take it back."""
    ends = _LEXICON.pattern("yes_ends")
    if _LEXICON.pattern("elsewhere").search(marks) or not all(
        ends.search(marks[yes.end() :]) for yes in _YES.finditer(marks)
    ):
        return False
    at_most = _WORDS_UNREAD * (2 if any(mark in marks for mark in _EXPLICIT) else 1)
    before, *contrasts = _LEXICON.pattern("contrast").split(marks)
    return _unread(before) <= at_most and all(_unread(rest) < at_most / 2 for rest in contrasts)


def _unread(marks: str) -> int:
    """The words of the longest clause that says nothing known; what is brought along takes nothing back."""
    brings = _LEXICON.pattern("brings")
    clauses = [clause for clause in _CLAUSE.split(marks) if not _SAYS.search(clause) and not brings.search(clause)]
    return max((len(clause.split()) for clause in clauses), default=0)


def _is_plainly_no(marks: str) -> bool:
    """Whether each no is a sentence's whole matter (not so in «je viens pas pour manger»), no hour after «mais»."""
    begins, ends = _LEXICON.pattern("no_begins"), _LEXICON.pattern("no_ends")
    if not all(begins.search(marks[: no.start()]) and ends.search(marks[no.end() :]) for no in _NO.finditer(marks)):
        return False
    return not any(_HOURS.search(rest) for rest in _LEXICON.pattern("contrast").split(marks)[1:])
