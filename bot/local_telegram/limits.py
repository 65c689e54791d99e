"""Telegram's numbers, and its flood control.

Sources: the Bot API's page and its FAQ («My bot is hitting limits»), and limits.tginfo.me for what those leave out.
"""

import math
import time
from collections import deque
from dataclasses import dataclass, field

TEXT = 4096
CAPTION = 1024
CALLBACK_DATA_BYTES = 64
BUTTONS = 100
BUTTONS_A_ROW = 8
ANSWER_TEXT = 200
START_PAYLOAD = 64
COMMANDS = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 256
INLINE_RESULTS = 50
INLINE_QUERY = 256
ALBUM = (2, 10)
DELETABLE_SECONDS = 48 * 3600
UPDATES_KEPT_SECONDS = 24 * 3600
MEGABYTE = 1024 * 1024
DOWNLOAD_BYTES = 20 * MEGABYTE
UPLOAD_BYTES = 50 * MEGABYTE
PHOTO_BYTES = 10 * MEGABYTE


@dataclass(slots=True)
class FloodLimits:
    """How fast a bot may send. ``chat_burst`` messages pass at once to one chat before ``chat_per_second`` holds."""

    overall_per_second: int = 30
    paid_per_second: int = 1000
    chat_per_second: float = 1.0
    chat_burst: int = 5
    group_per_minute: int = 20
    count_edits: bool = True


@dataclass(slots=True)
class FloodControl:
    """Counts one bot's messages by the monotonic clock; pacing does not follow the server's clock."""

    limits: FloodLimits
    _sent: deque[float] = field(default_factory=deque)
    _paid: deque[float] = field(default_factory=deque)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def take(self, chat_id: int, *, messages: int = 1, paid: bool = False) -> int:
        """Seconds to wait before trying again, or 0: then the messages are counted."""
        now = time.monotonic()
        window = self._paid if paid else self._sent
        ceiling = self.limits.paid_per_second if paid else self.limits.overall_per_second
        wait = max(
            _window_wait(window, now, 1.0, ceiling, messages),
            self._group_wait(chat_id, now, messages) if chat_id < 0 else self._chat_wait(chat_id, now, messages),
        )
        if wait > 0:
            return max(1, math.ceil(wait))
        window.extend([now] * messages)
        self._count(chat_id, now, messages)
        return 0

    def _group_wait(self, chat_id: int, now: float, messages: int) -> float:
        window = self._groups.get(chat_id)
        own = _window_wait(window, now, 60.0, self.limits.group_per_minute, messages) if window else 0.0
        return max(own, self._chat_wait(chat_id, now, messages))

    def _chat_wait(self, chat_id: int, now: float, messages: int) -> float:
        missing = min(messages, self.limits.chat_burst) - self._tokens(chat_id, now)
        return missing / self.limits.chat_per_second if missing > 1e-9 else 0.0

    def _tokens(self, chat_id: int, now: float) -> float:
        tokens, at = self._chats.get(chat_id, (float(self.limits.chat_burst), now))
        return min(float(self.limits.chat_burst), tokens + (now - at) * self.limits.chat_per_second)

    def _count(self, chat_id: int, now: float, messages: int) -> None:
        self._chats[chat_id] = (self._tokens(chat_id, now) - messages, now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).extend([now] * messages)


def _window_wait(window: deque[float], now: float, seconds: float, ceiling: int, messages: int) -> float:
    """How long until ``messages`` more fit below the ceiling of a sliding window."""
    while window and now - window[0] >= seconds:
        window.popleft()
    over = len(window) + messages - ceiling
    if over <= 0:
        return 0.0
    return seconds - (now - window[min(over, len(window)) - 1]) if window else 0.0
