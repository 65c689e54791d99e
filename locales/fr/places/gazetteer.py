"""The communes by every name people give them, loaded once when first asked.

`communes.json` names its source and licence: facts of the npm package `@etalab/decoupage-administratif`.
"""

import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from locales.fr.places.records import Commune
from locales.fr.spelling import words_key

HOME_DEPARTMENT = "91"
# A neighbouring town of this size is called by its short name as far as the Essonne.
WELL_KNOWN_POPULATION = 10_000
FAR_LARGER = 10
ARTICLES = frozenset({"le", "la", "les", "l", "d"})
_LINKS = frozenset({"sur", "sous", "les", "le", "la", "l", "en", "de", "du", "des", "d", "aux", "au", "et", "lez"})
_OFTEN_DROPPED = frozenset({"sur", "sous", "les", "lez", "de", "des", "du", "en"})
_SAINTS = frozenset({"saint", "sainte"})
# First names and words that the word list does not hold.
_ALSO_ORDINARY = frozenset({"antony", "saint", "sainte", "essonne", "seine", "orge", "juine"})

Places = tuple[int, ...]


class Gazetteer:
    """Indexes from a plain name to the positions of the communes that bear it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._rows: list[list[Any]] = data["communes"]
        self._intercommunalities: dict[str, str] = data["intercommunalities"]
        self._records: dict[int, Commune] = {}
        self.position: dict[str, int] = {row[0]: at for at, row in enumerate(self._rows)}
        self.ordinary = frozenset(data["ordinary"]) | _ALSO_ORDINARY
        self.elsewhere = frozenset(data["elsewhere"])
        self.not_names = frozenset(data["words_close_to_names"])
        full: defaultdict[str, set[int]] = defaultdict(set)
        short: defaultdict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(self._rows):
            key = words_key(row[1])
            full[key].add(at)
            for other in self._other_names(key, self.is_well_known(at)):
                short[other].add(at)
        for name, insee in data["former"]:
            short[words_key(name)].add(self.position[insee])
        self.full: dict[str, Places] = {key: tuple(sorted(places)) for key, places in full.items()}
        self.short: dict[str, Places] = {key: self._home_first(places) for key, places in short.items()}
        self.first_words = frozenset(key.split(" ", 1)[0] for key in (*self.full, *self.short))

    def is_home(self, at: int) -> bool:
        """Whether the commune at this position is in the Essonne."""
        return str(self._rows[at][0]).startswith(HOME_DEPARTMENT)

    def is_well_known(self, at: int) -> bool:
        """Whether people around here call it by a short name."""
        return self.is_home(at) or self.population(at) >= WELL_KNOWN_POPULATION

    def population(self, at: int) -> int:
        """Inhabitants of the commune at this position."""
        return int(self._rows[at][4])

    def is_ordinary(self, key: str) -> bool:
        """Whether this name is also a word or first name that people write without meaning a place."""
        return key in self.ordinary or any(f"{article} {key}" in self.ordinary for article in ("le", "la", "les"))

    def record(self, at: int) -> Commune:
        """The record of the commune at this position."""
        if at not in self._records:
            insee, name, epci, postcodes, _ = self._rows[at]
            self._records[at] = Commune(
                insee=insee,
                name=name,
                department=insee[:2],
                epci=epci,
                epci_name=self._intercommunalities[epci],
                postcodes=tuple(postcodes.split()),
            )
        return self._records[at]

    def named(self, key: str) -> Places:
        """The communes of exactly this plain name; a short name in the Essonne counts beside a full one elsewhere."""
        full = self.full.get(key, ())
        if any(map(self.is_home, full)):
            return self._far_larger_at_home(full)
        short = self.short.get(key, ())
        if not full:
            return short
        both = tuple(sorted({*full, *filter(self.is_home, short)}))
        return self._far_larger_at_home(both) if any(map(self.is_home, both)) else both

    def beginning(self, key: str) -> Places:
        """The communes of the Essonne whose name begins so."""
        return tuple(sorted({at for name, places in self.full.items() if name.startswith(key) for at in places
                             if self.is_home(at)}))  # fmt: skip

    def _far_larger_at_home(self, places: Places) -> Places:
        """The town of the Essonne alone where its namesakes elsewhere are villages; else all of them."""
        largest = max(filter(self.is_home, places), key=self.population)
        others = max((self.population(at) for at in places if at != largest), default=0)
        return (largest,) if self.population(largest) >= FAR_LARGER * max(others, 1) else places

    def _home_first(self, places: set[int]) -> Places:
        home = tuple(sorted(filter(self.is_home, places)))
        return home or tuple(sorted(places))

    @staticmethod
    def _other_names(key: str, well_known: bool) -> set[str]:
        words = key.split()
        others: set[str] = set()
        start = 1 if words[0] in ARTICLES else 0
        if start and len(words) > 1:
            others.add(" ".join(words[1:]))
        kept = [word for at, word in enumerate(words) if at == 0 or word not in _OFTEN_DROPPED]
        if 1 < len(kept) < len(words):
            others.add(" ".join(kept))
        if well_known:
            others |= _short_names(words, start)
        return {other for other in others if other != key and other not in _SAINTS}


def _short_names(words: list[str], start: int) -> set[str]:
    """«Ballancourt» for «ballancourt sur essonne», «la ferte» for «la ferte alais», «saint germain» and the like."""
    for at in range(start + 1, len(words)):
        if words[at] in _LINKS:
            return {" ".join(words[:at])}
    kept = start + (2 if words[start] in _SAINTS else 1)
    return {" ".join(words[:kept])} if len(words) > kept else set()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The communes, read from the data file the first time."""
    path = Path(__file__).with_name("communes.json")
    return Gazetteer(json.loads(path.read_text(encoding="utf-8")))
