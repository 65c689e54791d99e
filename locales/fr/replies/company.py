"""How many come: read from an answer and taken out of it."""

import re
from dataclasses import dataclass

from locales.fr.numbers import number_of
from locales.fr.replies.lexicon import Lexicon
from locales.fr.spelling import plain

_LEXICON = Lexicon("company")


@dataclass
class Company:
    """`people` counts the writer too, None when it is not told; `some` when at least one more person comes."""

    people: int | None = None
    some: bool = False
    alone: bool = False


def mark_names(original: str, said: str) -> str:
    """`said` with «nom0» for the first names beside «avec», «et» or «moi»: words typed with a capital only."""
    if original.isupper():
        return said
    typed = set(re.findall(r"(?<![.!?\n] )(?<!^)\b[A-ZÀ-Þ][a-zà-ÿ]{2,}", original))
    typed |= set(re.findall(r"^([A-ZÀ-Þ][a-zà-ÿ]{2,})(?= (?:et|vient|m'acc))", original))
    for name in typed:
        word = re.escape(plain(name))
        if word in _NO_NAMES:
            continue
        said = re.sub(rf"(?<=\bavec ){word}\b|(?<=\bet ){word}\b|\b{word}(?= et (?:puis )?moi\b)", "nom0", said)
        said = re.sub(
            rf"\b{word}(?= (?:vient|viendra|sera la) (?:aussi|egalement|avec))|\b{word}(?= m accompagne)", "nom0", said
        )
        said = re.sub(rf"(?<=amene ){word}\b|(?<=nom0 et ){word}\b", "nom0", said)
    return said


_NO_NAMES = {"merci", "bonjour", "bonsoir", "salut", "oui", "non", "samedi", "dimanche", "plaisir", "joie", "bonne"}


def take_company(said: str) -> tuple[str, Company]:
    """Who comes along, and the answer with «groupe0» in its place."""
    company = Company()
    for pattern in _LEXICON.patterns("extra"):
        found = pattern.search(said)
        if found:
            extra = number_of(found["n"] or found["n2"]) if "n2" in found.groupdict() else int(found["n"])
            company.people, company.some = 1 + (extra or 1), True
            return f"{said[: found.start()]} groupe0 {said[found.end() :]}", company
    said = _LEXICON.pattern("not_with").sub(" doute1 ", _LEXICON.pattern("carries").sub(" covoiturer ", said))
    said = _LEXICON.pattern("elsewhere").sub(" ", _LEXICON.pattern("without").sub(" ", said))
    for pattern in _LEXICON.patterns("accompanied"):
        found = pattern.search(said)
        if found:
            company.some, company.people = True, _with_writer(found["who"])
            said = f"{said[: found.start()]} groupe0 {said[found.end() :]}"
            break
    said, alone = _LEXICON.pattern("alone").subn(" viens ", _LEXICON.pattern("not_alone").sub(" groupe0 ", said))
    company.alone, company.some = bool(alone), "groupe0" in said
    return " ".join(_take_total(said, company).split()), company


def _take_total(said: str, company: Company) -> str:
    for pattern in _LEXICON.patterns("total"):
        found = pattern.search(said)
        if found:
            total = (number_of(found["n"]) or 0) + _more(said[found.end() :])
            company.people, company.some = max(total, company.people or 0) or None, True
            return f"{said[: found.start()]} groupe0 {said[found.end() :]}"
    return said


def _more(rest: str) -> int:
    """«deux adultes et un ado»: how many more come after a number of people."""
    found = _LEXICON.pattern("more").match(rest)
    return number_of(found["n"]) or 0 if found else 0


def _with_writer(who: str) -> int | None:
    total = 1
    for part in re.split(r" (?:et|\+|,|plus) ", who):
        counted = _LEXICON.pattern("several").search(part)
        if counted:
            total += number_of(counted[0]) or 1
        elif re.match(r"(?:mes|nos|des|les)\b|eux|elles", part):
            return None
        else:
            total += 1
    return total
