"""Pacing: the server never sees more than its limit in any second, and little of the limit is wasted."""

from __future__ import annotations

import random
from collections import deque

import pytest

from bot.pace import Pace, Window


class Time:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _simulate(limit: int, seconds: float, low: float, high: float, seed: int) -> tuple[list[float], float]:
    """Send as fast as the window lets us over a jittery network; return the arrivals, and the duration."""
    dice = random.Random(seed)
    window = Window(limit)
    now, arrivals = 0.0, []
    answers: list[tuple[float, float]] = []
    while now < seconds:
        for answer in sorted(answers):
            if answer[0] <= now:
                window.answered(answer[1], answer[0])
                answers.remove(answer)
        if window.wait(now) == 0.0:
            trip = dice.uniform(low, high)
            window.take()
            arrivals.append(now + trip / 2)
            answers.append((now + trip, now))
        else:
            now += 0.001
    return sorted(arrivals), seconds


@pytest.mark.parametrize("seed", range(3))
def test_no_second_of_the_server_holds_more_than_the_limit(seed: int) -> None:
    arrivals, seconds = _simulate(30, 20.0, 0.080, 0.150, seed)
    last: deque[float] = deque()
    for arrival in arrivals:
        last.append(arrival)
        while last[0] <= arrival - 1.0:
            last.popleft()
        assert len(last) <= 30
    share = len(arrivals) / (30 * seconds)
    print(f"share of the limit used: {share:.3f} (seed {seed})")
    assert share > 0.9


def test_a_chat_gets_a_short_burst_then_one_a_second() -> None:
    time = Time()
    pace = Pace(time)
    for _ in range(3):
        assert pace.wait(7) == 0.0
        pace.take(7)
        pace.answered(time.now)
    assert 0 < pace.wait(7) <= 3.0
    assert pace.wait(8) == 0.0
    time.now += 3.0
    assert pace.wait(7) == 0.0


def test_a_group_gets_twenty_a_minute() -> None:
    time = Time()
    pace = Pace(time)
    for _ in range(20):
        assert pace.wait(-7) == 0.0
        pace.take(-7)
        pace.answered(time.now)
        time.now += 0.1
    assert pace.wait(-7) == pytest.approx(58.0, abs=0.5)


def test_after_a_refusal_the_chat_or_everybody_waits() -> None:
    time = Time()
    pace = Pace(time)
    pace.refused(7, 5.0, everywhere=False)
    assert pace.wait(7) == pytest.approx(5.0)
    assert pace.wait(8) == 0.0
    pace.refused(7, 9.0, everywhere=True)
    assert pace.wait(8) == pytest.approx(9.0)
    time.now += 9.0
    assert pace.wait(7) == 0.0
