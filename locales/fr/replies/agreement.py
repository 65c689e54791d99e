"""A second reading of an answer, independent of the first: a yes or a no stands only where both readings agree.

The first reading (`attitude`, `leaning`) looks for what is said; this one looks, word by word, for what the opposite
could be said with. It errs towards doubt: what it objects to is asked back with two buttons.
"""

import re

from locales.fr.replies.lexicon import Lexicon

_LEXICON = Lexicon("agreement")
_QUOTED = re.compile(r"[«“][^»”]+[»”]|\"[^\"]+\"")


def stands(original: str, said: str, *, comes: bool, accompanied: bool) -> bool:
    """Whether a yes (`comes`) or a no read in `original` is free of anything that could mean the opposite.

    Where the writer comes `accompanied`, others may be spoken of.
    """
    if _QUOTED.search(original) or _LEXICON.pattern("others").search(said):
        return False
    if not accompanied and _tells_of_others(said):
        return False
    said = _LEXICON.pattern("harmless_yes" if comes else "harmless_no").sub(" , ", said)
    return not _LEXICON.pattern("against_yes" if comes else "against_no").search(said)


def _tells_of_others(said: str) -> bool:
    return bool(_LEXICON.pattern("third_person").search(said)) and not _LEXICON.pattern("first_person").search(said)
