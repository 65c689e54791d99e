"""What English readers are told to type is understood."""

from __future__ import annotations

import re

import pytest

from locales import texts
from locales.fr.when import read_when
from tests.conftest import MONDAY

EXAMPLE = re.compile(r"<i>(\d[^<]*[/:][^<]*)</i>|\((\d\d/\d\d[^)]*)\)")
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
    found = read_when(example, MONDAY)
    with_day = "/" in example
    assert found.kind == "when" if with_day else found.doubt is not None and found.doubt.code == "no_day"
    if with_day and "-" in example:
        assert found.slots[0].end is not None
