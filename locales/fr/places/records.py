"""What is known of a commune, and what a search answers."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Commune(BaseModel):
    """A commune; `epci` is the SIREN number of its intercommunality (in Greater Paris: of its territory)."""

    model_config = ConfigDict(frozen=True)

    insee: str
    name: str
    department: str
    epci: str
    epci_name: str
    postcodes: tuple[str, ...]


class CommuneMatch(BaseModel):
    """One commune in `found`, or the candidates to ask about in `several` (one alone: doubtful), or neither."""

    model_config = ConfigDict(frozen=True)

    found: Commune | None = None
    several: tuple[Commune, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the text names no commune we know."""
        return self.found is None and not self.several


class CommuneMention(BaseModel):
    """A commune named in a sentence: where (`start`, `end` in the composed text) and how.

    `near` is true when the sentence says near it, towards it or from it («près de Limours», «depuis Massy»),
    not in it. `weight` orders mentions: 4 beside a postcode or label, 3 «à …», 2 named alone, 1 only near,
    0 «de …» of something.
    """

    model_config = ConfigDict(frozen=True)

    match: CommuneMatch
    start: int
    end: int
    near: bool = False
    weight: int = 2


class Nearness(StrEnum):
    """How near two communes are, as far as it is known without coordinates."""

    SAME = "same"
    SAME_INTERCOMMUNALITY = "same_intercommunality"
    ELSEWHERE = "elsewhere"
