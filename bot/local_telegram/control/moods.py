"""The clock, the settings, the faults."""

import dataclasses
from datetime import datetime
from typing import Any

from bot.local_telegram.accounts import Json
from bot.local_telegram.calls import Calls
from bot.local_telegram.errors import ActError
from bot.local_telegram.faults import Faults
from bot.local_telegram.limits import FloodLimits
from bot.local_telegram.state import State


class Moods:
    """Answers /control/clock, /control/settings and /control/faults."""

    def __init__(self, state: State, calls: Calls, faults: Faults) -> None:
        self._state = state
        self._calls = calls
        self._faults = faults

    async def answer(self, method: str, parts: list[str], body: Json) -> Json:
        match method, parts:
            case "GET", ["clock"]:
                return self._clock()
            case "POST", ["clock"]:
                await self._move(body)
                return self._clock()
            case "GET", ["settings"]:
                return {"settings": self.settings_view()}
            case "POST", ["settings"]:
                self._set(body)
                return self._told()
            case "GET", ["faults"]:
                return {"faults": self._faults_view()}
            case "POST", ["faults"]:
                fault = self._add(body)
                self._told()
                return {"fault": fault}
            case "DELETE", ["faults"]:
                self._faults.clear()
                return self._told()
            case "DELETE", ["faults", number]:
                self._faults.clear(int(number))
                return self._told()
        raise ActError(f"there is no {method} /control/{'/'.join(parts)}", 404)

    # clock

    def clock_view(self) -> Json:
        clock = self._state.clock
        return {
            "now": clock.now().isoformat(),
            "offset_seconds": clock.offset_seconds,
            "frozen": clock.frozen,
            "can_go_to_next": clock.next_due is not None,
        }

    def _clock(self) -> Json:
        view = self.clock_view()
        return {**view, "clock": view}

    async def _move(self, body: Json) -> None:
        clock = self._state.clock
        if "frozen" in body:
            clock.freeze(bool(body["frozen"]))
        if "offset_seconds" in body:
            clock.set_offset(float(body["offset_seconds"]))
        if "advance_seconds" in body:
            clock.advance(seconds=float(body["advance_seconds"]))
        if body.get("to") == "next":
            await self._to_next()
        elif "to" in body:
            clock.set_to(datetime.fromisoformat(body["to"]))
        if not body:
            raise ActError("say where to: advance_seconds, to, offset_seconds or frozen")

    async def _to_next(self) -> None:
        clock = self._state.clock
        if clock.next_due is None:
            raise ActError("the bot has not told this server how to know what it does next", 404)
        due = await clock.next_due()
        if due is None:
            raise ActError("the bot has nothing ahead of it", 404)
        if due > clock.now():
            clock.set_to(due)

    # settings

    def settings_view(self) -> Json:
        return {**self._calls.options.view(), "faults": self._faults_view()}

    def _told(self) -> Json:
        view = self.settings_view()
        self._state.tell("settings", data=view)
        return {"settings": view}

    def _set(self, body: Json) -> None:
        options = self._calls.options
        for name in ("strict", "any_token"):
            if name in body:
                setattr(options, name, bool(body[name]))
        if "query_age_seconds" in body:
            options.query_age_seconds = float(body["query_age_seconds"])
        if "latency_ms" in body:
            options.latency_ms = low_high(body["latency_ms"])
        updates = body.get("updates", {})
        options.redeliver = float(updates.get("redeliver", options.redeliver))
        options.shuffle = bool(updates.get("shuffle", options.shuffle))
        if "flood" in body:
            self._set_flood(dict(body["flood"]))

    def _set_flood(self, wanted: Json) -> None:
        options = self._calls.options
        on = bool(wanted.pop("on", options.flood is not None))
        known = {field.name for field in dataclasses.fields(FloodLimits)}
        unknown = wanted.keys() - known
        if unknown:
            raise ActError(f"unknown flood limits: {', '.join(sorted(unknown))}; known: on, {', '.join(sorted(known))}")
        options.flood_limits = dataclasses.replace(options.flood or options.flood_limits, **wanted)
        options.flood = options.flood_limits if on else None

    # faults

    def _faults_view(self) -> list[Json]:
        return [fault.view() for fault in self._faults.active]

    def _add(self, body: Json) -> Json:
        settings: dict[str, Any] = dict(body)
        kind = str(settings.pop("kind", ""))
        if "except" in settings:
            settings["excepted"] = settings.pop("except")
        if "latency_ms" in settings:
            settings["latency_ms"] = low_high(settings["latency_ms"])
        return self._faults.add(kind, **settings).view()


def low_high(given: Any) -> tuple[float, float]:
    """One number or [low, high], in milliseconds."""
    low, high = given if isinstance(given, list) else (given, given)
    if not 0 <= float(low) <= float(high):
        raise ActError("latency_ms is a number, or [low, high]")
    return float(low), float(high)
