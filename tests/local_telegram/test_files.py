"""Files go both ways, within Telegram's sizes; identifiers belong to one bot."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.local_telegram import LocalTelegram, Person
from bot.local_telegram.acts.writing import made_up
from bot.local_telegram.files import picture_size
from bot.local_telegram.limits import MEGABYTE
from tests.local_telegram.conftest import Wire


async def test_a_picture_arrives_and_is_downloaded(bot: Bot, lea: Person) -> None:
    sent = await lea.sends_photo(caption="le mur")
    (update,) = await bot.get_updates()
    sizes = update.message.photo
    assert (sizes[-1].width, sizes[-1].height) == (640, 480)
    assert sizes[0].file_unique_id != sizes[-1].file_unique_id
    stored = await bot.get_file(sizes[-1].file_id)
    assert bytes(await stored.download_as_bytearray()) == sent.file


async def test_a_document_is_sent_again_by_its_identifier(bot: Bot, lea: Person, paul: Person) -> None:
    sent = await bot.send_document(lea.id, b"devis", filename="devis.pdf", caption="<i>ci-joint</i>", parse_mode="HTML")
    assert (sent.document.file_name, sent.document.mime_type) == ("devis.pdf", "application/pdf")
    again = await bot.send_document(paul.id, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    assert paul.chat.last.file == b"devis"


async def test_another_bots_identifier_is_of_no_use(wire: Wire, telegram: LocalTelegram, lea: Person) -> None:
    other = telegram.register("7000000002:Another-Token-For-Tests-Only", "Autre", "autre_bot")
    await lea.start(bot="@autre_bot")
    file_id = (await lea.sends_document(b"x")).payload["document"]["file_id"]
    assert (await wire.call("sendDocument", chat_id=lea.id, document=file_id)).status == 200
    refused = await wire.call("sendDocument", token=other.token, chat_id=lea.id, document=file_id)
    assert refused.reason == "Bad Request: wrong file identifier/HTTP URL specified"
    assert (await wire.call("getFile", token=other.token, file_id=file_id)).status == 400


async def test_downloads_end_at_20_megabytes(bot: Bot, lea: Person) -> None:
    small = await lea.sends_document(size=20 * MEGABYTE)
    large = await lea.sends_document(size=20 * MEGABYTE + 1)
    assert (await bot.get_file(small.payload["document"]["file_id"])).file_size == 20 * MEGABYTE
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(large.payload["document"]["file_id"])


async def test_uploads_end_at_50_and_photos_at_10_megabytes(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    with pytest.raises(BadRequest, match="too big"):
        await bot.send_photo(lea.id, made_up(telegram.state, "photo", 10 * MEGABYTE + 1))
    with pytest.raises(BadRequest, match="too big"):
        await bot.send_document(lea.id, bytes(50 * MEGABYTE + 1))
    assert lea.chat.from_bot == []


async def test_what_is_no_picture_is_no_photo(bot: Bot, lea: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(lea.id, b"pas une image")
    with pytest.raises(BadRequest, match="non-empty"):
        await bot.send_document(lea.id, b"")


async def test_a_file_is_not_sent_as_another_kind(bot: Bot, lea: Person) -> None:
    file_id = (await lea.sends_document(b"x")).payload["document"]["file_id"]
    with pytest.raises(BadRequest, match="Type of file mismatch"):
        await bot.send_photo(lea.id, file_id)


async def test_nothing_is_fetched_from_the_network(bot: Bot, lea: Person) -> None:
    with pytest.raises(BadRequest, match="Failed to get http url content"):
        await bot.send_photo(lea.id, "https://example.org/a.png")


async def test_albums_have_two_to_ten_of_a_kind(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    pictures = [InputMediaPhoto(made_up(telegram.state, "photo"), caption="a" if not n else None) for n in range(3)]
    sent = await bot.send_media_group(lea.id, pictures)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.text for message in lea.chat.from_bot] == ["a", "", ""]
    with pytest.raises(BadRequest, match="album"):
        await bot.send_media_group(lea.id, [*pictures, InputMediaDocument(b"x")])


async def test_a_persons_album_is_several_updates_of_one_group(bot: Bot, lea: Person) -> None:
    await lea.sends_album(3, caption="les combles")
    messages = [update.message for update in await bot.get_updates()]
    assert [message.caption for message in messages] == ["les combles", None, None]
    assert len({message.media_group_id for message in messages}) == 1


@pytest.mark.parametrize("kind", ["voice", "audio", "video", "video_note", "animation", "sticker", "document", "photo"])
async def test_every_kind_of_file_is_understood_by_the_library(bot: Bot, lea: Person, kind: str) -> None:
    await lea.sends(kind)
    (update,) = await bot.get_updates()
    assert update.message.effective_attachment
    assert lea.chat.last.kind == kind


def test_picture_sizes_are_read_from_headers() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + b"\xff\xc0\x00\x11\x08\x01\xe0\x02\x80\x03" + bytes(9)
    assert picture_size(jpeg) == (640, 480)
    assert picture_size(b"GIF89a\x80\x02\xe0\x01rest") == (640, 480)
    assert picture_size(b"%PDF-1.4") is None
