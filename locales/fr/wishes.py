"""What somebody would like to do, said in a few words: «je voudrais un diagnostic», «mes inscriptions»."""

from __future__ import annotations

import re

from locales.fr.spelling import composed, plain

_HOME = r"(?:maison|logement|appart\w*)"
_PATTERNS = {
    "diagnostic": rf"\bdiagnosti\w*|\b(?:avis|visite|passer voir|regarder)\b.{{0,40}}\b{_HOME}\b",
    "rendezvous": r"\b(?:rendez[- ]?vous|rdv)\b",
    "mesinscriptions": (
        r"\bmes (?:inscriptions|places|seances|chantiers)\b|\b(?:ou|a quoi) (?:suis[- ]je|je suis) inscrite?\b"
    ),
    "proposer": r"\b(?:proposer|organiser|publier|poster|annoncer)\b.{0,30}\b(?:chantier|journee|seance)\b",
    "agenda": r"^(?:l')?agenda\b|\b(?:prochains|quels) chantiers\b|\bchantiers? (?:a venir|disponibles?)\b",
    "profil": r"\bmon profil\b|\bmes preferences\b|\bchanger (?:de|ma) commune\b",
    "menage": r"\b(?:mon|notre) menage\b",
    "aide": r"^(?:aide|help)\b|^comment (?:ca|cela) (?:marche|fonctionne)\b",
    "menu": r"^menu\b",
}
_WISHES = {command: re.compile(pattern) for command, pattern in _PATTERNS.items()}
MOST_WORDS = 30


def read_wish(text: str) -> str | None:
    """Return the name of the command somebody means, or None; long texts mean something else."""
    said = plain(composed(text)).strip(" .!?")
    if len(said.split()) > MOST_WORDS:
        return None
    return next((command for command, pattern in _WISHES.items() if pattern.search(said)), None)
