"""Files people send: known by their first bytes, kept in the data folder; what is none of those taken is told."""

from __future__ import annotations

import pytest

from bot.local_telegram import Person
from handlers.sessions.session_card import POINTS
from storage import files, gate, sessions
from storage.choices import DEFAULTS
from storage.files import File
from storage.gate import GatePoint
from storage.store import Unit
from tests.play import Play
from tests.work_days.story import Cast, cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03 This program cannot be run in DOS mode."


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00", "image/heic"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (b"\x00\x00\x00\x18ftypisom\x00", None),
        (b"<html><script>", None),
        (PROGRAM, None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, media_type: str | None) -> None:
    assert files.recognised(content) == media_type


@pytest.fixture
async def scene(play: Play) -> Cast:
    """A session that lacks its insurance."""
    scene = await cast(play)
    await scene.day()
    return scene


async def _insurance(scene: Cast) -> None:
    await scene.claire.presses(data=f"1.gpgive.1.{POINTS.index(GatePoint.INSURANCE)}")
    await scene.claire.sees("assurance")


async def _settled(play: Play) -> File:
    """The only file, once it is fetched or given up."""
    await play.telegram.idle()
    found = await play.run(lambda unit: files.get(unit, 1))
    assert found is not None
    assert found.state != "wanted"
    return found


async def _lacks_insurance(play: Play) -> bool:
    async def look(unit: Unit) -> bool:
        lacks = await gate.missing(unit, await sessions.get_session(unit, 1), DEFAULTS)
        return GatePoint.INSURANCE in [lack.point for lack in lacks]

    return await play.run(look)


async def _gives(person: Person, content: bytes) -> None:
    await person.sends_document(content, name="attestation.pdf", mime_type="application/pdf")
    await person.sees("jour|valable")
    await person.says("31/12/2027")


async def test_a_certificate_is_kept_and_counts(play: Play, scene: Cast) -> None:
    await _insurance(scene)
    await _gives(scene.claire, PDF)
    await scene.claire.sees("à Limours")
    kept = await _settled(play)
    assert kept.path is not None
    assert (play.data / kept.path).read_bytes() == PDF
    assert not await _lacks_insurance(play)


async def test_a_program_dressed_as_a_certificate_is_not_kept_and_counts_for_nothing(play: Play, scene: Cast) -> None:
    await _insurance(scene)
    await _gives(scene.claire, PROGRAM)
    await scene.claire.sees("« attestation.pdf » n’a pas pu être gardé")
    lost = await _settled(play)
    assert (lost.state, lost.path) == ("failed", None)
    assert not (play.data / "files").exists()
    assert await _lacks_insurance(play)


async def test_a_photo_is_kept_as_the_kind_of_picture_it_is(play: Play, scene: Cast) -> None:
    await _insurance(scene)
    sent = await scene.claire.sends_photo()
    await scene.claire.sees("jour|valable")
    kept = await _settled(play)
    assert kept.media_type == "image/png"
    assert kept.path == "files/1.png"
    assert (play.data / kept.path).read_bytes() == sent.file


async def test_a_kind_of_file_that_is_not_taken_is_explained_and_the_question_stands(play: Play, scene: Cast) -> None:
    await _insurance(scene)
    await scene.claire.sends_document(b"x", name="plan.dwg", mime_type="application/acad")
    await scene.claire.sees("type de fichier")
    await scene.claire.sends_document(PDF, name="attestation.pdf", mime_type="application/pdf")
    await scene.claire.sees("jour|valable")
