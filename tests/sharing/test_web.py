"""The web shows a shared day to anybody, one's calendar to who has its link, and nothing else to anyone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

import aiohttp
import icalendar
import pytest

from bot.crowd import MOST, Crowd
from bot.pages import spoken
from bot.settings import Settings, SettingsError, load
from bot.web import Web
from storage.store import Unit
from tests.conftest import MONDAY
from tests.permissions.walking import content, differences
from tests.play import Play
from tests.stopwatch import SteeredStopwatch
from tests.work_days.story import Cast

PUBLIC = "https://bot.example.org/coopter"


class Answer(NamedTuple):
    """What a browser gets."""

    status: int
    text: str
    headers: dict[str, str]


Get = Callable[..., Awaitable[Answer]]


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    """A bot that has a public address."""
    stage = Play(tmp_path, MONDAY, public_url=PUBLIC)
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
async def get(play: Play) -> AsyncIterator[Get]:
    """Ask its web server."""
    settings = Settings.model_construct(webhook_url=None, public_url=PUBLIC, web_host="127.0.0.1", web_port=0)
    web = Web(play.app, settings)
    serving = asyncio.create_task(web.run())
    await web.listening.wait()
    async with aiohttp.ClientSession() as session:

        async def ask(address: str, method: str = "GET", **headers: str) -> Answer:
            path = address.removeprefix("https://bot.example.org")
            url = f"http://127.0.0.1:{web.port}{path}"
            async with session.request(method, url, headers={"X-Forwarded-For": "192.0.2.1", **headers}) as answer:
                return Answer(answer.status, await answer.text(), dict(answer.headers))

        yield ask
    serving.cancel()
    await asyncio.wait([serving])


def _all_safe(answer: Answer) -> None:
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert not re.search(r"(?:src|href)=\"(?!https://t\.me/)", answer.text)


async def test_a_poster_leads_to_a_page_that_says_what_everybody_may_know(play: Play, scene: Cast, get: Get) -> None:
    session = await scene.day()
    await scene.claire.presses(data=f"1.wdshare.{session.work_day_id}")
    shown = await scene.claire.sees("Faites connaître")
    link = re.search(rf"{PUBLIC}/j/\S+", shown.text)
    assert link is not None
    await play.telegram.idle()
    before = await play.run(content)
    page = await get(link[0], **{"Accept-Language": "fr-FR,fr;q=0.9"})
    assert page.status == 200
    for words in (
        "Isolation à Limours",
        "Samedi 13 mars, de 9 h à 17 h",
        "5 places libres",
        "Repas offert",
        "Je viens",
    ):
        assert words in page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"https://t.me/{play.app.bot.username}?start=s-{session.id}" in page.text
    for secret in ("Lilas", "portail", "Moreau", "Claire", "Brigitte"):
        assert secret not in page.text
    _all_safe(page)
    assert "Insulation in Limours" in (await get(link[0], **{"Accept-Language": "en"})).text
    assert differences(before, await play.run(content)) == ""
    await scene.claire.presses(data=f"1.wdcancelall.{session.work_day_id}")
    await play.run(lambda unit: unit.run("UPDATE sessions SET state = 'cancelled'"))
    over = await get(link[0])
    assert over.status == 410
    assert "passée, ou a été annulée" in over.text


async def test_a_calendar_is_subscribed_to_renewed_and_revoked(play: Play, scene: Cast, get: Get) -> None:
    session = await scene.day()
    await scene.seat(scene.leo, session.id)
    await scene.leo.says("/mesinscriptions")
    await scene.leo.presses("Mon calendrier", on=await scene.leo.sees("Mes inscriptions"))
    await scene.leo.presses("Créer mon lien d’abonnement", on=await scene.leo.sees("Un lien privé"))
    first = await _link(await scene.leo.sees("Votre lien d’abonnement"))
    answer = await get(first)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    _all_safe(answer)
    [event] = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert event.decoded("DTSTART") == session.starts_at
    assert "Limours" in str(event["LOCATION"])
    assert "Lilas" not in answer.text
    await play.tick()
    assert await play.run(_kept_tokens) == 0
    await scene.leo.presses(data="1.clmake")
    second = await _link(await scene.leo.sees("Votre lien d’abonnement"))
    assert (await get(first)).status == 404
    assert (await get(second)).status == 200
    await scene.leo.presses(data="1.clrevoke")
    assert "ne mène plus nulle part" in (await scene.leo.toast()).text
    assert (await get(second)).status == 404


async def _link(shown: object) -> str:
    found = re.search(rf"{PUBLIC}/calendar/[A-Za-z0-9_-]{{22}}\.ics", getattr(shown, "text", ""))
    assert found is not None
    return found[0]


async def _kept_tokens(unit: Unit) -> int:
    count: int = await unit.value("SELECT COUNT(*) FROM outbox WHERE context LIKE '%.ics%' OR keyboard LIKE '%.ics%'")
    return count


async def test_who_was_excluded_has_no_calendar_any_more(play: Play, scene: Cast, get: Get) -> None:
    await scene.leo.presses(data="1.clmake")
    link = await _link(await scene.leo.sees("Votre lien d’abonnement"))
    leo = await play.id_of(scene.leo)
    await play.run(lambda unit: unit.run("UPDATE people SET excluded_at = ? WHERE id = ?", (unit.now, leo)))
    assert (await get(link)).status == 404


async def test_what_is_guessed_shows_nothing_and_guessing_is_slowed_down(play: Play, scene: Cast, get: Get) -> None:
    session = await scene.day()
    before = await play.run(content)
    for path in (
        "/j/1",
        f"/j/{session.id}",
        "/j/%3Cscript%3E",
        "/j/AAAAAAAAAAA",
        "/x/y",
        "/j/",
        "/calendar/x.ics",
        "/",
    ):
        answer = await get(f"{PUBLIC}{path}")
        assert answer.status == 404, path
        assert "X-Robots-Tag" in answer.headers
        assert "<script" not in answer.text
    assert (await get(f"{PUBLIC}/j/AAAAAAAAAAA", "POST")).status == 405
    guesses = [(await get(f"{PUBLIC}/calendar/{'A' * 22}.ics")).status for _ in range(12)]
    assert guesses[-1] == 429
    other = await get(f"{PUBLIC}/calendar/{'A' * 22}.ics", **{"X-Forwarded-For": "192.0.2.1, 192.0.2.2"})
    assert other.status == 404
    assert differences(before, await play.run(content)) == ""


def test_visitors_who_come_too_often_wait_and_are_forgotten_in_time() -> None:
    watch = SteeredStopwatch()
    crowd = Crowd(burst=3, each=10, stopwatch=watch)
    assert [crowd.lets_in("a") for _ in range(4)] == [True, True, True, False]
    assert crowd.lets_in("b")
    watch.advance(10)
    assert [crowd.lets_in("a") for _ in range(2)] == [True, False]
    for number in range(MOST + 10):
        crowd.lets_in(str(number))
    assert len(crowd._free_at) == MOST


@pytest.mark.parametrize(
    ("asked", "given"),
    [("fr", "fr"), ("en-GB,en;q=0.8,fr;q=0.5", "en"), ("de,fr;q=0.3", "fr"), ("", "fr"), ("en;q=x", "fr"),
     ("en;q=0,fr", "fr"), ("*", "fr"), ("\x00,;q=;;,=" * 50, "fr")],
)  # fmt: skip
def test_a_page_speaks_the_language_of_its_reader(asked: str, given: str) -> None:
    assert spoken(asked, "fr") == given


TOKEN = "123456789:AAEexample-token-from-BotFather_0123"


@pytest.mark.parametrize(
    "wrong", ["bot.example.org", "http://bot.example.org", "https://x.org/?a=1", "https://u@x.org"]
)
def test_a_public_address_that_cannot_be_one_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(SettingsError, match=r"COOPTER_PUBLIC_URL .*COOPTER_PUBLIC_URL=https://bot\.example\.org"):
        load(token=TOKEN, public_url=wrong)


def test_a_public_address_is_kept_without_its_last_slash() -> None:
    assert load(token=TOKEN, public_url="https://bot.example.org/coopter/").public_url == PUBLIC
