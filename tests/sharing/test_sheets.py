"""Sheets are printed beside the bot: with their words and accents, whatever people typed, and whatever goes wrong."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sheet_worker import print_sheet
from bot.sheets import Printer, SheetError
from handlers.routing import Sheet
from handlers.work_days.poster import qr
from locales import sheets, texts
from storage.store import Store
from tests.samples.sheets import LINK, PARTS, PUBLIC
from tests.sharing.pdf import pages, words

KEPT = Path(__file__).parents[2] / "test-output" / "sheets"


def poster(language: str, sample: dict[str, Any], link: str = LINK) -> dict[str, Any]:
    """The data of a poster, as its maker puts it together."""
    said = {part: texts.plain(language, f"sheets/poster_{part}", sample) for part in PARTS}
    lines = {name: said[name].splitlines() for name in ("when", "facts")}
    return {**said, **lines, "link": link.removeprefix("https://"), "qr": qr(link), "cooperative": "Coop’Ter"}


def printed(language: str, name: str, data: dict[str, Any], how: str = "pdf") -> bytes:
    """Print in this process."""
    template = str(sheets.template(language, name))
    return print_sheet({"template": template, "root": str(sheets.root()), "format": how, "data": data})


@pytest.mark.parametrize("language", texts.languages())
@pytest.mark.parametrize("sample", range(len(PUBLIC)))
def test_a_poster_is_one_page_that_says_what_when_and_where(language: str, sample: int) -> None:
    data = poster(language, PUBLIC[sample])
    made = printed(language, "poster", data)
    assert pages(made) == 1
    said = words(made)
    for line in (data["title"], data["place"], data["when"][0], data["link"], "Coop’Ter"):
        assert "".join(line.split()) in said, line
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"poster-{language}-{sample}.png").write_bytes(printed(language, "poster", data, "png"))


def test_every_sheet_exists_in_every_language() -> None:
    assert {language: sheets.names(language) for language in texts.languages()} == dict.fromkeys(
        texts.languages(), sheets.names("fr")
    )


CODE = st.sampled_from(("#panic()", '#read("/fr/x")', "$x$", "]", "[", "\\", "*a*", "<a>", "@b", "```", "//", '"', "#"))


@given(st.lists(st.one_of(st.text(max_size=40), CODE), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_people_type_is_printed_and_never_run(typed: list[str]) -> None:
    data = poster("fr", PUBLIC[0]) | {"title": "".join(typed), "facts": typed, "place": typed[0], "when": typed}
    assert pages(printed("fr", "poster", data)) == 1


def test_code_that_was_typed_stands_on_the_sheet_as_it_was_typed() -> None:
    made = printed("fr", "poster", poster("fr", PUBLIC[0]) | {"facts": ["#panic(1) $x$ *gras* <b>"]})
    assert "#panic(1)$x$*gras*<b>" in words(made)


SHEET = Sheet("affiche.pdf", "fr", "poster", {})


async def test_the_process_that_prints_has_no_secret_and_leaves_the_loop_free(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPTER_TOKEN", "123456789:AAEexample-token-from-BotFather_0123")
    printer = Printer(store)
    sheet = SHEET._replace(data=poster("fr", PUBLIC[1]))
    await printer.print(sheet)  # what is only read once is there
    began = time.thread_time()
    made = await printer.print(sheet)
    assert time.thread_time() - began < 0.020
    assert pages(made) == 1
    seen = await Printer(store, worker="tests.sharing.workers.telling").print(sheet)
    assert [name for name in json.loads(seen) if "COOPTER" in name] == []


@pytest.mark.parametrize("worker", ["crashing", "hanging"])
async def test_a_sheet_whose_process_dies_or_never_ends_is_given_up_and_the_next_one_comes(
    store: Store, worker: str
) -> None:
    bad = Printer(store, worker=f"tests.sharing.workers.{worker}", seconds=0.8)
    with pytest.raises(SheetError, match=r"ended with|took more than"):
        await bad.print(SHEET)
    assert pages(await Printer(store).print(SHEET._replace(data=poster("fr", PUBLIC[0])))) == 1


async def test_a_template_that_fails_is_a_failure_of_that_sheet_alone(store: Store) -> None:
    with pytest.raises(SheetError, match="ended with 1"):
        await Printer(store).print(SHEET)  # without its data
