"""What to do with a message, decided from all that was read out of it. Pure: no Rasa, no files.

The order is the order of harm: a danger that the rules are sure of, a short answer that its own words settle
(the model would find a story in it), a crisis that the model is sure of, a language we cannot answer in, then
the need; in doubt it asks back rather than show a wrong card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.rasa_plugins.payer import Role
from bot.rasa_plugins.second_look import ABOUT_PAYMENT, PAYER_PAIR, Payment

Level = Literal["hard", "soft"]

# A minor who writes of one of these is a child being used; the adults' service is the wrong door.
_MINOR = "minor_exploited"
_USED = ("sells_sex", "ask_role")
_SAID: Mapping[Role, str] = {"is_paid": "sells_sex", "pays": "buys_sex"}
# Dialogue codes in whose messages nobody tells how they are; thanks and goodbyes are not among them.
_NOT_OF_ONESELF = ("out_of_scope", "seeks_to_buy", "change_language", "more_options")
# About payment in their own way: a child who is used, and somebody who wants an address from us.
_NO_QUESTION = (_MINOR, "seeks_to_buy")
_VAGUE = "vague"  # learnt from messages that say that something is wrong and not what
DANGER_UNCLEAR = "danger_unclear"  # 112 first, and three buttons: danger, but the wrong ladder would not help
_ASK_ROLE = "ask_role"  # learnt from messages about sex and money that do not say who pays


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidence bands, set on held-out authors (tests/understanding).

    `act`: a need is acted on from here; `margin`: and only this far above the next one.
    `crisis_act`, `crisis_margin`: the same for a crisis on top. `crisis`: from here a crisis on top is a
    danger whose kind is asked back; `mass`: the same for all crises together, when none is on top.
    `agree`: from here the model does not contradict the kind of danger that the phrase rules name.
    `doubt`: below this share of all crises together a model that is sure of something else contradicts the
    phrase rules: one line with 112 stands above its answer instead of the danger message.
    `soft`: the crises together, for one line with 112 above the ordinary answer.
    `role`: who paid whom is acted on from here, and asked below; `pair`: and asked when the second of the two
    has at least this share of the first. Both only while the words themselves do not say who pays.
    `side`: and asked when the second look (second_look.py) finds the side less likely than this.
    `overlooked`: so much likelier than the model the second look finds it that the message is about sex for
    money, and an answer about something else asks first, unless the model is as sure of that as `firm`.
    """

    act: float = 0.5
    margin: float = 0.25
    crisis_act: float = 0.5
    crisis_margin: float = 0.2
    crisis: float = 0.3
    mass: float = 0.33
    agree: float = 0.1
    doubt: float = 0.05
    soft: float = 0.25
    role: float = 0.7
    pair: float = 0.35
    side: float = 0.6
    overlooked: float = 0.5
    firm: float = 0.7


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the components read out of one message.

    `ranking`: (code, confidence) best first. `danger`: (code, level) from the phrase rules. `language`: sv,
    en, other or None. `minor`, `adult`: the age that the writer gives, or (minor) has given before.
    `plain`: the intent of a message that is known by its words, all of them: a place, a fact about the
    writer, a short answer. `only_place`, `only_person`: little but that. `roles`: who pays, as the words say
    it (payer.py). `asked_before`: the last turn already asked back. `asked_role`: it asked who pays.
    `payment`: what the second look found, if one was taken.
    """

    ranking: Sequence[tuple[str, float]]
    danger: tuple[str, Level] | None = None
    language: str | None = None
    minor: bool = False
    adult: bool = False
    plain: str | None = None
    only_place: bool = False
    only_person: bool = False
    roles: frozenset[Role] = frozenset()
    asked_before: bool = False
    asked_role: bool = False
    payment: Payment | None = None

    @property
    def said(self) -> str | None:
        """The need of the one role that the words name; None when they name none, or both."""
        return _SAID[next(iter(self.roles))] if len(self.roles) == 1 else None


@dataclass(frozen=True, slots=True)
class Decision:
    """`intent` to act on; `candidates` to offer as buttons when asking back; `soft` adds the 112 line.

    `doubted`: the phrase rules were sure of a danger and the model contradicted them.
    """

    intent: str
    candidates: tuple[str, ...] = ()
    soft: bool = False
    doubted: bool = False


def decide(reading: Reading, crises: Sequence[str], needs: Sequence[str], limits: Thresholds) -> Decision:
    """The decision for one message. `crises` in order of priority; `needs` may be offered as buttons."""
    reading = _grown_up(reading) if reading.adult else reading
    mass = sum(confidence for code, confidence in reading.ranking if code in crises)
    soft = mass >= limits.soft or reading.danger is not None
    if _contradicted(reading, mass, needs, limits):
        return Decision(reading.ranking[0][0], soft=True, doubted=True)
    if reading.danger is None and reading.plain:
        return Decision(reading.plain)
    if reading.danger is None and reading.asked_role and reading.said and mass < limits.mass:
        return Decision(reading.said, soft=soft)
    crisis = _crisis(reading, crises, mass, limits)
    if crisis:
        return Decision(crisis, _dangers_offered(reading, needs, limits) if crisis == DANGER_UNCLEAR else ())
    if reading.language == "other":
        return Decision("other_language", soft=soft)
    if reading.only_place:
        return Decision("tell_place", soft=soft)
    if reading.only_person:
        return Decision("tell_person", soft=soft)
    return _need(reading, needs, soft, limits)


def _crisis(reading: Reading, crises: Sequence[str], mass: float, limits: Thresholds) -> str | None:
    if reading.danger and reading.danger[1] == "hard":
        return _by_rule(reading, reading.danger[0], limits)
    (top, first), (_, next_best) = reading.ranking[0], reading.ranking[1]
    if reading.minor and top in _USED and (top != _ASK_ROLE or _about_payment(reading) >= limits.act):
        return _MINOR
    if reading.language == "other":
        return None  # the model knows only Swedish and English; its guess at another language is noise
    if top in crises and first >= limits.crisis_act and first - next_best >= limits.crisis_margin:
        return DANGER_UNCLEAR if _is_overlooked(reading, limits) else top
    if mass >= limits.mass or (top in crises and first >= limits.crisis):
        return DANGER_UNCLEAR
    return None


def _grown_up(reading: Reading) -> Reading:
    """The story of somebody who is 18 or more is no child's; a child in it still brings the line with 112."""
    others = [(code, confidence) for code, confidence in reading.ranking if code != _MINOR]
    whole = sum(confidence for _, confidence in others) or 1.0
    share = sum(confidence for _, confidence in reading.ranking)
    ranking = [(code, confidence * share / whole) for code, confidence in others]
    danger: tuple[str, Level] | None = (_MINOR, "soft") if _hears(reading, _MINOR) else reading.danger
    return replace(reading, ranking=ranking, danger=danger)


