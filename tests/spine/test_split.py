"""Long messages are cut at a sensible place, with no tag left open."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.split import split

LINES = st.lists(
    st.sampled_from(["<b>gras</b> et suite", "une ligne", "&amp; puis &lt;", "<i>x <u>y</u></i>", "", "mot " * 30])
)


def test_a_short_message_stays_whole() -> None:
    assert split("Bonjour") == ["Bonjour"]


def test_a_cut_falls_between_paragraphs_and_reopens_what_was_open() -> None:
    text = "<b>" + "\n\n".join(["un paragraphe " * 20] * 40) + "</b>"
    parts = split(text)
    assert len(parts) > 1
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in parts)


@given(LINES)
def test_nothing_is_lost_and_every_part_fits_and_balances(lines: list[str]) -> None:
    text = "\n".join(lines * 12)
    parts = split(text, limit=600)
    assert all(len(part) <= 600 for part in parts)
    for part in parts:
        opened = re.findall(r"<([a-z]+)>", part)
        closed = re.findall(r"</([a-z]+)>", part)
        assert sorted(opened) == sorted(closed)

    def bare(html: str) -> str:
        return re.sub(r"<[^>]+>|\s+", "", html)

    assert "".join(bare(part) for part in parts) == bare(text)
