"""`/sante`: coordinators read how the program fares, nobody else does."""

from __future__ import annotations

import os

from bot.backups import Backups
from bot.machine import MachineWatch
from storage import backups, health, inbox
from storage.health import Concern
from storage.people import Role
from storage.store import Unit
from tests.play import Play


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_a_coordinator_reads_that_all_is_well(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    await Backups(play.app.store, days=30).if_due()
    await MachineWatch(play.app.store, backup_days=30).look()
    await cora.says("/sante")
    shown = await cora.sees("Tout va bien")
    assert "Messages reçus : rien" in _plain(shown.text)
    assert "Messages reçus non traités : 0" in _plain(shown.text)
    assert "Sauvegarde : lundi 1er mars, 10 h (gardées 30 jours)" in _plain(shown.text)
    assert len(shown.text) < 600


async def test_what_needs_someone_comes_first(play: Play) -> None:
    cora = await play.member("Cora", Role.COORDINATOR)
    await MachineWatch(play.app.store, backup_days=0).look()

    async def trouble(unit: Unit) -> None:
        await inbox.keep(unit, play.app.bot.id, [{"update_id": number} for number in (900, 901, 902)])
        await unit.run("UPDATE inbox SET state = 'failed', payload = NULL WHERE update_id = 900")
        await unit.run("UPDATE inbox SET state = 'set_aside', payload = NULL WHERE update_id = 901")
        await unit.run("UPDATE inbox SET state = 'handled', payload = NULL WHERE update_id = 902")

    await play.run(trouble)
    await cora.says("/sante")
    shown = await cora.sees("À regarder")
    assert shown.text.index("Aucune sauvegarde n’est faite") < shown.text.index("En attente")
    assert "Messages reçus non traités : 2" in _plain(shown.text)
    await MachineWatch(play.app.store, backup_days=30).look()
    await cora.presses("Actualiser")
    await cora.sees("Tout va bien")


async def test_nobody_else_reads_it(play: Play) -> None:
    for role in (Role.VOLUNTEER, Role.HOUSEHOLD, Role.SUPERVISOR, Role.COACH, Role.PARTNER):
        someone = await play.member("Sam", role)
        await someone.says("/sante")
        answer = await someone.sees(".")
        assert "Base" not in answer.text
        assert "En attente" not in answer.text
        await someone.presses(data="1.hlshow", on=answer)
        assert (await someone.toast()).alert


async def test_queues_are_late_after_their_time_and_not_before(play: Play) -> None:
    await MachineWatch(play.app.store, backup_days=30).look()
    await play.stop_bot()
    await play.app.start()

    async def left(unit: Unit) -> None:
        await inbox.keep(unit, play.app.bot.id, [{"update_id": 990}])

    await play.app.store.run(left)
    seen = await play.app.store.read(health.state)
    assert seen.concerns == []
    play.telegram.clock.advance(seconds=59)
    assert (await play.app.store.read(health.state)).concerns == []
    play.telegram.clock.advance(seconds=2)
    late = await play.app.store.read(health.state)
    assert late.concerns == [Concern.UPDATES_LATE]
    assert late.queues.inbox.oldest_seconds == 61
    await play.app.stop()
    await play.start_bot()


async def test_an_old_backup_and_a_machine_that_says_nothing_are_told(play: Play) -> None:
    watch = MachineWatch(play.app.store, backup_days=30)
    await Backups(play.app.store, days=30).if_due()
    await watch.look()
    play.telegram.clock.advance(minutes=16)
    assert (await play.app.store.read(health.state)).concerns == [Concern.MACHINE_SILENT]
    play.telegram.clock.advance(days=2)
    await watch.look()
    assert (await play.app.store.read(health.state)).concerns == [Concern.BACKUP_OLD]
    await Backups(play.app.store, days=30).if_due()
    await watch.look()
    assert (await play.app.store.read(health.state)).concerns == []


async def test_a_replication_that_has_stopped_is_told(play: Play) -> None:
    watch = MachineWatch(play.app.store, backup_days=30)
    folder = play.data / f".{play.app.store.path.name}-litestream" / "ltx" / "0"
    folder.mkdir(parents=True)
    copied = folder / "0000000000000001-0000000000000001.ltx"
    copied.write_bytes(b"x")
    now = play.app.clock.now().timestamp()
    os.utime(copied, (now, now))
    os.utime(folder, (now, now))
    assert (await watch.look()).replicated_at == play.app.clock.now()
    assert (await play.app.store.read(health.state)).concerns == []
    play.telegram.clock.advance(minutes=20)
    await watch.look()
    assert (await play.app.store.read(health.state)).concerns == [Concern.REPLICATION_STOPPED]


async def test_a_failed_backup_is_told_until_one_succeeds(play: Play) -> None:
    watch, job = MachineWatch(play.app.store, backup_days=30), Backups(play.app.store, days=30)
    (play.data / backups.FOLDER).write_text("in the way", encoding="utf-8")
    await job.if_due()
    await watch.look()
    assert (await play.app.store.read(health.state)).concerns == [Concern.BACKUP_FAILED]
    (play.data / backups.FOLDER).unlink()
    await job.if_due()
    await watch.look()
    assert (await play.app.store.read(health.state)).concerns == []
