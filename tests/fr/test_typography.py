"""What people read has the spaces, apostrophes, plurals and amounts of French."""

import re
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.fr.typography import elide, euros, join_list, plural, typeset
from locales.shorten import shorten

N = "\u202f"
B = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Bonjour Marie !", f"Bonjour Marie{N}!"),
        ("Bonjour Marie!", f"Bonjour Marie{N}!"),
        ("Vraiment?!", f"Vraiment{N}?!"),
        ("Bonjour <b>Marie</b> !", f"Bonjour <b>Marie</b>{N}!"),
        ("<b>Bonjour !</b> Venez ; merci", f"<b>Bonjour{N}!</b> Venez{N}; merci"),
        ("<b>Où</b>: Limours", f"<b>Où</b>{B}: Limours"),
        ("<b>Où :</b> Limours", f"<b>Où{B}:</b> Limours"),
        ("<b>Où:</b> Limours", f"<b>Où{B}:</b> Limours"),
        ("Tâches :\n- enduit", f"Tâches{B}:\n- enduit"),
        ("le chantier « la grange »", f"le chantier «{N}la grange{N}»"),
        ("le chantier «la grange»", f"le chantier «{N}la grange{N}»"),
        ("«<b>la grange</b>»", f"«{N}<b>la grange</b>{N}»"),
        ("l'isolation d'aujourd'hui", "l’isolation d’aujourd’hui"),
        ("l&#39;isolation", "l’isolation"),
        ("l'<b>isolation</b>", "l’<b>isolation</b>"),
        ("à bientôt...", "à bientôt…"),
        ("le samedi -- ou le dimanche", "le samedi — ou le dimanche"),
        ("de 9 h à 14 h", f"de 9{B}h à 14{B}h"),
        ("à 9h30 ou 14h", f"à 9{B}h{B}30 ou 14{B}h"),
        ("à 9 h 30.", f"à 9{B}h{B}30."),
        ("25 m² à isoler, 25m²", f"25{B}m² à isoler, 25{B}m²"),
        ("<b>25</b> m²", f"<b>25</b>{B}m²"),
        ("1 250 € et 12 250 000 €", f"1{N}250{B}€ et 12{N}250{N}000{B}€"),
        ("50% de 3 kg", f"50{B}% de 3{B}kg"),
        ("n° 3, N°4", f"n°{B}3, N°{B}4"),
        ("M. Dupont et Mme Léa", f"M.{B}Dupont et Mme{B}Léa"),
        ("vu https://coopter.fr/a?b=1!", f"vu https://coopter.fr/a?b=1{N}!"),
        ("tapez /agenda!", f"tapez /agenda{N}!"),
        ("Tom &amp; Léa !", f"Tom &amp; Léa{N}!"),
        ("«Ok» !", f"«{N}Ok{N}»{N}!"),
        ("📍 : Limours", f"📍{B}: Limours"),
    ],
)
def test_a_message_typed_plainly_gets_french_typography(typed: str, right: str) -> None:
    assert typeset(typed) == right
    assert typeset(right) == right


@pytest.mark.parametrize(
    "text",
    [
        "<code>l'a ! ... 14 h -- «x»</code>",
        '<pre><code class="language-py">x = {1: 2} ; y!</code></pre>',
        '<a href="https://x.fr/l\'a?b=c;d!">ici</a>',
        "https://t.me/coopter_bot?start=a--b...c",
        "https://x.fr/?a=1&amp;b=2",
        "jean.l+a@example.fr ou jean--luc@example.fr",
        "rendez-vous à 9:30 ou 14:00",
        "@marie_91 et /agenda et #isolation",
        "le 1er mars, la 2e fois, le 3ème",
        "06 12 34 56 78",
        "merci ;) et :-) et :)",
        "Tom &amp; Léa &lt;3 &quot;oui&quot;",
        "une option --force et un-deux",
        "(?) [!]",
        "rallonge de 5'",
        "au chapitre 3:4",
        "  deux  espaces\net une ligne",
    ],
)
def test_what_is_no_french_prose_stays_as_it_is(text: str) -> None:
    assert typeset(text) == text


