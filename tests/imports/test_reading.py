"""Lists as people's spreadsheets save them: encodings, separators, headings, numbers; what cannot be read says why."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.imports.reading import read
from locales import spreadsheet
from locales.fr.member_line import MemberLine, read_line
from locales.fr.member_list import MAX_BYTES, Column, UnreadableListError, model, read_list

TODAY = date(2027, 3, 1)
HEADINGS = "Nom;Prénom;Téléphone;Commune"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_reads_the_same_however_it_was_saved(encoding: str, separator: str, end: str) -> None:
    text = end.join([HEADINGS, "Lévêque;Zoé;06 12 34 56 78;Limours", "", ";;;"]).replace(";", separator)
    found = read_list(text.encode(encoding), 10)
    assert [row.cells for row in found.rows] == [
        {
            Column.NAME: "Lévêque",
            Column.FIRST_NAME: "Zoé",
            Column.PHONE: "06 12 34 56 78",
            Column.COMMUNE: "Limours",
        }
    ]
    assert found.rows[0].number == 2


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("NOM", Column.NAME), (" nom et prénom ", Column.NAME), ("Tél.", Column.PHONE), ("TELEPHONE", Column.PHONE),
        ("N° de téléphone", Column.PHONE), ("portable", Column.PHONE), ("Ville", Column.COMMUNE),
        ("Foyer", Column.HOUSEHOLD), ("Adhérent·e", Column.MEMBER), ("A jour", Column.MEMBER),
        ("charte signee le", Column.SIGNED_ON), ("Charte gardée par", Column.HELD_BY), ("Name", Column.NAME),
    ],
)  # fmt: skip
def test_headings_are_known_whatever_their_accents_capitals_and_signs(heading: str, column: Column) -> None:
    headings = [heading] if column is Column.NAME else ["Nom", heading]
    found = read_list(f"{';'.join(headings)}\n{';'.join('x' * len(headings))}\n".encode(), 10)
    assert found.unknown == ()
    assert column in found.rows[0].cells


def test_columns_that_are_not_taken_are_told_and_a_line_may_hold_several_in_quotes() -> None:
    found = read_list(b'Courriel,Nom,Notes\na@b.fr,"Roy, Odette\nMarie","dit ""oui"""\nx,Jean,\n', 10)
    assert found.unknown == ("Courriel", "Notes")
    assert [row.cells[Column.NAME] for row in found.rows] == ["Roy, Odette Marie", "Jean"]
    assert [row.number for row in found.rows] == [3, 4]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b"\n\n", "empty"), (b"Nom\n", "empty"), (b"Nom\n;;\n", "empty"),
        (b"Age;Taille\n3;4", "no_name"),
        (b"PK\x03\x04\x14", "spreadsheet"), (b"Nom\n\0\0\0", "binary"), (b"Nom\nL\x81a", "binary"),
        (b"Nom\n" + b"a\n" * 11, "lines"), (b"Nom\n" + b"a" * MAX_BYTES, "size"),
        (b'Nom\n"' + b"a" * 200_000 + b'"', "broken"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableListError) as refused:
        read_list(content, 10)
    assert refused.value.code == code
    assert read(content, TODAY, 10).trouble == code


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("06 12 34 56 78", "+33612345678"), ("0612345678", "+33612345678"), ("612345678", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"), ("0033612345678", "+33612345678"), ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"), ("01 64 91 00 00", "+33164910000"), ("+49 30 123456", "+4930123456"),
    ],
)  # fmt: skip
def test_numbers_are_normalised(said: str, number: str) -> None:
    line = read_line({Column.NAME: "Odette", Column.PHONE: said}, TODAY)
    assert isinstance(line, MemberLine)
    assert line.phone == number


def test_a_line_says_who_it_is() -> None:
    cells = {
        Column.NAME: "ROY-DUBOIS", Column.FIRST_NAME: "Odette", Column.COMMUNE: "91470 LIMOURS", Column.MEMBER: "Oui",
        Column.SIGNED_ON: "12/02/2027", Column.HELD_BY: "Brigitte", Column.HOUSEHOLD: "Les Lilas",
    }  # fmt: skip
    assert read_line(cells, TODAY) == (
        "Odette Roy-Dubois", None, "91338", "Les Lilas", True, date(2027, 2, 12), "Brigitte",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({Column.NAME: "12"}, ("no_name",)),
        ({Column.NAME: "O" * 61}, ("long",)),
        ({Column.NAME: "Odette", Column.HELD_BY: "x" * 201}, ("long",)),
        ({Column.NAME: "Odette", Column.PHONE: "06 12"}, ("bad_phone",)),
        ({Column.NAME: "Odette", Column.COMMUNE: "Trifouillis"}, ("bad_commune",)),
        ({Column.NAME: "Odette", Column.SIGNED_ON: "12/12/2030"}, ("day",)),
        ({Column.NAME: "Odette", Column.MEMBER: "peut-être"}, ("yes_no",)),
        ({Column.PHONE: "x", Column.COMMUNE: "y"}, ("no_name", "bad_phone", "bad_commune")),
    ],
)
def test_what_cannot_be_read_of_a_line_says_why(cells: dict[Column, str], codes: tuple[str, ...]) -> None:
    assert read_line(cells, TODAY) == codes


def test_the_same_person_twice_in_a_file_is_asked_about() -> None:
    rows = "Nom;Téléphone;Commune\nOdette Roy;0612345678;\nROY Odette;;\nJean;06 12 34 56 78;\n"
    rows += "Paul;;Limours\nPaul;;Orsay\n"
    assert [why for _, _, why in read(rows.encode(), TODAY, 10).lines] == [(), ("twice",), ("twice",), (), ()]


def test_the_model_reads_as_what_it_says() -> None:
    found = read(spreadsheet.written(model()), TODAY, 10)
    assert [fields["name"] for _, fields, why in found.lines if not why] == ["Odette Roy"]
    assert found.unknown == ()


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=4), max_size=5))
def test_no_cell_that_leaves_is_a_formula(rows: list[list[str]]) -> None:
    written = spreadsheet.written(rows)
    read_back = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";")
    for row in read_back:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("Nom;Téléphone\n" + text).encode()))
def test_no_file_breaks_it(content: bytes) -> None:
    found = read(content, TODAY, 50)
    assert found.trouble is not None or found.lines
