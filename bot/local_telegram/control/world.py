"""Who there is: making and changing people, groups and bots."""

import random
from typing import Any

from bot.local_telegram.accounts import Account, BotAccount, Json, Member, taken
from bot.local_telegram.acts.whereabouts import bot_named, group_named, person_named
from bot.local_telegram.chats import Chat
from bot.local_telegram.errors import ActError
from bot.local_telegram.membership import migrate, set_status
from bot.local_telegram.posting import post
from bot.local_telegram.state import State
from bot.local_telegram.views import bot_view, group_view, person_view

PERSON_FIELDS = ("first_name", "last_name", "username", "language_code", "phone_number", "deactivated", "about")
BOT_FIELDS = ("username", "privacy_mode", "inline", "inline_feedback", "can_join_groups")


class World:
    """Answers /control/people, /control/groups and /control/bots, without what one person does."""

    def __init__(self, state: State) -> None:
        self._state = state

    def answer(self, method: str, parts: list[str], body: Json) -> Json:
        match method, parts:
            case "GET", ["people"]:
                return {"people": [person_view(self._state, person) for person in self._state.people.values()]}
            case "GET", ["people", who]:
                return {"person": person_view(self._state, person_named(self._state, who))}
            case "POST", ["people"]:
                return self._new_person(body)
            case "POST", ["people", who]:
                return self._change_person(person_named(self._state, who), body)
            case "GET", ["groups"]:
                return {"groups": [group_view(group) for group in self._state.groups.values()]}
            case "GET", ["groups", which]:
                return {"group": group_view(group_named(self._state, which))}
            case "POST", ["groups"]:
                return self._new_group(body)
            case "POST", ["groups", which, act]:
                return self._in_group(group_named(self._state, which), act, body)
        return self._bots(method, parts, body)

    # people

    def _new_person(self, body: Json) -> Json:
        if not body.get("first_name"):
            raise ActError("'first_name' is needed")
        number = int(body.get("id") or self._state.new_person_id())
        fields: dict[str, str] = {
            name: str(body.get(name) or "") for name in ("first_name", "last_name", "username", "phone_number")
        }
        fields["username"] = fields["username"].removeprefix("@")
        fields["phone_number"] = fields["phone_number"] or f"+336{number % 10**8:08d}"
        language = str(body.get("language_code", "fr") or "")
        names = (fields["first_name"], fields["last_name"], fields["username"])
        person = Account(number, *names, language, fields["phone_number"], about=str(body.get("about") or ""))
        self._state.add_person(person)
        self._state.tell("person", data=person)
        return {"person": person_view(self._state, person)}

    def _change_person(self, person: Account, body: Json) -> Json:
        wanted = body.get("username")
        everyone: list[Account | BotAccount] = [*self._state.people.values(), *self._state.bots.values()]
        others = [one for one in everyone if one is not person]
        if wanted and taken(wanted, others):
            raise ActError(f"the username {wanted} is taken")
        for name in PERSON_FIELDS:
            if name in body:
                setattr(person, name, bool(body[name]) if name == "deactivated" else str(body[name] or ""))
        self._state.save_person(person)
        self._state.tell("person", data=person)
        return {"person": person_view(self._state, person)}

    # groups

    def _new_group(self, body: Json) -> Json:
        owner = person_named(self._state, body.get("owner"))
        members = [person_named(self._state, who).id for who in body.get("members", [])]
        bots = [bot_named(self._state, which).id for which in body.get("bots", [])]
        title = str(body.get("title") or "Groupe")
        group = self.make_group(title, owner.id, members, bots, body.get("kind") or "supergroup")
        return {"group": group_view(group)}

    def make_group(self, title: str, owner: int, members: list[int], bots: list[int], kind: str) -> Chat:
        if kind not in ("group", "supergroup"):
            raise ActError(f"a group is a 'group' or a 'supergroup', not {kind!r}")
        group = self._state.new_group(kind, title)
        group.members[owner] = Member("creator")
        for who in members:
            group.members.setdefault(who, Member())
        created = "supergroup_chat_created" if kind == "supergroup" else "group_chat_created"
        post(self._state, group, owner, {created: True})
        self._state.save_chat(group)
        self._state.tell("group", data=group)
        self._state.tell("chat", group)
        for bot in bots:
            set_status(self._state, group, bot, "member", by=owner)
        return group

    def _in_group(self, group: Chat, act: str, body: Json) -> Json:
        owner = next((who for who, member in group.members.items() if member.status == "creator"), 0)
        by = person_named(self._state, body["by"]).id if body.get("by") else owner
        if act == "migrate":
            if group.kind != "group" or group.migrated_to:
                raise ActError("only a basic group becomes a supergroup, once")
            return {"old_id": group.id, "new_id": migrate(self._state, group, by).id}
        if act == "delete":
            group.deleted = True
            self._state.save_chat(group)
            self._state.tell("chat", group)
            self._state.tell("group", data=group)
            return {}
        who = self._who(body.get("who"))
        if act == "add":
            set_status(self._state, group, who, "member", by=by)
        elif act == "kick":
            set_status(self._state, group, who, "kicked", by=by)
        elif act == "admin":
            self._promote(group, who, by, body)
        else:
            raise ActError(f"there is no act {act!r} in a group; there are: add, admin, delete, kick, migrate", 404)
        return {"group": group_view(group)}

    def _who(self, reference: Any) -> int:
        try:
            return person_named(self._state, reference).id
        except ActError:
            return bot_named(self._state, reference or 0).id

    def _promote(self, group: Chat, who: int, by: int, body: Json) -> None:
        member = group.members.get(who)
        if member is None or not member.present:
            raise ActError("only members are promoted or demoted", 404)
        admin = bool(body.get("admin", True))
        if member.status != "creator":
            set_status(
                self._state, group, who, "administrator" if admin else "member", by=by, rights=body.get("rights") or {}
            )
        group.members[who].anonymous = admin and bool(body.get("anonymous"))
        self._state.save_chat(group)

    # bots

    def _bots(self, method: str, parts: list[str], body: Json) -> Json:
        match method, parts:
            case "GET", ["bots"]:
                return {"bots": [bot_view(self._state, bot) for bot in self._state.bots.values()]}
            case "GET", ["bots", which]:
                return {"bot": bot_view(self._state, bot_named(self._state, which))}
            case "POST", ["bots"]:
                return self._changed(self._new_bot(body))
            case "POST", ["bots", which]:
                return self._changed(self._change_bot(bot_named(self._state, which), body))
            case "POST", ["bots", which, "revoke"]:
                bot = bot_named(self._state, which)
                bot.revoked = True
                return self._changed(bot)
            case "POST", ["bots", which, "token"]:
                return self._changed(self._new_token(bot_named(self._state, which), str(body["token"])))
        raise ActError(f"there is no {method} /control/{'/'.join(parts)}", 404)

    def _new_bot(self, body: Json) -> BotAccount:
        token = str(body.get("token") or "")
        number = token.partition(":")[0]
        if not number.isdigit():
            raise ActError("'token' is needed, like 7000000001:AAF…")
        bot = BotAccount(
            int(number), token, str(body.get("name") or "Bot"), str(body.get("username") or f"bot{number}_bot")
        )
        bot = self._change_bot(bot, {name: body[name] for name in BOT_FIELDS if name in body and name != "username"})
        return self._state.add_bot(bot)

    def _change_bot(self, bot: BotAccount, body: Json) -> BotAccount:
        if body.get("name"):
            bot.names[""] = str(body["name"])
        for name in BOT_FIELDS:
            if name in body:
                setattr(bot, name, str(body[name]) if name == "username" else bool(body[name]))
        return bot

    def _new_token(self, bot: BotAccount, token: str) -> BotAccount:
        self._state.by_token.pop(bot.token, None)
        bot.token, bot.revoked = token, False
        self._state.by_token[token] = bot
        return bot

    def _changed(self, bot: BotAccount) -> Json:
        self._state.save_bot(bot)
        self._state.tell("bot", data=bot)
        return {"bot": bot_view(self._state, bot)}

    def restart_ids(self, body: Json) -> Json:
        """Let the ids of updates go on from another number."""
        bots = [bot_named(self._state, body["bot"])] if body.get("bot") else list(self._state.bots.values())
        at = int(body.get("at") or random.SystemRandom().randrange(10**8, 9 * 10**8))
        for bot in bots:
            self._state.queues[bot.id].restart_ids(at)
        return {"at": at}
