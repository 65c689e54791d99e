"""The forms of the desk: choices, own texts, the journal, notes and absences."""

from __future__ import annotations

from handlers.choices.choice_screens import NUMBERS
from tests.forms.acts import Case, forges, presses, says
from tests.forms.stage import LILAS

ENOUGH = "C’est tout"

CASES: dict[str, Case] = {
    "choice_typed": Case(
        "fanny", (forges("chask", NUMBERS["offer_hours"], brings="Réponse à une place proposée"),),
        (says("2 jours", "Après : 48 heures"), presses("Confirmer")), "Au départ : 12 heures",
    ),
    "choice_ticked": Case(
        "fanny", (forges("chask", NUMBERS["seat_points"], brings="Points pour une place ferme"),),
        (presses("La charte acceptée"), presses(ENOUGH, "Après : l’adhésion validée"), presses("Confirmer")),
        "Au départ",
    ),
    "choice_picked": Case(
        "fanny", (forges("chask", NUMBERS["group_language"], brings="Langue des groupes"),),
        (presses("Anglais", "Après : anglais"), presses("Confirmer")), "Au départ : français",
    ),
    "own_text": Case(
        "fanny", (forges("owwrite", 0, brings="Écrivez la charte"),),
        (says("Chez nous, on s’entraide, on rit et on porte le casque."), says("Le casque."), presses("Publier")),
        "C’est le texte de la coopérative|La charte .* a changé",
    ),
    "program_text": Case(
        "fanny", (forges("owback", 1, brings="Qu’est-ce qui change"),), (says("Rien."), presses("Publier")),
        "C’est le texte du programme",
    ),
    "journal_person": Case("fanny", (forges("jrperson", brings="."),), (says("Léo"),), "De qui lire le journal"),
    "household_note": Case(
        "brigitte", (forges("ntadd", LILAS, brings="."),), (says("Préfère être appelée le soir"),), "Notes — Les Lilas"
    ),
    "absence": Case(
        "brigitte", (forges("awtell", brings="."),),
        (says("du 10 au 20 mars", "Qui vous remplace"), presses("Inès", "Est-ce bien cela"), presses("Confirmer")),
        "Inès vous remplace",
    ),
}  # fmt: skip
