"""A bot leaving a group, and removing or readmitting people where it may."""

from bot.local_telegram.errors import bad_request
from bot.local_telegram.membership import set_status
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    chat = call.chat(access="read")
    if chat.private:
        raise bad_request("chat is a private chat: the bot can't leave it")
    set_status(call.state, chat, call.bot.id, "left", by=call.bot.id)
    return True


@method("banChatMember", "unbanChatMember")
def ban_chat_member(call: Call) -> bool:
    chat, who = call.chat(), call.params["user_id"]
    if chat.private:
        raise bad_request("can't ban members in private chats")
    if who not in call.state.people and who not in call.state.bots:
        raise bad_request("user not found")
    if not chat.members[call.bot.id].admin:
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    member = chat.members.get(who)
    if member is not None and member.admin:
        raise bad_request("user is an administrator of the chat")
    if call.method == "banchatmember":
        set_status(call.state, chat, who, "kicked", by=call.bot.id)
    elif member is not None and (member.status == "kicked" or not call.get("only_if_banned")):
        set_status(call.state, chat, who, "left", by=call.bot.id)
    return True
