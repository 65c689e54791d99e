"""Loads and compiles what reading French needs, in small steps, so that the first message waits for none of it."""

from collections.abc import Iterator
from datetime import datetime


def steps(now: datetime) -> Iterator[None]:
    """Warm the readers at `now`, piece by piece: between two pieces whoever drives this may do something else."""
    from locales.fr.when import read_when

    read_when("samedi 14 mars de 9h à 17h", now)
    yield
    read_when("le lundi de Pâques", now)  # loads the public holidays
    yield
    from locales.fr.replies import lexicon

    yield from lexicon.warm()
    from locales.fr.places.gazetteer import gazetteer

    gazetteer()
    yield
    from locales.fr.announcement import read_announcement

    read_announcement("samedi 14 mars, isolation à Limours, 5 personnes", now)
    yield
    from locales.fr.reply import read_reply
    from locales.fr.search import read_search

    read_reply("ok pour samedi", now)
    read_search("je suis dispo samedi vers Limours", now)
    yield