PIECES = st.sampled_from(
    [
        *"aéD .,:;!?«»'…-–—()<&\n09h€%/@#\u202f\u00a0\ue000\ue001",
        *("...", "--", " : ", "<b>", "</b>", "<i>", "<code>", "</code>", "M. ", "n°", "14 h", "9h30", "1 250 €"),
        *("25 m²", "https://a.fr/?b", "a@b.fr", "&amp;", "&#39;"),
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_setting_twice_changes_nothing_more(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_setting_changes_only_spaces_apostrophes_points_and_dashes(text: str) -> None:
    def bones(message: str) -> str:
        message = re.sub(r"&#39;|’", "'", message).replace("—", "--")
        return re.sub(r"[ \u00a0\u202f]|\.\.+|…", "", message)

    assert bones(typeset(text)) == bones(text) or bones(typeset(text)).replace("h", "H") == bones(text).replace(
        "h", "H"
    )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_set(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once


@pytest.mark.parametrize(
    "piece", ["a", " ", "a.", "a b", "<", "<b>", "«", " »", "'", "--", "!", " :", "1 ", "&", "<code>"]
)
def test_a_hostile_message_of_full_length_is_set_in_time(piece: str) -> None:
    started = perf_counter()
    typeset(piece * (4096 // len(piece)))
    assert perf_counter() - started < 10  # seconds: minutes where a pattern runs away


@pytest.mark.parametrize(
    ("count", "word", "many", "right"),
    [
        (0, "place", None, "place"),
        (1, "place", None, "place"),
        (1.5, "heure", None, "heure"),
        (2, "place", None, "places"),
        (-3, "place", None, "places"),
        (2, "place libre", None, "places libres"),
        (3, "journée de chantier", None, "journées de chantier"),
        (3, "liste d’attente", None, "listes d’attente"),
        (3, "rendez-vous", None, "rendez-vous"),
        (3, "niveau", None, "niveaux"),
        (3, "journal", None, "journaux"),
        (3, "travail", None, "travaux"),
        (3, "après-midi", None, "après-midi"),
        (3, "est inscrit", "sont inscrits", "sont inscrits"),
    ],
)
def test_nought_and_one_are_singular(count: float, word: str, many: str | None, right: str) -> None:
    assert plural(count, word, many) == right


@pytest.mark.parametrize(
    ("word", "following", "right"),
    [
        ("de", "août", "d’août"),
        ("de", "mai", "de mai"),
        ("de", "Évry", "d’Évry"),
        ("de", "Yerres", "d’Yerres"),
        ("de", "Houdan", "de Houdan"),
        ("le", "haricot", "le haricot"),
        ("de", "huile", "d’huile"),
        ("de", "huit", "de huit"),
        ("le", "hôtel", "l’hôtel"),
        ("de", "onze heures", "de onze heures"),
        ("de", "<b>Orsay</b>", "d’<b>Orsay</b>"),
        ("que", "il", "qu’il"),
        ("si", "il", "s’il"),
        ("si", "elle", "si elle"),
        ("chez", "Anne", "chez Anne"),
        ("de", "8 h", "de 8 h"),
    ],
)
def test_words_are_elided_before_a_vowel_or_a_mute_h(word: str, following: str, right: str) -> None:
    assert elide(word, following) == right


def test_amounts_are_written_with_thousands_and_cents_only_when_there_are_some() -> None:
    assert euros(125_000) == f"1{N}250{B}€"
    assert euros(125_050) == f"1{N}250,50{B}€"
    assert euros(5) == f"0,05{B}€"
    assert euros(123_456_789_00) == f"123{N}456{N}789{B}€"
    assert euros(-300) == f"−3{B}€"
    assert typeset(euros(125_050)) == euros(125_050)


def test_a_list_ends_with_and() -> None:
    assert join_list([]) == ""
    assert join_list(["a"]) == "a"
    assert join_list(["a", "b"]) == "a et b"
    assert join_list(["a", "b", "c"]) == "a, b et c"
    assert join_list(["a", "b"], "ou") == "a ou b"


def test_a_long_text_is_cut_after_a_word() -> None:
    assert shorten("Isolation de la grange", 40) == "Isolation de la grange"
    assert shorten("Isolation de la grange", 16) == "Isolation de la…"
    assert shorten("Isolation de la grange", 15) == "Isolation de…"
    assert shorten("anticonstitutionnellement", 10) == "anticonst…"
    assert shorten("abc", 0) == ""


@given(st.text(max_size=60), st.integers(0, 70))
def test_a_shortened_text_is_never_longer_than_asked(text: str, n: int) -> None:
    assert len(shorten(text, n)) <= n