def _hears(reading: Reading, kind: str) -> bool:
    return reading.danger is not None and reading.danger[0] == kind


def _contradicted(reading: Reading, mass: float, needs: Sequence[str], limits: Thresholds) -> bool:
    """True when the rules cry danger over what the model knows well as a need, or as nothing of ours.

    Never over a child, and never by thanks or a goodbye: people thank, and then say that they will die.
    """
    cried = reading.danger is not None and reading.danger[1] == "hard" and not _hears(reading, _MINOR)
    known = reading.language != "other" and not reading.minor
    by = reading.ranking[0][0] in (*needs, *_NOT_OF_ONESELF)
    return cried and known and by and mass < limits.doubt and _is_sure(reading, limits)


def _is_sure(reading: Reading, limits: Thresholds) -> bool:
    (top, first), (_, next_best) = reading.ranking[0], reading.ranking[1]
    return top != _VAGUE and first >= limits.act and first - next_best >= limits.margin


def _by_rule(reading: Reading, kind: str, limits: Thresholds) -> str:
    """A danger that the rules are sure of stands, but the model may doubt which one it is."""
    if reading.language == "other" or dict(reading.ranking).get(kind, 0.0) >= limits.agree:
        return kind
    return DANGER_UNCLEAR


def _need(reading: Reading, needs: Sequence[str], soft: bool, limits: Thresholds) -> Decision:
    if _role_is_unclear(reading, limits):
        return Decision(_ASK_ROLE, PAYER_PAIR, soft)
    overlooked = _is_overlooked(reading, limits) and not reading.asked_before
    if (_is_sure(reading, limits) and not overlooked) or _role_is_plain(reading, limits):
        return Decision(reading.ranking[0][0], soft=soft)
    if reading.asked_before:
        return Decision("not_understood_again", soft=soft)
    return Decision("nlu_fallback", _offered(reading, needs, limits), soft)


def _offered(reading: Reading, needs: Sequence[str], limits: Thresholds) -> tuple[str, ...]:
    """The three that the model finds likeliest; its first and both sides where it is sure but overlooks."""
    likely = [code for code, _ in reading.ranking if code in needs]
    if _is_sure(reading, limits) and _is_overlooked(reading, limits):
        likely = [*likely[:1], *PAYER_PAIR]
    return tuple(dict.fromkeys(likely))[:3]


def _dangers_offered(reading: Reading, needs: Sequence[str], limits: Thresholds) -> tuple[str, ...]:
    """The rules' kind first, if they name one."""
    named = (reading.danger[0],) if reading.danger else ()
    return tuple(dict.fromkeys((*named, *_offered(reading, needs, limits))))[:3]


def _is_overlooked(reading: Reading, limits: Thresholds) -> bool:
    """True when the model is at another topic and the second look at payment. Never of a child."""
    (top, first), payment = reading.ranking[0], reading.payment
    if payment is None or reading.minor or first >= limits.firm or top in (*ABOUT_PAYMENT, *_NO_QUESTION):
        return False
    return payment.about - _about_payment(reading) >= limits.overlooked


def _role_is_unclear(reading: Reading, limits: Thresholds) -> bool:
    """True when it is about sex for money and not clear who pays: never guessed, two buttons ask."""
    top, first = reading.ranking[0]
    if top == _ASK_ROLE:
        return _about_payment(reading) >= limits.act
    if top not in PAYER_PAIR:
        return False
    if reading.said:
        return reading.said != top and first >= limits.act
    sells, buys = _pair(reading)
    close = min(sells, buys) >= limits.pair * max(sells, buys)
    contested = reading.payment is not None and reading.payment.side(top) < limits.side
    return close or (first >= limits.act and (first < limits.role or contested))


def _role_is_plain(reading: Reading, limits: Thresholds) -> bool:
    """True when model and words agree on who pays, though the model wavers between the two."""
    return reading.said == reading.ranking[0][0] and _about_payment(reading) >= limits.act


def _about_payment(reading: Reading) -> float:
    return sum(confidence for code, confidence in reading.ranking if code in ABOUT_PAYMENT)


def _pair(reading: Reading) -> tuple[float, float]:
    share = dict(reading.ranking)
    return share.get("sells_sex", 0.0), share.get("buys_sex", 0.0)
