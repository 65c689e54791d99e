"""What English readers are told to type is understood."""

from __future__ import annotations

import re

import pytest

from locales import texts
from locales.fr.money import read_month
from locales.fr.when import read_when
from tests.conftest import MONDAY

EXAMPLE = re.compile(r"<i>(\d[^<]*[/:][^<]*)</i>|\((\d\d/\d\d[^)]*)\)")
MONTH, WHOLE_DAY = re.compile(r"\d{1,2}/\d{4}"), re.compile(r"\d\d/\d\d/\d{4}")
EXAMPLES = sorted(
    {
        found[1] or found[2]
        for name in texts.template_names("en")
        for found in EXAMPLE.finditer(texts.source("en", name))
    }
)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 5


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_a_date_is_understood(example: str) -> None:
    if MONTH.fullmatch(example):
        assert read_month(example, MONDAY.date()) is not None
        return
    found = read_when(example, MONDAY)
    if WHOLE_DAY.fullmatch(example) and found.kind != "when":  # asked where a day that is past is meant
        assert found.doubt is not None
        assert (found.doubt.code, f"{found.doubt.date:%d/%m/%Y}") == ("past_day", example)
    elif "/" in example:
        assert found.kind == "when"
        assert "-" not in example or found.slots[0].end is not None or len(found.slots) > 1
    else:
        assert found.doubt is not None
        assert found.doubt.code == "no_day"
