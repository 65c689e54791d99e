"""Groups: privacy mode, members, anonymous administrators, migration, removal."""

# mypy: disable-error-code="union-attr"
# Fields that the library calls optional are there, or the test fails.

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.local_telegram import Group, LocalTelegram, Person


@pytest.fixture
async def group(telegram: LocalTelegram, lea: Person, paul: Person) -> Group:
    made = await telegram.group("Entraide", owner=lea, members=[paul])
    telegram.state.queues[telegram.bot.id].clear()
    return made


async def heard(bot: Bot) -> list[str]:
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [update.message.text for update in updates if update.message and update.message.text]


async def test_privacy_mode_lets_through_what_is_for_the_bot(bot: Bot, group: Group, lea: Person, paul: Person) -> None:
    mine = await bot.send_message(group.id, "Carte")
    card = next(message for message in group.messages if message.id == mine.message_id)
    await paul.says("bonjour à tous", chat=group)
    await paul.says("/agenda", chat=group)
    await paul.says("/agenda@coopter_bot", chat=group)
    await paul.says("/agenda@autre_bot", chat=group)
    await paul.says("voir /agenda", chat=group)
    await paul.says("je viens", reply_to=card)
    await paul.says("dis, @coopter_bot ?", chat=group)
    assert await heard(bot) == ["/agenda", "/agenda@coopter_bot", "je viens", "dis, @coopter_bot ?"]


async def test_without_privacy_mode_or_as_admin_the_bot_hears_all(
    bot: Bot, telegram: LocalTelegram, group: Group, paul: Person
) -> None:
    telegram.bot.privacy_mode = False
    await paul.says("un", chat=group)
    telegram.bot.privacy_mode = True
    await paul.says("deux", chat=group)
    await group.promote(telegram.bot.id)
    await paul.says("trois", chat=group)
    assert await heard(bot) == ["un", "trois"]


async def test_an_anonymous_admin_speaks_as_the_group(bot: Bot, group: Group, lea: Person) -> None:
    await group.promote(lea, anonymous=True)
    await lea.says("/agenda", chat=group)
    (update,) = await bot.get_updates()
    assert update.message.sender_chat.id == group.id
    assert update.message.from_user.id == 1087968824


async def test_a_bot_added_and_kicked_is_told(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    group = await telegram.group("Essai", owner=lea)
    assert await bot.send_message(group.id, "bonjour")
    await group.kick_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "x")
    states = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert states == ["member", "kicked"]


async def test_a_bot_leaves(bot: Bot, group: Group) -> None:
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")


async def test_groups_a_bot_was_never_in_are_not_found(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    group = await telegram.group("Privé", owner=lea, with_bot=False)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(group.id, "x")


async def test_a_basic_group_becomes_a_supergroup(bot: Bot, telegram: LocalTelegram, lea: Person) -> None:
    group = await telegram.group("Entraide", owner=lea, kind="group")
    telegram.state.queues[telegram.bot.id].clear()
    old, new = await group.migrate()
    to, origin = (update.message for update in await bot.get_updates())
    assert (to.chat.id, to.migrate_to_chat_id) == (old, new)
    assert (origin.chat.id, origin.migrate_from_chat_id) == (new, old)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(old, "x")
    assert migrated.value.new_chat_id == new
    await bot.send_message(new, "nous voici")
    assert (await group.sees("nous voici")).chat.id == new


async def test_members_come_and_go(bot: Bot, telegram: LocalTelegram, group: Group, paul: Person) -> None:
    await paul.leaves(group)
    assert (await bot.get_chat_member(group.id, paul.id)).status == "left"
    await paul.joins(group)
    assert await bot.get_chat_member_count(group.id) == 3
    assert [admin.user.first_name for admin in await bot.get_chat_administrators(group.id)] == ["Léa"]
    services = [u.message for u in await bot.get_updates() if u.message]
    assert services[0].left_chat_member.id == paul.id
    assert services[1].new_chat_members[0].id == paul.id


async def test_an_admin_bot_hears_of_members_when_it_asks(
    bot: Bot, telegram: LocalTelegram, group: Group, paul: Person
) -> None:
    await group.promote(telegram.bot.id)
    await bot.get_updates(offset=-1, allowed_updates=["chat_member"])
    await paul.leaves(group)
    changes = [u.chat_member.new_chat_member.status for u in await bot.get_updates() if u.chat_member]
    assert changes == ["left"]


async def test_people_see_only_groups_they_are_in(
    telegram: LocalTelegram, bot: Bot, group: Group, paul: Person
) -> None:
    stranger = await telegram.person("Inès")
    await bot.send_message(group.id, "pour les membres")
    await paul.sees("pour les membres")
    with pytest.raises(AssertionError):
        await stranger.sees("pour les membres", timeout=0.01)


async def test_two_bots_in_a_group_have_their_own_file_ids(
    bot: Bot, telegram: LocalTelegram, group: Group, lea: Person
) -> None:
    other = telegram.register("7000000002:Another-Token-For-Tests-Only", "Autre", "autre_bot", privacy_mode=False)
    telegram.add_bot(group, other, lea)
    telegram.bot.privacy_mode = False
    await lea.sends_document(b"x", chat=group)
    ours = telegram.state.queues[telegram.bot.id].pending[-1].body["document"]
    theirs = telegram.state.queues[other.id].pending[-1].body["document"]
    assert ours["file_id"] != theirs["file_id"]
    assert ours["file_unique_id"] == theirs["file_unique_id"]
