"""What can be set about the server while it runs."""

from dataclasses import asdict, dataclass, field

from bot.local_telegram.accounts import Json
from bot.local_telegram.limits import FloodLimits


@dataclass(slots=True)
class Options:
    """Settings. ``latency_ms`` is (lowest, highest); ``redeliver`` the probability that a confirmed update comes again.

    ``flood`` None switches flood control off; ``flood_limits`` are those that hold when it is on.
    """

    strict: bool = True
    any_token: bool = False
    flood: FloodLimits | None = None
    flood_limits: FloodLimits = field(default_factory=FloodLimits)
    latency_ms: tuple[float, float] = (0.0, 0.0)
    query_age_seconds: float = 30.0
    redeliver: float = 0.0
    shuffle: bool = False
    webhook_retry_seconds: tuple[float, float] = (1.0, 60.0)

    def view(self) -> Json:
        return {
            "strict": self.strict,
            "any_token": self.any_token,
            "latency_ms": list(self.latency_ms),
            "query_age_seconds": self.query_age_seconds,
            "flood": {"on": self.flood is not None, **asdict(self.flood or self.flood_limits)},
            "updates": {"redeliver": self.redeliver, "shuffle": self.shuffle},
        }
