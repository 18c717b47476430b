"""From what a visitor typed to what may go on: readable, short enough, redacted, and judged for danger."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.gateway.errors import TooLong
from bot.gateway.limits import CHARACTERS
from bot.gateway.neighbours import Danger, SafetyNet
from bot.gateway.quiet_log import QuietLog


@dataclass(frozen=True, slots=True)
class Heard:
    """`text` is redacted: the only form that Rasa, the page and our memory get.

    None: redaction failed, so nobody gets it. `soft`: the safety net itself failed, which is answered
    as suspicion. `is_text` False: bytes that are no writing.
    """

    text: str | None
    danger: Danger | None = None
    soft: bool = False
    is_text: bool = True


def hear(typed: str, net: SafetyNet, log: QuietLog) -> Heard:
    """Raises TooLong. `text` is empty when nothing was written."""
    typed = typed.replace("\r\n", "\n").strip()
    if len(typed) > CHARACTERS:
        raise TooLong
    if _is_binary(typed):
        return Heard("", is_text=False)
    # a leading "/" is a command to Rasa: it would skip the understanding and the safety policy
    plain = net.normalise(typed).lstrip("/ ")
    danger, failed = _judge(plain, net, log)
    return Heard(_redacted(plain, net, log), danger, soft=failed)


def _redacted(text: str, net: SafetyNet, log: QuietLog) -> str | None:
    try:
        return net.redact(text)
    except Exception as fault:
        log.incident("redaction", fault)
        return None


def _judge(text: str, net: SafetyNet, log: QuietLog) -> tuple[Danger | None, bool]:
    try:
        return net.find_danger(text), False
    except Exception as fault:
        log.incident("safety net", fault)
        return None, True


def _is_binary(text: str) -> bool:
    """Control characters, or bytes that were not UTF-8 (they arrive as U+FFFD)."""
    return any(
        letter == "\ufffd" or (unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\r\t")
        for letter in text
    )
