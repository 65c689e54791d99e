"""The commands Telegram shows, by role: six at most, the most useful first."""

from __future__ import annotations

from locales import texts
from storage.people import Role

GROUP_COMMANDS = ("agenda", "aide")
"""Those that also make sense in a group."""

BY_ROLE: dict[Role, tuple[str, ...]] = {
    Role.COORDINATOR: ("menu", "atraiter", "personnes", "diffuser", "inviter", "aide"),
    Role.COACH: ("menu", "atraiter", "rendezvous", "diffuser", "agenda", "aide"),
    Role.HOUSEHOLD: ("menu", "agenda", "proposer", "diagnostic", "mesinscriptions", "aide"),
    Role.SUPERVISOR: ("menu", "atraiter", "agenda", "mesinscriptions", "annuler", "aide"),
    Role.PARTNER: ("menu", "agenda", "mesinscriptions", "profil", "annuler", "aide"),
    Role.VOLUNTEER: ("menu", "agenda", "mesinscriptions", "profil", "annuler", "aide"),
}
"""What is shown for each role; of several, the first in this order decides."""

MENU: dict[int, str] = {
    40: "absence", 41: "reglages", 42: "journal",
    1: "agenda", 2: "mesinscriptions", 3: "proposer", 4: "diagnostic", 5: "rendezvous", 6: "creneaux", 7: "diffuser",
    8: "personnes", 9: "adhesions", 10: "menages", 11: "menage", 12: "projet", 13: "inviter", 14: "groupes",
    15: "profil", 16: "aide", 17: "charte", 18: "chantiers", 19: "encadrer", 20: "sante",
    30: "financement", 31: "sanstelegram", 32: "importer",
}  # fmt: skip
"""Commands a button of the menu may call. The numbers are in buttons already sent: they never change."""

NUMBERS = {name: number for number, name in MENU.items()}
"""The number of each."""


def commands_for(roles: frozenset[Role], language: str) -> list[tuple[str, str]]:
    """Return (name, description) of the commands shown to someone who holds these roles, at most six."""
    chief = next((role for role in BY_ROLE if role in roles), Role.VOLUNTEER)
    return [(name, texts.label(language, f"commands.{name}", {})) for name in BY_ROLE[chief]]


def by_usefulness(roles: frozenset[Role]) -> list[str]:
    """Return the commands of the menu, those of the roles held first."""
    own = [name for role in BY_ROLE if role in roles for name in BY_ROLE[role]]
    return [name for name in dict.fromkeys([*own, *MENU.values()]) if name in MENU.values()]
