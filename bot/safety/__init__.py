"""The safety net: pure functions that look at one message and remember nothing of it."""

from bot.safety.crisis import Danger, find_danger
from bot.safety.normalise import fold, normalise
from bot.safety.redact import Redacted, redact

__all__ = ["Danger", "Redacted", "find_danger", "fold", "normalise", "redact"]
