"""Yes, no, perhaps, later, thanks: an answer brought down to marks, the particular before the general.

Each rule of `attitudes.toml` replaces what it recognises by a mark, so that «pas» in «pas de problème» is gone before
«pas» is looked for. «vient1» says that the writer comes, «absent1» that they do not; «oui1», «ack1» and «non1» are bare
words that lean on the question; «vient2» and «absent2» let it be guessed; the others are named after what they say.
"""

import re

from locales.fr.replies.lexicon import Lexicon

_LEXICON = Lexicon("attitudes")


def marked_requests(said: str) -> str:
    """The answer with «pouvez-vous m’inscrire ?» and «m’annuler ?» marked: they ask for a change, not for a fact."""
    return _apply(_LEXICON.rules("requests", "mark"), said)


def marked_promises(said: str) -> str:
    """The answer with promises to answer later marked: the day they name is no day to come."""
    return _apply(_LEXICON.rules("promises", "mark"), said)


def marked(said: str) -> str:
    """The answer with the marks of what it says in place of its words."""
    return _apply(_LEXICON.rules("rules", "mark"), said)


def unexplained(marks: str) -> bool:
    """Whether a «pas» is left that no rule explains: whatever else is said, it is doubtful."""
    return _LEXICON.pattern("left_over").search(marks) is not None


def _apply(rules: tuple[tuple[str, re.Pattern[str]], ...], said: str) -> str:
    for mark, pattern in rules:
        said, found = pattern.subn(f" {mark} ", said)
        if found:
            said = " ".join(said.split())
    return said
