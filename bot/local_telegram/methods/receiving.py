"""Receiving updates: long polling, webhooks, and what a bot asks about itself."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.local_telegram.accounts import Json
from bot.local_telegram.errors import ApiError, bad_request
from bot.local_telegram.methods.call import Call
from bot.local_telegram.methods.registry import method
from bot.local_telegram.spec import update_kinds
from bot.local_telegram.updates import BY_WEBHOOK, OTHER_POLLER
from bot.local_telegram.webhooks import Webhook

WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
PORTS = frozenset((443, 80, 88, 8443))
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LONGEST_POLL = 50


@method("getMe")
def get_me(call: Call) -> Json:
    return call.bot.me()


@method("logOut", "close")
def log_out(call: Call) -> bool:
    """Both are accepted; this server has no other server to hand the bot to."""
    call.state.queues[call.bot.id].end_poll(OTHER_POLLER)
    return True


@method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    if call.bot.id in call.state.webhooks:
        raise ApiError(409, WEBHOOK_ACTIVE)
    queue = call.state.queues[call.bot.id]
    offset = call.get("offset", 0)
    limit = min(max(call.get("limit", 100), 1), 100)
    timeout = min(max(call.get("timeout", 0), 0), LONGEST_POLL)
    remember_kinds(call)
    queue.expire()
    _confirm(call, offset)
    if not queue.pending and not queue.again and timeout:
        await queue.wait(timeout)
        queue.expire()
    else:
        queue.end_poll(OTHER_POLLER)
    return [pending.update() for pending in _chosen(call, limit)]


def _confirm(call: Call, offset: int) -> None:
    """An offset confirms what is below it; a negative one keeps only the newest; one far ahead is not understood."""
    queue = call.state.queues[call.bot.id]
    if offset < 0:
        queue.keep_last(-offset)
    elif 0 < offset <= queue.next_id + 10:
        confirmed = queue.confirm_below(offset)
        chance = call.options.redeliver
        if chance:
            queue.give_again([one for one in confirmed if call.state.random.random() < chance])


def _chosen(call: Call, limit: int) -> list[Any]:
    """The updates to give now. Shuffled, those of one chat stay in order."""
    queue = call.state.queues[call.bot.id]
    pending = queue.again + list(queue.pending)
    queue.again = []
    if not call.options.shuffle or len(pending) < 2:
        return pending[:limit]
    head = pending[:limit]
    places = [one.chat for one in head]
    call.state.random.shuffle(places)
    waiting: dict[object, list[Any]] = {}
    for one in head:
        waiting.setdefault(one.chat, []).append(one)
    return [waiting[place].pop(0) for place in places]


def remember_kinds(call: Call) -> None:
    """Keep the kinds of updates the bot wants; without the parameter the last wish holds."""
    asked = call.get("allowed_updates")
    if asked is None:
        return
    queue = call.state.queues[call.bot.id]
    known = frozenset(asked) & update_kinds()
    allowed = known or None
    if allowed != queue.allowed:
        queue.allowed = allowed
        queue.save()


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    url = call.get("url", "")
    if not url:
        return forget_webhook(call)
    _check_url(url)
    secret = call.get("secret_token", "")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    queue = call.state.queues[call.bot.id]
    if call.get("drop_pending_updates"):
        queue.clear()
    queue.end_poll(BY_WEBHOOK)
    remember_kinds(call)
    most = min(max(call.get("max_connections", 40), 1), 100)
    call.state.set_webhook(call.bot.id, Webhook(url, secret, most, call.get("ip_address", "")))
    return True


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request("bad webhook: this server delivers to loopback addresses only")


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    return forget_webhook(call)


def forget_webhook(call: Call) -> bool:
    """Deliver nowhere; what waits is kept unless the call says otherwise."""
    if call.get("drop_pending_updates"):
        call.state.queues[call.bot.id].clear()
    call.state.set_webhook(call.bot.id, None)
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    queue = call.state.queues[call.bot.id]
    queue.expire()
    hook = call.state.webhooks.get(call.bot.id)
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(queue.pending)}
    if hook is not None:
        info |= hook.info()
    if queue.allowed is not None:
        info["allowed_updates"] = sorted(queue.allowed)
    return info
