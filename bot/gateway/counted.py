"""What of a finished turn is counted: one of our own words each for need, language and outcome."""

from __future__ import annotations

from bot.gateway.reply import Reply
from directory.counting.counts import Outcome, Turn, known

NOT_UNDERSTOOD = frozenset({"utter_overview", "utter_default"})
ASKED_BACK = frozenset({"utter_ask_back", "utter_ask_role"})
OURS = "gateway_"


def turn_of(reply: Reply) -> Turn | None:
    """What to count; None for what is no turn (an empty message, trouble of ours) or has unknown words."""
    turn = Turn(reply.need or "", reply.language, _outcome(reply))
    is_nothing = reply.need is None and all(m.response.startswith(OURS) for m in reply.messages)
    return turn if known(turn) and not is_nothing else None


def _outcome(reply: Reply) -> Outcome:
    if reply.crisis:
        return "danger"
    said = {message.response for message in reply.messages}
    if reply.need is None:
        if said & ASKED_BACK:
            return "asked_back"
        return "not_understood" if said & NOT_UNDERSTOOD else "answered"
    return "no_contact" if reply.cards and not _leads_to_somebody(reply) else "answered"


def _leads_to_somebody(reply: Reply) -> bool:
    """Whether the first card has a phone or a chat; a link says in its label that it is a chat."""
    first = reply.cards[0]
    return bool(first.phones) or any("chat" in link.label.lower() for link in first.links)
