"""People voting in polls, and polls closing."""

from bot.local_telegram.errors import ActError
from bot.local_telegram.polls import PollRecord
from bot.local_telegram.posting import change
from bot.local_telegram.state import State


def vote(state: State, record: PollRecord, person: int, options: list[int]) -> None:
    """Cast a vote, or take it back with no option. Raises ActError where Telegram's apps would not allow it."""
    close_when_due(state, record)
    if record.closed:
        raise ActError("the poll is closed")
    if any(not 0 <= option < len(record.options) for option in options):
        raise ActError("there is no such option")
    if len(options) > 1 and not record.multiple:
        raise ActError("only one answer is allowed")
    if record.votes.get(person) and not record.revoting:
        raise ActError("a vote in this poll cannot be changed")
    record.votes[person] = sorted(set(options))
    poll_changed(state, record, tell_bot=True)
    if not record.anonymous:
        answer = {
            "poll_id": record.id,
            "user": state.user(person),
            "option_ids": record.votes[person],
            "option_persistent_ids": [str(option) for option in record.votes[person]],
        }
        state.queues[record.bot].put("poll_answer", answer, person)


def poll_changed(state: State, record: PollRecord, *, tell_bot: bool) -> None:
    """Show the new counts; the bot that sent it hears of them."""
    message = state.find(record.chat_key, record.message_id)
    if message is not None:
        change(state, message, {"poll": record.described()}, dated=False)
    state.journal.mark("poll", record.id, record.dump)
    if tell_bot:
        state.queues[record.bot].put("poll", record.described(), record.id)


def close_when_due(state: State, record: PollRecord) -> None:
    """Close a poll whose time has come by the server's clock."""
    if not record.closed and record.close_at and state.clock.time() >= record.close_at:
        record.closed = True
        poll_changed(state, record, tell_bot=True)
