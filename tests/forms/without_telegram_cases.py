"""The forms about people without Telegram, of whom Odette stands for all."""

from __future__ import annotations

from tests.forms.acts import Case, forges, presses, says
from tests.forms.stage import ODETTE

CASES: dict[str, Case] = {
    "register": Case(
        "brigitte", (forges("wtadd", brings="Comment s’appelle cette personne"),),
        (says("Jean Roy", "numéro"), presses("Passer", "Quel jour"), presses("Aujourd’hui", "Qui garde"),
         presses("Moi, Brigitte", "Est-ce bien cela"), presses("Oui, inscrire")),
        "Jean Roy.*sans Telegram",
    ),
    "their_name": Case(
        "brigitte", (forges("wtname", ODETTE, brings="Quel nom"),), (says("Odette Leroy"),), "Odette Leroy"
    ),
    "their_phone": Case(
        "brigitte", (forges("wtphone", ODETTE, brings="Quel est le numéro"),), (says("06 12 34 56 78"),),
        "Numéro : connu",
    ),
    "their_contact": Case(
        "brigitte", (forges("wtcontact", ODETTE, brings="Qui prévenir"),),
        (says("Jean Roy", "numéro"), says("06 12 34 56 78")), "urgence : Jean Roy",
    ),
    "their_charter": Case(
        "brigitte", (forges("wtcharter", ODETTE, brings="Quel jour"),),
        (says("hier", "Qui garde"), presses("Moi, Brigitte")), "gardée par Brigitte",
    ),
}  # fmt: skip
