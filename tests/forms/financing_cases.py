"""The forms of a financing plan, as Claire answers them (see `catalogue`)."""

from __future__ import annotations

from tests.forms.acts import Case, forges, presses, says
from tests.forms.stage import LILAS, PLAN_LINE

CASES: dict[str, Case] = {
    "financing_reserve": Case(
        "claire", (forges("fireserve", LILAS, brings="imprévus"),), (says("12 %"),), "12 % d’aléas"
    ),
    "financing_add": Case(
        "claire", (forges("fiadd", LILAS, 2, brings="Quel prêt"),),
        (says("Prêt Caf", "Combien"), says("1 067,14", "À quel taux"), presses("1 %", "combien de temps"),
         presses("3 ans", "En quel mois"), presses("Passer")),
        "Prêts : 1 067,14",
    ),
    "financing_change": Case(
        "claire", (forges("fichange", LILAS, 0, PLAN_LINE, 2, brings="Combien"),), (says("1 300 €"),), "1 300"
    ),
}  # fmt: skip
