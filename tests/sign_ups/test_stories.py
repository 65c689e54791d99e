"""Signing up, as people live it: in private, in a group, by a link; waiting, withdrawing, coming with somebody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.local_telegram import Person
from storage import people, reminders, seats, sessions, waitlist
from storage.clock import PARIS
from storage.ids import PersonId, SessionId
from storage.outbox import Message
from storage.people import Role
from storage.sessions import Session
from storage.store import Unit
from tests.play import Play
from tests.sign_ups import people as cast


@pytest.fixture
async def claire(play: Play) -> Person:
    """A household's member."""
    return await play.member("Claire", Role.HOUSEHOLD)


@pytest.fixture
async def house(play: Play, claire: Person) -> int:
    """Her household."""
    return await play.household("Moreau", claire)


async def _session(play: Play, claire: Person, house: int, **options: object) -> SessionId:
    return await cast.session(play.app.store, await play.id_of(claire), house, **options)  # type: ignore[arg-type]


@pytest.fixture
async def session(play: Play, claire: Person, house: int) -> SessionId:
    """Two seats on Saturday 6 March, from 9 h to 17 h."""
    return await _session(play, claire, house, seats=2)


async def _state(play: Play, person: Person, session: int) -> str | None:
    known = await play.id_of(person)

    async def look(unit: Unit) -> str | None:
        found = await seats.find(unit, known, session)
        return found.state.value if found else None

    return await play.app.store.read(look)


async def _at(play: Play, moment: datetime) -> None:
    play.telegram.clock.set_to(moment)
    await play.tick()
    await play.telegram.idle()


async def _minutes_pass(play: Play) -> None:
    """The time in which a seat is kept for who gave it back."""
    await play.telegram.idle()
    play.telegram.clock.advance(seconds=waitlist.UNDO.total_seconds())
    await play.tick()


