"""Names with a slip of the finger in them."""

from functools import lru_cache

from locales.fr.places.gazetteer import Places, gazetteer

SHORTEST_FORGIVEN = 5
_TWO_SLIPS_FROM = 9
_NAMES_OF_SMALL_NEIGHBOURS_FROM = 8
_RESEMBLANCE = 0.9
_MOST_CANDIDATES = 6


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    places = gazetteer()
    names = {
        key
        for index in (places.full, places.short)
        for key, positions in index.items()
        if not places.is_ordinary(key)
        and len(key) >= SHORTEST_FORGIVEN
        and (len(key) >= _NAMES_OF_SMALL_NEIGHBOURS_FROM or any(map(places.is_well_known, positions)))
    }
    return tuple(sorted(names))


@lru_cache(maxsize=1)
def _known_names() -> tuple[str, ...]:
    places = gazetteer()
    return tuple(name for name in _names() if any(map(places.is_well_known, places.named(name))))


def closest(key: str, *, well_known: bool = False) -> Places:
    """The communes whose name is one slip from this plain text (two in a long name); of equals, all.

    `well_known` keeps to the Essonne and the larger towns around it. Ordinary words and towns elsewhere answer none.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    places = gazetteer()
    if len(key) < SHORTEST_FORGIVEN or key in places.elsewhere or key in places.not_names or places.is_ordinary(key):
        return ()
    slips = 1 if len(key) < _TWO_SLIPS_FROM else 2
    names = _known_names() if well_known else _names()
    near = process.extract(key, names, scorer=OSA.distance, score_cutoff=slips, limit=8)
    near = [hit for hit in near if hit[0][0] == key[0] and hit[1] <= (1 if len(hit[0]) < _TWO_SLIPS_FROM else 2)]
    best = min((hit[1] for hit in near), default=0)
    found = {at for name, distance, _ in near if distance == best for at in places.named(name)}
    home = tuple(sorted(filter(places.is_home, found)))
    return home or tuple(sorted(found))


def resembling(key: str) -> Places:
    """Communes one may have meant, to ask about: names that begin so, else those that look most alike."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    places = gazetteer()
    if len(key) < SHORTEST_FORGIVEN or places.is_ordinary(key):
        return ()
    begun = places.beginning(key)
    if begun:
        return begun[:_MOST_CANDIDATES]
    near = process.extract(
        key,
        _known_names(),
        scorer=JaroWinkler.similarity,
        score_cutoff=0.93 if key in places.not_names else _RESEMBLANCE,
        limit=4,
    )
    return tuple(dict.fromkeys(at for name, _, _ in near for at in places.named(name)))[:_MOST_CANDIDATES]