def _plain(text: str) -> str:
    """A text with ordinary spaces, to look for words in it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def _joins(play: Play, person: Person, number: str = "1") -> None:
    await person.says("/agenda")
    await person.sees("Ce qui vient")
    await person.presses(number)
    await person.sees("Isolation à Limours")
    await person.presses("Je participe")


async def test_one_tap_gives_a_seat_with_its_calendar_and_no_address(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await _joins(play, lea)
    assert "Une place est à vous" in (await lea.toast()).text
    seat = await lea.sees("Une place est à vous")
    assert seat.file is not None
    calendar = seat.file.decode()
    assert "LOCATION:Limours" in calendar
    assert "Lilas" not in calendar + seat.text
    assert "des gants" in seat.text
    await lea.presses("Voir la séance", on=seat)
    assert "Lilas" not in (await lea.sees("Isolation à Limours")).text


async def test_a_double_tap_gives_one_seat_and_says_so(play: Play, session: SessionId) -> None:
    lea = await play.member("Léa")
    for _ in range(2):
        await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    assert {(await lea.toast()).text[:1] for _ in range(2)} == {"✅", "V"}  # given, then «Vous avez déjà une place»
    assert await _state(play, lea, session) == "seated"


async def test_past_the_last_seat_one_waits_and_a_freed_seat_is_offered_in_order(
    play: Play, claire: Person, session: SessionId
) -> None:
    crowd = [await play.member(name) for name in ("Léa", "Ali", "Zoé", "Noé")]
    for person in crowd:
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("place|liste")
    lea, _, zoe, noe = crowd
    assert "position 2" in noe.chat.last.text
    await lea.presses("Me désister")
    await lea.sees("Vous ne pouvez plus venir")
    await lea.presses("Oui, je me désiste")
    await lea.sees("votre place du samedi 6 mars est libre")
    told = _plain((await claire.sees("Léa ne viendra pas")).text)
    assert "1 place prise sur 2" in told
    assert "sera proposée à la liste d’attente" in told
    await noe.presses(data=f"1.wdsession.{session}", on=noe.chat.last)
    assert "0 place libre" in _plain((await noe.sees("Isolation à Limours")).text)
    await lea.presses(data=f"1.wdsession.{session}", on=lea.chat.last)
    assert "Liste d’attente" in (await lea.sees("Isolation à Limours")).labels
    await _minutes_pass(play)
    offer = await zoe.sees("Une place s’est libérée")
    assert "gardée jusqu’au mardi 2 mars, 9 h" in _plain(offer.text)  # twelve hours, the night not counted
    await zoe.presses("Je prends la place")
    await zoe.sees("Une place est à vous")
    assert [await _state(play, one, session) for one in crowd] == ["withdrawn", "seated", "seated", "waiting"]
    await zoe.presses("Je prends la place", on=offer)
    assert "déjà une place" in (await zoe.toast()).text


async def test_an_offer_not_taken_goes_to_the_next_and_the_late_one_is_told(play: Play, session: SessionId) -> None:
    crowd = [await play.member(name) for name in ("Léa", "Ali", "Zoé", "Noé")]
    for person in crowd:
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("place|liste")
    lea, _, zoe, noe = crowd
    await lea.presses(data=f"1.soleave.{session}.1", on=lea.chat.last)
    await _minutes_pass(play)
    offer = await zoe.sees("Une place s’est libérée")
    await _at(play, datetime(2027, 3, 2, 12, 0, tzinfo=PARIS))
    await zoe.sees("pas été prise à temps")
    await noe.sees("Une place s’est libérée")
    await zoe.presses("Je prends la place", on=offer)
    assert "plus valable" in (await zoe.toast()).text


async def test_a_withdrawal_is_undone_and_nobody_elses_seat_is_touched(play: Play, session: SessionId) -> None:
    lea, ali = await play.member("Léa"), await play.member("Ali")
    await _joins(play, lea)
    await lea.sees("Une place est à vous")
    await ali.presses(data=f"1.soleave.{session}.1", on=ali.chat.last)
    assert "pas sur cette séance" in (await ali.toast()).text
    await lea.presses("Me désister")
    await lea.presses("Me désister avec un mot", on=await lea.sees("Vous ne pouvez plus venir"))
    await lea.sees("Un mot pour la maison")
    await lea.says("Grippe, désolée <b>")
    await lea.sees("est libre")
    await lea.presses("Rétablir")
    await lea.sees("Une place est à vous")
    assert await _state(play, lea, session) == "seated"


async def test_a_withdrawal_is_undone_although_others_wait(play: Play, session: SessionId) -> None:
    crowd = [await play.member(name) for name in ("Léa", "Ali", "Zoé")]
    for person in crowd:
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("place|liste")
    lea, _, zoe = crowd
    await lea.presses(data=f"1.soleave.{session}.1", on=lea.chat.last)
    withdrawn = await lea.sees("est libre")
    play.telegram.clock.advance(minutes=4)
    await play.tick()
    await play.telegram.idle()
    assert "libérée" not in zoe.transcript(50)
    await lea.presses("Rétablir", on=withdrawn)
    await lea.sees("Une place est à vous")
    assert [await _state(play, one, session) for one in crowd] == ["seated", "seated", "waiting"]


async def test_who_waits_is_told_so_when_the_hour_changes(play: Play, claire: Person, session: SessionId) -> None:
    crowd = [await play.member(name) for name in ("Léa", "Ali", "Zoé")]
    for person in crowd:
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("place|liste")
    await claire.presses(data=f"1.wdmove.{session}", on=claire.chat.last)
    await claire.sees(".")
    await claire.says("samedi 6 mars de 10h à 18h")
    await claire.presses("Oui, changer et prévenir", on=await claire.sees("Changer le moment"))
    told = await crowd[2].sees("Les heures changent")
    assert "Vous restez sur la liste d’attente, en position 1" in _plain(told.text)
    assert told.labels == ["Quitter la liste"]
    assert "Votre place est gardée" in (await crowd[0].sees("Les heures changent")).text


async def test_the_word_of_a_withdrawal_reaches_the_household(play: Play, claire: Person, session: SessionId) -> None:
    lea = await play.member("Léa")
    await _joins(play, lea)
    await lea.sees("Une place est à vous")
    await lea.presses(data=f"1.soword.{session}.1", on=lea.chat.last)
    await lea.sees("Un mot pour la maison")
    await lea.says("Grippe, désolée <b>")
    assert "Grippe, désolée <b>" in (await claire.sees("Léa ne viendra pas")).text


async def test_a_newcomers_seat_is_held_from_the_link_until_the_charter(play: Play, session: SessionId) -> None:
    nino = await play.newcomer("Nino")
    await nino.start(f"s-{session}")
    await nino.sees("Une place vous est gardée")
    assert await _state(play, nino, session) == "held"
    await nino.presses("J’accepte", on=await nino.sees("[Cc]harte"))
    await nino.sees("s’appe|nom")
    await nino.says("Nino")
    await nino.sees("Une place est à vous")
    assert await _state(play, nino, session) == "seated"


async def test_a_newcomer_is_told_plainly_when_no_seat_is_left(play: Play, session: SessionId) -> None:
    for name in ("Léa", "Ali"):
        person = await play.member(name)
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("place")
    nino = await play.newcomer("Nino")
    await nino.start(f"s-{session}")
    await nino.sees("Toutes les places sont prises")


async def test_in_a_group_the_tap_answers_and_the_details_come_in_private(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    group = await play.group("Entraide", claire, [lea])

    async def post(unit: Unit) -> None:
        from storage import outbox
        from storage.ids import Subject

        card = Message(name="work_days/card", context={"work_day": 1})
        await outbox.put(unit, card, chat=group.id, subject=Subject("work_day", 1), is_card=True)

    await play.run(post)
    card = await lea.sees("Isolation à Limours", chat=group)
    await lea.presses("Je participe", on=card)
    assert "Une place est à vous" in (await lea.toast()).text
    await lea.sees("À apporter", chat=lea.chat)
    changed = await group.sees("1 place libre")
    assert "Léa" not in changed.text
    nino = await play.newcomer("Nino")
    await nino.joins(group)
    await nino.presses("Je participe", on=changed)
    assert ((await nino.toast()).url or "").endswith(f"start=s-{session}")


async def test_an_adult_companion_takes_a_seat_after_the_charter_and_follows(play: Play, session: SessionId) -> None:
    lea = await play.member("Léa")
    await _joins(play, lea)
    await lea.presses("Venir à plusieurs", on=await lea.sees("Une place est à vous"))
    ask = await lea.sees("Qui vient")
    assert "jeune" not in " ".join(ask.labels)
    await lea.presses("Une personne adulte", on=ask)
    await lea.sees("Comment s’appelle")
    await lea.says("marc dupont")
    await lea.presses("Oui, la charte est acceptée", on=await lea.sees("Nous gardons son nom"))
    await lea.sees("Une place est à Marc")
    await lea.presses(data=f"1.sowithdraw.{session}", on=lea.chat.last)
    await lea.presses("Nous tous", on=await lea.sees("Avec vous : Marc"))
    await lea.sees("vos 2 places")


async def test_a_minor_comes_with_the_guardians_consent_only_where_it_is_allowed(
    play: Play, claire: Person, house: int, session: SessionId
) -> None:
    open_one = await _session(play, claire, house, seats=4, minors=True, starts=cast.SATURDAY + timedelta(days=1))
    lea = await play.member("Léa")
    await lea.presses(data=f"1.sominor.{session}", on=lea.chat.last)
    assert "adultes seulement" in (await lea.toast()).text
    await lea.presses(data=f"1.sominor.{open_one}", on=lea.chat.last)
    await lea.sees("Comment s’appelle")
    await lea.says("Tom")
    await lea.sees("date de naissance")
    await lea.says("hier")
    await lea.sees("pas reconnu de date")
    await lea.says("12 mai 2013")
    await lea.sees("avant 16 ans")
    await lea.says("12/05/2010")
    await lea.presses("Oui, je consens", on=await lea.sees("consentez-vous"))
    await lea.sees("Une place est à Tom")


async def test_the_agenda_filters_and_pages(play: Play, claire: Person, house: int) -> None:
    for day in range(8):
        await _session(play, claire, house, starts=cast.SATURDAY + timedelta(days=day))
    lea = await play.member("Léa")
    await lea.says("/agenda")
    assert "1 à 6 sur 8" in _plain((await lea.sees("Ce qui vient")).text)
    await lea.presses("Après ▶")
    await lea.sees("7 à 8 sur 8")
    await lea.presses("Ce week-end")
    await lea.sees("1 à 2 sur 2")
    await lea.presses("Mes séances")
    await lea.sees("Rien avec ces filtres")
    await lea.says("/mesinscriptions")
    await lea.sees("Aucune pour l’instant")


async def test_reminders_come_a_week_before_the_evening_before_and_never_after_a_withdrawal(
    play: Play, claire: Person, house: int
) -> None:
    starts = datetime(2027, 3, 13, 14, 0, tzinfo=PARIS)
    place = await _session(play, claire, house, starts=starts, hours=3)
    lea, ali = await play.member("Léa"), await play.member("Ali")
    for person in (lea, ali):
        await person.presses(data=f"1.sojoin.{place}", on=person.chat.last)
        await person.sees("Une place est à vous")
    await _at(play, datetime(2027, 3, 6, 18, 0, tzinfo=PARIS))
    assert "samedi 13 mars" in _plain((await lea.sees("Rappel")).text)
    await claire.sees("2 personnes viennent aider")
    await ali.presses(data=f"1.soleave.{place}.1", on=ali.chat.last)
    await ali.sees("est libre")
    await _at(play, datetime(2027, 3, 12, 18, 30, tzinfo=PARIS))
    assert "demain" in (await lea.sees("Rappel")).text
    await _at(play, datetime(2027, 3, 13, 7, 30, tzinfo=PARIS))
    await _at(play, datetime(2027, 3, 13, 8, 0, tzinfo=PARIS))
    assert "aujourd’hui" in (await lea.sees("Rappel")).text
    for _ in range(2):
        await _at(play, datetime(2027, 3, 13, 8, 30, tzinfo=PARIS))
    assert sum("Rappel" in one.text for one in lea.chat.messages) == 3
    assert not any("Rappel" in one.text for one in ali.chat.messages)  # the first became the answer to the withdrawal


async def test_a_bot_that_was_off_sends_only_what_still_helps(play: Play, claire: Person, session: SessionId) -> None:
    lea = await play.member("Léa")
    await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    await lea.sees("Une place est à vous")
    await play.stop_bot()
    play.telegram.clock.set_to(datetime(2027, 3, 6, 8, 30, tzinfo=PARIS))
    await play.start_bot()
    await play.tick()
    assert "aujourd’hui" in (await lea.sees("Rappel")).text
    await _at(play, datetime(2027, 3, 6, 9, 1, tzinfo=PARIS))
    assert sum("Rappel" in one.text for one in lea.chat.messages) == 1


async def test_plain_french_answers_a_reminder_and_changes_nothing_before_a_tap(
    play: Play, claire: Person, session: SessionId
) -> None:
    lea = await play.member("Léa")
    await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    seat = await lea.sees("Une place est à vous")
    await lea.says("je ne peux plus venir", reply_to=seat)
    asked = await lea.sees("ne pourrez pas venir")
    assert await _state(play, lea, session) == "seated"
    await lea.presses("Je me désiste", on=asked)
    withdrawn = await lea.sees("votre place")
    assert await _state(play, lea, session) == "withdrawn"
    await lea.presses("Rétablir", on=withdrawn)
    seat = await lea.sees("Une place est à vous")
    assert await _state(play, lea, session) == "seated"
    await lea.says("faut apporter quoi ?", reply_to=seat)
    await lea.sees("des gants")
    await lea.says("c'est où exactement ?", reply_to=seat)
    where = await lea.sees("L’adresse exacte vous est envoyée")
    assert "Lilas" not in where.text
    await lea.says("j'aurai 20 min de retard", reply_to=seat)
    await lea.sees("Transmis")
    await claire.sees("20 min de retard")


async def test_what_is_not_understood_is_passed_on_once(play: Play, claire: Person, session: SessionId) -> None:
    lea = await play.member("Léa")
    await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    seat = await lea.sees("Une place est à vous")
    await lea.says("je sais pas encore, je vous redis", reply_to=seat)
    asked = await lea.sees("pas sûr d’avoir compris")
    for _ in range(2):
        await lea.presses("C’est un message : transmettre", on=asked)
    await claire.sees("je vous redis")
    await play.telegram.idle()
    assert sum("je vous redis" in one.text for one in claire.chat.messages) == 1


async def test_the_supervisor_keeps_one_list_and_each_who_came_is_thanked(
    play: Play, claire: Person, session: SessionId
) -> None:
    sami = await play.member("Sami", Role.SUPERVISOR, works=("insulation",))
    await cast.leads(play.app.store, await play.id_of(sami), session)
    lea, ali = await play.member("Léa"), await play.member("Ali")
    for person in (lea, ali):
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("Une place est à vous")
    await _at(play, datetime(2027, 3, 6, 17, 0, tzinfo=PARIS))
    await sami.sees("Qui est venu")
    await lea.presses(data=f"1.atall.{session}.0", on=lea.chat.last)
    assert (await lea.toast()).alert
    await sami.presses("Tous présents")
    await sami.sees("Tout est dit")
    await sami.presses("Ali")
    await sami.sees("Présence : 8 h")
    await sami.presses("A prévenu")
    await sami.sees("N’a pas pu venir, a prévenu\\.")
    await sami.presses("Retour à la liste")
    await sami.sees("Ali — a prévenu")
    await sami.presses("Clôturer et remercier")
    await sami.sees("1 personne venue sur 2")
    assert "8 h" in _plain((await lea.sees("Merci")).text)
    await sami.presses(data=f"1.atclose.{session}", on=sami.chat.last)
    await play.telegram.idle()
    assert sum("Merci" in one.text for one in lea.chat.messages) == 1
    assert not any("Merci" in one.text for one in ali.chat.messages)


async def test_a_list_left_open_is_recalled_the_next_morning(play: Play, session: SessionId) -> None:
    sami = await play.member("Sami", Role.SUPERVISOR, works=("insulation",))
    await cast.leads(play.app.store, await play.id_of(sami), session)
    lea = await play.member("Léa")
    await lea.presses(data=f"1.sojoin.{session}", on=lea.chat.last)
    await lea.sees("Une place est à vous")
    await _at(play, datetime(2027, 3, 6, 17, 0, tzinfo=PARIS))
    await sami.sees("Qui est venu")
    for _ in range(2):
        await _at(play, datetime(2027, 3, 7, 9, 0, tzinfo=PARIS))
    assert sum("Qui est venu" in one.text for one in sami.chat.messages) == 2


async def test_excluding_someone_frees_the_seat(play: Play, session: SessionId) -> None:
    from handlers.people import leaving

    lea, ali, zoe = [await play.member(name) for name in ("Léa", "Ali", "Zoé")]
    for person in (lea, ali, zoe):
        await person.presses(data=f"1.sojoin.{session}", on=person.chat.last)
        await person.sees("place|liste")
    gone, by = await play.id_of(lea), await play.id_of(ali)
    await play.run(lambda unit: leaving.exclude(unit, cast.CHOICES, PersonId(gone), by))
    await zoe.sees("Une place s’est libérée")
    assert await play.run(lambda unit: waitlist.drop_person(unit, gone)) == []


async def test_the_agenda_is_filtered_by_place_free_seats_and_likes(play: Play, claire: Person, house: int) -> None:
    await _session(play, claire, house, seats=1)
    await _session(play, claire, house, starts=cast.SATURDAY + timedelta(days=1), works=("plaster",), commune="91223")
    ali = await play.member("Ali")
    await ali.presses(data="1.sojoin.1")
    await ali.sees("Une place est à vous")
    lea = await play.member("Léa")
    known = await play.id_of(lea)
    await play.run(lambda unit: people.change(unit, known, None, likes=["plaster"]))
    for label, shown in (("Près de chez moi", "Limours"), ("Places libres", "Étampes"), ("Mes envies", "Étampes")):
        await lea.says("/agenda")
        await lea.sees("1 à 2 sur 2")
        await lea.presses(label)
        found = await lea.sees("1 sur 1")
        assert shown in found.text, label


def test_a_session_before_ten_is_recalled_the_evening_before_and_not_that_morning() -> None:
    early, late = (_at_hour(hour) for hour in (9, 10))
    assert list(reminders.moments(early, cast.CHOICES)) == ["week", "evening"]
    assert list(reminders.moments(late, cast.CHOICES)) == ["week", "evening", "morning"]
    for moment in reminders.moments(late, cast.CHOICES).values():
        assert 8 <= moment.astimezone(PARIS).hour < 21


def _at_hour(hour: int) -> Session:
    start = datetime(2027, 3, 13, hour, 0, tzinfo=PARIS)
    return Session.model_construct(id=SessionId(1), starts_at=start, ends_at=start + timedelta(hours=3))


async def test_a_session_with_five_hundred_names_is_shown_within_the_limits(
    play: Play, claire: Person, session: SessionId
) -> None:
    async def crowd(unit: Unit) -> None:
        for number in range(500):
            known = await people.add(unit, f"Marie-Antoinette de La Rochefoucauld {number}")
            await people.accept_charter(unit, known.id, 1, 1)
            await seats.add(unit, await sessions.get_session(unit, session), known.id, seats.SignUpState.WAITING)

    await play.run(crowd)
    await claire.presses(data=f"1.wdsession.{session}")
    shown = await claire.sees("Qui vient")
    assert "de plus" in shown.text
    assert len(shown.text) <= 4096
